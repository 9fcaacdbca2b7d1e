"""Contents of documents: taken in chunk by chunk, stored once, read as a file, erased when unused.

A content is written in short transactions, so that nobody waits for a long file, under a staging
name that no document refers to; it takes its own name, its sha256, in the transaction that makes
the document. What a kill leaves behind has no document: `sweep` erases it.
"""

from __future__ import annotations

import hashlib
import io
import threading
from typing import TYPE_CHECKING

import sqlalchemy as sa

from caseapp.kernel.errors import KnownTroubleError, NotFoundError
from caseapp.kernel.ids import new_id
from db.blob_reader import CHUNK, BlobReader
from db.models import Blob, BlobChunk, DocumentRow

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from typing import BinaryIO, Self
    from uuid import UUID

    from sqlalchemy.orm import Session

    from caseapp.kernel.clock import Clock
    from db.store import Store

_WEIGHT = 8_000_000  # bytes of small contents erased in one transaction: the same tenth of a second
_AT_ONCE = 2  # chunks in one transaction: whoever waits to write waits a tenth of a second


class ChangedWhileReadError(KnownTroubleError):
    """The file was still being written, or was replaced, while it was read."""

    def __init__(self) -> None:
        super().__init__(
            "Le fichier a changé pendant sa lecture.",
            "Attendez que l'autre programme ait fini de l'écrire, puis recommencez.",
        )


class Blobs:
    """The contents of one base."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store, self._clock = store, clock
        self._under_way: set[UUID] = set()
        self._lock = threading.Lock()

    def take(
        self, source: BinaryIO, *, told: Callable[[int, int], None] = lambda _done, _of: None
    ) -> Taken:
        """Take a content in, from its beginning, unless it is there already.

        `told` hears how many bytes of how many are done, and stops the work by raising. The
        result is to be used in a `with`, and named there by `settle`, or it is erased.

        Raises:
            ChangedWhileReadError: the source is not the same twice.
            KnownTroubleError: the base cannot be written, the disk is full…
        """
        size = source.seek(0, io.SEEK_END)
        digest = self._digest(source, lambda done: told(done, 2 * size))
        with self._store.read() as session:
            known = _known(session, digest)
        if known is not None:
            self._begin(known)
            told(2 * size, 2 * size)
            return Taken(self, known, digest, size)
        staged = new_id()
        self._begin(staged)
        try:
            self._write(staged, source, digest, lambda done: told(size + done, 2 * size))
        except BaseException:
            self.let_go(staged)
            raise
        return Taken(self, staged, digest, size)

    def reader(self, blob_id: UUID) -> BlobReader:
        """Return a content as a file that can be read from anywhere.

        Raises:
            NotFoundError: the content was erased.
        """
        with self._store.read() as session:
            size = session.scalar(sa.select(Blob.size).where(Blob.id == blob_id))
        if size is None:
            raise NotFoundError("Le contenu de ce document a été effacé.")
        return BlobReader(self._store, blob_id, size)

    def sweep(self) -> int:
        """Erase the contents that no document refers to; return how many."""
        with self._store.read() as session:
            unused = session.scalars(
                sa.select(Blob.id).where(~sa.exists().where(DocumentRow.blob_id == Blob.id))
            ).all()
        with self._lock:  # asked after: what was begun meanwhile is not among the unused
            kept = set(self._under_way)
        gone = [blob_id for blob_id in unused if blob_id not in kept]
        for some in self._together(gone):
            if len(some) == 1:
                self._erase(some[0])
            else:
                self._erase_small(some)
        return len(gone)

    def let_go(self, blob_id: UUID) -> None:
        """End the taking in of a content: it is erased unless a document refers to it."""
        try:
            self._erase(blob_id)
        finally:
            with self._lock:
                self._under_way.discard(blob_id)

    def settle(self, session: Session, taken: Taken, media_type: str) -> UUID:
        """Give a content its name; return its id, for the document of the same transaction.

        Raises:
            ChangedWhileReadError: it was known, and was erased meanwhile.
        """
        known = _known(session, taken.sha256)  # another work may have kept it meanwhile
        if known is not None:
            return known
        blob = session.get(Blob, taken.blob_id)
        if blob is None or blob.sha256 != _staging_name(taken.blob_id):
            raise ChangedWhileReadError
        blob.sha256, blob.size, blob.media_type = taken.sha256, taken.size, media_type
        return blob.id

    def _begin(self, blob_id: UUID) -> None:
        with self._lock:
            self._under_way.add(blob_id)

    @staticmethod
    def _digest(source: BinaryIO, told: Callable[[int], None]) -> str:
        found, done = hashlib.sha256(), 0
        source.seek(0)
        while chunk := source.read(CHUNK):
            found.update(chunk)
            done += len(chunk)
            told(done)
        return found.hexdigest()

    def _write(
        self, blob_id: UUID, source: BinaryIO, digest: str, told: Callable[[int], None]
    ) -> None:
        found, position, done = hashlib.sha256(), 0, 0
        source.seek(0)
        is_new, is_more = True, True
        while is_more:
            chunks: list[dict[str, object]] = []
            while len(chunks) < _AT_ONCE and (data := source.read(CHUNK)):
                found.update(data)
                done += len(data)
                chunks.append({"blob_id": blob_id, "position": position, "data": data})
                position += 1
            is_more = len(chunks) == _AT_ONCE
            with self._store.write() as session:
                if is_new:
                    session.add(self._staged(blob_id))
                    session.flush()
                if chunks:
                    session.execute(sa.insert(BlobChunk), chunks)
            is_new = False
            told(done)
        if found.hexdigest() != digest:
            raise ChangedWhileReadError

    def _staged(self, blob_id: UUID) -> Blob:
        return Blob(
            id=blob_id,
            sha256=_staging_name(blob_id),
            size=0,
            media_type="",
            made_at=self._clock.now(),
        )

    def _together(self, blob_ids: Sequence[UUID]) -> Iterator[list[UUID]]:
        """Group contents that are small enough to be erased in one transaction."""
        with self._store.read() as session:
            found = session.execute(sa.select(Blob.id, Blob.size).where(Blob.id.in_(blob_ids)))
            sizes: dict[UUID, int] = dict(found.all())
        group: list[UUID] = []
        weight = 0
        for blob_id in blob_ids:
            size = sizes.get(blob_id, 0) or _WEIGHT  # 0: taken in by halves, nobody knows how large
            if group and weight + size > _WEIGHT:
                yield group
                group, weight = [], 0
            group.append(blob_id)
            weight += size
        if group:
            yield group

    def _erase_small(self, blob_ids: Sequence[UUID]) -> None:
        """Erase contents that no document refers to, all at once."""
        with self._store.write() as session:
            unused = session.scalars(
                sa.select(Blob.id).where(
                    Blob.id.in_(blob_ids), ~sa.exists().where(DocumentRow.blob_id == Blob.id)
                )
            ).all()
            session.execute(sa.delete(BlobChunk).where(BlobChunk.blob_id.in_(unused)))
            session.execute(sa.delete(Blob).where(Blob.id.in_(unused)))

    def _erase(self, blob_id: UUID) -> None:
        """Erase a content that no document refers to, some chunks at a time, the last first."""
        is_left = True
        while is_left:
            with self._store.write() as session:
                if session.scalar(sa.select(_is_used(blob_id))):
                    return
                session.execute(  # from here on it is nobody's: not found, not taken again
                    sa.update(Blob).where(Blob.id == blob_id).values(sha256=_erasing_name(blob_id))
                )
                last = (
                    sa.select(BlobChunk.id)
                    .where(BlobChunk.blob_id == blob_id)
                    .order_by(BlobChunk.position.desc())
                    .limit(_AT_ONCE)
                )
                ids = session.scalars(last).all()
                session.execute(sa.delete(BlobChunk).where(BlobChunk.id.in_(ids)))
                is_left = len(ids) == _AT_ONCE
                if not is_left:
                    session.execute(sa.delete(Blob).where(Blob.id == blob_id))


class Taken:
    """A content that is in the base, and perhaps not yet any document's."""

    def __init__(self, blobs: Blobs, blob_id: UUID, sha256: str, size: int) -> None:
        self._blobs = blobs
        self.blob_id, self.sha256, self.size = blob_id, sha256, size

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        """Erase the content unless a document now refers to it."""
        self._blobs.let_go(self.blob_id)


def _known(session: Session, digest: str) -> UUID | None:
    return session.scalar(sa.select(Blob.id).where(Blob.sha256 == digest))


def _staging_name(blob_id: UUID) -> str:
    return f"staged:{blob_id.hex}"


def _erasing_name(blob_id: UUID) -> str:
    return f"erased:{blob_id.hex}"


def _is_used(blob_id: UUID) -> sa.Exists:
    return sa.exists().where(DocumentRow.blob_id == blob_id)
