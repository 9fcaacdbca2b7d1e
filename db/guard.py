"""What SQLite would let through and PostgreSQL refuses, refused on both.

SQLite keeps a text in an integer column, a name longer than its column, a date that is not one.
The check stands before every insert and update of a mapped row.
"""

from __future__ import annotations

import datetime as dt
import math
from functools import cache
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlalchemy import event

from db.documents import PackedDocument
from db.models.base import Base

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy.orm import Mapper

_INT32 = 2**31
_INT64 = 2**63


class RefusedValueError(ValueError):
    """A value does not fit its column; the message names the column, never the value."""


@cache
def install() -> None:
    """Put the guard before every insert and update; once is enough."""
    event.listen(Base, "before_insert", _check_row, propagate=True)
    event.listen(Base, "before_update", _check_row, propagate=True)


def _check_row(mapper: Mapper[Any], _connection: sa.Connection, row: Any) -> None:
    for attribute in mapper.column_attrs:
        column = attribute.columns[0]
        value = row.__dict__.get(attribute.key)
        if value is None or isinstance(value, sa.ClauseElement):
            continue
        if (fault := _fault(column.type, value)) is not None:
            raise RefusedValueError(f"{column}: {fault}")


def _fault(kind: Any, value: Any) -> str | None:
    """Return why a value does not fit a type of column, None if it does."""
    if isinstance(kind, PackedDocument):
        return _document(kind, value)
    if isinstance(kind, sa.types.TypeDecorator):
        kind = kind.impl_instance
    for family, check in _CHECKS:
        if isinstance(kind, family):
            return check(kind, value)
    return None


def _text(kind: sa.String, value: Any) -> str | None:
    if not isinstance(value, str):
        return "not a text"
    if "\0" in value:
        return "a NUL character"
    if kind.length is not None and len(value) > kind.length:
        return f"longer than {kind.length} characters"
    return None


def _integer(kind: sa.Integer, value: Any) -> str | None:
    if not isinstance(value, int) or isinstance(value, bool):
        return "not an integer"
    limit = _INT64 if isinstance(kind, sa.BigInteger) else _INT32
    return None if -limit <= value < limit else "out of range"


def _boolean(_kind: sa.Boolean, value: Any) -> str | None:
    return None if isinstance(value, bool) else "not a boolean"


def _date(_kind: sa.Date, value: Any) -> str | None:
    return None if type(value) is dt.date else "not a date"


def _moment(_kind: sa.DateTime, value: Any) -> str | None:
    return None if isinstance(value, dt.datetime) else "not a moment"


def _document(_kind: object, value: Any) -> str | None:
    if isinstance(value, str):
        return "a NUL character" if "\0" in value else None
    if isinstance(value, float):
        return None if math.isfinite(value) else "not a finite number"
    if isinstance(value, dict):
        parts = [*value.keys(), *value.values()]
    elif isinstance(value, (list, tuple)):
        parts = list(value)
    else:
        return None
    faults = (_document(_kind, part) for part in parts)
    return next((fault for fault in faults if fault is not None), None)


# Enum first: it is a String whose values SQLAlchemy itself checks.
_CHECKS: tuple[tuple[type[Any], Callable[[Any, Any], str | None]], ...] = (
    (sa.Enum, lambda _kind, _value: None),
    (sa.String, _text),
    (sa.Boolean, _boolean),
    (sa.Integer, _integer),
    (sa.Date, _date),
    (sa.DateTime, _moment),
    (sa.JSON, _document),
)
