"""Saving what can be saved of a damaged base into a new one beside it, opened by the same password.

The damaged base is only read. Every row whose pages are whole goes into a new base of the same
revision, with the same data key; `db.mending` then makes it hold together, and tells what is
missing. The result is checked as a copy is, before it gets its name.
"""

from __future__ import annotations

import shutil
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from caseapp.kernel.files import write_atomically
from db import unclaimed_sums
from db.checks import soundness
from db.connection import connect
from db.damaged_base import DamagedBase
from db.errors import DamagedBaseError, DiskFullError
from db.files import beside, new_private, sync_file, sync_folder
from db.keys import COPY_ENDING, ENDING, places
from db.mending import Mending
from db.migrate import known_revisions, upgrade
from db.models import Case
from db.new_base import tables_of
from db.plain_pages import PlainPages
from db.schema import SCHEMA
from db.store import Store

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path

    from db.mending import LostDocument, LostRows, Rebuilt
    from db.new_base import Table
    from db.plain_rows import Cell, Value

_DRAFT = ".nouveau"
_ENDINGS = ("", "-wal", "-shm")
_AT_ONCE = 500  # rows in one transaction …
_BYTES_AT_ONCE = 8 << 20  # … or bytes of them
_LOOKED = 0.4  # share of the work once every page was looked at
_READ = 0.9  # … once every tree was read


@dataclass(frozen=True, slots=True)
class DamagedPage:
    """A damaged page, and the table or index it was part of: "" held nothing, None is not known."""

    number: int
    owner: str | None


@dataclass(frozen=True, slots=True)
class Salvaged:
    """What became of a damaged base; tables by their name."""

    pages: int
    damaged: tuple[DamagedPage, ...]
    saved: dict[str, int]
    lost: tuple[LostRows, ...]
    documents: tuple[LostDocument, ...]
    rebuilt: tuple[Rebuilt, ...]
    unplaced: int  # rows that were read, of which it cannot be told what they are


def salvage(
    base: Path,
    data_key: bytearray,
    target: Path,
    now: datetime,
    told: Callable[[float], object] = lambda _share: None,
) -> Salvaged:
    """Save what can be saved of a base into a new file; blocks, some seconds for each 100 MB.

    `told` hears how far it is (0 to 1), and stops it by raising: nothing is left then.

    Raises:
        FileExistsError: there is already a file of that name.
        DiskFullError: the disk has not room for the new base.
        DamagedBaseError: what was saved does not hold together.
    """
    if target.exists():
        raise FileExistsError(target)
    if shutil.disk_usage(target.parent).free < base.stat().st_size:
        raise DiskFullError(target)
    draft = beside(target, _DRAFT)
    _remove(draft)
    try:
        with PlainPages(base, data_key) as pages:
            damaged = DamagedBase(pages, lambda share: told(share * _LOOKED))
            revision = _revision(damaged)
            _make(draft, data_key, revision)
            found = _fill(draft, data_key, damaged, now, told)
        if (
            revision == SCHEMA.revision
        ):  # else the next opening does it, when it brings it up to date
            _sum_up(draft, data_key)
        _check(draft, data_key, told)
        sync_file(draft)
        keys = next(path for path in places(base) if path.exists()).read_bytes()
        for ending in (ENDING, COPY_ENDING):
            write_atomically(beside(target, ending), keys)
        draft.rename(target)
    except BaseException:
        _remove(draft)
        raise
    sync_folder(target.parent)
    return found


def _remove(draft: Path) -> None:
    for ending in _ENDINGS:
        beside(draft, ending).unlink(missing_ok=True)


def _revision(damaged: DamagedBase) -> str:
    """Return the revision of the schema; that of the program where it is lost."""
    for cell in damaged.cells("alembic_version"):
        if cell.values and cell.values[0] in known_revisions():
            return str(cell.values[0])
    return SCHEMA.revision


def _make(draft: Path, data_key: bytearray, revision: str) -> None:
    new_private(draft)
    connect(draft, data_key, new=True).close()
    store = Store(draft, bytearray(data_key))
    try:
        upgrade(store.engine, replace(SCHEMA, revision=revision))
    finally:
        store.close()


def _fill(
    draft: Path,
    data_key: bytearray,
    damaged: DamagedBase,
    now: datetime,
    told: Callable[[float], object],
) -> Salvaged:
    connection = connect(draft, data_key)
    try:
        connection.execute("PRAGMA foreign_keys=OFF")
        connection.execute("PRAGMA synchronous=OFF")  # nobody trusts it before the end
        filling = _Filling(connection, damaged, told)
        filling.run()
        connection.execute("BEGIN")
        mending = Mending(connection, filling.tables, filling.lost, now)
        mending.run()
        lost = tuple(mending.lost_rows())
        connection.execute("COMMIT")
        told(1.0)
        saved = {
            name: int(connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0])  # noqa: S608 - our names
            for name in filling.tables
        }
    finally:
        connection.close()
    owners = damaged.owners
    return Salvaged(
        pages=damaged.count,
        damaged=tuple(DamagedPage(number, owners.get(number)) for number in damaged.damaged),
        saved=saved,
        lost=lost,
        documents=tuple(mending.documents),
        rebuilt=tuple(mending.rebuilt),
        unplaced=filling.unplaced,
    )


class _Filling:
    """Puts the rows of a damaged base into a new one, and notes those that its indexes miss."""

    def __init__(
        self, connection: Any, damaged: DamagedBase, told: Callable[[float], object]
    ) -> None:
        self._db, self._damaged, self._told = connection, damaged, told
        self.tables = tables_of(connection)
        self.lost: dict[str, dict[int, dict[str, Value]]] = {}  # table → row id → what is known
        self.unplaced = 0

    def run(self) -> None:
        """Read the tables, what their indexes know, then what nothing leads to any more."""
        for table in self.tables.values():
            row_ids = self._fill(table)
            self._note_lost(table, row_ids)
        for name in self._damaged.trees:  # those that are made again: only to know their pages
            if name not in self.tables:
                for _cell in self._damaged.cells(name):
                    pass
        for _page, cells in self._damaged.strays():
            self._place(cells)

    def _fill(self, table: Table) -> set[int]:
        row_ids, cut = set[int](), set[int]()
        waiting: list[tuple[Value, ...]] = []
        weight = 0
        for cell in self._damaged.cells(table.name):
            if cell.values is None:
                cut.add(cell.row_id)
                continue
            row_ids.add(cell.row_id)
            waiting.append(cell.values)
            weight += sum(len(value) for value in cell.values if isinstance(value, bytes))
            if len(waiting) >= _AT_ONCE or weight >= _BYTES_AT_ONCE:
                self._insert(table, waiting)
                waiting, weight = [], 0
        self._insert(table, waiting)
        self.lost[table.name] = {row_id: {} for row_id in cut}
        return row_ids

    def _insert(self, table: Table, rows: list[tuple[Value, ...]]) -> None:
        if rows:
            self._db.execute("BEGIN")
            table.insert(rows)
            self._db.execute("COMMIT")
        share = self._damaged.readings / max(1, self._damaged.count)
        self._told(_LOOKED + min(1.0, share) * (_READ - _LOOKED))

    def _note_lost(self, table: Table, row_ids: set[int]) -> None:
        """Note the rows that an index of a table names and that were not found."""
        lost = self.lost[table.name]
        for index, columns in table.indexes.items():
            for cell in self._damaged.cells(index):
                if cell.values is None or len(cell.values) != len(columns) + 1:
                    continue
                row_id = cell.values[-1]
                if isinstance(row_id, int) and row_id not in row_ids:
                    lost.setdefault(row_id, {}).update(zip(columns, cell.values, strict=False))

    def _place(self, cells: list[Cell]) -> None:
        rows = [cell.values for cell in cells if cell.values is not None]
        if not rows:
            return
        table = self._table_of(cells, rows)
        if table is None:
            self.unplaced += len(rows)
            return
        self._insert(table, rows)
        for cell in cells:
            if cell.values is not None:
                self.lost[table.name].pop(cell.row_id, None)

    def _table_of(self, cells: list[Cell], rows: list[tuple[Value, ...]]) -> Table | None:
        """Return whose rows these are: an index names them, or only one table could hold them."""
        for cell in cells:
            for name, lost in self.lost.items():
                known = lost.get(cell.row_id, {}).get("id")
                if known is not None and cell.values is not None and cell.values[0] == known:
                    return self.tables[name]
        torn = {owner for owner in self._damaged.owners.values() if owner}
        fitting = [
            table
            for name, table in self.tables.items()
            if (name in torn or name not in self._damaged.trees) and table.could_hold(rows)
        ]
        return fitting[0] if len(fitting) == 1 else None


def _sum_up(draft: Path, data_key: bytearray) -> None:
    """Make again what is summed up of the other rows; the search fills its index by itself."""
    store = Store(draft, bytearray(data_key))
    try:
        with store.write() as session:
            cases = session.scalars(sa.select(Case.id)).all()
            unclaimed_sums.count(session.connection(), cases)
    finally:
        store.close()


def _check(draft: Path, data_key: bytearray, told: Callable[[float], object]) -> None:
    connection = connect(draft, data_key)
    try:
        if not soundness(connection, with_seals=False, told=lambda: told(1.0)).ok:
            raise DamagedBaseError(draft)
    finally:
        connection.close()
    for ending in _ENDINGS[1:]:
        with suppress(OSError):
            beside(draft, ending).unlink(missing_ok=True)
