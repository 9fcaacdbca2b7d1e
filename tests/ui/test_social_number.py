"""The « n° de sécurité sociale » on screen: absent, then masked, seen for a while, copied whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLineEdit

from caseapp.desk_parts import open_desk
from caseapp.ui.navigator import CasePlace, PrivacyTab
from caseapp.ui.pages.privacy.social_number import SocialNumberTab
from tests.support.builders import Office, a_case, an_office
from tests.support.hands import FormHands, dialog_over, plain, press
from tests.support.pages.household import CTRL, HouseholdScreen
from tests.support.pages.office_window import office_window
from tests.support.pages.privacy import PrivacyHands
from tests.support.social_numbers import DECISION, MASKED, NUMBER, TYPED, keep_numbers

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from uuid import UUID

    from pytestqt.qtbot import QtBot

    from caseapp.services.desk import Desk
    from caseapp.ui.pages.household.social_number import SocialNumberField
    from caseapp.ui.settings import Settings
    from caseapp.ui.tasks import Jobs
    from tests.support.asking import Answers

    Opening = Callable[[UUID], HouseholdScreen]

LABEL = "N° de sécurité sociale"
WRONG = "2 84 05 88 321 025 11"


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return an_office(tmp_path)


@pytest.fixture
def desk(office: Office) -> Desk:
    made = open_desk(office.store, office.engine, office.clock)
    keep_numbers(made)
    return made


@pytest.fixture
def case(office: Office) -> UUID:
    return a_case(office, birth_date="02/05/1984")


@pytest.fixture
def open_case(
    office: Office, qtbot: QtBot, jobs: Jobs, settings: Settings, answers: Answers
) -> Opening:
    def show(case_id: UUID) -> HouseholdScreen:
        window, go = office_window(office, qtbot, jobs, settings, answers)
        go.go(CasePlace(case_id))
        return HouseholdScreen(window, qtbot)

    return show


@pytest.fixture
def screen(desk: Desk, case: UUID, open_case: Opening) -> HouseholdScreen:
    assert desk.social_numbers.is_on
    return open_case(case)


def number(screen: HouseholdScreen) -> SocialNumberField:
    return screen.tab.people.number


def in_clear(screen: HouseholdScreen) -> bool:
    """Whether any line of the window holds signs that are to be hidden."""
    lines = screen.window.findChildren(QLineEdit)
    return any("321" in line.text() for line in lines)


def test_where_it_is_off_there_is_no_field(case: UUID, open_case: Opening) -> None:
    screen = open_case(case)
    assert not number(screen).isVisible()
    assert not number(screen).field.isVisible()


def test_typed_it_is_masked_and_seen_for_a_while_only(screen: HouseholdScreen) -> None:
    screen.fill(LABEL, TYPED)
    assert plain(screen.text(LABEL)) == MASKED
    assert number(screen).field.editor.isReadOnly()
    number(screen).reveal_button.click()
    assert plain(screen.text(LABEL)) == TYPED
    number(screen)._timer.timeout.emit()
    assert not in_clear(screen)
    number(screen).reveal_button.click()
    screen.go_to_tab("Droits")
    screen.go_to_tab("Foyer")
    assert not in_clear(screen)


def test_a_wrong_one_is_said_kept_and_corrected_where_it_stands(screen: HouseholdScreen) -> None:
    screen.fill(LABEL, WRONG)
    assert "clé" in screen.error(LABEL)
    assert screen.text(LABEL) == WRONG
    screen.go_to_tab("Droits")
    screen.go_to_tab("Foyer")
    assert plain(screen.text(LABEL)) == MASKED
    assert "clé" in screen.error(LABEL)
    number(screen).reveal_button.click()
    assert screen.text(LABEL) == WRONG
    screen.fill(LABEL, TYPED)
    assert (screen.error(LABEL), plain(screen.text(LABEL))) == ("", MASKED)


def test_what_was_typed_is_undone_and_done_again(screen: HouseholdScreen) -> None:
    screen.fill(LABEL, TYPED)
    screen.press(Qt.Key.Key_Z, CTRL)
    assert screen.text(LABEL) == ""
    screen.press(Qt.Key.Key_Y, CTRL)
    assert plain(screen.text(LABEL)) == MASKED


def test_nothing_is_shown_while_the_screen_is_shared(screen: HouseholdScreen) -> None:
    screen.fill(LABEL, TYPED)
    number(screen).reveal_button.click()
    screen.window.toggle_discreet()
    assert not in_clear(screen)
    number(screen).reveal_button.click()
    assert not in_clear(screen)
    screen.window.toggle_discreet()
    number(screen).reveal_button.click()
    assert in_clear(screen)


def test_it_is_copied_whole_by_a_journalled_way_only(screen: HouseholdScreen, desk: Desk) -> None:
    clipboard = QGuiApplication.clipboard()
    screen.fill(LABEL, TYPED)
    clipboard.setText("autre chose")
    number(screen).copy_button.click()
    assert clipboard.text() == NUMBER
    number(screen).reveal_button.click()
    clipboard.setText("autre chose")
    screen.press(Qt.Key.Key_A, CTRL)
    screen.press(Qt.Key.Key_C, CTRL)
    assert clipboard.text() == NUMBER
    screen.page._desk.journal.settle()
    journals = [row.action for row in desk.journal.rows() if "sécurité" in row.about]
    assert journals.count("copied") == 2


def test_it_is_turned_on_and_off_from_the_page_of_data_protection(
    office: Office, case: UUID, jobs: Jobs, settings: Settings, answers: Answers, qtbot: QtBot
) -> None:
    hands = PrivacyHands(office, jobs, settings, answers, qtbot, PrivacyTab.SOCIAL_NUMBER)
    tab = hands.page.content
    assert isinstance(tab, SocialNumberTab)
    assert "Désactivé" in tab.state.words
    press(tab, "Activer…", qtbot)
    form = FormHands(dialog_over(tab, qtbot), qtbot)
    form.enter()
    assert form.choice("ground").error
    form.fill({"ground": "Établissement", "decided_by": "", "decided_on": DECISION["decided_on"]})
    form.enter()
    assert "qui l'a décidé" in plain(form.text("decided_by").error)
    form.fill({"decided_by": DECISION["decided_by"]})
    form.enter()
    assert "Mme Roy, directrice le 02/11/2026" in plain(tab.state.words)
    person = office.desk.page(case).people[0].id
    hands.desk.social_numbers.put(person, TYPED)
    answers.answers.append(True)
    press(tab, "Désactiver et effacer…", qtbot)
    qtbot.waitUntil(lambda: "1 numéro effacé" in plain(tab.said.words))
    assert "1 numéro sera effacé" in plain(answers.asked[-1])
    assert "Désactivé" in tab.state.words
    assert hands.desk.social_numbers.shown(person) is None


def test_whoever_is_not_in_charge_is_offered_nothing(
    office: Office,
    jobs: Jobs,
    settings: Settings,
    answers: Answers,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    hands = PrivacyHands(office, jobs, settings, answers, qtbot, PrivacyTab.JOURNAL)
    monkeypatch.setattr(hands.desk.social_number_uses, "_is_in_charge", lambda: False)
    hands.page.tabs.setCurrentIndex(hands.page.tabs.currentIndex() - 2)
    tab = hands.page.content
    assert isinstance(tab, SocialNumberTab)
    assert not tab.begin_button.isVisible()
    assert "responsable" in tab.not_you.text()
