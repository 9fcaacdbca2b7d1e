"""What « File active » needs of the window: reviews that go on whichever page is shown.

Imports of the page stand inside the function: it is loaded when it is first shown.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

from caseapp.domain.journal import JournalAction
from caseapp.kernel import french
from caseapp.ui.navigator import CaseloadPlace, DayPlace
from caseapp.ui.pages.caseload.runner import Runner
from db.models import ReviewReason

if TYPE_CHECKING:
    from caseapp.services.desk import Desk
    from caseapp.ui.application import Tools
    from caseapp.ui.main_window import MainWindow
    from caseapp.ui.widgets.page import Page

CASELOAD = "File active"  # its words in the side bar
_ONCE_SETTLED = timedelta(seconds=8)  # the first page is read before the engine is kept busy


def furnish_caseload(window: MainWindow, desk: Desk, tools: Tools) -> Runner:
    """Register the page and return what runs the reviews: it lives as long as the window."""
    runner = Runner(desk.caseload, tools.jobs, window)
    go = tools.navigator

    def make() -> Page:
        from caseapp.ui.pages.caseload.page import CaseloadPage

        page = CaseloadPage(desk.caseload, desk.claims, runner, go, tools.jobs, tools.asker)
        page.exported.connect(lambda: desk.journal.note(JournalAction.EXPORTED, about="caseload"))
        return page

    def show_count(count: int) -> None:
        window.show_badge(CASELOAD, count)

    def ended(sentence: str, _way_out: str) -> None:
        count = desk.caseload.unseen()
        show_count(count)
        if isinstance(go.current, DayPlace):
            go.refresh()
        by_itself = runner.reason is not ReviewReason.ASKED
        if by_itself and count and not sentence and go.current != CaseloadPlace():
            words = french.plural(count, "changement")
            window.announce(f"File active réestimée : {words} à voir", CaseloadPlace())

    window.register(CaseloadPlace, make)
    beside = tools.jobs.beside(window, "unseen")
    go.moved.connect(lambda _place: beside(desk.caseload.unseen, show_count))
    runner.ended.connect(ended)
    window.leaving.connect(runner.leave)
    return runner


def review_when_due(runner: Runner, after: timedelta = _ONCE_SETTLED) -> None:
    """Look a little later whether a review is due, unless the window is gone by then."""
    QTimer.singleShot(after // timedelta(milliseconds=1), runner, runner.start_if_due)
