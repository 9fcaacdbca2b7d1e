"""Fuzz what reads: `python -m tools.fuzz [--times 10000] [--seconds N] [READER…]`; exits with 1 where one broke.

Each reader has a process of its own, whose memory is bounded: one that dies is told apart, with the
input that did it, which is left in the folder of `--keep`.
"""

from __future__ import annotations

import argparse
import math
import os
import random
import subprocess
import sys
import tempfile
import time
import traceback
from dataclasses import dataclass
from pathlib import Path

from tools.fuzz.mutations import mutated
from tools.fuzz.readers import READERS
from tools.weather.quick_bases import quick_bases

_SLOWEST = 5.0  # seconds that one input may take
_MEMORY = 3 << 30  # bytes of address space
_MOST_TOLD = 5


@dataclass(slots=True)
class Count:
    """What came of the inputs of one reader."""

    given: int = 0
    read: int = 0
    refused: int = 0
    broke: int = 0
    slowest: float = 0.0


def fuzz(name: str, times: int, keep: Path, seconds: float, seed: int = 2026) -> Count:
    """Give one reader so many inputs, in this process; a broken one is kept and told.

    It ends before where the seconds are over: what it was given is counted.
    """
    reader, chance, count = READERS[name](), random.Random(seed), Count()
    current, end = keep / f"{name}.current", time.monotonic() + seconds
    for number in range(times):
        if time.monotonic() > end:
            break
        content = mutated(reader.seeds, chance)
        current.write_bytes(content)
        count.given += 1
        begun = time.process_time()
        try:
            reader.read(content)
        except reader.refusals:
            count.refused += 1
        except Exception:  # noqa: BLE001 - whichever it is, it should not have been
            _keep(count, keep / f"{name}.{number}", content)
        else:
            count.read += 1
        took = time.process_time() - begun
        count.slowest = max(count.slowest, took)
        if took > _SLOWEST:
            _keep(count, keep / f"{name}.{number}.slow", content)
    current.unlink(missing_ok=True)
    return count


def _keep(count: Count, path: Path, content: bytes) -> None:
    count.broke += 1
    path.write_bytes(content)
    if count.broke <= _MOST_TOLD:
        traceback.print_exc(limit=-6)


def main() -> int:
    """Fuzz the readers that are named, or all, one process each, and print one table."""
    parser = argparse.ArgumentParser(prog="python -m tools.fuzz", description=__doc__)
    parser.add_argument("readers", nargs="*", metavar="READER", help=", ".join(READERS))
    parser.add_argument("--times", type=int, default=10_000)
    parser.add_argument("--seconds", type=float, default=math.inf, help="for each reader, at most")
    parser.add_argument("--keep", type=Path)
    parser.add_argument("--alone", action="store_true", help=argparse.SUPPRESS)
    typed = parser.parse_args()
    if unknown := [name for name in typed.readers if name not in READERS]:
        parser.error(f"no such reader: {', '.join(unknown)}")
    keep: Path = typed.keep or Path(tempfile.mkdtemp())
    keep.mkdir(parents=True, exist_ok=True)
    if typed.alone:
        return _alone(typed.readers[0], typed.times, keep, typed.seconds)
    ended = [_apart(name, typed, keep) for name in typed.readers or READERS]
    print(f"inputs that broke one: {keep}" if any(ended) else "none broke")
    return int(any(ended))


def _alone(name: str, times: int, keep: Path, seconds: float) -> int:
    if sys.platform == "linux":
        import resource  # noqa: PLC0415 - POSIX only

        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    _silence_libraries()
    begun = time.monotonic()
    with quick_bases():
        count = fuzz(name, times, keep, seconds)
    print(
        f"{name:<13} {count.given:>6} inputs  {count.read:>6} read  {count.refused:>6} refused"
        f"  {count.broke:>3} broke  slowest {count.slowest:.2f} s  in {time.monotonic() - begun:.0f} s"
    )
    return int(count.broke > 0)


def _silence_libraries() -> None:
    """Have the libraries in C complain to nobody; Python still tells what broke."""
    own = os.dup(2)
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
    sys.stderr = os.fdopen(own, "w", encoding="utf-8", errors="replace")


def _apart(name: str, typed: argparse.Namespace, keep: Path) -> int:
    """Run one reader in a process of its own; return whether it broke or died."""
    bounds = ["--times", str(typed.times), "--seconds", str(typed.seconds)]
    command = [sys.executable, "-m", "tools.fuzz", "--alone", *bounds]
    done = subprocess.run(
        [*command, "--keep", str(keep), name],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        check=False,
    )
    if done.returncode not in {0, 1}:
        print(f"{name:<13} died ({done.returncode}) on {keep / f'{name}.current'}")
    return done.returncode


if __name__ == "__main__":
    sys.exit(main())
