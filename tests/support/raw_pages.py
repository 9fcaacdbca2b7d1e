"""Every page of a base and of its journal of writings, deciphered without SQLCipher: free ones too."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from db.pages import PAGE_SIZE
from db.secret import KEY_SIZE, SALT_SIZE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from db.store import Store

_RESERVED = 80  # the IV (16) and the seal (64) at the end of each page
_WAL_HEADER, _FRAME_HEADER = 32, 24


def deciphered(store: Store) -> bytes:
    """Return all that the file and its journal hold, page after page."""
    with store.data_key() as key:
        secret = bytes(key[:KEY_SIZE])
    pages = [*_of_base(store.path.read_bytes())]
    wal = store.path.with_name(f"{store.path.name}-wal")
    if wal.exists():
        pages += _of_wal(wal.read_bytes())
    return b"".join(_decipher(page, secret, start) for page, start in pages)


def _of_base(data: bytes) -> Iterator[tuple[bytes, int]]:
    for place in range(0, len(data), PAGE_SIZE):
        yield data[place : place + PAGE_SIZE], SALT_SIZE if place == 0 else 0


def _of_wal(data: bytes) -> Iterator[tuple[bytes, int]]:
    place = _WAL_HEADER
    while place + _FRAME_HEADER + PAGE_SIZE <= len(data):
        number = int.from_bytes(data[place : place + 4], "big")
        page = data[place + _FRAME_HEADER : place + _FRAME_HEADER + PAGE_SIZE]
        yield page, SALT_SIZE if number == 1 else 0
        place += _FRAME_HEADER + PAGE_SIZE


def _decipher(page: bytes, secret: bytes, start: int) -> bytes:
    end = PAGE_SIZE - _RESERVED
    cipher = Cipher(algorithms.AES(secret), modes.CBC(page[end : end + 16])).decryptor()
    return cipher.update(page[start:end]) + cipher.finalize()
