"""What was removed from a household, so that it can be put back as it was."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import groupby
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from caseapp.services import social_number_use
from db.models import (
    Draft,
    FactPast,
    FactRow,
    Person,
    ResourceCell,
    ResourceLine,
    SensitiveOpening,
    SocialNumber,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from uuid import UUID

    from sqlalchemy.orm import Session

    from db.models import Base

_CHILDREN_FIRST = (
    Draft,
    ResourceCell,
    ResourceLine,
    SocialNumber,
    FactPast,
    FactRow,
    SensitiveOpening,
)


@dataclass(frozen=True, slots=True)
class Removed:
    """Rows that were removed, parents before children; to be handed back to `restore`."""

    rows: tuple[tuple[type[Base], Mapping[str, Any]], ...] = field(repr=False)


def remove_person(session: Session, person: Person) -> Removed:
    """Remove a person with the facts, resources and refused texts of that person."""
    facts: list[Base] = [
        *session.scalars(sa.select(FactRow).where(FactRow.person_id == person.id)),
        *session.scalars(sa.select(FactPast).where(FactPast.person_id == person.id)),
        *session.scalars(sa.select(SocialNumber).where(SocialNumber.person_id == person.id)),
        *session.scalars(
            sa.select(SensitiveOpening).where(SensitiveOpening.person_id == person.id)
        ),
    ]
    lines = session.scalars(sa.select(ResourceLine).where(ResourceLine.person_id == person.id))
    below = _lines_below(session, lines.all())
    texts = _drafts(session, person.case_id, f"people/{person.id}/")
    removed = Removed(_copies([person, *facts, *below, *texts]))
    _delete(session, [*texts, *below, *facts])
    session.delete(person)
    return removed


def remove_line(session: Session, line: ResourceLine) -> Removed:
    """Remove a line of resources with its months and its refused texts."""
    below = _lines_below(session, [line])
    removed = Removed(_copies(below))
    _delete(session, below)
    return removed


def _delete(session: Session, rows: Sequence[Base]) -> None:
    """Delete rows one by one, children first, so that « Historique » tells what each held."""
    for kind in _CHILDREN_FIRST:
        for row in rows:
            if type(row) is kind:
                session.delete(row)
        session.flush()


def copy(row: Base) -> Removed:
    """Return a row on which nothing hangs, before it is removed."""
    return Removed(_copies([row]))


def copies(rows: Iterable[Base]) -> Removed:
    """Return rows on which nothing hangs, before they are removed."""
    return Removed(_copies(rows))


def restore(session: Session, removed: Removed) -> None:
    """Put back what was removed, parents first; no number where it is kept no longer."""
    has_numbers = social_number_use.is_on(session)
    for kind, rows in groupby(removed.rows, key=lambda row: row[0]):
        if kind is SocialNumber and not has_numbers:
            continue
        session.add_all(model(**values) for model, values in rows)
        session.flush()


def _lines_below(session: Session, lines: Iterable[ResourceLine]) -> list[Base]:
    found: list[Base] = list(lines)
    ids = [line.id for line in found if isinstance(line, ResourceLine)]
    cells = session.scalars(sa.select(ResourceCell).where(ResourceCell.line_id.in_(ids))).all()
    texts = [
        draft
        for line in found
        if isinstance(line, ResourceLine)
        for draft in _drafts(session, line.case_id, f"lines/{line.id}/")
    ]
    return [*found, *cells, *texts]


def _drafts(session: Session, case_id: UUID, start: str) -> list[Draft]:
    return list(
        session.scalars(
            sa.select(Draft).where(Draft.case_id == case_id, Draft.field.startswith(start))
        )
    )


def _copies(rows: Iterable[Base]) -> tuple[tuple[type[Base], Mapping[str, Any]], ...]:
    return tuple(
        (type(row), {a.key: getattr(row, a.key) for a in sa.inspect(type(row)).column_attrs})
        for row in rows
    )
