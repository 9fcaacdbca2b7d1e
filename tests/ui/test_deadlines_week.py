"""« Échéances » by the week: what may move is dragged or moved by keys, a legal date says why not."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt

from caseapp.services.calendar_view import Span
from tests.support.builders import Office, a_case, a_line, an_office
from tests.support.hands import plain, press
from tests.support.screens import CTRL
from tests.ui.test_deadlines_page import DeadlinesHands, a_task, refused, the_page

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

_LEFT = Qt.MouseButton.LeftButton
MONDAY, WEDNESDAY, THURSDAY = date(2026, 11, 23), date(2026, 11, 25), date(2026, 11, 26)


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return an_office(tmp_path)


def a_week(office: Office, qtbot: QtBot, turns: int = 0) -> DeadlinesHands:
    hands = the_page(office, qtbot)
    hands.page.show_span(Span.WEEK)
    for _ in range(turns):
        qtbot.mouseClick(hands.page.after, _LEFT)
    return hands


def test_an_appointment_is_dragged_to_another_day_of_the_week_and_keeps_its_hour(
    office: Office, qtbot: QtBot
) -> None:
    case = a_case(office)
    task = a_task(office, "visite", "25/11/2026", case, kind="appointment", at="14h30")
    hands = a_week(office, qtbot)
    hands.drag("visite", WEDNESDAY, THURSDAY)
    assert hands.on(WEDNESDAY) == []
    (shown,) = hands.on(THURSDAY)
    assert "visite" in shown
    typed = office.agenda.typed(task)
    assert (typed["due_on"], typed["at"]) == ("26/11/2026", "14:30")
    press(hands.page, "Annuler", qtbot)
    assert office.agenda.typed(task)["due_on"] == "25/11/2026"


def test_a_legal_date_refuses_the_mouse_and_the_keys_with_a_sentence(
    office: Office, qtbot: QtBot
) -> None:
    refused(office)  # an appeal, on Friday 18 December
    hands = a_week(office, qtbot, turns=3)
    friday, tuesday = date(2026, 12, 18), date(2026, 12, 15)
    before = hands.on(friday)
    hands.drag("recours RSA", friday, tuesday)
    assert "vient de la loi" in hands.notice
    assert (hands.on(friday), hands.on(tuesday)) == (before, [])
    hands.page.notice.hide()
    hands.grid.setFocus()
    hands.grid.go_to(friday)
    hands.key(Qt.Key.Key_Space)
    hands.key(Qt.Key.Key_Left, CTRL)
    assert "vient de la loi" in hands.notice
    assert hands.on(friday) == before


def test_a_duty_of_the_household_stays_on_its_day_too(office: Office, qtbot: QtBot) -> None:
    a_line(office, a_case(office), "right:rsa", before="0", m2026_10="600")
    hands = a_week(office, qtbot, turns=1)
    friday = date(2026, 12, 4)
    before = hands.on(friday)
    assert "Déclaration" in before[0]
    hands.drag("Déclaration", friday, date(2026, 12, 2))
    assert hands.on(friday) == before
    assert hands.notice


def test_the_keys_move_a_task_by_a_day_and_across_the_week(office: Office, qtbot: QtBot) -> None:
    task = a_task(office, "relancer", "25/11/2026")
    hands = a_week(office, qtbot)
    hands.grid.setFocus()
    hands.grid.go_to(WEDNESDAY)
    hands.key(Qt.Key.Key_Space)
    hands.key(Qt.Key.Key_Right, CTRL)
    assert hands.on(THURSDAY) == ["relancer"]
    hands.key(Qt.Key.Key_Down, CTRL)  # a week later: the page follows
    assert office.agenda.typed(task)["due_on"] == "03/12/2026"
    assert hands.on(date(2026, 12, 3)) == ["relancer"]
    assert plain(hands.page.when.text()).startswith("Du 30 novembre")


def test_a_task_is_not_dragged_to_a_day_that_has_passed(office: Office, qtbot: QtBot) -> None:
    office.clock.moment = office.clock.moment.replace(day=25)
    task = a_task(office, "relancer", "26/11/2026")
    hands = a_week(office, qtbot)
    hands.drag("relancer", THURSDAY, MONDAY)
    assert "passé" in hands.notice
    assert office.agenda.typed(task)["due_on"] == "26/11/2026"
