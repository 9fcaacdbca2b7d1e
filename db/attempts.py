"""The wrong passwords that a base has seen, in a file beside it: the next try must wait.

The wait is counted by the time the machine has been running, which nobody sets; only after a
restart by its clock, and a clock that was set back begins the wait anew. It slows a person at this
keyboard; somebody who has taken the files away is slowed by Argon2 alone.
"""

from __future__ import annotations

import json
import time
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from caseapp.kernel.files import FileNotWrittenError, write_atomically
from db.files import beside
from db.key_errors import TooSoonError

if TYPE_CHECKING:
    from collections.abc import Callable

    from caseapp.kernel.clock import Clock

ENDING = ".essais"
_LONGEST = 300.0
_STEEP = 7  # failures until which the wait doubles; then one minute, then the longest
_MINUTE = 60.0
_MANY = 10
_NEARLY = 0.3  # seconds: a countdown that ends a little early has nobody told to try again
_BOOT = Path("/proc/sys/kernel/random/boot_id")


def wait_after(failures: int) -> float:
    """Return the seconds after so many failures in a row: 1, 2, 4… 32, then 60, from ten on 300."""
    if failures <= 0:
        return 0.0
    if failures >= _MANY:
        return _LONGEST
    return 2.0 ** (failures - 1) if failures < _STEEP else _MINUTE


@dataclass(frozen=True, slots=True)
class _Seen:
    """What the file says: how many failures, and when the last was, by two clocks."""

    failures: int = 0
    at: float = 0.0  # seconds of universal time
    running: float = 0.0  # seconds since the machine started
    boot: str = ""


class Attempts:
    """Counts the tries on one base."""

    def __init__(
        self,
        base: Path,
        clock: Clock,
        running: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], object] = time.sleep,
    ) -> None:
        """`running` tells how long the machine has been running."""
        self._base, self._file = base, beside(base, ENDING)
        self._clock, self._running, self._sleep = clock, running, sleep

    @property
    def failures(self) -> int:
        """How many tries failed since the base was last opened."""
        return self._read().failures

    def seconds_left(self) -> float:
        """Return how long to wait before the next try."""
        seen = self._read()
        if not seen.failures:
            return 0.0
        if not self._is_of_this_start(seen):
            seen = self._brought_here(seen)
        return max(0.0, wait_after(seen.failures) - (self._running() - seen.running))

    def begin(self) -> None:
        """Count a try as failed until it succeeds: killing the program makes it no cheaper.

        Raises:
            TooSoonError: the wait is not over; nothing was tried. The last instant is waited for.
        """
        left = self.seconds_left()
        if left > _NEARLY:
            raise TooSoonError(self._base, left)
        self._sleep(left)
        self._write(self._now_seen(self._read().failures + 1))

    def failed(self) -> None:
        """Have the wait begin now: the try itself takes a part of it."""
        self._write(self._now_seen(self._read().failures))

    def succeeded(self) -> None:
        """Forget the failures."""
        with suppress(OSError):
            self._file.unlink(missing_ok=True)

    def _is_of_this_start(self, seen: _Seen) -> bool:
        return seen.boot == _boot() and self._running() >= seen.running

    def _brought_here(self, seen: _Seen) -> _Seen:
        """Count on by the time the machine runs, once it was restarted: its clock is asked once.

        A clock that was set back, as one that was lost, lets nothing have passed.
        """
        now = self._now_seen(seen.failures)
        passed = max(0.0, now.at - seen.at)
        brought = replace(now, at=now.at - passed, running=now.running - passed)
        self._write(brought)
        return brought

    def _now_seen(self, failures: int) -> _Seen:
        return _Seen(failures, self._clock.now().timestamp(), self._running(), _boot())

    def _read(self) -> _Seen:
        try:
            seen = _Seen(**json.loads(self._file.read_bytes()))
            return _Seen(int(seen.failures), float(seen.at), float(seen.running), str(seen.boot))
        except (OSError, ValueError, TypeError, OverflowError):
            return _Seen()

    def _write(self, seen: _Seen) -> None:
        # On a full disk one may still open the base: there is more to lose than a delay.
        with suppress(FileNotWrittenError):
            write_atomically(self._file, json.dumps(asdict(seen)).encode())


def _boot() -> str:
    """Return what tells one start of the machine from another, where the system says it."""
    try:
        return _BOOT.read_text().strip()
    except OSError:
        return ""
