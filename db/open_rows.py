"""Rows of any table as plain JSON values, and back: an export that another program can read."""

from __future__ import annotations

import base64
import datetime as dt
from enum import Enum
from typing import TYPE_CHECKING, Any
from uuid import UUID

import sqlalchemy as sa

from db.documents import PackedDocument
from db.models import (
    Base,
    BlobChunk,
    JournalChain,
    JournalLine,
    SearchEntry,
    SocialNumber,
    SocialNumberUse,
    UnclaimedSum,
)
from db.models.base import UtcDateTime

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

# Contents go as files. The index and the sums are made again from the rest. The journal is an
# account of this base, whose key stays in it: it has its own export. The « numéro de sécurité
# sociale » leaves by no file, nor the decision to keep it: who takes the base over decides anew.
_APART = {
    model.__tablename__
    for model in (
        BlobChunk,
        SearchEntry,
        UnclaimedSum,
        JournalLine,
        JournalChain,
        SocialNumber,
        SocialNumberUse,
    )
}
_AT_ONCE = 500  # rows in one statement


def tables() -> tuple[sa.Table, ...]:
    """Return the tables of an export, what is referred to before what refers to it."""
    return tuple(table for table in Base.metadata.sorted_tables if table.name not in _APART)


def dumped(connection: sa.Connection, table: sa.Table) -> Iterator[dict[str, Any]]:
    """Return the rows of a table as JSON values, by their keys."""
    for row in connection.execute(sa.select(table).order_by(table.c.id)).mappings():
        yield {name: _plain(value) for name, value in row.items()}


def load(connection: sa.Connection, table: sa.Table, rows: Iterable[Mapping[str, Any]]) -> int:
    """Put rows of JSON values in a table; return how many.

    Raises:
        ValueError: a column is unknown or missing, or a value is none of its type.
    """
    readers = {column.name: _reader(column.type) for column in table.columns}
    read = []
    for row in rows:
        if not isinstance(row, dict) or row.keys() != readers.keys():
            raise ValueError(table.name)
        read.append(
            {name: None if row[name] is None else readers[name](row[name]) for name in readers}
        )
    for start in range(0, len(read), _AT_ONCE):
        connection.execute(sa.insert(table), read[start : start + _AT_ONCE])
    return len(read)


def _plain(value: Any) -> Any:
    match value:
        case Enum():
            return value.value
        case UUID():
            return str(value)
        case dt.date():  # moments too
            return value.isoformat()
        case bytes():
            return base64.b64encode(value).decode()
        case _:
            return value


def _reader(kind: Any) -> Callable[[Any], Any]:
    """Return what makes a value of a type of column of its JSON value."""
    if isinstance(kind, sa.Enum) and kind.enum_class is not None:
        return kind.enum_class
    return next((read for family, read in _READERS if isinstance(kind, family)), _exactly(str))


def _exactly(wanted: type) -> Callable[[Any], Any]:
    def same(value: Any) -> Any:
        if type(value) is not wanted:
            raise ValueError(wanted.__name__)
        return value

    return same


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise ValueError(type(value).__name__)  # noqa: TRY004 - one kind of failure for a file
    return value


_READERS: tuple[tuple[Any, Callable[[Any], Any]], ...] = (
    (PackedDocument, lambda value: value),
    (sa.JSON, lambda value: value),
    (UtcDateTime, lambda value: dt.datetime.fromisoformat(_text(value))),
    (sa.Uuid, lambda value: UUID(_text(value))),
    (sa.Date, lambda value: dt.date.fromisoformat(_text(value))),
    (sa.LargeBinary, lambda value: base64.b64decode(_text(value), validate=True)),
    (sa.Boolean, _exactly(bool)),
    (sa.Integer, _exactly(int)),
)
