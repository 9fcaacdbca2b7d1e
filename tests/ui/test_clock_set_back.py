"""A clock that was wrong: every page still shows, one writes on, and nothing goes by its age."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from shiboken6 import isValid

from caseapp.kernel.clock import FixedClock
from caseapp.services.clock_trust import ClockTrust
from caseapp.services.journal import Journal
from tests.support.builders import a_case
from tests.support.whole_window import furnished_office, places, show, whole_window

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from caseapp.ui.settings import Settings
    from caseapp.ui.tasks import Jobs
    from tests.support.asking import Answers


@pytest.mark.slow
def test_every_page_shows_under_a_clock_set_back_five_years(
    tmp_path: Path,
    jobs: Jobs,
    settings: Settings,
    answers: Answers,
    qtbot: QtBot,
) -> None:
    office = furnished_office(tmp_path)  # written in November 2026
    written = office.clock.moment
    office.clock.moment = FixedClock.on(date(2021, 11, 23)).moment
    window = whole_window(office, jobs, settings, answers, qtbot)
    for place in places(office):
        show(window, jobs, place)
    case = a_case(office, "Petit", "Luc")
    office.clock.moment = written
    assert case in {row.id for row in office.cases.rows()}
    window.retire()
    qtbot.waitUntil(lambda: not isValid(window))
    office.store.close()


@pytest.mark.slow
def test_a_clock_in_2031_takes_no_line_of_the_journal_unless_it_is_said_to_be_right(
    tmp_path: Path,
    jobs: Jobs,
    settings: Settings,
    answers: Answers,
    qtbot: QtBot,
) -> None:
    office = furnished_office(tmp_path)  # written in November 2026
    journal = Journal(office.store, office.clock)
    before = {row.number for row in journal.rows()}
    shown = places(office)[:2]  # asked now: by 2031 its case is closed to reading
    office.clock.moment = FixedClock.on(date(2031, 2, 10)).moment
    window = whole_window(office, jobs, settings, answers, qtbot)
    for place in shown:
        show(window, jobs, place)
    assert before
    assert before <= {row.number for row in journal.rows()}
    bar = window.clock_bar
    assert bar.isVisible()
    bar.right.click()
    assert not bar.isVisible()
    assert ClockTrust(office.store, office.clock).doubt() is None
    window.retire()
    qtbot.waitUntil(lambda: not isValid(window))
    journal.settle()
    office.store.close()
