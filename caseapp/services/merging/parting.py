"""A merge undone: every row goes back where it was, what was added since stays where it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from caseapp.services.merging.record import decode, encode, models
from caseapp.services.merging.tables import CaseTable, case_tables

if TYPE_CHECKING:
    from collections.abc import Mapping
    from uuid import UUID

    from sqlalchemy.orm import Session

_SEATS = {"role", "position"}  # somebody goes back to the very place held in the household


def part(session: Session, kept_id: UUID, merged_id: UUID, moved: Mapping[str, Any]) -> None:
    """Put back what a merge moved. What was changed since then is not changed back."""
    known = models()
    for change in moved["changes"]:
        model = known[change["table"]]
        row = session.get(model, decode(model, "id", change["id"]))
        if row is not None:  # else it was removed since
            _put_back(model, row, change["columns"])
    session.flush()
    for gone in moved["deleted"]:
        _write_again(session, known[gone["table"]], gone["values"])
    session.flush()
    tables = case_tables()
    for table in tables:
        _follow_owners(session, table, kept_id, merged_id)
    session.flush()
    for table in tables:
        _let_go_of_people(session, table, kept_id, merged_id)


def _put_back(model: Any, row: Any, columns: Mapping[str, tuple[Any, Any]]) -> None:
    for name, (before, after) in columns.items():
        is_place = bool(model.__table__.columns[name].foreign_keys)
        is_seat = model.__tablename__ == "person" and name in _SEATS
        if is_place or is_seat or encode(getattr(row, name)) == after:
            setattr(row, name, decode(model, name, before))


def _write_again(session: Session, model: Any, values: Mapping[str, Any]) -> None:
    decoded = {name: decode(model, name, value) for name, value in values.items()}
    if session.get(model, decoded["id"]) is None and _owners_are_there(session, model, decoded):
        session.add(model(**decoded))


def _owners_are_there(session: Session, model: Any, values: Mapping[str, Any]) -> bool:
    known = models()
    return all(
        values[column.name] is None
        or session.get(known[key.column.table.name], values[column.name]) is not None
        for column in model.__table__.columns
        for key in column.foreign_keys
    )


def _follow_owners(session: Session, table: CaseTable, kept_id: UUID, merged_id: UUID) -> None:
    """Send what was added to something that goes back along with it: a date of a claim."""
    model = table.model
    for name, owner in table.owners.items():
        found = session.scalars(
            sa.select(model)
            .join(owner, owner.id == getattr(model, name))
            .where(getattr(model, table.case) == kept_id, owner.case_id == merged_id)
        )
        for row in found.all():
            setattr(row, table.case, merged_id)


def _let_go_of_people(session: Session, table: CaseTable, kept_id: UUID, merged_id: UUID) -> None:
    """Let what stays with a case no longer name somebody who left it."""
    known = models()
    person = known["person"]
    model = table.model
    for name in table.people:
        if name in table.owned_by_person:
            continue
        found = session.scalars(
            sa.select(model)
            .join(person, person.id == getattr(model, name))
            .where(getattr(model, table.case) == kept_id, person.case_id == merged_id)
        )
        for row in found.all():
            setattr(row, name, None)
