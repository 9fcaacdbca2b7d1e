"""« Ma journée » and « Échéances » over a big base, in a process of their own; prints JSON."""

from __future__ import annotations

import gc
import json
import os
import sys
import tempfile
import time
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    from caseapp.ui.dated.tools import DatedTools
    from db.store import Store

_TIMES = 5


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
    from caseapp.ui.dated.tools import DatedTools
    from caseapp.ui.dialogs.ask import Ask
    from caseapp.ui.navigator import Navigator
    from caseapp.ui.settings import Settings
    from tests.support.engines import ReadyEngine

    desk = open_desk(store, ReadyEngine(), FixedClock.on(DAY))
    tools = DatedTools(desk, Navigator(), Ask(), Settings(None), lambda *_: None)
    desk.catalogue.codes()
    gc.collect()
    gc.freeze()  # as the program does before it shows anything
    hand = _Hand(app)
    return _day(hand, tools) | _calendar(hand, tools)


class _Hand:
    """Does things, and says how many milliseconds each took."""

    def __init__(self, app: Any) -> None:
        self._app = app

    def took(self, act: Callable[[], object]) -> float:
        began = time.perf_counter()
        act()
        return (time.perf_counter() - began) * 1000

    def drawn(self, page: Any, *acts: Callable[[], object]) -> float:
        """Return the median until the page is drawn again, of acts in turn."""

        def show(turn: int) -> None:
            acts[turn % len(acts)]()
            page.repaint()
            self._app.processEvents()

        return median(self.took(lambda t=turn: show(t)) for turn in range(_TIMES))


def _day(hand: _Hand, tools: DatedTools) -> dict[str, float]:
    from PySide6.QtCore import Qt

    from benchmarks.big_base_claims import DAY
    from caseapp.services.day_board import DayFilter
    from caseapp.ui.navigator import DayPlace
    from caseapp.ui.pages.day.page import DayPage

    desk = tools.desk
    page = DayPage(tools, lambda: None, lambda: None)
    page.resize(1072, 738)
    page.show()
    case_id = desk.case_list.rows()[0].id

    def read_after_a_change() -> float:
        desk.cases.record_contact(case_id, DAY)
        return hand.took(desk.board.day)

    tools.navigator.go(DayPlace())
    read = median(read_after_a_change() for _ in range(_TIMES))
    again = median(hand.took(desk.board.day) for _ in range(_TIMES))
    show, header = page.to_do.show_only, page.to_do.table.horizontalHeader()
    person = page.to_do.filters.person.editor
    return {
        "day": read,
        "again": again,
        "late": median(hand.took(desk.board.late) for _ in range(_TIMES)),
        "shown": hand.drawn(page, lambda: page.show_place(DayPlace())) - again,
        "dates": float(len(desk.board.day().rows)),
        "filtered": hand.drawn(page, lambda: show(DayFilter.APPEALS), lambda: show(DayFilter.ALL)),
        "sorted": hand.drawn(
            page,
            lambda: header.setSortIndicator(4, Qt.SortOrder.DescendingOrder),
            lambda: header.setSortIndicator(0, Qt.SortOrder.AscendingOrder),
        ),
        "typed": hand.drawn(page, *(lambda t=text: _type(person, t) for text in ("mar", "mart"))),
    }


def _calendar(hand: _Hand, tools: DatedTools) -> dict[str, float]:
    from benchmarks.big_base_claims import DAY
    from caseapp.services import calendar_view
    from caseapp.services.calendar_view import Span
    from caseapp.ui.navigator import DeadlinesPlace
    from caseapp.ui.pages.deadlines.page import DeadlinesPage

    page = DeadlinesPage(tools)
    page.resize(1072, 738)
    page.show()
    months = [calendar_view.moved(Span.MONTH, DAY, turn) for turn in range(-2, 3)]

    def read(on: Any) -> object:
        return tools.desk.dated_items.between(*calendar_view.bounds(Span.MONTH, on))

    read_month = median(hand.took(lambda o=on: read(o)) for on in months)
    drawn = hand.drawn(page, *(lambda o=on: page.show_place(DeadlinesPlace(o)) for on in months))
    return {"month": read_month, "month_shown": max(0.0, drawn - read_month)}


def _type(editor: Any, text: str) -> None:
    editor.setText(text)
    editor.textEdited.emit(text)


if __name__ == "__main__":
    main()
