"""The activity report and the report of a case over a big base; prints one line of JSON."""

from __future__ import annotations

import datetime as dt
import json
import sys
import tempfile
import time
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from caseapp.domain.activity import ActivityData
    from db.store import Store

_TIMES = 5


def main() -> None:
    """Measure, and print what was measured in seconds."""
    from benchmarks import big_base

    with tempfile.TemporaryDirectory() as folder:
        store = big_base.open_copy(Path(sys.argv[1]), Path(folder))
        found = _measure(store)
        store.close()
    print(json.dumps(found))


def _measure(store: Store) -> dict[str, float]:
    from benchmarks.big_base_claims import DAY
    from caseapp.desk_parts import open_desk
    from caseapp.domain.case_report import ALL_SECTIONS
    from caseapp.kernel.clock import FixedClock
    from caseapp.reports import activity, case_report
    from tests.support.engines import ReadyEngine

    desk = open_desk(store, ReadyEngine(), FixedClock.on(DAY))
    first = dt.date(DAY.year, 1, 1)

    def counted() -> ActivityData:
        return desk.activity.report(first, DAY, "", lambda _share: None)

    cases = desk.case_list.rows()
    busiest = max(cases, key=lambda row: row.open_claims).id

    def report() -> bytes:
        return case_report.render(desk.disclosure.case_report(busiest, sections=ALL_SECTIONS))

    return {
        "cases": len(cases),
        "counted": _took(counted),
        "printed": _took(lambda: activity.render(counted())),
        "report": _took(report),
    }


def _took(work: Callable[[], object]) -> float:
    times = []
    for _time in range(_TIMES):
        begun = time.perf_counter()
        work()
        times.append(time.perf_counter() - begun)
    return median(times)


if __name__ == "__main__":
    main()
