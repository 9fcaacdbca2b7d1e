"""« Protection », « Santé »: what nothing needs any more is closed at a click, and put back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from caseapp.domain.claim import Withdrawn
from caseapp.domain.household import DisabilityRate
from caseapp.ui.navigator import PrivacyTab
from caseapp.ui.pages.privacy.needless import NeedlessTab
from tests.support.builders import TODAY, a_case, an_office
from tests.support.hands import TableHands, plain, press
from tests.support.pages.privacy import PrivacyHands

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from caseapp.ui.settings import Settings
    from caseapp.ui.tasks import Jobs
    from tests.support.asking import Answers


def test_what_nothing_needs_any_more_is_closed_on_the_page_of_the_law(
    tmp_path: Path, qtbot: QtBot, jobs: Jobs, settings: Settings, answers: Answers
) -> None:
    office = an_office(tmp_path)
    case = a_case(office)
    whose = office.desk.page(case).people[0].id
    office.desk.set_fact(case, whose, "disability_rate", "80 % ou plus")
    office.claims.record(office.claims.open(case, "aah"), Withdrawn(on=TODAY))
    hands = PrivacyHands(office, jobs, settings, answers, qtbot, PrivacyTab.HEALTH)
    (tab,) = hands.page.findChildren(NeedlessTab)
    qtbot.waitUntil(lambda: not jobs.busy)
    table = TableHands(tab.table, qtbot)
    assert "AAH : abandonnée" in plain(str(table.rows))
    table.press_button("OUATTARA")
    qtbot.waitUntil(lambda: not jobs.busy)
    assert tab.empty.isVisible()
    assert office.desk.household(case).applicant.disability_rate is not DisabilityRate.FROM_80
    press(tab.notice, "Annuler", qtbot)
    assert office.desk.household(case).applicant.disability_rate is DisabilityRate.FROM_80
