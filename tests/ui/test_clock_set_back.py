"""A clock that was wrong: in a base written « in 2031 », every page still shows, and one writes on."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from shiboken6 import isValid

from caseapp.kernel.clock import FixedClock
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
