"""The page of cases over a big base, in a process of its own; prints one line of JSON."""

from __future__ import annotations

import json
import os
import sys
import tempfile
import time
from pathlib import Path
from statistics import mean, median, quantiles
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    from caseapp.services.desk import Desk
    from caseapp.ui.pages.cases.page import CasesPage
    from db.store import Store

_TIMES, _FRAMES = 7, 400
_STEP = 90  # pixels of a frame: a quick flick of the wheel


def main() -> None:
    """Measure, and print what was measured in milliseconds."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtWidgets import QApplication

    from benchmarks import big_base
    from caseapp.ui.theme import apply_theme

    app = QApplication([])
    apply_theme(app)
    with tempfile.TemporaryDirectory() as folder:
        store = big_base.open_copy(Path(sys.argv[1]), Path(folder))
        found = _measure(app, store)
        store.close()
    print(json.dumps(found))


def _measure(app: Any, store: Store) -> dict[str, float]:
    from benchmarks.big_base_claims import DAY
    from caseapp.desk_parts import open_desk
    from caseapp.kernel.clock import FixedClock
    from caseapp.services.case_criteria import CaseCriteria, Grouping, Status
    from caseapp.ui.dialogs.ask import Ask
    from caseapp.ui.navigator import CasesPlace, Navigator
    from caseapp.ui.pages.cases.page import CasesPage
    from caseapp.ui.pages.cases.tools import CasesTools
    from caseapp.ui.settings import Settings
    from caseapp.ui.tasks import Jobs
    from tests.support.engines import ReadyEngine

    desk = open_desk(store, ReadyEngine(), FixedClock.on(DAY))
    jobs = Jobs()
    page = CasesPage(CasesTools(desk, Navigator(), Ask(), jobs, Settings(None)))
    page.resize(1072, 738)
    page.show()
    app.processEvents()

    def drawn(act: Callable[[], object]) -> float:
        began = time.perf_counter()
        act()
        page.repaint()
        app.processEvents()
        return (time.perf_counter() - began) * 1000

    def often(*acts: Callable[[], object]) -> float:
        return median(drawn(acts[turn % len(acts)]) for turn in range(_TIMES))

    def group(grouping: Grouping) -> None:
        page.grouping.show_value(grouping.value)
        page.filters.grouping_changed.emit()

    first = drawn(lambda: page.show_place(CasesPlace()))
    page.show_criteria(CaseCriteria(status=Status.ALL))
    frames = _scroll(app, page)
    found = {
        "cases": float(len(page.table.lines.cases)),
        "first": first,
        "shown": often(lambda: page.show_place(CasesPlace())),
        "reread": often(lambda: _write_and_show(page, desk)),
        "typed": often(
            lambda: page.search.editor.setText("m"), lambda: page.search.editor.setText("ma")
        ),
        "filtered": often(
            lambda: page.show_criteria(CaseCriteria(missing_pieces=True)),
            lambda: page.show_criteria(CaseCriteria(silent_months=3)),
        ),
        "frame": mean(frames),
        "frame_99": quantiles(frames, n=100)[98],
    }
    page.search.editor.clear()
    page.show_criteria(CaseCriteria(status=Status.ALL))
    found["grouped"] = often(lambda: group(Grouping.COMMUNE), lambda: group(Grouping.REFERENT))
    group(Grouping.NONE)
    found["sorted"] = often(
        lambda: page.table.show_sort("due"), lambda: page.table.show_sort("-contact")
    )
    case = page.table.lines.cases[0].id
    found["read"] = often(lambda: page.pane.show_glance(desk.case_glances.one(case, DAY)))
    found["duplicates"] = often(lambda: desk.duplicates.likely("Ouatara", "Awa", DAY))
    jobs.close()
    return found


def _write_and_show(page: CasesPage, desk: Desk) -> None:
    """Show the list after a case was changed: all of it is read again."""
    from benchmarks.big_base_claims import DAY
    from caseapp.ui.navigator import CasesPlace

    desk.cases.record_contact(page.table.lines.cases[0].id, DAY)
    page.show_place(CasesPlace())


def _scroll(app: Any, page: CasesPage) -> list[float]:
    bar, view = page.table.verticalScrollBar(), page.table.viewport()
    frames = []
    for turn in range(_FRAMES):
        began = time.perf_counter()
        bar.setValue((turn * _STEP) % bar.maximum())
        view.repaint()  # now, and all of it: nothing is left from the frame before
        frames.append((time.perf_counter() - began) * 1000)
    app.processEvents()
    return frames


if __name__ == "__main__":
    main()
