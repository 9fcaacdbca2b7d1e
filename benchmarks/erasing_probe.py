"""The benchmark of erasing, in a process of its own; prints its figures as JSON."""

from __future__ import annotations

import io
import json
import os
import statistics
import sys
import time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from caseapp.domain.journal import JournalAction
from caseapp.kernel.clock import SystemClock
from caseapp.services.case_erasing import CaseErasing
from caseapp.services.cases import Cases
from caseapp.services.documents import Documents
from caseapp.services.journal import Journal
from db import journal as chain

if TYPE_CHECKING:
    from collections.abc import Callable

    from db.store import Store

_DOCUMENTS, _SIZE = 200, 500_000
_LINES, _AT_ONCE = 100_000, 1000


def main(folder: Path) -> dict[str, float]:
    """Fill a base, erase a case of it, then fill its journal and check it."""
    from caseapp.rules.catalogue_loader import load_catalogue
    from caseapp.rules.places import load_communes
    from tests.support.store import fresh_store

    store, clock = fresh_store(folder), SystemClock()
    cases, documents = (
        Cases(store, clock, load_communes()),
        Documents(store, clock, load_catalogue()),
    )
    others = [cases.create(f"Nom {number}") for number in range(200)]
    case_id = cases.create("Ouattara", "Awa")
    for number in range(_DOCUMENTS):
        documents.add(case_id, io.BytesIO(os.urandom(_SIZE)), f"{number}.bin")
    store.compact()  # a base at rest: what was just taken in is in the file
    erase = _took(lambda: CaseErasing(store, clock, documents.blobs).erase(case_id))
    journal = Journal(store, clock)
    noted = statistics.median(_took(partial(journal.opened, other)) for other in others)
    journal.settle()
    line = statistics.median(_took_by_a_line(store, clock) for _ in range(200))
    entry = chain.Entry(action=JournalAction.OPENED, case_id=others[0], reference="2026-0001")
    for _ in range(_LINES // _AT_ONCE):
        with store.write_aside() as session:
            chain.append(session.connection(), [(clock.now(), entry)] * _AT_ONCE)
    verify = _took(lambda: _sound(journal))
    store.close()
    return {
        "erase": erase,
        "noted": noted * 1000,
        "line": line * 1000,
        "verify": verify,
        "lines": _LINES,
    }


def _took_by_a_line(store: Store, clock: SystemClock) -> float:
    """Return what one line adds within a transaction that writes anyway."""
    entry = chain.Entry(action=JournalAction.CHANGED, reference="2026-0001", about="fact")
    with store.write_aside() as session:
        connection = session.connection()
        return _took(lambda: chain.append(connection, [(clock.now(), entry)]))


def _sound(journal: Journal) -> None:
    if not journal.verify().is_sound:
        raise AssertionError


def _took(act: Callable[[], object]) -> float:
    started = time.perf_counter()
    act()
    return time.perf_counter() - started


if __name__ == "__main__":
    sys.stdout.write(json.dumps(main(Path(sys.argv[1]))) + "\n")
