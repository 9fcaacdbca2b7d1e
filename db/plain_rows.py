"""What stands in one decrypted page of SQLite: the rows of a table, the keys of an index, its children.

The format is that of https://www.sqlite.org/fileformat2.html (§ 1.5, § 1.6, § 2.1). Pages whose seal
holds were written by SQLite; a page that reads as nothing sensible all the same gives no row.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from typing import TYPE_CHECKING

from db.plain_pages import USABLE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

INDEX_NODE, TABLE_NODE, INDEX_LEAF, TABLE_LEAF = 0x02, 0x05, 0x0A, 0x0D
_KINDS = frozenset({INDEX_NODE, TABLE_NODE, INDEX_LEAF, TABLE_LEAF})
_HEADER_OF_FILE = 100  # bytes at the start of the first page
_MOST_STORED = 512 << 20  # bytes of one row: more is no row of ours

Value = None | int | float | str | bytes


class LostPageError(Exception):
    """A row goes on in a page that cannot be read."""

    def __init__(self, page: int) -> None:
        super().__init__(page)
        self.page = page


@dataclass(frozen=True, slots=True)
class Cell:
    """One entry of a page: its row id (0 in an index), and its values; None where they are lost."""

    row_id: int
    values: tuple[Value, ...] | None
    lost_page: int = 0  # the page that took the rest of it


def kind_of(page: bytes, number: int) -> int:
    """Return the kind of a page of a tree, 0 for any other."""
    kind = page[_start(number)]
    return kind if kind in _KINDS else 0


def children(page: bytes, number: int) -> list[int]:
    """Return the pages under an inner page, in order."""
    start = _start(number)
    below = [_long(page, at) for at in _cells(page, number)]
    return [*below, _long(page, start + 8)]


def entries(page: bytes, number: int, read: Callable[[int], bytes | None]) -> Iterator[Cell]:
    """Yield the rows of a leaf of a table, or the keys of any page of an index."""
    kind = kind_of(page, number)
    for place in _cells(page, number):
        try:
            cell = _cell(page, place, kind, read)
        except (IndexError, struct.error):  # what is left of a page that was free
            continue
        yield cell


def _cell(page: bytes, at: int, kind: int, read: Callable[[int], bytes | None]) -> Cell:
    row_id = 0
    if kind == INDEX_NODE:
        at += 4
    size, at = _varint(page, at)
    if kind == TABLE_LEAF:
        row_id, at = _varint(page, at)
    try:
        content = _content(page, at, size, is_table=kind == TABLE_LEAF, read=read)
    except LostPageError as lost:
        return Cell(row_id, None, lost.page)
    return Cell(row_id, _values(content))


def _start(number: int) -> int:
    return _HEADER_OF_FILE if number == 1 else 0


def _cells(page: bytes, number: int) -> list[int]:
    """Return where the cells of a page begin."""
    start = _start(number)
    how_many = int.from_bytes(page[start + 3 : start + 5], "big")
    pointers = start + (12 if page[start] in {INDEX_NODE, TABLE_NODE} else 8)
    how_many = min(how_many, (USABLE - pointers) // 2)
    found = struct.unpack_from(f">{how_many}H", page, pointers)
    return [place for place in found if pointers < place < USABLE]


def _content(
    page: bytes, at: int, size: int, *, is_table: bool, read: Callable[[int], bytes | None]
) -> bytes:
    local = _local_size(size, is_table=is_table)
    parts, left = [page[at : at + local]], size - local
    following = _long(page, at + local) if left else 0
    passed = set[int]()
    while left > 0:
        content = None if following in passed or size > _MOST_STORED else read(following)
        if content is None:
            raise LostPageError(following)
        passed.add(following)
        parts.append(content[4 : 4 + min(left, USABLE - 4)])
        left -= len(parts[-1])
        following = _long(content, 0)
    return b"".join(parts)


def _local_size(size: int, *, is_table: bool) -> int:
    """Return how many bytes of a row stand in its own page (§ 1.6)."""
    most = USABLE - 35 if is_table else (USABLE - 12) * 64 // 255 - 23
    if size <= most:
        return size
    least = (USABLE - 12) * 32 // 255 - 23
    local = least + (size - least) % (USABLE - 4)
    return local if local <= most else least


def _values(content: bytes) -> tuple[Value, ...]:
    header, at = _varint(content, 0)
    kinds: list[int] = []
    while at < header:
        kind, at = _varint(content, at)
        kinds.append(kind)
    values: list[Value] = []
    for kind in kinds:
        value, at = _value(content, at, kind)
        values.append(value)
    return tuple(values)


_INTEGER_SIZES = {1: 1, 2: 2, 3: 3, 4: 4, 5: 6, 6: 8}


def _value(content: bytes, at: int, kind: int) -> tuple[Value, int]:
    if kind >= 12:
        size = (kind - 12) // 2
        found = content[at : at + size]
        return (found.decode("utf-8", "replace") if kind % 2 else found), at + size
    if kind in _INTEGER_SIZES:
        size = _INTEGER_SIZES[kind]
        return int.from_bytes(content[at : at + size], "big", signed=True), at + size
    if kind == 7:
        return struct.unpack_from(">d", content, at)[0], at + 8
    return {8: 0, 9: 1}.get(kind), at


def _varint(content: bytes, at: int) -> tuple[int, int]:
    value = 0
    for count in range(8):
        byte = content[at + count]
        value = value << 7 | byte & 0x7F
        if byte < 0x80:
            return value, at + count + 1
    value = value << 8 | content[at + 8]
    return (value - (1 << 64) if value >= 1 << 63 else value), at + 9


def _long(content: bytes, at: int) -> int:
    return int.from_bytes(content[at : at + 4], "big")
