"""Nothing of a case is readable outside the program, and the key goes away with the lock."""

from __future__ import annotations

import logging
import os
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import sqlalchemy as sa
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from caseapp.services import access
from db import keys
from db.models import Case, Person
from db.secret import raw_key_literal
from tests.support.rows import add_full_case, case
from tests.support.store import PASSWORD

if sys.platform != "win32":
    import resource

if TYPE_CHECKING:
    from caseapp.kernel.clock import FixedClock

MARKER = "Zyxwvutsrqponm"


def occurrences(folder: Path) -> int:
    """Count a planted name in every file of a folder, in the encodings a file could have."""
    marks = [MARKER.encode(), MARKER.encode("utf-16-le"), MARKER.lower().encode()]
    files = [path for path in folder.rglob("*") if path.is_file()]
    return sum(path.read_bytes().count(mark) for path in files for mark in marks)


def test_a_planted_name_is_in_no_file_at_any_moment(
    base: Path,
    clock: FixedClock,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    temporary = base.parent / "tmp"
    temporary.mkdir()
    monkeypatch.setenv("TMPDIR", str(temporary))
    monkeypatch.setenv("SQLITE_TMPDIR", str(temporary))
    caplog.set_level(logging.DEBUG)

    store = access.unlock(base, PASSWORD, clock=clock)
    with store.write() as session:
        session.execute(sa.text("PRAGMA cache_size=10"))  # so that the transaction spills
        for number in range(300):
            add_full_case(session, f"2026-{number:04}", name=f"{MARKER} {number}")
        session.flush()
        session.scalars(sa.select(Person).order_by(Person.name_folded.desc())).all()
        assert occurrences(base.parent) == 0
    assert base.with_name(f"{base.name}-wal").stat().st_size > 0
    assert occurrences(base.parent) == 0
    with pytest.raises(sa.exc.IntegrityError) as caught, store.write() as session:
        session.add(case("2026-0001", note=MARKER))
    store.close()

    assert occurrences(base.parent) == 0
    said = f"{caught.value} {caught.value!r} {store!r} {store.engine!r} {caplog.text}"
    assert MARKER.lower() not in said.lower()


def test_the_same_search_finds_the_name_in_a_plain_file(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "plain") as connection:
        connection.execute("CREATE TABLE person (name)")
        connection.execute("INSERT INTO person VALUES (?)", (MARKER,))
    connection.close()
    assert occurrences(tmp_path) == 1


def test_an_erased_name_is_erased_from_the_pages(base: Path, clock: FixedClock) -> None:
    store = access.unlock(base, PASSWORD, clock=clock)
    with store.write() as session:
        session.add(case(note=MARKER * 300))
    with store.write() as session:
        session.execute(sa.delete(Case))
    pooled = store.engine.raw_connection()
    plain = base.parent / "plain"
    db = pooled.driver_connection
    assert db is not None
    db.execute("ATTACH ? AS plain KEY ''", (str(plain),))
    db.execute("SELECT sqlcipher_export('plain')").fetchall()
    db.execute("DETACH plain")
    pooled.close()
    store.close()
    assert plain.stat().st_size > 0
    assert occurrences(base.parent) == 0


WORKER = """
import sys
from datetime import date
from pathlib import Path
import sqlalchemy as sa
from caseapp.kernel.clock import FixedClock
from caseapp.services import access
from db.models import Case
clock = FixedClock.on(date(2026, 11, 23))
password = sys.stdin.readline().strip()
store = access.unlock(Path(sys.argv[1]), password, clock=clock)
with store.read() as session:
    session.scalars(sa.select(Case)).all()
print("open", flush=True)
sys.stdin.readline()
store.close()
print("locked", flush=True)
sys.stdin.readline()
"""


def copies_in_memory(process: int, secrets: list[bytes]) -> int:
    """Count what is found of some secrets in the memory of another process."""
    found = 0
    with Path(f"/proc/{process}/mem").open("rb", buffering=0) as memory:
        for line in Path(f"/proc/{process}/maps").read_text().splitlines():
            span, rights, *_ = line.split()
            if not rights.startswith("rw"):
                continue
            start, end = (int(bound, 16) for bound in span.split("-"))
            try:
                memory.seek(start)
                content = memory.read(end - start)
            except (OSError, ValueError, OverflowError):
                continue  # the pages of the kernel itself
            found += sum(content.count(secret) for secret in secrets)
    return found


@pytest.mark.skipif(not Path("/proc/self/mem").exists(), reason="reads /proc, which is Linux's")
def test_the_key_is_in_memory_while_open_and_nowhere_once_locked(base: Path) -> None:
    key_file = keys.load(base)
    assert isinstance(key_file, keys.KeyFile)
    opened = key_file.open_with(PASSWORD)
    assert opened is not None
    data_key = opened.data_key
    literal = bytes(raw_key_literal(data_key))
    secrets = [bytes(data_key[:32]), literal[2:66], literal[2:66].upper()]

    with subprocess.Popen(  # noqa: S603 - this interpreter, on a script of ours
        [sys.executable, "-c", WORKER, str(base)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(f"{PASSWORD}\n")
        process.stdin.flush()
        assert process.stdout.readline() == "open\n"
        assert copies_in_memory(process.pid, secrets) == 1
        process.stdin.write("\n")
        process.stdin.flush()
        assert process.stdout.readline() == "locked\n"
        assert copies_in_memory(process.pid, secrets) == 0
        process.stdin.write("\n")
        process.stdin.flush()


RING = """
import sys
from datetime import date
from pathlib import Path
import caseapp.services.key_ring as key_ring
from caseapp.kernel.clock import FixedClock
from caseapp.services import access
from db.kdf import FLOOR
key_ring.calibrate = lambda: FLOOR
clock = FixedClock.on(date(2026, 11, 23))
base, password, new = Path(sys.argv[1]), sys.stdin.readline().strip(), sys.stdin.readline().strip()
store = access.unlock(base, password, clock=clock)
ring = key_ring.KeyRing(store, clock)
paper = key_ring.RecoveryKey.new()
ring.keep_recovery(paper, " ".join(paper.groups), password)
ring.change_password(password, new)
store.close()
access.renew_key(base, new, clock=clock)
store = access.unlock(base, paper, clock=clock)
store.close()
sheet = paper.value.hex()
print(sheet, flush=True)
paper.wipe()
del sheet
store = access.unlock(base, new, clock=clock)
print("open", flush=True)
sys.stdin.readline()
store.close()
print("locked", flush=True)
sys.stdin.readline()
"""


@pytest.mark.skipif(not Path("/proc/self/mem").exists(), reason="reads /proc, which is Linux's")
def test_no_key_of_any_slot_stays_after_all_that_may_be_done_with_them(base: Path) -> None:
    new = "Girafe-Ocre-82-Moulin"
    with subprocess.Popen(  # noqa: S603 - this interpreter, on a script of ours
        [sys.executable, "-c", RING, str(base)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(f"{PASSWORD}\n{new}\n")
        process.stdin.flush()
        paper = bytes.fromhex(process.stdout.readline())
        assert process.stdout.readline() == "open\n"
        key_file = keys.load(base)
        assert isinstance(key_file, keys.KeyFile)
        assert key_file.generation == 2
        slot = key_file.slots[0]
        opened = key_file.open_with(new)
        assert opened is not None
        data_key = opened.data_key
        literal = bytes(raw_key_literal(data_key))
        key, private = slot.wrapping_key(new), bytearray(32)
        AESGCM(key).decrypt_into(slot.nonce, slot.private, slot.bound(key_file.vault), private)
        data = [bytes(data_key[:32]), literal[2:66], literal[2:66].upper()]
        others = [paper, bytes(key), bytes(private)]
        assert copies_in_memory(process.pid, data) == 1  # the base is open
        assert copies_in_memory(process.pid, others) == 0  # none is needed any more
        process.stdin.write("\n")
        process.stdin.flush()
        assert process.stdout.readline() == "locked\n"
        assert copies_in_memory(process.pid, [*data, *others]) == 0
        process.stdin.write("\n")
        process.stdin.flush()


CRASH = """
import ctypes, os, sys
from caseapp.kernel.crashes import leave_no_core
leave_no_core()
print(ctypes.CDLL(None).prctl(3, 0, 0, 0, 0), flush=True)  # PR_GET_DUMPABLE
os.abort()
"""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="asks Linux")
def test_a_crash_leaves_no_image_of_the_memory(tmp_path: Path) -> None:
    ran = subprocess.run(  # noqa: S603 - this interpreter, on a script of ours
        [sys.executable, "-c", CRASH],
        capture_output=True,
        text=True,
        check=False,
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
        preexec_fn=_allow_cores,
    )
    assert ran.returncode == -signal.SIGABRT
    assert ran.stdout == "0\n"
    assert list(tmp_path.iterdir()) == []


def _allow_cores() -> None:
    _, hard = resource.getrlimit(resource.RLIMIT_CORE)
    resource.setrlimit(resource.RLIMIT_CORE, (hard, hard))


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="reads /proc, which is Linux's")
def test_the_memory_of_argon2_is_given_back() -> None:
    script = """
from pathlib import Path
from db.kdf import USUAL, derive
def resident():
    lines = Path("/proc/self/status").read_text().splitlines()
    return int(next(line for line in lines if line.startswith("VmRSS")).split()[1])
derive("a", b"s" * 16, type(USUAL)(1, 8 * 1024, 4))
before = resident()
derive("a", b"s" * 16, USUAL)
print(resident() - before)
"""
    ran = subprocess.run(  # noqa: S603 - this interpreter, on a script of ours
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert int(ran.stdout) < 8 * 1024  # KiB, of the 256 MiB it used
