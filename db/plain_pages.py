"""The pages of a damaged base, read one by one without SQLCipher, those of its journal included.

SQLite refuses a base whose first page is damaged, and stops at the first damaged page it meets. Here
each page is opened for itself: its seal is checked, then it is decrypted, in memory only. A page whose
seal is broken is never read.

The formats are those of https://www.sqlite.org/fileformat2.html (§ 1.2, § 4) and of SQLCipher 4: a
page ends with 16 bytes of IV and 64 of HMAC; the first begins with the salt in clear.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import CBC

from db.files import beside
from db.pages import LOCK_PAGE, PAGE_SIZE, Seal
from db.secret import KEY_SIZE, SALT_SIZE

if TYPE_CHECKING:
    from pathlib import Path
    from types import TracebackType
    from typing import BinaryIO, Self

_RESERVED = 80  # bytes at the end of each page: IV, then HMAC
USABLE = PAGE_SIZE - _RESERVED
_IV_SIZE = 16
_START = b"SQLite format 3\0"  # stands where the salt is
_JOURNAL_HEADER, _FRAME_HEADER = 32, 24
_JOURNAL_MAGIC = frozenset({0x377F0682, 0x377F0683})


class PlainPages:
    """The pages of one base, each decrypted when it is asked for."""

    def __init__(self, base: Path, data_key: bytearray) -> None:
        """Open the file and its journal for reading; the caller keeps the key alive meanwhile."""
        self._seal = Seal(data_key)
        self._key = data_key
        self._file = base.open("rb")
        self._journal: BinaryIO | None = None
        self._frames: dict[int, int] = {}  # page → where its newest committed content begins
        self.count = -(-os.fstat(self._file.fileno()).st_size // PAGE_SIZE)
        journal = beside(base, "-wal")
        if journal.exists():
            self._journal = journal.open("rb")
            self._read_journal(self._journal)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        """Close the files."""
        self._file.close()
        if self._journal is not None:
            self._journal.close()

    def holds(self, number: int) -> bool:
        """Tell whether a page is there and its seal whole."""
        if number == LOCK_PAGE:  # never written by SQLite, whatever the size of the file
            return True
        return self._seal.holds(self._sealed(number), number)

    def read(self, number: int) -> bytes | None:
        """Return the content of a page in clear, None where its seal is broken or it is not there."""
        if number < 1 or number == LOCK_PAGE:
            return None
        sealed = self._sealed(number)
        if not self._seal.holds(sealed, number):
            return None
        start = SALT_SIZE if number == 1 else 0
        iv = sealed[USABLE : USABLE + _IV_SIZE]
        with memoryview(self._key) as view, view[:KEY_SIZE] as key:
            decryptor = Cipher(AES(key), CBC(iv)).decryptor()
        content = decryptor.update(sealed[start:USABLE]) + decryptor.finalize()
        return _START + content if number == 1 else content

    def _sealed(self, number: int) -> bytes:
        frame = self._frames.get(number)
        if frame is not None and self._journal is not None:
            self._journal.seek(frame)
            return self._journal.read(PAGE_SIZE)
        self._file.seek((number - 1) * PAGE_SIZE)
        return self._file.read(PAGE_SIZE)

    def _read_journal(self, journal: BinaryIO) -> None:
        """Note the pages of the transactions that were committed, up to the first frame that is none.

        The frames of an earlier round have other salts. A frame whose seal is broken is what a
        power cut left of a transaction that was not acknowledged, or is damaged: nothing after it
        can be told to be whole, which is SQLite's own rule.
        """
        header = journal.read(_JOURNAL_HEADER)
        if len(header) < _JOURNAL_HEADER or _number(header, 0) not in _JOURNAL_MAGIC:
            return
        salts, pending = header[16:24], dict[int, int]()
        while True:
            head = journal.read(_FRAME_HEADER)
            content = journal.tell()
            page = journal.read(PAGE_SIZE)
            if len(page) < PAGE_SIZE or head[8:16] != salts:
                return
            number, size_after = _number(head, 0), _number(head, 4)
            if not self._seal.holds(page, number):
                return
            pending[number] = content
            if size_after:  # the last frame of a transaction says how large the base now is
                self._frames |= pending
                pending.clear()
                self.count = size_after


def _number(content: bytes, at: int) -> int:
    return int.from_bytes(content[at : at + 4], "big")
