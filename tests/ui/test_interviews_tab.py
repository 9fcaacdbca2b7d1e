"""An interview is typed whole by the keyboard, is in the base within the second, and comes back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt, QTimer

from caseapp.domain.interview import InterviewKind, Medium
from caseapp.ui.navigator import CasePlace, CaseTab
from tests.support.builders import Office, a_case, a_child, an_interview, an_office
from tests.support.pages.interviews import InterviewHands
from tests.support.pages.office_window import office_window
from tests.support.screens import CTRL, visible_buttons

if TYPE_CHECKING:
    from pathlib import Path
    from uuid import UUID

    from pytestqt.qtbot import QtBot

    from caseapp.ui.settings import Settings
    from caseapp.ui.tasks import Jobs
    from tests.support.asking import Answers

SECRET = "se méfier du beau-frère"


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return an_office(tmp_path)


@pytest.fixture
def case(office: Office) -> UUID:
    case_id = a_case(office)
    a_child(office, case_id, "Issa")
    return case_id


@pytest.fixture
def hands(
    office: Office, case: UUID, qtbot: QtBot, jobs: Jobs, settings: Settings, answers: Answers
) -> InterviewHands:
    window, go = office_window(office, qtbot, jobs, settings, answers)
    go.go(CasePlace(case, CaseTab.HOUSEHOLD))
    return InterviewHands(window, qtbot)


def open_tab(hands: InterviewHands, case: UUID) -> None:
    hands.window.navigator.go(CasePlace(case, CaseTab.INTERVIEWS))


def test_an_interview_is_typed_whole_by_the_keyboard(
    hands: InterviewHands, office: Office, case: UUID
) -> None:
    hands.new()
    hands.lines("Dette de loyer de 1024 euros.", "Bail vu.")
    hands.back_to("Durée")
    hands.type("1h")
    hands.on_to("Moyen")
    hands.type("vis")  # « Visite à domicile »
    hands.on_to("OUATTARA Issa")
    hands.press(Qt.Key.Key_Space)
    hands.on_to("Autres personnes présentes")
    hands.type("Mme Petit, CCAS")
    hands.on_to("Paroles de la personne")
    hands.type("« Je préfère payer le loyer. »")
    hands.press(Qt.Key.Key_Tab)
    hands.type("Budget tendu.")
    hands.press(Qt.Key.Key_Tab)
    hands.lines("relancer la CAF le 12/12", "rdv 14h30 jeudi")
    hands.press(Qt.Key.Key_Return, CTRL)
    (row,) = office.interviews.rows(case)
    page = office.interviews.get(row.id)
    assert (page.on, page.kind, page.medium) == (
        "23/11/2026",
        InterviewKind.FIRST,
        Medium.HOME,
    )
    assert (page.place, page.minutes, page.is_contact) == ("au domicile", "60", True)
    assert page.present == ("OUATTARA Awa", "OUATTARA Issa", "Mme Petit", "CCAS")
    assert page.facts == "Dette de loyer de 1024 euros.\nBail vu."
    assert page.words == "« Je préfère payer le loyer. »"
    assert page.analysis == "Budget tendu."
    assert [(task.title, task.at) for task in office.agenda.of_case(case)] == [
        ("Rendez-vous", "14:30"),
        ("relancer la CAF", ""),
    ]
    assert page.steps == ""


def test_tab_goes_through_the_frame_as_the_eye_does(hands: InterviewHands) -> None:
    hands.new()
    hands.back_to("Date")
    passed: list[str] = []
    while "Autres personnes présentes" not in passed:
        held = hands.window.focusWidget()
        assert held is not None
        passed.append(held.accessibleName())
        hands.press(Qt.Key.Key_Tab)
    assert passed == [
        "Date",
        "Heure",
        "Durée",
        "Nature",
        "Moyen",
        "Lieu",
        "OUATTARA Awa",
        "OUATTARA Issa",
        "Autres personnes présentes",
    ]


def test_the_button_of_the_header_begins_an_interview_from_any_tab(
    hands: InterviewHands, office: Office, case: UUID
) -> None:
    hands.click("Ajouter un entretien")
    assert hands.window.navigator.current == CasePlace(case, CaseTab.INTERVIEWS)
    assert hands.tab.editor.texts["facts"].editor.hasFocus()
    hands.press(Qt.Key.Key_F5)
    assert office.interviews.count(case) == 0  # nothing typed, nothing kept


def test_what_is_typed_is_in_the_base_within_the_second_without_leaving(
    hands: InterviewHands, office: Office, case: UUID
) -> None:
    hands.new()
    hands.type("Vu")
    hands.bot.waitUntil(lambda: office.interviews.count(case) == 1, timeout=2000)
    interview = office.interviews.rows(case)[0].id
    hands.type(" ce jour.")
    hands.bot.waitUntil(lambda: office.interviews.get(interview).facts == "Vu ce jour.")
    assert "enregistré" in hands.state
    hands.back_to("Lieu")
    hands.tab.editor.frame.lines["place"].editor.selectAll()
    hands.type("à la mairie")
    hands.bot.waitUntil(lambda: office.interviews.get(interview).place == "à la mairie")


def test_what_is_typed_without_a_pause_is_kept_all_the_same_and_not_at_each_key(
    hands: InterviewHands, office: Office, case: UUID
) -> None:
    hands.new()
    editor = hands.tab.editor.texts["facts"].editor
    written = office.store.writes
    keys = QTimer()
    keys.setInterval(20)  # as long as nothing is kept, somebody goes on typing
    keys.timeout.connect(lambda: editor.insertPlainText("a"))
    keys.start()
    hands.bot.waitUntil(lambda: office.interviews.count(case) == 1, timeout=10_000)
    keys.stop()
    kept = office.interviews.get(office.interviews.rows(case)[0].id).facts
    assert len(kept) > 20  # typed at one go, kept at one go
    assert office.store.writes - written <= 2


def test_what_is_typed_is_kept_on_leaving_and_on_locking(
    hands: InterviewHands, office: Office, case: UUID
) -> None:
    hands.new()
    hands.type("Vu.")
    hands.page.tabs.setCurrentIndex(0)
    (row,) = office.interviews.rows(case)
    open_tab(hands, case)
    hands.tab.editor.texts["words"].setFocus()
    hands.type("Dit.")
    hands.window.retire()
    assert office.interviews.get(row.id).words == "Dit."


def test_a_refused_date_is_said_at_its_field_and_kept(
    hands: InterviewHands, office: Office, case: UUID
) -> None:
    interview = an_interview(office, case, facts="Vu.")
    open_tab(hands, case)
    line = hands.tab.editor.frame.lines["on_date"]
    line.setFocus()
    line.editor.selectAll()
    hands.type("24/11/2026")
    hands.press(Qt.Key.Key_Tab)
    assert "agenda" in line.error
    assert office.interviews.get(interview).on == "24/11/2026"
    open_tab(hands, case)
    assert (line.text, "agenda" in line.error) == ("24/11/2026", True)
    line.setFocus()
    line.editor.selectAll()
    hands.type("20/11/2026")
    hands.press(Qt.Key.Key_Tab)
    assert line.error == ""
    assert office.interviews.rows(case)[0].on.day == 20


def test_ctrl_z_takes_back_what_was_typed_in_a_text(
    hands: InterviewHands, office: Office, case: UUID
) -> None:
    interview = an_interview(office, case, facts="Vu.")
    open_tab(hands, case)
    hands.tab.editor.texts["facts"].setFocus()
    hands.press(Qt.Key.Key_End, CTRL)
    hands.type(" Encore.")
    hands.press(Qt.Key.Key_Z, CTRL)
    hands.tab.leave()
    assert office.interviews.get(interview).facts == "Vu."


def test_the_header_follows_the_last_contact_and_the_tab_counts(
    hands: InterviewHands, office: Office, case: UUID
) -> None:
    office.clock.moment = office.clock.moment.replace(month=12, day=20)
    hands.new()
    hands.type("Vu.")
    hands.tab.leave()
    assert "dernier contact le 20/12/2026" in hands.page.header.summary
    names = [hands.page.tabs.tabText(i) for i in range(hands.page.tabs.count())]
    assert "Entretiens\N{NO-BREAK SPACE}1" in names
    hands.bot.mouseClick(
        hands.tab.editor.frame.contact, Qt.MouseButton.LeftButton, pos=QPoint(9, 10)
    )
    assert "aucun contact noté" in hands.page.header.summary


def test_a_medium_brings_its_place_unless_another_was_typed(
    hands: InterviewHands, office: Office, case: UUID
) -> None:
    interview = an_interview(office, case, facts="Vu.")
    open_tab(hands, case)
    hands.tab.editor.frame.medium.setFocus()
    hands.type("courrier")
    hands.press(Qt.Key.Key_Tab)
    page = office.interviews.get(interview)
    assert (page.medium, page.place, page.is_contact) == (Medium.LETTER, "", False)
    office.interviews.put(case, interview, {"place": "à la mairie"})
    open_tab(hands, case)
    hands.tab.editor.frame.medium.setFocus()
    hands.press(Qt.Key.Key_Home)
    hands.press(Qt.Key.Key_Down)
    hands.press(Qt.Key.Key_Tab)
    page = office.interviews.get(interview)
    assert (page.medium, page.place, page.is_contact) == (Medium.HOME, "à la mairie", True)


def test_a_case_without_interviews_says_what_to_do(hands: InterviewHands, case: UUID) -> None:
    open_tab(hands, case)
    assert hands.tab.nothing.isVisible()
    assert not hands.tab.list.isVisible()
    assert "Commencer le premier entretien" in visible_buttons(hands.page)
    hands.click("Commencer le premier entretien")
    assert hands.tab.editor.texts["facts"].editor.hasFocus()


def test_every_input_has_a_name(hands: InterviewHands, office: Office, case: UUID) -> None:
    an_interview(office, case, facts="Vu.")
    open_tab(hands, case)
    editor = hands.tab.editor
    lines = [line.editor for line in editor.frame.lines.values()]
    areas = [area.editor for area in (*editor.texts.values(), editor.steps.area)]
    assert all(part.accessibleName() for part in (*lines, *areas))
    assert hands.tab.list.search.accessibleName()


def test_before_its_first_word_an_interview_is_said_to_come_and_not_to_be_missing_from_a_search(
    hands: InterviewHands,
) -> None:
    hands.new()
    card = hands.tab.list
    assert card.first.isVisible()
    assert not card.nothing.isVisible()
    hands.type("Loyer impayé.")
    hands.bot.waitUntil(lambda: not card.first.isVisible())
    hands.bot.keyClicks(card.search, "absent")
    hands.bot.waitUntil(card.nothing.isVisible)
    assert not card.first.isVisible()
