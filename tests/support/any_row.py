"""A row of any table, filled from its columns alone: a table nobody thought of is filled too."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any
from uuid import UUID

import sqlalchemy as sa

from db.documents import PackedDocument
from db.models import Base

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy.orm import Session

DAY = dt.date(2026, 3, 2)
AT = dt.datetime(2026, 3, 2, 9, tzinfo=dt.UTC)


def add_row(session: Session, model: Any, known: dict[str, UUID], mark: int) -> Any:
    """Add a row of a table; `known` gives the rows it may refer to, by table.

    Two rows of one mark say the same, so that they clash where a table lets only one stand.
    """
    values = {
        column.name: _value(column, known, mark)
        for column in model.__table__.columns
        if column.name not in {"id", "version"}
    }
    row = model(**values)
    session.add(row)
    session.flush()
    return row


def dump(session: Session) -> dict[str, list[dict[str, Any]]]:
    """Return every row of every table, but for what counts the writings and the journal.

    An undo takes nothing back from the journal: it is one line more.
    """
    return {
        table.name: sorted(
            (
                {name: value for name, value in row._mapping.items() if name != "version"}
                for row in session.execute(sa.select(table))
            ),
            key=lambda row: str(next(iter(row.values()))),  # its key
        )
        for table in Base.metadata.sorted_tables
        if not table.name.startswith("journal_")
    }


def _value(column: sa.Column[Any], known: dict[str, UUID], mark: int) -> Any:
    for key in column.foreign_keys:
        target = key.column.table.name
        if target in known:
            return known[target]
        return None
    return _plain(column.type, mark, column)


def _plain(kind: Any, mark: int, column: sa.Column[Any]) -> Any:
    if isinstance(kind, PackedDocument):
        return f"m{mark}"
    if isinstance(kind, sa.types.TypeDecorator):
        kind = kind.impl_instance
    for family, value in _VALUES:
        if isinstance(kind, family):
            return value(kind, mark, column)
    raise AssertionError(f"no value for {column}")


# Enum first: it is a String.
_VALUES: tuple[tuple[type[Any], Callable[[Any, int, Any], Any]], ...] = (
    (sa.Enum, lambda kind, _mark, _column: next(iter(kind.enum_class or kind.enums))),
    (sa.String, lambda kind, mark, _column: f"m{mark}"[: kind.length]),
    (sa.Boolean, lambda _kind, _mark, _column: False),
    (sa.Integer, lambda _kind, mark, _column: mark + 1),
    (sa.Uuid, lambda _kind, mark, column: None if column.nullable else UUID(int=mark + 1)),
    (sa.DateTime, lambda _kind, _mark, _column: AT),
    # Two days of a row often stand in an order: the one that may lack does.
    (sa.Date, lambda _kind, _mark, column: None if column.nullable else DAY),
    (sa.JSON, lambda _kind, mark, _column: f"m{mark}"),
    (sa.LargeBinary, lambda _kind, _mark, _column: b"m"),
)
