"""A renewal of the key, killed again and again; after each kill the base is opened and counted."""

from __future__ import annotations

import json
import os
import random
import select
import signal
import sys
import time
from datetime import date
from pathlib import Path

from caseapp.kernel.clock import FixedClock
from caseapp.services import access
from db import kdf
from db.pages import first_page_holds
from tests.support.store import PASSWORD, digest_of

_CLOCK = FixedClock.on(date(2026, 11, 26))


def _renew(base: Path, begun: int) -> None:
    """Renew the key, and tell when the copy begins: Argon2 is over by then."""

    def told(_share: float) -> None:
        os.write(begun, b".")

    access.renew_key(base, PASSWORD, clock=_CLOCK, told=told)


def _killed_after(base: Path, seconds: float) -> float | None:
    """Begin a renewal and kill it so long after; return how long it took where it ended first."""
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reader)
        try:
            _renew(base, writer)
        finally:
            os._exit(0)
    os.close(writer)
    select.select([reader], [], [])
    begun = time.perf_counter()
    ended = None
    while ended is None and time.perf_counter() - begun < seconds:
        if os.waitpid(child, os.WNOHANG)[0]:
            ended = time.perf_counter() - begun
        time.sleep(0.0002)
    if ended is None:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
    os.close(reader)
    return ended


def _key_of(base: Path) -> bytearray:
    store = access.unlock(base, PASSWORD, clock=_CLOCK)
    try:
        with store.data_key() as key:
            return bytearray(key)
    finally:
        store.close()


def main() -> None:
    """Kill so many renewals of a base; print what became of each."""
    base, rounds = Path(sys.argv[1]), int(sys.argv[2])
    kdf.QUICK = 0.0
    chance = random.Random(2026)  # noqa: S311 - only decides when to kill
    store = access.unlock(base, PASSWORD, clock=_CLOCK)
    wanted = digest_of(store)
    store.close()
    longest = max(_killed_after(base, 60.0) or 0.0 for _ in range(3))
    outcomes = []
    before = _key_of(base)
    for _ in range(rounds):
        ended = _killed_after(base, chance.uniform(0, longest))
        kind = "ended" if ended is not None else "killed"
        is_old = first_page_holds(base, before)
        store = access.unlock(base, PASSWORD, clock=_CLOCK)
        same = digest_of(store) == wanted
        with store.data_key() as key:
            before = bytearray(key)
        store.close()
        files = sorted(path.name.removeprefix(base.name) for path in base.parent.iterdir())
        outcomes.append([kind, "old" if is_old else "new", same, files])
    sys.stdout.write(json.dumps(outcomes))


if __name__ == "__main__":
    main()
