"""The real program killed while somebody works in it: `python -m tools.adversary.kills [TIMES]`.

One base, one session after the other, each killed at a random moment between its first window and
its last page. After each: the base opens, every page and link of it is sound, no case is lost.
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import sqlalchemy as sa

from caseapp.kernel.clock import FixedClock
from caseapp.services import access
from db.kdf import FLOOR
from db.models import Case
from tools.network.__main__ import PASSWORD

if TYPE_CHECKING:
    from uuid import UUID

_EARLIEST, _LATEST = 8.0, 60.0  # seconds: on a busy machine a session takes that long
_SEED = 7


def main(times: int) -> int:
    """Kill so many sessions, and say what was found."""
    chance, bad = random.Random(_SEED), 0  # noqa: S311 - no secret
    before: frozenset[UUID] = frozenset()
    with tempfile.TemporaryDirectory() as folder:
        base = Path(folder) / "session.caseapp"
        clock = FixedClock.on(date(2026, 11, 26))
        access.create_base(base, PASSWORD, clock=clock, cost=FLOOR).close()
        for number in range(1, times + 1):
            after = chance.uniform(_EARLIEST, _LATEST)
            was_killed = _killed(base, after)
            sound = all(row.ok for row in access.check_base(base, PASSWORD).rows)
            now = _cases(base, clock)
            fault = not sound or not before <= now
            bad += fault
            print(
                f"{number}: {'killed' if was_killed else 'ended'} after {after:.1f} s, "
                f"{len(now)} cases{', BAD' if fault else ''}",
                flush=True,
            )
            before = now
    print(f"{bad} of {times} bad")
    return 1 if bad else 0


def _killed(base: Path, after: float) -> bool:
    session = subprocess.Popen(
        [sys.executable, "-m", "tools.network.session", str(base), PASSWORD],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    time.sleep(after)
    was_alive = session.poll() is None
    session.kill()
    session.wait()
    return was_alive


def _cases(base: Path, clock: FixedClock) -> frozenset[UUID]:
    store = access.unlock(base, PASSWORD, clock=clock)
    try:
        with store.read() as session:
            return frozenset(session.scalars(sa.select(Case.id)))
    finally:
        store.close()


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 60))
