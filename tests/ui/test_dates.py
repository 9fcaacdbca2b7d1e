"""The dates that move with the day are brought up to date beside the window."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from caseapp.ui.dates import Dates

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from caseapp.ui.tasks import Jobs


def test_who_asked_is_told_how_many_claims_were_looked_at(jobs: Jobs, qtbot: QtBot) -> None:
    owner, counts, told = QObject(), [3, 0], list[int]()
    dates = Dates(owner, jobs, lambda: counts.pop(0), told.append)
    for _time in range(2):
        dates.bring_up_to_date()
        qtbot.waitUntil(lambda: not jobs.busy)
    assert told == [3, 0]


def test_dates_are_brought_up_to_date_by_one_job_at_a_time(jobs: Jobs, qtbot: QtBot) -> None:
    owner, begun, may_end = QObject(), list[str](), threading.Event()

    def refresh() -> int:
        begun.append("begun")
        may_end.wait(5)
        return 0

    dates = Dates(owner, jobs, refresh, lambda _count: None)
    dates.bring_up_to_date()
    dates.bring_up_to_date()
    may_end.set()
    qtbot.waitUntil(lambda: not jobs.busy)
    dates.bring_up_to_date()
    qtbot.waitUntil(lambda: not jobs.busy)
    assert begun == ["begun", "begun"]
