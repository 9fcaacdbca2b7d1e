"""A process that writes through the real services, killed at random, again and again."""

from __future__ import annotations

import os
import random
import select
import signal
import time
from typing import TYPE_CHECKING

from db.store import Store
from tests.support.store import fresh_store
from tools.weather import deeds
from tools.weather.table import Outcome

if TYPE_CHECKING:
    from pathlib import Path

_LONGEST = 0.3  # seconds after its first deed
_CHECK_EVERY = 50  # kills
_NEW_BASE_EVERY = 100  # kills: it would grow, and each check with it


def run(folder: Path, rounds: int) -> Outcome:
    """Kill a writer so many times; count what was told, lost, half done or damaged."""
    chance = random.Random(2026)  # only decides when to kill
    told_in_all, lost, bad = 0, 0, 0
    for first in range(0, rounds, _NEW_BASE_EVERY):
        path, key = _new(folder / f"kills-{first}")
        told: set[deeds.Deed] = set()
        for number in range(first, min(first + _NEW_BASE_EVERY, rounds)):
            told |= _killed_once(path, key, number, chance.uniform(0, _LONGEST))
            if number % _CHECK_EVERY == _CHECK_EVERY - 1 or number == rounds - 1:
                found = deeds.verdict(path, key, told)
                lost += len(found.lost)
                bad += not found.is_sound or found.is_half
        told_in_all += len(told)
    return Outcome(
        "kills: SIGKILL of a process that writes",
        rounds,
        f"{told_in_all} acknowledged, {lost} lost, {bad} bases damaged or half written",
        ok=not lost and not bad and told_in_all >= rounds,
    )


def _new(folder: Path) -> tuple[Path, bytearray]:
    folder.mkdir()
    store = fresh_store(folder)
    deeds.do_some(deeds.desk_over(store), "avant", lambda _deed: None)  # everything is imported
    with store.data_key() as lent:
        key = bytearray(lent)
    store.close()
    return store.path, key


def _killed_once(path: Path, key: bytearray, number: int, after: float) -> set[deeds.Deed]:
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reader)
        store = Store(path, bytearray(key))
        desk = deeds.desk_over(store)
        deeds.do_for_ever(desk, str(number), lambda deed: os.write(writer, deeds.line_of(deed)))
        os._exit(1)
    os.close(writer)
    select.select([reader], [], [])
    time.sleep(after)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    said = b""
    while part := os.read(reader, 65536):
        said += part
    os.close(reader)
    return deeds.deeds_of(said)
