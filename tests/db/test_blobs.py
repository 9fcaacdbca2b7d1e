"""Contents: taken in by chunks, once each, read from anywhere, erased when nobody refers to them."""

from __future__ import annotations

import hashlib
import io
import json
import os
import random
import signal
import subprocess
import sys
import threading
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest
import sqlalchemy as sa

from caseapp.kernel.errors import NotFoundError
from db.blob_reader import CHUNK
from db.blobs import Blobs, ChangedWhileReadError
from db.checks import soundness
from db.models import Blob, BlobChunk, Case, DocumentRow
from db.store import Store
from tests.support.rows import add_full_case

if TYPE_CHECKING:
    from pathlib import Path
    from uuid import UUID

    from caseapp.kernel.clock import FixedClock


@pytest.fixture
def blobs(store: Store, clock: FixedClock) -> Blobs:
    return Blobs(store, clock)


@pytest.fixture
def case(store: Store) -> UUID:
    with store.write() as session:
        add_full_case(session, "2026-0001")
        return session.scalars(sa.select(Case.id)).one()


def content(size: int, seed: int = 1) -> bytes:
    return random.Random(seed).randbytes(size)  # noqa: S311 - not a secret


def keep(store: Store, blobs: Blobs, case: UUID, data: bytes, clock: FixedClock) -> UUID:
    """Keep a content with a document of its own; return the content's id."""
    with blobs.take(io.BytesIO(data)) as taken, store.write() as session:
        blob_id = blobs.settle(session, taken, "application/pdf")
        row = DocumentRow(case_id=case, blob_id=blob_id, title="", added_at=clock.now())
        session.add(row)
    return blob_id


def counted(store: Store) -> tuple[int, int]:
    with store.read() as session:
        return (
            session.scalar(sa.select(sa.func.count()).select_from(Blob)) or 0,
            session.scalar(sa.select(sa.func.count()).select_from(BlobChunk)) or 0,
        )


@pytest.mark.parametrize("size", [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 9 * CHUNK + 17])
def test_a_content_of_any_size_is_read_as_it_was(
    store: Store, blobs: Blobs, case: UUID, clock: FixedClock, size: int
) -> None:
    data = content(size)
    reader = blobs.reader(keep(store, blobs, case, data, clock))
    assert reader.size == size
    assert reader.read() == data


def test_a_content_is_read_from_anywhere(
    store: Store, blobs: Blobs, case: UUID, clock: FixedClock
) -> None:
    data = content(12 * CHUNK + 5)
    reader = blobs.reader(keep(store, blobs, case, data, clock))
    for place, length in ((11 * CHUNK + 3, CHUNK + 9), (CHUNK - 2, 4), (0, 1), (len(data), 3)):
        reader.seek(place)
        assert reader.read(length) == data[place : place + length]
    assert reader.seek(-5, io.SEEK_END) == len(data) - 5


def test_the_same_content_is_stored_once_for_two_documents(
    store: Store, blobs: Blobs, case: UUID, clock: FixedClock
) -> None:
    data = content(3 * CHUNK)
    first = keep(store, blobs, case, data, clock)
    assert keep(store, blobs, case, data, clock) == first
    assert counted(store) == (1, 3)


def test_a_content_goes_with_its_last_document(
    store: Store, blobs: Blobs, case: UUID, clock: FixedClock
) -> None:
    data = content(6 * CHUNK)
    blob_id = keep(store, blobs, case, data, clock)
    keep(store, blobs, case, data, clock)
    with store.write() as session:
        session.delete(session.scalars(sa.select(DocumentRow).limit(1)).one())
    assert blobs.sweep() == 0
    with store.write() as session:
        session.delete(session.scalars(sa.select(DocumentRow)).one())
    assert blobs.sweep() == 1
    assert counted(store) == (0, 0)
    with pytest.raises(NotFoundError):
        blobs.reader(blob_id)


def test_a_content_no_document_is_made_of_is_erased(store: Store, blobs: Blobs) -> None:
    with blobs.take(io.BytesIO(content(5 * CHUNK))):
        assert counted(store) == (1, 5)
        assert blobs.sweep() == 0  # under way
    assert counted(store) == (0, 0)


def test_stopping_in_the_middle_leaves_nothing(store: Store, blobs: Blobs) -> None:
    class StopError(Exception):
        pass

    def told(done: int, of: int) -> None:
        if done > of * 3 // 4:
            raise StopError

    with pytest.raises(StopError):
        blobs.take(io.BytesIO(content(12 * CHUNK)), told=told)
    assert counted(store) == (0, 0)


def test_a_file_that_changes_while_it_is_read_is_refused(store: Store, blobs: Blobs) -> None:
    class Growing(io.BytesIO):
        rounds = 0

        def read(self, size: int | None = -1, /) -> bytes:
            data = super().read(size)
            if not data and not self.rounds:  # the second reading finds more
                self.rounds += 1
                self.write(b"more")
            return data

    with pytest.raises(ChangedWhileReadError):
        blobs.take(Growing(content(CHUNK)))
    assert counted(store) == (0, 0)


def test_another_writer_goes_between_the_chunks_of_a_long_content(
    store: Store, blobs: Blobs
) -> None:
    between: list[str] = []

    def told(_done: int, _of: int) -> None:
        with store.write() as session:
            add_full_case(session, f"{len(between)}")
        between.append("written")

    with blobs.take(io.BytesIO(content(12 * CHUNK)), told=told):
        assert len(between) == 12 + 7  # as it is read, then after each transaction


def test_another_thread_gets_its_turn_while_a_long_content_is_written(
    store: Store, blobs: Blobs
) -> None:
    turns: list[int] = []
    is_over = threading.Event()

    def write() -> None:
        while not is_over.is_set():
            with store.write() as session:
                session.execute(sa.select(1))
            turns.append(1)

    other = threading.Thread(target=write)
    other.start()
    with blobs.take(io.BytesIO(content(20 * CHUNK))):
        is_over.set()
    other.join()
    assert len(turns) >= 10  # as many as the transactions of the content, about


def test_a_reader_holds_a_few_chunks_at_most(
    store: Store, blobs: Blobs, case: UUID, clock: FixedClock
) -> None:
    reader = blobs.reader(keep(store, blobs, case, content(20 * CHUNK), clock))
    while reader.read(CHUNK):
        assert len(reader._chunks) <= 8


def test_nothing_is_taken_again_that_is_being_erased(
    store: Store, blobs: Blobs, case: UUID, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = content(9 * CHUNK)
    blob_id = keep(store, blobs, case, data, clock)
    with store.write() as session:
        session.delete(session.scalars(sa.select(DocumentRow)).one())
    other = Blobs(store, clock)  # knows nothing of what the first has under way
    with blobs.take(io.BytesIO(data)) as taken:
        assert taken.blob_id == blob_id
        other.sweep()
        with pytest.raises(ChangedWhileReadError), store.write() as session:
            blobs.settle(session, taken, "")


# The child takes a content in and is killed somewhere on the way, again and again.
CAMPAIGN = """
import io, json, os, random, select, signal, sys, time
from datetime import date
from pathlib import Path
from uuid import UUID
from caseapp.kernel.clock import FixedClock
from db.blobs import Blobs
from db.models import DocumentRow
from db.store import Store
path, data_key, case = Path(sys.argv[1]), bytes.fromhex(sys.stdin.readline()), UUID(sys.argv[2])
chance = random.Random(2026)
clock = FixedClock.on(date(2026, 11, 23))
kept = []
for number in range(6):
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        store = Store(path, bytearray(data_key))
        blobs = Blobs(store, clock)
        for count in range(1000):
            data = random.Random(f"{number}-{count}").randbytes(3_000_000)
            with blobs.take(io.BytesIO(data)) as taken, store.write() as session:
                blob_id = blobs.settle(session, taken, "")
                session.add(DocumentRow(
                    case_id=case, blob_id=blob_id, title=taken.sha256, added_at=clock.now()))
            os.write(writer, f"{taken.sha256}\\n".encode())
    os.close(writer)
    select.select([reader], [], [])
    time.sleep(chance.uniform(0, 0.15))
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    said = b""
    while part := os.read(reader, 65536):
        said += part
    os.close(reader)
    kept += said.decode().split()
print(json.dumps(kept))
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="forks and kills, which is POSIX")
def test_six_kills_leave_no_half_document(
    tmp_path: Path, store: Store, case: UUID, clock: FixedClock
) -> None:
    with store.data_key() as lent:
        data_key = bytearray(lent)
    store.close()
    ran = subprocess.run(  # noqa: S603 - this interpreter, on a script of ours
        [sys.executable, "-c", CAMPAIGN, str(store.path), str(case)],
        input=data_key.hex(),
        capture_output=True,
        text=True,
        check=True,
    )
    acknowledged = set(json.loads(ran.stdout))

    store = Store(store.path, data_key)
    blobs = Blobs(store, clock)
    blobs.sweep()  # what the kills left
    with store.read() as session:
        documents = session.execute(sa.select(DocumentRow.title, DocumentRow.blob_id)).all()

    for title, blob_id in documents:
        assert hashlib.sha256(blobs.reader(blob_id).read()).hexdigest() == title
    assert len(acknowledged) >= 6
    assert acknowledged <= {title for title, _ in documents}
    blob_count, chunks = counted(store)
    assert blob_count == len(documents)
    assert chunks == 3 * blob_count
    pooled = store.engine.raw_connection()
    verdict = soundness(pooled.driver_connection)
    pooled.close()
    store.close()
    assert verdict.ok, verdict


HALF_WAY = """
import io, os, signal, sys
from datetime import date
from pathlib import Path
from caseapp.kernel.clock import FixedClock
from db.blobs import Blobs
from db.store import Store
store = Store(Path(sys.argv[1]), bytearray(bytes.fromhex(sys.stdin.readline())))
def told(done, of):
    if done > of * 3 // 4:
        os.kill(os.getpid(), signal.SIGKILL)
Blobs(store, FixedClock.on(date(2026, 11, 23))).take(io.BytesIO(bytes(9_000_000)), told=told)
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="kills, which is POSIX")
def test_what_a_kill_half_way_leaves_is_no_document_and_is_erased(
    store: Store, clock: FixedClock
) -> None:
    with store.data_key() as lent:
        data_key = bytearray(lent)
    store.close()
    ran = subprocess.run(  # noqa: S603 - this interpreter, on a script of ours
        [sys.executable, "-c", HALF_WAY, str(store.path)],
        input=data_key.hex(),
        text=True,
        check=False,
    )
    assert ran.returncode == -signal.SIGKILL
    store = Store(store.path, data_key)
    with store.read() as session:
        assert session.scalar(sa.select(sa.func.count()).select_from(BlobChunk))
    assert Blobs(store, clock).sweep() == 1
    assert counted(store) == (0, 0)
    store.close()


def test_an_unknown_content_is_told_as_such(blobs: Blobs) -> None:
    with pytest.raises(NotFoundError):
        blobs.reader(uuid4())
