"""The service's own templates of letters: added once they are checked, given back, removed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

import sqlalchemy as sa

from caseapp.kernel.errors import NotFoundError, UserInputError
from caseapp.rules.letters.filling import TemplateFaultError
from caseapp.services.undoable import Removable
from db.models import ServiceTemplate

if TYPE_CHECKING:
    import datetime as dt
    from pathlib import PurePath

    from sqlalchemy.orm import Session

    from caseapp.kernel.clock import Clock
    from db.store import Store

_OURS = "service:"  # before the identifier, among the codes of the library
_LONGEST = 120
_GONE = "Ce modèle du service n'existe plus."


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceTemplateRow:
    """One template, without its file."""

    id: UUID
    name: str
    file_name: str
    is_letterhead: bool  # a paper any letter is poured into, not a letter
    added_at: dt.datetime

    @property
    def code(self) -> str:
        """Its code among those of the library."""
        return code_of(self.id)


class ServiceTemplates(Removable["UUID"]):
    """Word files with the names of the letters, in the encrypted base."""

    def __init__(self, store: Store, clock: Clock) -> None:
        super().__init__(store, _find)
        self._clock = clock

    def rows(self) -> tuple[ServiceTemplateRow, ...]:
        """Return the templates, by their names."""
        shown = (
            ServiceTemplate.id, ServiceTemplate.name, ServiceTemplate.file_name,
            ServiceTemplate.is_letterhead, ServiceTemplate.added_at,
        )  # fmt: skip
        with self._store.read() as session:
            found = session.execute(sa.select(*shown).order_by(ServiceTemplate.name)).all()
        return tuple(
            ServiceTemplateRow(
                id=row.id,
                name=row.name,
                file_name=row.file_name,
                is_letterhead=row.is_letterhead,
                added_at=row.added_at,
            )
            for row in found
        )

    def add(self, path: PurePath, content: bytes) -> UUID:
        """Keep a Word file as a template, under the name of the file.

        Raises:
            UserInputError: it is no Word file that may be kept, or uses what is no name: each
                fault is a line of the sentence.
        """
        from caseapp.rules.letters import word  # noqa: PLC0415 - 100 ms of Word files

        try:
            read = word.examine(content)
        except TemplateFaultError as fault:
            raise UserInputError("content", str(fault)) from None
        if read.faults:
            raise UserInputError("content", "\n".join(read.faults))
        if not read.names:
            raise UserInputError("content", _NO_NAME)
        with self._store.write() as session:
            row = ServiceTemplate(
                name=_free_name(session, path.stem),
                file_name=path.name[-200:],
                is_letterhead=read.is_letterhead,
                content=content,
                added_at=self._clock.now(),
            )
            session.add(row)
            session.flush()
            return row.id

    def content(self, template_id: UUID) -> bytes:
        """Return the file as it was added.

        Raises:
            NotFoundError: it is no more.
        """
        with self._store.read() as session:
            return _find(session, template_id).content

    def rename(self, template_id: UUID, name: str) -> None:
        """Give a template another name.

        Raises:
            UserInputError: the name is empty, too long or taken.
        """
        name = " ".join(name.split())
        if not name or len(name) > _LONGEST:
            raise UserInputError("name", f"Un nom a de 1 à {_LONGEST} caractères.")
        with self._store.write() as session:
            row = _find(session, template_id)
            if name != row.name and _is_taken(session, name):
                raise UserInputError("name", "Un autre modèle porte déjà ce nom.")
            row.name = name


def code_of(template_id: UUID) -> str:
    """Return the code of a template among those of the library."""
    return f"{_OURS}{template_id.hex}"


def own_template(session: Session, code: str) -> ServiceTemplate | None:
    """Return the template of a code, where it is one of the service and still there."""
    return session.get(ServiceTemplate, UUID(code.removeprefix(_OURS))) if is_own(code) else None


def is_own(code: str) -> bool:
    """Say whether a code is that of a template of the service, there or gone."""
    return code.startswith(_OURS)


def _find(session: Session, template_id: UUID) -> ServiceTemplate:
    row = session.get(ServiceTemplate, template_id)
    if row is None:
        raise NotFoundError(_GONE)
    return row


def _is_taken(session: Session, name: str) -> bool:
    found = sa.select(ServiceTemplate.id).where(ServiceTemplate.name == name)
    return session.scalar(found) is not None


def _free_name(session: Session, stem: str) -> str:
    """Return a name nobody has: « Relance », then « Relance (2) »."""
    name = " ".join(stem.split())[: _LONGEST - 6] or "Modèle"
    free, number = name, 1
    while _is_taken(session, free):
        number += 1
        free = f"{name} ({number})"
    return free


_NO_NAME = (
    "Ce document n'utilise aucun des noms de la liste : écrivez par exemple"
    " {{ personne.nom_complet }} là où le nom doit venir."
)
