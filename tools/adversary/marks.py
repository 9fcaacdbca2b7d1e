"""The words that are looked for, as a file or a memory may hold them."""

from __future__ import annotations

import re
import zlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

PASSWORD = "Tambour-Lilas-37-Corbeau"  # noqa: S105 - of a base made for the trial
NAME = "Zyxwvutsrq"
NOTE = "Qwrtplmnbvc"
DOCUMENT = "Hgfdsqxwkjz"
WORDS = {"name": NAME, "note": NOTE, "document": DOCUMENT, "password": PASSWORD}
_CODINGS = ("utf-8", "utf-16-le")
_PACKED = re.compile(rb"\x78[\x01\x5e\x9c\xda]")  # how a packed stream begins
_MOST = 1 << 20


def spellings(word: str) -> frozenset[bytes]:
    """Return a word as it may stand in a file: two codings, three cases."""
    cases = (word, word.upper(), word.lower())
    return frozenset(case.encode(coding) for case in cases for coding in _CODINGS)


def count(content: bytes, word: str) -> int:
    """Count a word in some bytes."""
    return sum(content.count(spelling) for spelling in spellings(word))


def found(content: bytes) -> list[str]:
    """Name the words in some bytes, packed streams included."""
    unpacked = b"".join(_unpacked(content, begun.start()) for begun in _PACKED.finditer(content))
    return [name for name, word in WORDS.items() if count(content + unpacked, word)]


def in_files(folder: Path, spared: Path) -> list[str]:
    """Name the files of a folder whose name or content holds a word; `spared` is not looked at."""
    told = []
    for path in sorted(folder.rglob("*")):
        if path.is_relative_to(spared):
            continue
        seen = found(str(path.relative_to(folder)).encode())
        seen += found(path.read_bytes()) if path.is_file() else []
        if seen:
            told.append(f"{path.relative_to(folder)}: {', '.join(sorted(set(seen)))}")
    return told


def _unpacked(content: bytes, start: int) -> bytes:
    try:
        return zlib.decompressobj().decompress(content[start : start + _MOST], _MOST)
    except zlib.error:
        return b""
