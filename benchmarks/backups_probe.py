"""Run by `benchmarks.backups`: fill a base, copy it, check it, damage and salvage it; print what it took."""

from __future__ import annotations

import io
import json
import os
import random
import shutil
import sys
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING

from caseapp.kernel.clock import SystemClock
from caseapp.rules.catalogue_loader import load_catalogue
from caseapp.rules.places import load_communes
from caseapp.services import access
from caseapp.services.backups import Backups
from caseapp.services.cases import Cases
from caseapp.services.documents import Documents
from tests.support.store import PASSWORD, locked_base

if TYPE_CHECKING:
    from collections.abc import Callable

_DOCUMENT = 1_000_000  # bytes


def main(folder: Path, gigabytes: float) -> dict[str, float]:
    """Return what each work took, in seconds."""
    home, stick = folder / "poste", folder / "cle"
    home.mkdir()
    stick.mkdir()
    clock = SystemClock()
    base = locked_base(home)
    store = access.unlock(base, PASSWORD, clock=clock)
    cases = Cases(store, clock, load_communes())
    documents = Documents(store, clock, load_catalogue())
    chance = random.Random(2026)  # noqa: S311 - contents that cannot be made smaller, no secret
    case = cases.create("Ouattara", "Awa")
    for number in range(int(gigabytes * 1000)):
        documents.add(case, io.BytesIO(chance.randbytes(_DOCUMENT)), f"piece-{number}.bin")
    found = {"plain": 0.0}
    waits: list[float] = []
    stop = threading.Event()

    def write() -> None:
        while not stop.wait(0.05):
            waits.append(_took(lambda: cases.create("Petit", "Luc")))

    writer = threading.Thread(target=write)
    writer.start()
    busy = time.process_time()
    found["copy"] = _took(lambda: _copied(Backups(store, clock), stick))
    found["busy"] = (
        time.process_time() - busy
    )  # what it takes of a processor: the machine may be shared
    stop.set()
    writer.join()
    store.close()
    found["wait"] = max(waits)
    found["size"] = base.stat().st_size / 1e9
    found["plain"] = _took(lambda: _plain_copy(base, folder / "plain"))
    (folder / "plain").unlink()
    for copy in stick.iterdir():
        copy.unlink()
    found["check"] = _took(lambda: _sound(base))
    content = bytearray(base.open("rb").read(4096))
    content[900] ^= 1
    with base.open("r+b") as file:
        file.write(content)
    found["salvage"] = _took(lambda: _whole(base))
    return found


def _took(act: Callable[[], object]) -> float:
    begun = time.perf_counter()
    act()
    return time.perf_counter() - begun


def _copied(backups: Backups, stick: Path) -> None:
    (outcome,) = backups.back_up([stick])
    if outcome.made is None:
        raise RuntimeError(outcome.trouble)


def _plain_copy(base: Path, target: Path) -> None:
    shutil.copyfile(base, target)
    with target.open("rb") as file:
        os.fsync(file.fileno())


def _sound(base: Path) -> None:
    report = access.check_base(base, PASSWORD)
    if not report.ok:
        raise RuntimeError(report)


def _whole(base: Path) -> None:
    report = access.salvage_base(base, PASSWORD, clock=SystemClock())
    if not report.is_whole:
        raise RuntimeError(report.lines)


if __name__ == "__main__":
    sys.stdout.write(json.dumps(main(Path(sys.argv[1]), float(sys.argv[2]))) + "\n")
