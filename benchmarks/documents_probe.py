"""One part of the benchmark of documents, in a process of its own; prints its figures as JSON."""

from __future__ import annotations

import io
import json
import random
import statistics
import sys
import threading
import time
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from db.store import Store

_LARGE = 100_000_000
_ORDINARY = 500_000
_ROUNDS = 5


def _base(folder: Path) -> Store:
    from tests.support.store import fresh_store

    folder.mkdir()
    return fresh_store(folder)


def large(folder: Path) -> dict[str, float]:
    """Take 100 MB in while another writes, then draw its first page."""
    import psutil

    from caseapp.kernel.clock import SystemClock
    from caseapp.rules.catalogue_loader import load_catalogue
    from caseapp.rules.places import load_communes
    from caseapp.services.cases import Cases
    from caseapp.services.documents import Documents
    from caseapp.ui.pages.documents.opening import open_content
    from tests.support.documents import a_large_pdf

    store, clock = _base(folder / "large"), SystemClock()
    cases = Cases(store, clock, load_communes())
    documents = Documents(store, clock, load_catalogue())
    case_id = cases.create("Ouattara", "Awa")
    path = folder / "large.pdf"
    path.write_bytes(a_large_pdf(_LARGE))
    started = time.perf_counter()
    (folder / "copy.pdf").write_bytes(path.read_bytes())
    plain = time.perf_counter() - started
    stop, waits = threading.Event(), [0.0]

    def write() -> None:
        while not stop.wait(0.02):
            begun = time.perf_counter()
            cases.record_contact(case_id, clock.today())
            waits.append(time.perf_counter() - begun)

    process = psutil.Process()
    other = threading.Thread(target=write)
    peak = before = process.memory_info().rss

    def told(_done: int, _of: int) -> None:
        nonlocal peak
        peak = max(peak, process.memory_info().rss)

    other.start()
    started = time.perf_counter()
    with path.open("rb") as source:
        added = documents.add(case_id, source, path.name, told=told)
    took = time.perf_counter() - started
    stop.set()
    other.join()
    started = time.perf_counter()
    opened = open_content(documents.reader(added.document_id), added.media_type)
    if opened.pages is None:
        raise RuntimeError(opened.refusal)
    opened.pages.render(0, 800, 0)
    page = time.perf_counter() - started
    opened.pages.close()
    store.close()
    return {
        "take": took,
        "plain": plain,
        "memory": (peak - before) / 1e6,
        "wait": max(waits),
        "page": page,
    }


def many(folder: Path) -> dict[str, float]:
    """List the 5 000 documents of one case."""
    from caseapp.kernel.clock import SystemClock
    from caseapp.rules.catalogue_loader import load_catalogue
    from caseapp.rules.places import load_communes
    from caseapp.services.cases import Cases
    from caseapp.services.documents import Documents
    from db.models import Blob, DocumentRow

    store, clock = _base(folder / "many"), SystemClock()
    case_id = Cases(store, clock, load_communes()).create("Ouattara", "Awa")
    documents = Documents(store, clock, load_catalogue())
    now, today = clock.now(), clock.today()
    with store.write() as session:
        for number in range(5000):
            blob = Blob(sha256=f"{number:064x}", size=500, media_type="text/plain", made_at=now)
            session.add(blob)
            session.flush()
            session.add(
                DocumentRow(
                    case_id=case_id,
                    blob_id=blob.id,
                    kind="rib",
                    title=f"Document {number}",
                    valid_until=today + timedelta(days=number % 900),
                    added_at=now,
                )
            )
    found = {
        "list": _median(lambda: documents.page(case_id)),
        "expiring": _median(documents.expiring_soon),
    }
    store.close()
    return found


def whole(folder: Path, gigabytes: float) -> dict[str, float]:
    """Fill a base with documents of 500 kB, then list, add and read as on any day."""
    from caseapp.kernel.clock import SystemClock
    from caseapp.rules.catalogue_loader import load_catalogue
    from caseapp.rules.places import load_communes
    from caseapp.services.cases import Cases
    from caseapp.services.documents import Documents

    store, clock = _base(folder / "whole"), SystemClock()
    cases = Cases(store, clock, load_communes())
    documents = Documents(store, clock, load_catalogue())
    chance = random.Random(2026)
    count = int(gigabytes * 1e9 / _ORDINARY)
    last: UUID | None = None
    for number in range(count):
        if number % 20 == 0:
            last = cases.create("Ouattara", f"Awa {number}")
        if last is not None:
            content = io.BytesIO(chance.randbytes(_ORDINARY))
            documents.add(last, content, f"document {number}.bin")
    if last is None:
        raise RuntimeError("nothing was made")
    case_id = last
    lines = documents.page(case_id).lines
    found = {
        "list": _median(lambda: documents.page(case_id)),
        "add": _median(
            lambda: documents.add(case_id, io.BytesIO(chance.randbytes(_ORDINARY)), "x.bin")
        ),
        "read": _median(lambda: documents.reader(lines[0].id).read()),
    }
    size = sum(file.stat().st_size for file in store.path.parent.iterdir())
    found["ratio"] = size / ((count + _ROUNDS) * _ORDINARY)
    store.close()
    return found


def _median(act: Callable[[], object]) -> float:
    took = []
    for _round in range(_ROUNDS):
        started = time.perf_counter()
        act()
        took.append(time.perf_counter() - started)
    return statistics.median(took)


def main() -> None:
    """Run the part that is named."""
    part, folder, *rest = sys.argv[1:]
    found = (
        whole(Path(folder), float(rest[0]))
        if part == "whole"
        else {"large": large, "many": many}[part](Path(folder))
    )
    print(json.dumps(found))


if __name__ == "__main__":
    main()
