"""A case is opened in a few keys, and found again by its name or its reference."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from caseapp.kernel.french import NO_BREAK
from caseapp.ui.navigator import CasesPlace, SettingsPlace
from tests.support.builders import Office, a_case, an_office
from tests.support.pages.cases import CasesScreen
from tests.support.pages.household import CTRL, HouseholdScreen
from tests.support.pages.office_window import office_window

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from caseapp.ui.navigator import Navigator
    from caseapp.ui.settings import Settings
    from caseapp.ui.tasks import Jobs
    from tests.support.asking import Answers

    Opening = Callable[[], tuple[CasesScreen, Navigator]]

KEY = Qt.Key


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return an_office(tmp_path)


@pytest.fixture
def open_cases(
    office: Office, qtbot: QtBot, jobs: Jobs, settings: Settings, answers: Answers
) -> Opening:
    def show() -> tuple[CasesScreen, Navigator]:
        window, go = office_window(office, qtbot, jobs, settings, answers)
        return CasesScreen(window, qtbot), go

    return show


def test_a_new_case_that_may_be_there_already_says_so_whole_with_the_filters_open(
    office: Office, open_cases: Opening, qtbot: QtBot
) -> None:
    for _each in range(5):
        a_case(office, "Ouattara", "Awa")
    screen, _go = open_cases()
    page = screen.page
    screen.window.resize(940, 600)
    page.placing.filters_button.setChecked(True)
    assert page.filters.isVisible()
    screen.press(KEY.Key_N, CTRL)
    screen.type("Ouattara")
    screen.press(KEY.Key_Return)
    card = page.new_case
    assert card.likely.isVisible()
    qtbot.waitUntil(lambda: card.height() >= card.heightForWidth(card.width()))
    assert card.likely.height() >= card.likely.heightForWidth(card.likely.width())
    card.give_up()
    qtbot.waitUntil(page.filters.isVisible)


def test_control_n_a_name_and_enter_open_a_case_ready_for_the_first_name(
    office: Office, open_cases: Opening, qtbot: QtBot
) -> None:
    screen, _go = open_cases()
    screen.press(KEY.Key_N, CTRL)
    screen.type("Ouattara")
    screen.press(KEY.Key_Return)
    assert [row.name for row in office.cases.rows()] == ["OUATTARA"]
    household = HouseholdScreen(screen.window, qtbot)
    assert household.people == ["OUATTARA"]
    qtbot.waitUntil(lambda: household.focused_label == "Prénom")
    household.type("Awa")
    household.press(KEY.Key_Return)
    assert household.people == ["OUATTARA Awa"]
    assert household.focused_label == "Naissance"
    assert household.page.header.title == "OUATTARA Awa"


def test_with_both_names_the_cursor_goes_to_the_birth(open_cases: Opening, qtbot: QtBot) -> None:
    screen, _go = open_cases()
    screen.press(KEY.Key_N, CTRL)
    screen.type("Ouattara")
    screen.press(KEY.Key_Tab)
    screen.type("Awa")
    screen.press(KEY.Key_Return)
    household = HouseholdScreen(screen.window, qtbot)
    qtbot.waitUntil(lambda: household.focused_label == "Naissance")


def test_without_a_name_the_field_says_so_and_no_case_is_made(
    office: Office, open_cases: Opening
) -> None:
    screen, _go = open_cases()
    screen.press(KEY.Key_N, CTRL)
    screen.press(KEY.Key_Return)
    assert screen.page.last_name.error == "Le nom est nécessaire."
    assert screen.focused is screen.page.last_name.editor
    assert not office.cases.rows()


def test_escape_gives_a_new_case_up(office: Office, open_cases: Opening) -> None:
    screen, go = open_cases()
    screen.press(KEY.Key_N, CTRL)
    screen.type("Ouattara")
    screen.press(KEY.Key_Escape)
    assert not screen.is_creating
    assert not office.cases.rows()
    assert go.current == CasesPlace()


def test_a_name_half_typed_is_still_there_when_one_comes_back(open_cases: Opening) -> None:
    screen, go = open_cases()
    screen.press(KEY.Key_N, CTRL)
    screen.type("Ouatt")
    go.go(SettingsPlace())
    go.back()
    assert screen.is_creating
    assert screen.page.last_name.text == "Ouatt"


def test_a_name_half_typed_is_still_there_after_locking(open_cases: Opening) -> None:
    screen, _go = open_cases()
    screen.press(KEY.Key_N, CTRL)
    screen.type("Ouatt")
    screen.window.retire()
    again, _go = open_cases()
    assert again.is_creating
    assert again.page.last_name.text == "Ouatt"
    again.type("ara")
    again.press(KEY.Key_Return)
    third, _go = open_cases()
    assert not third.is_creating
    assert third.names == ["OUATTARA"]


def test_a_case_is_found_without_accents_and_opened_with_enter(
    office: Office, open_cases: Opening, qtbot: QtBot
) -> None:
    for name in ("Élouard", "Benali", "Elbaz"):
        a_case(office, name, "")
    screen, _go = open_cases()
    assert screen.page.header.summary == f"3{NO_BREAK}dossiers"
    screen.type("el")
    assert screen.names == ["ELBAZ", "ÉLOUARD"]
    screen.press(KEY.Key_Return)
    screen.press(KEY.Key_Down)
    screen.press(KEY.Key_Return)
    assert HouseholdScreen(screen.window, qtbot).people == ["ÉLOUARD"]


def test_a_name_that_is_not_found_can_be_opened_as_a_new_case(
    office: Office, open_cases: Opening
) -> None:
    a_case(office, "Benali", "")
    screen, _go = open_cases()
    screen.type("Diallo")
    assert screen.page.not_found.isVisible()
    assert not screen.page.empty.isVisible()
    screen.click("Ouvrir un dossier à ce nom")
    assert screen.page.last_name.text == "Diallo"
    assert screen.focused is screen.page.last_name.editor


def test_an_empty_base_says_what_to_do_first(open_cases: Opening) -> None:
    screen, _go = open_cases()
    assert screen.page.empty.isVisible()
    screen.click("Nouveau dossier")
    assert screen.is_creating


def test_settings_are_kept_as_they_are_left(office: Office, open_cases: Opening) -> None:
    screen, go = open_cases()
    go.go(SettingsPlace())
    page = screen.window.page
    field = page.fields["worker"].editor  # type: ignore[union-attr]  # the page of that place
    field.setFocus()
    screen.type("Claire Morel")
    go.go(CasesPlace())
    assert office.settings.service().worker == "Claire Morel"
    assert QApplication.focusWidget() is not field
