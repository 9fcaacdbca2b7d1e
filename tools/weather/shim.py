"""The library that stands between a process and the disk: made with the C compiler, loaded first."""

from __future__ import annotations

import ctypes
import os
import shutil
import struct
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_SOURCE = Path(__file__).parent / "shim.c"
_HEAD = struct.Struct("=c3q")


def is_possible() -> bool:
    """Tell whether this machine can make and load it."""
    return sys.platform == "linux" and shutil.which("gcc") is not None


def made(folder: Path) -> Path:
    """Compile the library into a folder."""
    target = folder / "shim.so"
    compiler = shutil.which("gcc") or "gcc"
    subprocess.run(
        [compiler, "-shared", "-fPIC", "-O1", "-o", str(target), str(_SOURCE), "-ldl", "-lpthread"],
        check=True,
    )
    return target


def run_under(library: Path, module: str, arguments: Sequence[str], typed: str) -> str:
    """Run a module of ours under the library; return what it said."""
    done = subprocess.run(
        [sys.executable, "-m", module, *arguments],
        env={**os.environ, "LD_PRELOAD": str(library)},
        input=typed,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(done.stderr)
    return done.stdout


class Weather:
    """The library as the process that runs under it speaks to it."""

    def __init__(self, folder: Path, record: Path | None = None) -> None:
        """Watch the files of a folder from now on; write their changes down where one is given."""
        self._library = ctypes.CDLL(None)
        self._library.weather_changes.restype = ctypes.c_long
        self._library.weather_watch(
            os.fsencode(folder.resolve()), os.fsencode(record) if record else b""
        )

    @property
    def changes(self) -> int:
        """How many changes were asked until now."""
        return int(self._library.weather_changes())

    def note(self, words: bytes) -> None:
        """Put a note into the record."""
        self._library.weather_note(words)

    def fail(self, after: int, error: int, *, reads: bool = False) -> None:
        """Have every change fail from that many on; readings too, where the whole disk is gone."""
        self._library.weather_fail(ctypes.c_long(after), error, int(reads))

    def clear_up(self) -> None:
        """Have nothing fail any more."""
        self._library.weather_fail(ctypes.c_long(-1), 0, 0)

    def slow(self, seconds: float) -> None:
        """Have each change take that long."""
        self._library.weather_slow(int(seconds * 1_000_000))


@dataclass(frozen=True, slots=True)
class Change:
    """One entry of the record: see `shim.c`."""

    kind: str
    name: str  # of the file, in its folder
    at: int
    content: bytes


def read_record(record: Path) -> Iterator[Change]:
    """Yield the entries of a record, in order."""
    with record.open("rb") as file:
        while len(head := file.read(_HEAD.size)) == _HEAD.size:
            kind, path_size, at, size = _HEAD.unpack(head)
            path = os.fsdecode(file.read(path_size))
            content = file.read(size)
            if kind in {b"T", b"S", b"U", b"C", b"D"}:
                content = b""
            yield Change(kind.decode(), Path(path).name, at, content)
