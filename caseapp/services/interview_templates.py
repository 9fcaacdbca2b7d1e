"""Outlines of interviews: those shipped with the program, and the service's own."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING
from uuid import UUID

import sqlalchemy as sa
import yaml

from caseapp.domain.interview import InterviewKind, Medium
from caseapp.kernel.errors import NotFoundError, UserInputError
from caseapp.kernel.places import resources
from caseapp.services.interview_rows import Template, TemplateRow
from caseapp.services.undoable import Removable
from db.models import Interview, InterviewTemplate

if TYPE_CHECKING:
    from db.store import Store

_LONGEST = 120


class InterviewTemplates(Removable[str]):
    """What an interview may start from."""

    def __init__(self, store: Store) -> None:
        super().__init__(store, _own)

    def rows(self) -> tuple[TemplateRow, ...]:
        """Return the outlines: the service's own first, then the shipped ones."""
        with self._store.read() as session:
            own = session.execute(
                sa.select(InterviewTemplate.id, InterviewTemplate.name).order_by(
                    InterviewTemplate.position, InterviewTemplate.name
                )
            ).all()
        return (
            *(TemplateRow(code=str(id_), name=name, is_own=True) for id_, name in own),
            *(
                TemplateRow(code=code, name=template.name, is_own=False)
                for code, template in shipped().items()
            ),
        )

    def get(self, code: str) -> Template:
        """Return what an outline holds.

        Raises:
            NotFoundError: it is no more.
        """
        if code in shipped():
            return shipped()[code]
        with self._store.read() as session:
            row = session.get(InterviewTemplate, _key(code))
            if row is None:
                raise NotFoundError("Ce modèle n'existe plus.")
            return Template(
                name=row.name,
                kind=row.kind,
                medium=row.medium,
                minutes=row.minutes,
                facts=row.facts,
                words=row.words,
                analysis=row.analysis,
            )

    def keep(self, interview_id: UUID, name: str) -> UUID:
        """Make an outline of the service's own from an interview, without its private notes.

        Raises:
            UserInputError: the name is missing, too long, or taken.
        """
        with self._store.write() as session:
            interview = session.get(Interview, interview_id)
            if interview is None:
                raise NotFoundError("Cet entretien n'existe plus.")
            last = session.scalar(sa.select(sa.func.max(InterviewTemplate.position)))
            row = InterviewTemplate(
                name=_name(session, name),
                position=(last or 0) + 1,
                kind=interview.kind,
                medium=interview.medium,
                minutes=interview.minutes,
                facts=interview.facts,
                words=interview.words,
                analysis=interview.analysis,
            )
            session.add(row)
            session.flush()
            return row.id

    def rename(self, code: str, name: str) -> str:
        """Give one of the service's own another name; return the one it had.

        Raises:
            UserInputError: the name is missing, too long, or taken.
        """
        with self._store.write() as session:
            row = _own(session, code)
            before = row.name
            if name.strip() != before:
                row.name = _name(session, name)
            return before


@cache
def shipped() -> dict[str, Template]:
    """Return the outlines of the program, by the name of their file."""
    found = {}
    outlines = (path for path in (resources() / "interviews").iterdir())
    for path in sorted(outlines, key=lambda path: path.name):
        read = yaml.safe_load(path.read_text(encoding="utf-8"))
        found[path.name.removesuffix(".yaml")] = Template(
            name=read["name"],
            kind=InterviewKind(read["kind"]),
            medium=Medium(read["medium"]),
            minutes=read.get("minutes"),
            facts=read["facts"].rstrip(),
            words=read["words"].rstrip(),
            analysis=read["analysis"].rstrip(),
        )
    return found


def _name(session: sa.orm.Session, name: str) -> str:
    name = " ".join(name.split())
    if not name:
        raise UserInputError("name", "Donner un nom au modèle.")
    if len(name) > _LONGEST:
        raise UserInputError("name", f"Un nom a {_LONGEST} caractères au plus.")
    taken = session.scalar(sa.select(InterviewTemplate.id).where(InterviewTemplate.name == name))
    if taken is not None:
        raise UserInputError("name", "Un autre modèle porte déjà ce nom.")
    return name


def _own(session: sa.orm.Session, code: str) -> InterviewTemplate:
    row = session.get(InterviewTemplate, _key(code))
    if row is None:
        raise NotFoundError("Ce modèle n'existe plus.")
    return row


def _key(code: str) -> UUID:
    try:
        return UUID(code)
    except ValueError:
        raise NotFoundError("Ce modèle n'existe plus.") from None
