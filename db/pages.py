"""The seals of the pages, read without SQLCipher: what is damaged in a file that will not open.

SQLCipher answers « not a database » to a damaged first page, to the key of another base and to a
text alike. Each page ends with its IV and the HMAC-SHA512 of what comes before: a page whose seal
holds under a key was written with that key.
"""

from __future__ import annotations

import hashlib
import hmac
from typing import TYPE_CHECKING

from db.secret import KEY_SIZE, SALT_SIZE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

PAGE_SIZE = 4096
LOCK_PAGE = (1 << 30) // PAGE_SIZE + 1  # SQLite locks its bytes and never writes it: it has no seal
_SEAL_SIZE = 64
_SALT_MASK = 0x3A  # SQLCipher 4: the HMAC key has a salt of its own…
_ROUNDS = 2  # … and two rounds, since the key is already random
_EVERY = 256  # pages between two words on how far it is
_SAMPLE = 512
_FEWEST_VALUES = 150  # random bytes show 221 different values in 512, give or take 5


def is_foreign(path: Path) -> bool:
    """Tell whether a file does not even look encrypted: empty, a text, plain SQLite, a picture."""
    with path.open("rb") as file:
        start = file.read(_SAMPLE)
    return len(start) < _SAMPLE or len(set(start)) < _FEWEST_VALUES


def damaged_pages(
    path: Path, data_key: bytearray, told: Callable[[float], object] = lambda _share: None
) -> tuple[list[int], int]:
    """Return the numbers of the pages whose seal is broken, and how many pages there are.

    `told` hears how far it is (0 to 1), and stops it by raising.
    """
    broken, total, size = [], 0, max(1, path.stat().st_size)
    for number, holds in _seals(path, data_key):
        total = number
        if number % _EVERY == 0:
            told(min(1.0, number * PAGE_SIZE / size))
        if not holds:
            broken.append(number)
    return broken, total


def any_page_holds(path: Path, data_key: bytearray) -> bool:
    """Tell whether at least one page of a file was written with a key."""
    return any(holds for number, holds in _seals(path, data_key) if number != LOCK_PAGE)


class Seal:
    """Checks the seals of the pages of one base."""

    def __init__(self, data_key: bytearray) -> None:
        """Derive the key of the seals."""
        self._key, self._salt = _seal_key(data_key), bytes(data_key[KEY_SIZE:])

    def holds(self, page: bytes, number: int) -> bool:
        """Tell whether a page was written with this key, at this place, and has not changed."""
        if len(page) < PAGE_SIZE:
            return False
        start = 0
        if number == 1:  # the salt of the file comes first, in clear and outside the seal
            if page[:SALT_SIZE] != self._salt:
                return False
            start = SALT_SIZE
        seal = hmac.new(self._key, page[start:-_SEAL_SIZE], hashlib.sha512)
        seal.update(number.to_bytes(4, "little"))
        return hmac.compare_digest(seal.digest(), page[-_SEAL_SIZE:])


def first_page_holds(path: Path, data_key: bytearray) -> bool:
    """Tell whether the first page of a file was written with a key."""
    return next((holds for _, holds in _seals(path, data_key)), False)


def _seals(path: Path, data_key: bytearray) -> Iterator[tuple[int, bool]]:
    seal = Seal(data_key)
    with path.open("rb") as file:
        number = 0
        while page := file.read(PAGE_SIZE):
            number += 1
            yield number, number == LOCK_PAGE or seal.holds(page, number)


def _seal_key(data_key: bytearray) -> bytes:
    salt = bytes(byte ^ _SALT_MASK for byte in data_key[KEY_SIZE:])
    with memoryview(data_key) as view, view[:KEY_SIZE] as key:
        return hashlib.pbkdf2_hmac("sha512", key, salt, _ROUNDS, KEY_SIZE)
