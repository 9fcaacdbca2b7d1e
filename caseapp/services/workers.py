"""Who works on the base, in a session that is open: names, roles, and what each may do.

Only one window has a base at a time, so that « votre nom » in the settings is the name of whoever
opened it (`arrive`): history, letters and reports are theirs without asking who is there.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from uuid import UUID

import sqlalchemy as sa

from caseapp.kernel.errors import KnownTroubleError, UserInputError
from caseapp.services import settings
from db.models import Case, Worker, WorkerRole

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from sqlalchemy.orm import Session

    from caseapp.kernel.clock import Clock

_NAME, _TITLE = "service.worker", "service.worker_title"


class NotInChargeError(KnownTroubleError):
    """Only the person in charge may."""

    def __init__(self) -> None:
        super().__init__(
            "Seule la personne responsable peut faire cela.",
            "Demandez-lui d'ouvrir la base avec son mot de passe.",
        )


@dataclass(frozen=True, slots=True)
class WorkerRow:
    """Somebody who can open the base, or could."""

    id: UUID
    name: str = field(repr=False)
    title: str = field(repr=False)
    role: WorkerRole
    ended_on: date | None

    @property
    def is_in_charge(self) -> bool:
        """Whether they may do and see all."""
        return self.role is WorkerRole.IN_CHARGE


def by_slot(session: Session) -> Mapping[UUID, WorkerRow]:
    """Return everybody, by their slot of the key file; nobody in a base that one person opens."""
    rows = session.execute(
        sa.select(Worker.id, Worker.name, Worker.title, Worker.role, Worker.ended_on)
    )
    return {row.id: WorkerRow(*row) for row in rows}


def own_key(session: Session, key: str, slot: str) -> str:
    """Return under which key a setting is kept for whoever works: what one types is not another's.

    The person in charge and whoever works alone have the plain one.
    """
    row = by_slot(session).get(UUID(slot)) if slot else None
    return key if row is None or row.is_in_charge else f"{key}.{slot}"


def check_in_charge(session: Session, worker: UUID | None) -> None:
    """Refuse whoever is not in charge.

    Raises:
        NotInChargeError: they are not.
    """
    known = by_slot(session)
    if known and (worker is None or worker not in known or not known[worker].is_in_charge):
        raise NotInChargeError


def checked_name(name: str) -> str:
    """Return a name as it is kept.

    Raises:
        UserInputError: it is missing or too long.
    """
    name = " ".join(name.split())
    longest = settings.LENGTHS["worker"]
    if not name:
        raise UserInputError("name", "Saisissez le nom de la personne.")
    if len(name) > longest:
        raise UserInputError("name", f"Un nom a {longest} caractères au plus.")
    return name


def check_free(session: Session, name: str) -> None:
    """Refuse a name that somebody has: cases tell people apart by it.

    Raises:
        UserInputError: it is somebody's.
    """
    known = [row.name for row in by_slot(session).values() if row.ended_on is None]
    names = [*known, settings.read(session, _NAME) or ""]
    if name.casefold() in {one.casefold() for one in names}:
        raise UserInputError("name", "Une personne porte déjà ce nom : ajoutez un prénom.")


def introduce(session: Session, me: UUID | None, today: date) -> None:
    """Write down who was alone until now, as the person in charge.

    Raises:
        UserInputError: their own name is not known.
    """
    if me is None or by_slot(session):
        return
    name = str(settings.read(session, _NAME) or "").strip()
    if not name:
        raise UserInputError("name", "Saisissez d'abord « Votre nom » dans les réglages.")
    title = str(settings.read(session, _TITLE) or "")
    session.add(Worker(id=me, name=name, title=title, role=WorkerRole.IN_CHARGE, since=today))


def add(session: Session, slot: str, name: str, title: str, role: WorkerRole, today: date) -> None:
    """Write down somebody who is given a password."""
    session.add(Worker(id=UUID(slot), name=name, title=title.strip(), role=role, since=today))


def end(session: Session, slot: str, today: date) -> None:
    """Write down that somebody's password no longer opens; their cases keep their name."""
    row = session.get(Worker, UUID(slot))
    if row is not None:
        row.ended_on = today


def give_role(session: Session, slot: str, role: WorkerRole) -> None:
    """Change what somebody may see."""
    row = session.get(Worker, UUID(slot))
    if row is not None:
        row.role = role


def is_to_arrive(session: Session, slot: str) -> bool:
    """Tell whether the settings name somebody else than who opened the base."""
    row = session.get(Worker, UUID(slot)) if slot else None
    if row is None:
        return False
    kept = settings.read(session, _NAME), settings.read(session, _TITLE)
    return kept != (row.name, row.title)


def arrive(session: Session, slot: str, clock: Clock) -> None:
    """Have the settings name whoever opened the base."""
    row = session.get(Worker, UUID(slot)) if slot else None
    if row is None:
        return
    for key, value in ((_NAME, row.name), (_TITLE, row.title)):
        if settings.read(session, key) != value:
            settings.write(session, key, value, clock)


def rename(session: Session, slot: str, name: str, title: str) -> None:
    """Follow « votre nom » of the settings: the cases of somebody stay theirs under a new name.

    Raises:
        UserInputError: it is empty, or somebody else's.
    """
    row = session.get(Worker, UUID(slot)) if slot else None
    if row is None:
        return
    if name != row.name:
        if not name:
            raise UserInputError("worker", "Votre nom dit quels dossiers sont les vôtres.")
        others = [one.name for one in by_slot(session).values() if one.id != row.id]
        if name.casefold() in {one.casefold() for one in others}:
            raise UserInputError("worker", "Une personne porte déjà ce nom : ajoutez un prénom.")
        session.execute(sa.update(Case).where(Case.referent == row.name).values(referent=name))
        row.name = name
    row.title = title
