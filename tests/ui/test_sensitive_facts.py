"""What concerns health takes a quiet line until an aid needs it, and is closed again at a click."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt

from caseapp.domain.estimate import MissingFact, Outcome
from caseapp.domain.household import DisabilityRate
from caseapp.ui.navigator import CasePlace, CaseTab
from caseapp.ui.pages.rights.tab import RightsTab
from tests.support.builders import Office, a_case, an_office
from tests.support.engines import answer, monthly
from tests.support.hands import TableHands, pick, plain, press
from tests.support.pages.household import CTRL, SHIFT, HouseholdScreen
from tests.support.pages.office_window import office_window

if TYPE_CHECKING:
    from pathlib import Path
    from uuid import UUID

    from pytestqt.qtbot import QtBot

    from caseapp.ui.navigator import Navigator
    from caseapp.ui.settings import Settings
    from caseapp.ui.tasks import Jobs
    from tests.support.asking import Answers

KEY = Qt.Key
RATE = "Taux d'incapacité"
HEALTH = MissingFact(
    path="declared.health_limits_work", label="Un handicap réduit-il… ?", effect=monthly(0, 1)
)
pytestmark = pytest.mark.qt_log_ignore("does not support grabbing the keyboard", extend=True)


@pytest.fixture
def office(tmp_path: Path) -> Office:
    made = an_office(tmp_path)
    made.engine.answers = (
        replace(answer("aah", Outcome.NO), assumed=("people[0].disability_rate",)),
        replace(answer("rqth", Outcome.TO_CHECK), missing=(HEALTH,)),
    )
    return made


@pytest.fixture
def case(office: Office) -> UUID:
    return a_case(office, birth_date="12/03/1985")


@pytest.fixture
def opened(
    office: Office, case: UUID, qtbot: QtBot, jobs: Jobs, settings: Settings, answers: Answers
) -> tuple[HouseholdScreen, Navigator]:
    window, go = office_window(office, qtbot, jobs, settings, answers)
    go.go(CasePlace(case))
    return HouseholdScreen(window, qtbot), go


def rate(office: Office, case: UUID) -> object:
    return office.desk.household(case).applicant.disability_rate


def reasons(office: Office, case: UUID) -> dict[str, str]:
    line = office.desk.page(case).people[0].sensitive
    assert line is not None
    return {fact.label: fact.reason for fact in line.open}


def test_two_keys_open_the_field_for_an_aid_and_ctrl_z_closes_it(
    office: Office, case: UUID, opened: tuple[HouseholdScreen, Navigator]
) -> None:
    screen, _go = opened
    strip = screen.tab.people.sensitive
    assert plain(strip.closed.text()) == "Santé : 2 informations fermées"
    assert not strip.opened.isVisible()
    with pytest.raises(AssertionError):
        screen.field(RATE)
    assert strip.closed.shortcut().toString() == "Alt+S"
    pick(strip.closed.menu(), "AAH")
    assert screen.focused_label == RATE
    assert "AAH" in reasons(office, case)[RATE]
    screen.press(KEY.Key_Z, CTRL)
    assert reasons(office, case) == {}
    assert plain(strip.closed.text()) == "Santé : 2 informations fermées"


def test_closing_erases_at_a_click_and_is_taken_back_as_all_else(
    office: Office, case: UUID, opened: tuple[HouseholdScreen, Navigator]
) -> None:
    screen, go = opened
    whose = office.desk.page(case).people[0].id
    office.desk.set_fact(case, whose, "disability_rate", "80 % ou plus")
    go.go(CasePlace(case, CaseTab.HOUSEHOLD, f"people/{whose}/disability_rate"))
    strip = screen.tab.people.sensitive
    assert plain(strip.opened.text()) == "1 ouverte"
    pick(strip.opened.menu(), "Fermer et effacer")
    assert rate(office, case) is not DisabilityRate.FROM_80
    assert plain(strip.closed.text()) == "Santé : 2 informations fermées"
    assert screen.tab.notice.isVisible()
    press(screen.tab.notice, "Annuler", screen._bot)
    assert rate(office, case) is DisabilityRate.FROM_80


def test_what_is_open_is_hidden_while_the_screen_is_shared(
    office: Office, case: UUID, opened: tuple[HouseholdScreen, Navigator]
) -> None:
    screen, go = opened
    whose = office.desk.page(case).people[0].id
    office.desk.set_fact(case, whose, "disability_rate", "80 % ou plus")
    go.go(CasePlace(case, CaseTab.HOUSEHOLD, f"people/{whose}/birth_date"))
    table = TableHands(screen.tab.people.table, screen._bot)
    assert "80" in str(table.rows)
    screen.press(KEY.Key_H, CTRL | SHIFT)
    assert "80" not in str(table.rows)
    with pytest.raises(AssertionError):
        screen.field(RATE)
    screen.press(KEY.Key_H, CTRL | SHIFT)
    assert screen.field(RATE).isVisible()


def test_the_right_that_asks_is_the_reason_without_a_step_more(
    office: Office,
    case: UUID,
    opened: tuple[HouseholdScreen, Navigator],
    qtbot: QtBot,
    jobs: Jobs,
) -> None:
    screen, go = opened
    go.go(CasePlace(case, CaseTab.RIGHTS, "rqth"))
    qtbot.waitUntil(lambda: not jobs.busy)
    tab = screen.page.content(RightsTab)
    assert not tab.ask.isVisible()  # a state of health is never put forward
    qtbot.waitUntil(lambda: tab.panel.answer is not None)
    assert tab.panel.answer is not None
    form = tab.panel.answer.form
    assert form is not None
    form.fields[0].committed.emit("true")
    qtbot.waitUntil(lambda: not jobs.busy)
    line = office.desk.page(case).sensitive
    assert line is not None
    assert ["RQTH" in fact.reason for fact in line.open] == [True]
    go.go(CasePlace(case, CaseTab.RIGHTS, "aah"))
    qtbot.waitUntil(lambda: not jobs.busy)
    qtbot.waitUntil(lambda: "adultes handicapés" in tab.panel.words)
    press(tab.panel, f"Corriger : {RATE} : aucun", qtbot)
    assert screen.focused_label == RATE
    assert "AAH" in reasons(office, case)[RATE]
