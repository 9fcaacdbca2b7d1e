"""A damaged base read page by page: its trees, the rows of each, and what its indexes say is missing.

Where an inner page is lost, the leaves under it are whole and nothing leads to them: they come last,
as strays. The indexes are trees of their own: a row that is lost is still named there.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from typing import TYPE_CHECKING

from db.plain_rows import INDEX_NODE, TABLE_LEAF, TABLE_NODE, children, entries, kind_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from db.plain_pages import PlainPages
    from db.plain_rows import Cell, Value

FREE = ""  # owner of a page that held nothing
_SCHEMA = "sqlite_schema"
_KINDS = frozenset({"table", "index", "trigger", "view"})
_EVERY = 256  # pages between two words on how far it is


@dataclass(frozen=True, slots=True)
class Tree:
    """A table or an index, and the page it begins at."""

    kind: str
    name: str
    root: int


class DamagedBase:
    """Reads what can be read of a base in pieces."""

    def __init__(self, pages: PlainPages, told: Callable[[float], object]) -> None:
        """Look at every page once; `told` hears how far it is (0 to 1), and stops it by raising."""
        self._pages, self._reached = pages, set[int]()
        self.readings = 0  # of pages, to tell how far the work is
        self.damaged: list[int] = []
        self.owners: dict[int, str] = {}  # damaged page → the tree it was part of, as far as known
        self._leaves: list[int] = []
        for number in range(1, pages.count + 1):
            if number % _EVERY == 0:
                told(number / pages.count)
            self._look_at(number)
        self._note_free_pages()
        self.readings = 0
        self.trees = {tree.name: tree for tree in self._schema()}

    @property
    def count(self) -> int:
        """How many pages there are."""
        return self._pages.count

    def cells(self, name: str) -> Iterator[Cell]:
        """Yield the rows of a table, or the keys of an index, that can be reached from its root."""
        tree = self.trees.get(name)
        if tree is None:
            return
        for number, page in self._walk(tree.root, name):
            for cell in entries(page, number, self._read):
                if cell.lost_page:
                    self.owners[cell.lost_page] = name
                yield cell

    def strays(self) -> Iterator[tuple[int, list[Cell]]]:
        """Yield each leaf that no tree led to, and its rows; asked once all trees were read."""
        for number in self._leaves:
            if number in self._reached:
                continue
            page = self._read(number)
            if page is None:
                continue
            found = list(entries(page, number, self._read))
            if found:
                yield number, found

    def _look_at(self, number: int) -> None:
        if not self._pages.holds(number):
            self.damaged.append(number)
            return
        page = self._read(number)
        if page is not None and kind_of(page, number) == TABLE_LEAF:
            self._leaves.append(number)

    def _read(self, number: int) -> bytes | None:
        self.readings += 1
        return self._pages.read(number)

    def _walk(self, root: int, owner: str) -> Iterator[tuple[int, bytes]]:
        stack = [root]
        while stack:
            number = stack.pop()
            if number in self._reached:
                continue
            self._reached.add(number)
            page = self._read(number)
            if page is None:
                self.owners[number] = owner
                continue
            kind = kind_of(page, number)
            if kind in {TABLE_NODE, INDEX_NODE}:
                stack += reversed(children(page, number))
            if kind not in {0, TABLE_NODE}:
                yield number, page

    def _schema(self) -> Iterator[Tree]:
        """Yield the trees that the schema names; its own leaves are known by what they say."""
        rows = [
            cell
            for number, page in self._walk(1, _SCHEMA)
            for cell in entries(page, number, self._read)
        ]
        if any(owner == _SCHEMA for owner in self.owners.values()):
            for number, found in self.strays():
                if all(_is_of_schema(cell.values) for cell in found):
                    self._reached.add(number)
                    rows += found
        for cell in rows:
            if cell.values is not None and _is_of_schema(cell.values):
                kind, name, _table, root, *_sql = cell.values
                yield Tree(str(kind), str(name), int(root or 0))

    def _note_free_pages(self) -> None:
        first = self._read(1)
        trunk = 0 if first is None else int.from_bytes(first[32:36], "big")
        while trunk and trunk not in self._reached:
            self._reached.add(trunk)
            self.owners[trunk] = FREE
            page = self._read(trunk)
            if page is None:
                return
            following, count = struct.unpack_from(">2L", page)
            for number in struct.unpack_from(f">{min(count, 1002)}L", page, 8):
                self._reached.add(number)
                self.owners[number] = FREE
            trunk = following


def _is_of_schema(values: tuple[Value, ...] | None) -> bool:
    """Tell whether a row is one of SQLite's own table of tables."""
    if values is None or len(values) != 5:
        return False
    kind, name, table, root, _sql = values
    return (
        kind in _KINDS
        and isinstance(name, str)
        and isinstance(table, str)
        and (root is None or isinstance(root, int))
    )
