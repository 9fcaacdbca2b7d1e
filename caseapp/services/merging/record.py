"""What a merge changed, row by row and column by column, as it is kept to be put back."""

from __future__ import annotations

import datetime as dt
from enum import Enum
from typing import TYPE_CHECKING, Any
from uuid import UUID

import sqlalchemy as sa

from db.models import Base

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy.orm import Session

_NOT_KEPT = {"version"}  # it counts the writings of a row, the undo is one more


def of_session(session: Session) -> dict[str, list[Any]]:
    """Return what is about to be written: the columns that change, the rows that go."""
    return {
        "changes": [change for row in session.dirty if (change := _change(row))["columns"]],
        "deleted": [
            {"table": row.__tablename__, "values": _values(row)} for row in session.deleted
        ],
    }


def models() -> dict[str, Any]:
    """Return the class of each table."""
    return {mapper.class_.__tablename__: mapper.class_ for mapper in Base.registry.mappers}


def encode(value: Any) -> Any:
    """Return a value of a column as JSON keeps it."""
    match value:
        case UUID():
            return str(value)
        case Enum():
            return value.value
        case dt.date():
            return value.isoformat()
        case _:
            return value


def decode(model: Any, name: str, kept: Any) -> Any:
    """Return the value of a column that `encode` wrote."""
    if kept is None:
        return None
    kind = model.__table__.columns[name].type
    if isinstance(kind, sa.types.TypeDecorator):
        kind = kind.impl_instance
    if isinstance(kind, sa.Uuid):
        return UUID(kept)
    if isinstance(kind, sa.Enum) and kind.enum_class is not None:
        return kind.enum_class(kept)
    if isinstance(kind, sa.DateTime):
        return dt.datetime.fromisoformat(kept)
    if isinstance(kind, sa.Date):
        return dt.date.fromisoformat(kept)
    return kept


def _change(row: Any) -> dict[str, Any]:
    columns = {}
    for name in _names(row):
        history = sa.inspect(row).attrs[name].history
        if history.has_changes():
            before = history.deleted[0] if history.deleted else None
            columns[name] = [encode(before), encode(getattr(row, name))]
    return {"table": row.__tablename__, "id": str(row.id), "columns": columns}


def _values(row: Any) -> dict[str, Any]:
    return {name: encode(getattr(row, name)) for name in _names(row)}


def _names(row: Any) -> Iterable[str]:
    attributes = sa.inspect(type(row)).column_attrs
    return [attribute.key for attribute in attributes if attribute.key not in _NOT_KEPT]
