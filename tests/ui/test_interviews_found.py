"""Outlines, copies, private notes and dictated steps of interviews, and the list one finds them in."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from caseapp.ui.navigator import CasePlace, CaseTab
from tests.support.builders import Office, a_case, a_child, an_interview, an_office
from tests.support.hands import dialog_over
from tests.support.pages.interviews import InterviewHands
from tests.support.pages.office_window import office_window
from tests.support.pages.payments import RefusableHands
from tests.support.screens import ALT, CTRL

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


def test_an_outline_is_put_in_and_taken_back(
    hands: InterviewHands, office: Office, case: UUID
) -> None:
    hands.new()
    hands.type("Loyer impayé.")
    menu = hands.tab.templates.menu
    menu.aboutToShow.emit()
    names = [action.text() for action in menu.actions() if action.text()]
    assert names[:2] == ["Premier entretien", "Entretien de suivi"]
    next(a for a in menu.actions() if a.text() == "Visite à domicile").trigger()
    facts = hands.tab.editor.texts["facts"]
    assert facts.text.startswith("Loyer impayé.\n\nMotif de la visite")
    hands.press(Qt.Key.Key_Z, CTRL)
    hands.tab.leave()
    assert office.interviews.get(office.interviews.rows(case)[0].id).facts == "Loyer impayé."


def test_the_service_makes_an_outline_of_an_interview(
    hands: InterviewHands, office: Office, case: UUID, answers: Answers
) -> None:
    an_interview(office, case, facts="Point énergie :")
    open_tab(hands, case)
    answers.answers = ["Énergie"]
    hands.tab.templates.keep()
    hands.tab.templates.menu.aboutToShow.emit()
    assert hands.tab.templates.menu.actions()[0].text() == "Énergie"
    answers.answers = ["Énergie"]
    hands.tab.templates.keep()
    assert "déjà ce nom" in answers.asked[-1]


def test_the_list_is_searched_filtered_and_walked(
    hands: InterviewHands, office: Office, case: UUID
) -> None:
    an_interview(office, case, on_date="02/11/2026", facts="Dette de loyer", kind="review")
    an_interview(office, case, on_date="10/11/2026", facts="École")
    open_tab(hands, case)
    assert [row[0][:10] for row in hands.list.rows] == ["10/11/2026", "02/11/2026"]
    hands.list.press("10/11/2026", Qt.Key.Key_Down)
    assert hands.tab.editor.texts["facts"].text == "Dette de loyer"
    hands.press(Qt.Key.Key_F, CTRL)
    hands.type("ecole")
    hands.bot.waitUntil(lambda: len(hands.list.rows) == 1)
    assert hands.tab.editor.texts["facts"].text == "Dette de loyer"  # what is open stays open
    hands.type(" introuvable")
    hands.bot.waitUntil(hands.tab.list.nothing.isVisible)


def test_one_goes_from_a_new_interview_back_to_the_one_that_was_open(
    hands: InterviewHands, office: Office, case: UUID
) -> None:
    an_interview(office, case, on_date="02/11/2026", facts="Un.")
    open_tab(hands, case)
    hands.new()
    assert hands.tab.editor.texts["facts"].text == ""
    hands.list.choose("02/11/2026")
    assert hands.tab.editor.texts["facts"].text == "Un."
    assert office.interviews.count(case) == 1


def test_ctrl_z_in_a_text_where_nothing_was_typed_is_the_page_s(
    hands: InterviewHands, office: Office, case: UUID
) -> None:
    an_interview(office, case, on_date="02/11/2026", facts="Un.")
    an_interview(office, case, on_date="10/11/2026", facts="Deux.")
    open_tab(hands, case)
    hands.click("Supprimer")
    hands.tab.editor.texts["facts"].setFocus()
    hands.press(Qt.Key.Key_Z, CTRL)
    assert office.interviews.count(case) == 2


def test_a_deleted_interview_comes_back_by_ctrl_z(
    hands: InterviewHands, office: Office, case: UUID
) -> None:
    first = an_interview(office, case, on_date="02/11/2026", facts="Un.")
    an_interview(office, case, on_date="10/11/2026", facts="Deux.")
    open_tab(hands, case)
    hands.list.choose("02/11/2026")
    hands.click("Supprimer")
    assert hands.notice == "Entretien du 02/11/2026 supprimé."
    assert [row[0][:10] for row in hands.list.rows] == ["10/11/2026"]
    hands.undo()
    assert hands.tab.editor.page is not None
    assert hands.tab.editor.page.id == first
    assert len(hands.list.rows) == 2


def test_a_copy_for_today_can_be_taken_back(
    hands: InterviewHands, office: Office, case: UUID
) -> None:
    an_interview(office, case, on_date="02/11/2026", facts="Un.", private=SECRET)
    open_tab(hands, case)
    hands.click("Dupliquer")
    assert hands.tab.editor.frame.lines["on_date"].text == "23/11/2026"
    assert hands.tab.editor.private.area.text == ""
    hands.undo()
    assert [row[0][:10] for row in hands.list.rows] == ["02/11/2026"]


def test_private_notes_are_folded_marked_and_never_copied(
    hands: InterviewHands, office: Office, case: UUID
) -> None:
    an_interview(office, case, facts="Vu.", private=SECRET)
    open_tab(hands, case)
    private = hands.tab.editor.private
    assert not private.area.isVisible()
    assert private.mark.isVisible()
    assert "Ne sort jamais du poste" in private.mark.text()
    hands.click("Voir les notes de travail")
    assert private.area.text == SECRET
    assert private.area.editor.hasFocus()
    hands.click("Copier")
    text = QGuiApplication.clipboard().text()
    assert "Vu." in text
    assert SECRET not in text


def test_dictated_steps_show_their_day_at_once_and_are_mended_by_keys(
    hands: InterviewHands, office: Office, case: UUID
) -> None:
    an_interview(office, case, facts="Vu.")
    open_tab(hands, case)
    steps = hands.tab.editor.steps
    steps.area.setFocus()
    hands.lines("appeler le bailleur", "relancer la CAF le 12/12")
    assert [step.doubt for step in steps.steps] == ["sans date : choisir", ""]
    hands.press(Qt.Key.Key_Down, ALT)
    assert steps.area.text.splitlines()[1] == "relancer la CAF le 13/12/2026"
    hands.press(Qt.Key.Key_Up)
    hands.press(Qt.Key.Key_D, CTRL)
    form = RefusableHands(dialog_over(steps, hands.bot), hands.bot)
    form.type(form.text("due_on"), "20/11")
    form.enter()
    assert "passé" in form.text("due_on").error
    form.type(form.text("due_on"), "jeudi")
    form.enter()
    assert steps.area.text.splitlines()[0] == "appeler le bailleur le 26/11/2026"
    hands.click("Ajouter à l'agenda")
    assert hands.notice == "2 suites ajoutées à l'agenda du dossier."
    assert len(office.agenda.of_case(case)) == 2
    hands.undo()
    assert office.agenda.of_case(case) == ()
    assert len(steps.area.text.splitlines()) == 2


def test_steps_that_are_not_in_the_agenda_wait_with_their_interview(
    hands: InterviewHands, office: Office, case: UUID
) -> None:
    an_interview(office, case, on_date="02/11/2026", facts="Un.")
    an_interview(office, case, on_date="10/11/2026", facts="Deux.")
    open_tab(hands, case)
    hands.tab.editor.steps.area.setFocus()
    hands.type("relancer la CAF")
    hands.list.choose("02/11/2026")
    assert hands.tab.editor.steps.area.text == ""
    hands.list.choose("10/11/2026")
    assert hands.tab.editor.steps.area.text == "relancer la CAF"
