"""What the trial looks for is found where it is: else « nothing » would say nothing."""

from __future__ import annotations

import os
import zlib
from pathlib import Path

import pytest

from tools.adversary import marks, memory, writes


@pytest.mark.parametrize("coding", ["utf-8", "utf-16-le"])
def test_a_word_is_found_in_any_coding_packed_or_not(coding: str) -> None:
    held = f"note : {marks.NOTE.upper()}".encode(coding)
    assert marks.found(b"\0\1" + held) == ["note"]
    assert marks.found(os.urandom(50) + zlib.compress(held) + os.urandom(50)) == ["note"]
    assert marks.found(b"nothing of it") == []


def test_a_word_is_found_in_the_name_of_a_file(tmp_path: Path) -> None:
    (tmp_path / "exports").mkdir()
    (tmp_path / "exports" / marks.NAME).touch()
    (tmp_path / marks.NAME).touch()
    assert marks.in_files(tmp_path, spared=tmp_path / "exports") == [f"{marks.NAME}: name"]


def test_what_was_written_is_read_in_the_trace(tmp_path: Path) -> None:
    trace = tmp_path / "trace"
    wide = "\\0".join(marks.NAME)
    trace.write_text(
        f'12 pwrite64(5</home/a/base-wal>, "\\37{marks.PASSWORD[:5]}", 10, 0) = 10\n'
        f'13 write(6</home/a/plain>, "{wide}\\0", 20) = 20\n'
        "13 mmap(NULL, 32768, PROT_READ|PROT_WRITE, MAP_SHARED, 7</home/a/base-shm>, 0) = 0x7f\n"
        "13 mmap(NULL, 32768, PROT_READ, MAP_PRIVATE, 8</usr/lib/x.so>, 0) = 0x7f\n",
        encoding="latin-1",
    )
    written, clear = writes.files_of(trace)
    assert set(written) == {"/home/a/base-wal", "/home/a/plain", "/home/a/base-shm"}
    assert set(clear) == {"/home/a/plain"}


@pytest.mark.skipif(not Path("/proc/self/mem").exists(), reason="reads /proc, which is Linux's")
def test_a_secret_in_use_is_counted_in_a_memory() -> None:
    key = os.urandom(48)
    held = bytes(key[:32])
    assert memory.counted(os.getpid(), memory.secrets_of(key))["key"] >= 1
    assert len(held) == 32
