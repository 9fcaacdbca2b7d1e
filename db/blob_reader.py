"""A content of the base read as a file, from anywhere; nothing of it is written anywhere."""

from __future__ import annotations

import io
from collections import OrderedDict
from typing import TYPE_CHECKING

import sqlalchemy as sa

from caseapp.kernel.errors import NotFoundError
from db.models import BlobChunk

if TYPE_CHECKING:
    from uuid import UUID

    from _typeshed import WriteableBuffer

    from db.store import Store

CHUNK = 1 << 20  # bytes in one row: larger ones are no faster, and held in memory whole
_KEPT = 8  # chunks a reader keeps, for who goes back and forth


class BlobReader(io.RawIOBase):
    """One content."""

    def __init__(self, store: Store, blob_id: UUID, size: int) -> None:
        super().__init__()
        self._store, self._blob_id, self.size = store, blob_id, size
        self._place = 0
        self._chunks: OrderedDict[int, bytes] = OrderedDict()

    def readable(self) -> bool:
        """Say that it can be read."""
        return True

    def seekable(self) -> bool:
        """Say that it can be read from anywhere."""
        return True

    def tell(self) -> int:
        """Return the place of the next byte."""
        return self._place

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """Go to a place."""
        start = {io.SEEK_SET: 0, io.SEEK_CUR: self._place, io.SEEK_END: self.size}[whence]
        self._place = max(0, start + offset)
        return self._place

    def readinto(self, buffer: WriteableBuffer) -> int:
        """Fill a buffer, up to the end of the content."""
        view = memoryview(buffer).cast("B")
        filled = 0
        while filled < len(view) and self._place < self.size:
            chunk = self._chunk(self._place // CHUNK)
            start = self._place % CHUNK
            part = chunk[start : start + len(view) - filled]
            view[filled : filled + len(part)] = part
            filled += len(part)
            self._place += len(part)
        return filled

    def _chunk(self, position: int) -> bytes:
        found = self._chunks.get(position)
        if found is None:
            with self._store.read() as session:
                found = session.scalar(
                    sa.select(BlobChunk.data).where(
                        BlobChunk.blob_id == self._blob_id, BlobChunk.position == position
                    )
                )
            if found is None:
                raise NotFoundError("Le contenu de ce document a été effacé.")
            self._chunks[position] = found
            if len(self._chunks) > _KEPT:
                self._chunks.popitem(last=False)
        self._chunks.move_to_end(position)
        return found
