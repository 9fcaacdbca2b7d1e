"""A power cut, simulated: of what was written after the last fsync, any sector may be missing.

A process writes through the real services while every change of its files is written down, with the
moments at which something was acknowledged. Then the folder is rebuilt as a cut at any moment may
have left it: what was synced is there; of the rest each sector of 512 bytes is there or not, and
new names, removed names and new lengths are there up to any of them.

A drive that answers « synced » before it is true is not simulated: nothing protects from it.
"""

from __future__ import annotations

import os
import random
import shutil
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from caseapp.kernel.errors import KnownTroubleError
from db.store import Store
from tests.support.store import fresh_store
from tools.weather import deeds, shim
from tools.weather.quick_bases import quick_bases
from tools.weather.table import Outcome

if TYPE_CHECKING:
    from tools.weather.shim import Change

_SECTOR = 512
_CASES = 30  # that are made in the record: several checkpoints of the journal, and a closing


def run(folder: Path, rounds: int, cases: int = _CASES, *, deaf: bool = False) -> Outcome:
    """Cut the power so many times in one record, at random moments.

    A deaf drive does not sync: something must then be lost, or the simulation shows nothing.
    """
    home = folder / "power"
    home.mkdir()
    store = fresh_store(home)
    with store.data_key() as lent:
        key = bytearray(lent)
    store.close()
    disk = Disk({file.name: bytearray(file.read_bytes()) for file in home.iterdir()})
    record = folder / "power.record"
    arguments = [str(store.path), str(record), str(cases)]
    shim.run_under(shim.made(folder), "tools.weather.power", arguments, key.hex())
    changes = [change for change in shim.read_record(record) if not (deaf and change.kind == "S")]
    lost, bad, told = _cut_often(folder / "cut" / store.path.name, key, disk, changes, rounds)
    syncs = sum(change.kind == "S" for change in changes)
    return Outcome(
        "power: cut between any two changes",
        rounds,
        f"{len(changes)} changes, {syncs} syncs; {lost} acknowledged deeds lost, {bad} bases bad",
        ok=not lost and not bad and told > 0 and syncs > 0,
    )


def _cut_often(
    base: Path, key: bytearray, disk: Disk, changes: list[Change], rounds: int
) -> tuple[int, int, int]:
    """Return how many deeds were lost, how many bases are bad, how many deeds were told."""
    chance = random.Random(2026)
    told: set[deeds.Deed] = set()
    lost = bad = done = 0
    for moment in sorted(chance.randrange(len(changes)) for _cut in range(rounds)):
        for change in changes[done:moment]:
            if change.kind == "N":
                told |= deeds.deeds_of(change.content)
            else:
                disk.take(change)
        done = max(done, moment)
        disk.cut(base.parent, chance)
        try:
            with quick_bases():
                found = deeds.verdict(base, key, told)
            lost += len(found.lost)
            bad += not found.is_sound or found.is_half
        except KnownTroubleError:
            bad += 1
        shutil.rmtree(base.parent)
    return lost, bad, len(told)


@dataclass
class Disk:
    """The files of a folder: what is on the disk for good, and what is on its way."""

    synced: dict[str, bytearray]
    waiting: dict[str, list[Change]] = field(default_factory=dict)
    names: list[Change] = field(default_factory=list)  # made, removed, renamed since the last sync

    def take(self, change: Change) -> None:
        """Take a change in."""
        match change.kind:
            case "W" | "T":
                self.waiting.setdefault(change.name, []).append(change)
            case "S":
                self._settle_names()  # the journal of the file system goes with it
                content = self.synced.setdefault(change.name, bytearray())
                for waiting in self.waiting.pop(change.name, []):
                    _apply(content, waiting)
            case "D":
                self._settle_names()
            case _:
                self.names.append(change)

    def cut(self, folder: Path, chance: random.Random) -> None:
        """Write the folder as a cut now may leave it."""
        files = {name: bytearray(content) for name, content in self.synced.items()}
        for change in self.names[: chance.randint(0, len(self.names))]:
            _rename(files, change)
        for name, waiting in self.waiting.items():
            if name in files:
                for change in waiting:
                    _apply_in_part(files[name], change, chance)
        folder.mkdir()
        for name, content in files.items():
            (folder / name).write_bytes(content)

    def _settle_names(self) -> None:
        for change in self.names:
            _rename(self.synced, change)
        self.names.clear()


def _rename(files: dict[str, bytearray], change: Change) -> None:
    match change.kind:
        case "C":
            files.setdefault(change.name, bytearray())
        case "U":
            files.pop(change.name, None)
        case "R" if change.name in files:
            files[Path(os.fsdecode(change.content)).name] = files.pop(change.name)


def _apply(content: bytearray, change: Change) -> None:
    if change.kind == "T":
        del content[change.at :]
        content.extend(bytes(change.at - len(content)))
        return
    end = change.at + len(change.content)
    content.extend(bytes(max(0, end - len(content))))
    content[change.at : end] = change.content


def _apply_in_part(content: bytearray, change: Change, chance: random.Random) -> None:
    if change.kind == "T":
        if chance.random() < 0.5:
            _apply(content, change)
        return
    at, end = change.at, change.at + len(change.content)
    while at < end:
        stop = min(end, at - at % _SECTOR + _SECTOR)
        if chance.random() < 0.5:
            content.extend(bytes(max(0, stop - len(content))))
            content[at:stop] = change.content[at - change.at : stop - change.at]
        at = stop


def _write(path: Path, record: Path, cases: int, key: bytearray) -> None:
    """Write under the shim, then close; each deed is noted once it is kept."""
    weather = shim.Weather(path.parent, record)
    store = Store(path, key)
    desk = deeds.desk_over(store)
    for number in range(cases):
        deeds.do_some(desk, f"CAS-{number}", lambda deed: weather.note(deeds.line_of(deed)))
    store.close()


if __name__ == "__main__":
    _write(
        Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]), bytearray.fromhex(sys.stdin.read())
    )
