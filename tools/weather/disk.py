"""A disk that is full, read-only, gone or slow, from any change on, until it is well again.

Under the shim, the same work is done again and again, with the first change failing, then the
second… up to the last. Whatever fails is told by a trouble that the window knows; what was
acknowledged before is there, and the rest goes on once the disk is well again.
"""

from __future__ import annotations

import errno
import json
import os
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from caseapp.kernel.errors import KnownTroubleError
from db.errors import DiskFullError, DiskTroubleError, ReadOnlyFolderError
from db.store import Store
from tests.support.store import fresh_store
from tools.weather import deeds, shim
from tools.weather.table import Outcome

if TYPE_CHECKING:
    from collections.abc import Iterator

_SLOW = 0.05  # seconds each change takes on a folder far away
_KINDS: dict[str, tuple[int, bool, tuple[type[KnownTroubleError], ...]]] = {
    "full": (errno.ENOSPC, False, (DiskFullError,)),
    "read-only": (errno.EROFS, False, (ReadOnlyFolderError, DiskTroubleError)),
    "gone": (errno.EIO, True, (DiskTroubleError,)),
}


def run(folder: Path, rounds: int) -> Outcome:
    """Have the disk fail at each change in turn, three ways; at most so many times each."""
    library = shim.made(folder)
    home = folder / "disk"
    home.mkdir()
    store = fresh_store(home)
    with store.data_key() as lent:
        key = bytearray(lent)
    store.close()
    said = shim.run_under(library, "tools.weather.disk", [str(store.path), str(rounds)], key.hex())
    rows = json.loads(said.splitlines()[-1])
    told = "; ".join(f"{name}: {row['said']}" for name, row in rows.items())
    return Outcome(
        "disk: full, read-only, gone at each change; slow",
        sum(row["times"] for row in rows.values()),
        told,
        ok=all(row["bad"] == 0 for row in rows.values()),
    )


class _Rounds:
    """The same work on fresh copies of a base, each under other weather."""

    def __init__(self, path: Path, key: bytearray) -> None:
        self._path, self._key = path, key
        self._whole = path.read_bytes()
        self.weather = shim.Weather(path.parent)
        self.length = self._changes_of_the_work()

    def fail_at(self, change: int, kind: str) -> tuple[str, bool]:
        """Return the name of the trouble that was told, and whether all is well afterwards."""
        error, reads, expected = _KINDS[kind]
        self._begin_anew()
        told: set[deeds.Deed] = set()
        met: BaseException | None = None
        self.weather.fail(change, error, reads=reads)
        store = Store(self._path, bytearray(self._key))
        try:
            deeds.do_some(deeds.desk_over(store), "CAS", told.add)
        except Exception as trouble:  # noqa: BLE001 - which one it is, is the question
            met = trouble
        finally:
            self.weather.clear_up()
        again = met is None or (isinstance(met, expected) and self._goes_on(store, told))
        store.close()
        found = deeds.verdict(self._path, self._key, told)
        return type(met).__name__, again and found.ok

    def slowly(self) -> tuple[float, bool]:
        """Do the work on a slow disk; return how long it took, and whether all is well."""
        self._begin_anew()
        told: set[deeds.Deed] = set()
        self.weather.slow(_SLOW)
        begun = time.monotonic()
        try:
            store = Store(self._path, bytearray(self._key))
            deeds.do_some(deeds.desk_over(store), "CAS", told.add)
            took = time.monotonic() - begun
            store.close()
        finally:
            self.weather.slow(0)
        return took, deeds.verdict(self._path, self._key, told).ok and len(told) == 5

    def _goes_on(self, store: Store, told: set[deeds.Deed]) -> bool:
        """Tell whether the same open base takes more once the disk is well again."""
        try:
            deeds.do_some(deeds.desk_over(store), "SUITE", told.add)
        except KnownTroubleError:
            return False
        return True

    def _changes_of_the_work(self) -> int:
        self._begin_anew()
        before = self.weather.changes
        store = Store(self._path, bytearray(self._key))
        deeds.do_some(deeds.desk_over(store), "CAS", lambda _deed: None)
        done = self.weather.changes - before
        store.close()
        return done

    def _begin_anew(self) -> None:
        for ending in ("-wal", "-shm"):
            self._path.with_name(self._path.name + ending).unlink(missing_ok=True)
        self._path.write_bytes(self._whole)


def _rows(path: Path, key: bytearray, rounds: int) -> Iterator[tuple[str, dict[str, object]]]:
    work = _Rounds(path, key)
    for kind in _KINDS:
        names: dict[str, int] = {}
        times = bad = 0
        step = max(1, work.length // rounds)
        for change in range(0, work.length, step):
            name, is_well = work.fail_at(change, kind)
            names[name] = names.get(name, 0) + 1
            times += 1
            bad += not is_well
            if not is_well:
                sys.stderr.write(f"{kind} at {change}: {name}\n")
        counted = ", ".join(f"{count} {name}" for name, count in sorted(names.items()))
        yield kind, {"times": times, "bad": bad, "said": f"{bad} bad of {times} ({counted})"}
    took, is_well = work.slowly()
    yield "slow", {"times": 1, "bad": int(not is_well), "said": f"{took:.1f} s, nothing lost"}


if __name__ == "__main__":
    found = dict(_rows(Path(sys.argv[1]), bytearray.fromhex(sys.stdin.read()), int(sys.argv[2])))
    sys.stdout.write(json.dumps(found) + "\n")
    sys.stdout.flush()
    os._exit(0)
