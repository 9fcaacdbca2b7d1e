"""The base into which the rows of a damaged one are put: its shape, asked of SQLite itself."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from db.models import SearchEntry, UnclaimedSum
from db.models.search import is_of_index

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from db.plain_rows import Value

# Made again from the other rows, or SQLite's and Alembic's own.
_NOT_COPIED = frozenset({SearchEntry.__tablename__, UnclaimedSum.__tablename__, "alembic_version"})
_INSTEAD: dict[str, Value] = {"INTEGER": 0, "BIGINT": 0, "BOOLEAN": 0, "BLOB": b""}


@dataclass(frozen=True, slots=True)
class Column:
    """A column as SQLite describes it."""

    name: str
    type: str
    is_required: bool
    has_default: bool


@dataclass(frozen=True, slots=True)
class Reference:
    """A foreign key: a column, and the table it names."""

    number: int
    column: str
    table: str


class Table:
    """One table of the new base."""

    def __init__(self, connection: Any, name: str) -> None:
        self._db, self.name = connection, name

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        """Its columns, in order."""
        rows = self._db.execute(f'PRAGMA table_info("{self.name}")').fetchall()
        return tuple(Column(row[1], row[2], bool(row[3]), row[4] is not None) for row in rows)

    @cached_property
    def references(self) -> tuple[Reference, ...]:
        """Its foreign keys."""
        rows = self._db.execute(f'PRAGMA foreign_key_list("{self.name}")').fetchall()
        return tuple(Reference(row[0], row[3], row[2]) for row in rows)

    @cached_property
    def indexes(self) -> dict[str, tuple[str, ...]]:
        """Its indexes: their name, and the columns that each of their keys holds."""
        names = [row[1] for row in self._db.execute(f'PRAGMA index_list("{self.name}")').fetchall()]
        return {
            name: tuple(
                str(row[2]) for row in self._db.execute(f'PRAGMA index_info("{name}")').fetchall()
            )
            for name in names
        }

    def insert(self, rows: Sequence[tuple[Value, ...]]) -> int:
        """Put rows in, the columns in order; a row may end early. Return how many it took.

        One that SQLite refuses (the same key twice) is left out.
        """
        before = self._changes()
        for width in {len(row) for row in rows}:
            names = ", ".join(f'"{column.name}"' for column in self.columns[:width])
            marks = ", ".join("?" * min(width, len(self.columns)))
            self._db.executemany(
                f'INSERT OR IGNORE INTO "{self.name}" ({names}) VALUES ({marks})',  # noqa: S608 - names of our schema
                [row[: len(self.columns)] for row in rows if len(row) == width],
            )
        return self._changes() - before

    def put(self, known: dict[str, Value]) -> bool:
        """Put in a row of which some columns are known; the others say nothing."""
        row = [
            known.get(column.name, _INSTEAD.get(column.type, "") if column.is_required else None)
            for column in self.columns
            if column.name in known or not column.has_default
        ]
        names = [c.name for c in self.columns if c.name in known or not c.has_default]
        marks, listed = ", ".join("?" * len(row)), ", ".join(f'"{name}"' for name in names)
        before = self._changes()
        self._db.execute(
            f'INSERT OR IGNORE INTO "{self.name}" ({listed}) VALUES ({marks})',  # noqa: S608 - same
            row,
        )
        return self._changes() > before

    def value(self, column: str, row_id: Value) -> Value:
        """Return one value of the row of a key, None where there is none."""
        found = self._db.execute(
            f'SELECT "{column}" FROM "{self.name}" WHERE id = ?',  # noqa: S608 - same
            (row_id,),
        ).fetchone()
        return None if found is None else found[0]

    def has_column(self, name: str) -> bool:
        """Tell whether there is a column of that name."""
        return any(column.name == name for column in self.columns)

    def could_hold(self, rows: Iterable[tuple[Value, ...]]) -> bool:
        """Tell whether rows may be of this table, by the kind of each of their values."""
        return all(self._could_hold(row) for row in rows)

    def _could_hold(self, row: tuple[Value, ...]) -> bool:
        if len(row) != len(self.columns):
            return False
        return all(_fits(value, column) for value, column in zip(row, self.columns, strict=True))

    def _changes(self) -> int:
        return int(self._db.execute("SELECT total_changes()").fetchone()[0])


def tables_of(connection: Any) -> dict[str, Table]:
    """Return the tables of a base whose rows are worth saving."""
    rows = connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'").fetchall()
    names = sorted(
        name
        for (name,) in rows
        if name not in _NOT_COPIED and not name.startswith("sqlite_") and not is_of_index(name)
    )
    return {name: Table(connection, name) for name in names}


def _fits(value: Value, column: Column) -> bool:
    if value is None:
        return not column.is_required
    return _LOOKS.get(column.type, _is_text)(value)


def _is_text(value: Value) -> bool:
    return isinstance(value, str)


def _is_day(value: Value) -> bool:
    return isinstance(value, str) and len(value) == 10 and value[4:8:3] == "--"


def _is_moment(value: Value) -> bool:
    return isinstance(value, str) and _is_day(value[:10]) and value[10:11] == " "


def _is_whole(value: Value) -> bool:
    return isinstance(value, int)


_LOOKS: dict[str, Callable[[Value], bool]] = {
    "CHAR(32)": lambda value: isinstance(value, str) and len(value) == 32,
    "INTEGER": _is_whole,
    "BIGINT": _is_whole,
    "BOOLEAN": lambda value: value in {0, 1},
    "BLOB": lambda value: isinstance(value, bytes),
    "DATE": _is_day,
    "DATETIME": _is_moment,
}
