"""A base as large as that of a big service: invented people, notes that read like notes.

The same base each time. The parts of one run share it: made once, in a process of its own, which
does without what the program does to every piece of memory it frees; each part works on a copy.
To keep one from run to run, name a folder in `CASEAPP_BIG_BASE`.
"""

from __future__ import annotations

import atexit
import gc
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import asdict, dataclass
from datetime import timedelta
from functools import cache, partial
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

import sqlalchemy as sa
import sqlcipher3.dbapi2 as sqlcipher

from benchmarks.big_base_cases import CaseRows
from benchmarks.big_base_claims import DAY
from benchmarks.big_base_notes import NoteRows
from caseapp.kernel.clock import FixedClock
from caseapp.rules.catalogue_loader import load_catalogue
from caseapp.rules.clock_mark import clock_mark
from caseapp.services import access, settings
from caseapp.services.local_catalogue import open_catalogue
from db import connection as db_connection
from db import search
from db.models import SearchKind

if TYPE_CHECKING:
    from db.store import Store

PASSWORD = "lampe-riviere-tambour-cerise-7342"  # noqa: S105 - of a base that is thrown away
NAME = "grande.caseapp"
CLOCK = FixedClock.on(DAY)
CASES, INTERVIEWS, DOCUMENTS = 10_000, 100_000, 5_000  # three people and three claims a case
_FACTS = "grande.json"
_KEPT = "CASEAPP_BIG_BASE"
_AT_ONCE = 5_000
_SLOW = "PRAGMA cipher_memory_security=ON"
_NOTHING = "PRAGMA cipher_log_level=NONE"  # reads no page: there is no key yet


@dataclass(frozen=True, slots=True)
class Made:
    """What making the base took, and how large it is."""

    seconds: float
    processor: float  # seconds
    bare: float  # megabytes, without the index of the search
    index: float  # megabytes


class _Quick(sqlcipher.Connection):  # type: ignore[misc]  # it has no type information
    """A connection that does not lock and wipe each piece of memory."""

    def execute(self, statement: str, *values: Any) -> Any:
        return super().execute(_NOTHING if statement == _SLOW else statement, *values)


@cache
def shared() -> Path:
    """Return the folder of the base that all parts of this run share, made when first asked."""
    named = os.environ.get(_KEPT)
    folder = Path(named or tempfile.mkdtemp())
    if not named:
        atexit.register(shutil.rmtree, folder)
    if not (folder / _FACTS).exists():
        folder.mkdir(exist_ok=True)
        subprocess.run([sys.executable, "-m", "benchmarks.big_base", str(folder)], check=True)
    return folder


def made(folder: Path) -> Made:
    """Return what making a shared base took."""
    return Made(**json.loads((folder / _FACTS).read_text(encoding="utf-8")))


def open_copy(shared_folder: Path, folder: Path) -> Store:
    """Return an open copy of a shared base, to do anything with."""
    return access.unlock(copy(shared_folder, folder), PASSWORD, clock=CLOCK)


def copy(shared_folder: Path, folder: Path) -> Path:
    """Return the path of a copy of a shared base."""
    for file in shared_folder.glob(f"{NAME}*"):
        shutil.copyfile(file, folder / file.name)
    return folder / NAME


def _make(folder: Path) -> Made:
    began = time.perf_counter()
    gc.disable()  # nothing here becomes garbage, and there are a million rows to look through
    db_connection.sqlcipher.connect = partial(sqlcipher.connect, factory=_Quick)
    store = access.create_base(folder / NAME, PASSWORD, clock=CLOCK)
    _insert(store)
    bare = _size(store)
    _index(store)
    index = _size(store) - bare
    store.close()
    return Made(time.perf_counter() - began, time.process_time(), bare, index)


def _insert(store: Store) -> None:
    chance = random.Random(20261123)  # noqa: S311 - invented people, no secret
    numbers = iter(range(1, 10**9))

    def new_id() -> UUID:
        number = next(numbers)  # in the order they are made, as those of the program are
        return UUID(int=(number << 80) | (7 << 76) | (2 << 62) | number)

    cases = CaseRows(chance, new_id, CASES)
    notes = NoteRows(chance, new_id, cases.people)
    for model, rows in chain(cases.by_table.items(), notes.tables(INTERVIEWS, DOCUMENTS)):
        left = iter(rows)
        while some := list(islice(left, _AT_ONCE)):
            with store.write() as session:  # not one transaction: the journal would be as large
                session.execute(sa.insert(model), some)
    version = open_catalogue(store, load_catalogue()).version
    with store.write() as session:  # the dates were up to date the day before: a day begins
        day = (DAY - timedelta(days=1)).isoformat()
        settings.write(session, "claims.refreshed_on", [day, version, clock_mark()], CLOCK)


def _index(store: Store) -> None:
    for kind in SearchKind:
        with store.read() as session:
            ids = search.missing(session, kind)
        for start in range(0, len(ids), _AT_ONCE):
            with store.write() as session:
                search.index(session.connection(), kind, ids[start : start + _AT_ONCE])


def _size(store: Store) -> float:
    with store.read() as session:
        pages = session.execute(sa.text("PRAGMA page_count")).scalar_one()
        free = session.execute(sa.text("PRAGMA freelist_count")).scalar_one()
        return float((pages - free) * 4096 / 1e6)


if __name__ == "__main__":
    into = Path(sys.argv[1])
    (into / _FACTS).write_text(json.dumps(asdict(_make(into))), encoding="utf-8")
