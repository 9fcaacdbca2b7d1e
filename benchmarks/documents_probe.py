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
from typing import TYPE_CHECKING, Self

from caseapp.kernel.clock import SystemClock
from caseapp.services.cases import Cases
from caseapp.services.documents import Documents

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from db.store import Store

_LARGE = 100_000_000
_ORDINARY = 500_000
_ROUNDS = 5


def _services(folder: Path) -> tuple[Store, Cases, Documents]:
    from caseapp.rules.catalogue_loader import load_catalogue
    from caseapp.rules.places import load_communes
    from tests.support.store import fresh_store

    folder.mkdir()
    store, clock = fresh_store(folder), SystemClock()
    return store, Cases(store, clock, load_communes()), Documents(store, clock, load_catalogue())


def _took(act: Callable[[], object]) -> float:
    started = time.perf_counter()
    act()
    return time.perf_counter() - started


class _Neighbour:
    """Somebody who writes something small, again and again, while a file is taken in."""

    def __init__(self, write: Callable[[], object]) -> None:
        self._write, self._stop = write, threading.Event()
        self._thread = threading.Thread(target=self._go_on)
        self.longest = 0.0

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self._stop.set()
        self._thread.join()

    def _go_on(self) -> None:
        while not self._stop.wait(0.02):
            begun = time.perf_counter()
            self._write()
            self.longest = max(self.longest, time.perf_counter() - begun)


def large(folder: Path) -> dict[str, float]:
    """Take 100 MB in while another writes, then draw its first page."""
    import psutil

    from caseapp.ui.pages.documents.opening import open_content
    from tests.support.documents import a_large_pdf

    store, cases, documents = _services(folder / "large")
    case_id = cases.create("Ouattara", "Awa")
    path = folder / "large.pdf"
    path.write_bytes(a_large_pdf(_LARGE))
    plain = _took(lambda: (folder / "copy.pdf").write_bytes(path.read_bytes()))
    memory = psutil.Process().memory_info
    before = memory().rss
    seen = [before]
    contact = SystemClock().today()
    with (
        _Neighbour(lambda: cases.record_contact(case_id, contact)) as other,
        path.open("rb") as file,
    ):
        started = time.perf_counter()
        added = documents.add(
            case_id, file, path.name, told=lambda _done, _of: seen.append(memory().rss)
        )
        took = time.perf_counter() - started

    def draw() -> None:
        opened = open_content(documents.reader(added.document_id), added.media_type)
        if opened.pages is None:
            raise RuntimeError(opened.refusal)
        opened.pages.render(0, 800, 0)
        opened.pages.close()

    page = _took(draw)
    store.close()
    return {
        "take": took,
        "plain": plain,
        "memory": (max(seen) - before) / 1e6,
        "wait": other.longest,
        "page": page,
    }


def many(folder: Path) -> dict[str, float]:
    """List the 5 000 documents of one case."""
    from db.models import Blob, DocumentRow

    store, cases, documents = _services(folder / "many")
    case_id, clock = cases.create("Ouattara", "Awa"), SystemClock()
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
    }
    store.close()
    return found


def whole(folder: Path, gigabytes: float) -> dict[str, float]:
    """Fill a base with documents of 500 kB, then list, add and read as on any day."""
    store, cases, documents = _services(folder / "whole")
    chance = random.Random(2026)  # noqa: S311 - contents that cannot be made smaller, no secret
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
    return statistics.median(_took(act) for _round in range(_ROUNDS))


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
