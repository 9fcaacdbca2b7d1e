"""The « numéro de sécurité sociale » of each person, where the service keeps it: shown masked.

It is looked at and copied one person at a time, and the journal is told each time. Nothing else of
the program reads it: see `docs/decisions/data_protection.md`.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

import sqlalchemy as sa

from caseapp.domain import social_number
from caseapp.domain.journal import JournalAction
from caseapp.kernel.errors import NotFoundError
from caseapp.services.social_number_use import ABOUT, is_on
from db.models import FactRow, Person, SocialNumber

if TYPE_CHECKING:
    from collections.abc import Mapping
    from uuid import UUID

    from sqlalchemy.orm import Session

    from caseapp.kernel.clock import Clock
    from caseapp.services.journal import Journal
    from db.store import Store

LONGEST = 60  # signs that may be typed
_OFF = "Le numéro de sécurité sociale n'est pas gardé dans cette base."


@dataclass(frozen=True, slots=True)
class Kept:
    """What is kept of one person: a number, and a text that was refused since."""

    number: str = field(default="", repr=False)
    refused: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class SocialNumberRow:
    """What the page « Foyer » shows of one person's number."""

    masked: str = field(repr=False)  # empty where nothing is kept
    error: str = ""  # why what was typed last is no number
    doubts: str = field(default="", repr=False)
    can_copy: bool = False


class SocialNumbers:
    """Reads and changes the number of one person."""

    def __init__(self, store: Store, clock: Clock, journal: Journal) -> None:
        self._store, self._clock, self._journal = store, clock, journal

    @property
    def is_on(self) -> bool:
        """Whether the number is kept in this base."""
        with self._store.read() as session:
            return is_on(session)

    def shown(self, person_id: UUID) -> SocialNumberRow | None:
        """Return what is shown of a person's number; None where numbers are not kept."""
        with self._store.read() as session:
            if not is_on(session):
                return None
            row, born = _row(session, person_id), _birth(session, person_id)
            kept = Kept() if row is None else Kept(row.number, row.refused)
        if kept.refused:
            return SocialNumberRow(
                masked=social_number.masked_text(kept.refused), error=_fault(kept.refused)
            )
        if not kept.number:
            return SocialNumberRow(masked="")
        return SocialNumberRow(
            masked=social_number.masked(kept.number),
            doubts=social_number.doubts(kept.number, born),
            can_copy=True,
        )

    def put(self, person_id: UUID, text: str) -> Kept:
        """Keep what was typed, whether it is a number or not yet; return what stood there.

        Empty takes the number out. A text that is none is kept beside the number, which stays.

        Raises:
            NotFoundError: the person is gone, or numbers are kept no longer.
        """
        text = text.strip()[:LONGEST]
        with self._store.write() as session:
            before = self._kept(session, person_id)
            now = Kept()
            if text:
                try:
                    now = Kept(social_number.read(text))
                except ValueError:
                    now = Kept(before.number, text)
            self._write(session, person_id, now)
        return before

    def put_back(self, person_id: UUID, kept: Kept) -> Kept:
        """Have a person's number as it was before a change; return what it was after.

        Raises:
            NotFoundError: the person is gone, or numbers are kept no longer.
        """
        with self._store.write() as session:
            before = self._kept(session, person_id)
            self._write(session, person_id, kept)
        return before

    def reveal(self, person_id: UUID) -> str:
        """Return a number in clear, or the text that was refused, to be seen; journalled.

        Raises:
            NotFoundError: there is none, or numbers are kept no longer.
        """
        row = self._find(person_id)
        self._journal.note(JournalAction.OPENED, row.case_id, ABOUT)
        return row.refused or social_number.written(row.number)

    def to_copy(self, person_id: UUID) -> str:
        """Return the fifteen signs of a number, to be copied; journalled.

        Raises:
            NotFoundError: there is none, or numbers are kept no longer.
        """
        row = self._find(person_id)
        if not row.number:
            raise NotFoundError("Il n'y a pas de numéro à copier.")
        self._journal.note(JournalAction.COPIED, row.case_id, ABOUT)
        return row.number

    def _find(self, person_id: UUID) -> SocialNumber:
        with self._store.read() as session:
            row = _row(session, person_id) if is_on(session) else None
            if row is None:
                raise NotFoundError("Il n'y a pas de numéro.")
            session.expunge(row)
            return row

    @staticmethod
    def _kept(session: Session, person_id: UUID) -> Kept:
        if not is_on(session):
            raise NotFoundError(_OFF)
        row = _row(session, person_id)
        return Kept() if row is None else Kept(row.number, row.refused)

    def _write(self, session: Session, person_id: UUID, now: Kept) -> None:
        row = _row(session, person_id)
        if now == Kept():
            if row is not None:
                session.delete(row)
            return
        if row is None:
            case_id = session.scalar(sa.select(Person.case_id).where(Person.id == person_id))
            if case_id is None:
                raise NotFoundError("Cette personne n'est plus dans le dossier.")
            row = SocialNumber(case_id=case_id, person_id=person_id)
            session.add(row)
        if (row.number, row.refused) != (now.number, now.refused):
            row.number, row.refused = now.number, now.refused
            row.recorded_at = self._clock.now()


def masked_of(session: Session, case_id: UUID) -> Mapping[UUID, str] | None:
    """Return the masked number of each person of a case; None where numbers are not kept."""
    if not is_on(session):
        return None
    rows = session.execute(
        sa.select(SocialNumber.person_id, SocialNumber.number).where(
            SocialNumber.case_id == case_id, SocialNumber.number != ""
        )
    )
    return {person_id: social_number.masked(number) for person_id, number in rows}


def _row(session: Session, person_id: UUID) -> SocialNumber | None:
    return session.scalar(sa.select(SocialNumber).where(SocialNumber.person_id == person_id))


def _birth(session: Session, person_id: UUID) -> date | None:
    value = session.scalar(
        sa.select(FactRow.value).where(FactRow.person_id == person_id, FactRow.key == "birth_date")
    )
    with suppress(ValueError):  # « unknown »
        return date.fromisoformat(value) if isinstance(value, str) else None
    return None


def _fault(text: str) -> str:
    try:
        social_number.read(text)
    except ValueError as error:
        return str(error)
    return ""
