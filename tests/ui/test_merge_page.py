"""Two cases are made one by hand: the other chosen, both sides seen, and all of it undone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QMenu, QWidget

from caseapp.services.merging.rows import Side
from caseapp.ui.navigator import CasePlace, CasesPlace, MergePlace
from caseapp.ui.pages.case_page import CasePage
from caseapp.ui.pages.merge.page import MergePage
from tests.support.builders import TODAY, Office, a_case, a_child, a_home, an_office, awa, field_of
from tests.support.hands import FormHands, dialog_over, pick, plain, press
from tests.support.pages.cases import CasesScreen
from tests.support.pages.office_window import office_window

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from uuid import UUID

    from pytestqt.qtbot import QtBot

    from caseapp.ui.main_window import MainWindow
    from caseapp.ui.navigator import Navigator
    from caseapp.ui.settings import Settings
    from caseapp.ui.tasks import Jobs
    from tests.support.asking import Answers

    Opening = Callable[[], tuple[MainWindow, Navigator]]

KEY, LEFT = Qt.Key, Qt.MouseButton.LeftButton


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return an_office(tmp_path)


@pytest.fixture
def open_window(
    office: Office, qtbot: QtBot, jobs: Jobs, settings: Settings, answers: Answers
) -> Opening:
    return lambda: office_window(office, qtbot, jobs, settings, answers)


@pytest.fixture
def two(office: Office) -> tuple[UUID, UUID]:
    """Awa with her children, and Awa again, misspelt, with another rent."""
    kept = awa(office)
    merged = a_case(office, "Ouatara", "Awa", birth_date="12/03/1992")
    a_home(office, merged, {"housing.rent": "530"})
    a_child(office, merged, "Nora", birth_date="01/02/2024")
    return kept, merged


def merge_page(window: MainWindow) -> MergePage:
    page = window.page
    assert isinstance(page, MergePage)
    return page


def focused(window: MainWindow) -> QWidget:
    widget = window.focusWidget()
    assert widget is not None
    return widget


def test_the_other_case_is_found_by_its_name_and_both_sides_are_shown(
    office: Office, open_window: Opening, two: tuple[UUID, UUID], qtbot: QtBot
) -> None:
    window, go = open_window()
    go.go(MergePlace(two[0]))
    page = merge_page(window)
    assert not page.merge.isVisible()
    qtbot.keyClicks(page.other, "ouata")
    qtbot.waitUntil(lambda: page.other.is_list_open)
    assert [found.hint for found in page.other.suggestions] == ["2026-0002"]
    qtbot.keyClick(page.other, KEY.Key_Return)
    assert "OUATARA Awa (2026-0002)" in page.sides.text()
    assert len(page.preview.people) == 2
    assert page.merge.isVisible()


def test_a_value_is_chosen_the_cases_are_merged_and_parted_again(
    office: Office, open_window: Opening, two: tuple[UUID, UUID], qtbot: QtBot
) -> None:
    window, go = open_window()
    kept, merged = two
    go.go(MergePlace(kept, merged))
    page = merge_page(window)
    assert page.swap.hasFocus()  # Enter, struck once too often, merges nothing
    rent = next(key for key, side in page.preview.radios if key.startswith("fact/"))
    page.preview.radios[rent, Side.KEPT].setFocus()
    qtbot.keyClick(page.preview.radios[rent, Side.KEPT], KEY.Key_Space)
    page.merge.setFocus()
    qtbot.keyClick(page.merge, KEY.Key_Return)
    assert "512" in field_of(office.desk.page(kept).housing, "housing.rent").text
    assert len(office.desk.page(kept).people) == 4
    assert [row.id for row in office.cases.rows()] == [kept]
    assert "512,00 €, et non 530,00 €" in said(page.past)
    press(page.notice, "Annuler la fusion", qtbot)
    assert page.notice.isAncestorOf(focused(window))
    assert len(office.cases.rows()) == 2
    assert len(office.desk.page(kept).people) == 3


def test_who_is_who_changes_what_differs(
    open_window: Opening, two: tuple[UUID, UUID], qtbot: QtBot
) -> None:
    window, go = open_window()
    go.go(MergePlace(*two))
    page = merge_page(window)
    assert any(key.startswith("person/") for key, _side in page.preview.radios)
    applicant = next(iter(page.preview.people.values()))
    applicant.editor.setFocus()
    qtbot.keyClick(applicant.editor, KEY.Key_Home)  # somebody else of the household
    qtbot.keyClick(applicant.editor, KEY.Key_Return)
    assert not any(key.startswith("person/") for key, _side in page.preview.radios)
    assert "ne correspond à personne" in plain(page.warnings.words)


def test_the_other_case_can_be_the_one_that_is_kept(
    office: Office, open_window: Opening, two: tuple[UUID, UUID], qtbot: QtBot
) -> None:
    window, go = open_window()
    go.go(MergePlace(*two))
    page = merge_page(window)
    qtbot.mouseClick(page.swap, LEFT)
    qtbot.mouseClick(page.merge, LEFT)
    assert [row.reference for row in office.cases.rows()] == ["2026-0002"]


def test_a_merge_is_undone_later_from_the_menu_of_the_kept_case(
    office: Office, open_window: Opening, two: tuple[UUID, UUID], qtbot: QtBot
) -> None:
    window, go = open_window()
    kept, merged = two
    go.go(MergePlace(kept, merged))
    qtbot.mouseClick(merge_page(window).merge, LEFT)
    go.go(CasesPlace())
    go.go(CasePlace(merged))  # as an older place of the way back
    case = window.page
    assert isinstance(case, CasePage)
    assert case.header.title == "OUATTARA Awa"
    case.more.fill()
    pick(case.more.menu, "Fusions de ce dossier")
    press(merge_page(window).past, "Annuler la fusion avec le dossier 2026-0002", qtbot)
    assert len(office.cases.rows()) == 2
    press(merge_page(window).notice, "L'ouvrir", qtbot)
    assert isinstance(window.page, CasePage)
    assert window.page.header.title == "OUATARA Awa"


def test_two_ticked_cases_are_merged_from_the_list(
    office: Office, open_window: Opening, two: tuple[UUID, UUID], qtbot: QtBot
) -> None:
    window, _go = open_window()
    screen = CasesScreen(window, qtbot)
    screen.to_list()
    for _ in range(2):
        screen.press(KEY.Key_Space)
        screen.press(KEY.Key_Down)
    menu = QMenu(screen.page)
    screen.page.selection.fill(menu)
    pick(menu, "Fusionner ces deux dossiers…")
    assert len(merge_page(window).preview.people) in {2, 3}


def test_the_header_of_a_case_closes_it_and_takes_it_back(
    office: Office, open_window: Opening, two: tuple[UUID, UUID], qtbot: QtBot
) -> None:
    window, go = open_window()
    go.go(CasePlace(two[0]))
    case = window.page
    assert isinstance(case, CasePage)
    case.more.fill()
    pick(case.more.menu, "Fermer le dossier…")
    form = FormHands(dialog_over(case, qtbot), qtbot)
    form.fill({"reason": "Objectif atteint"})
    form.enter()
    assert "remise ou refusée" in form.choice("notice").error  # the notice is asked for at last
    form.fill({"notice": "Remise"})
    form.enter()
    assert [words for words, _tone in case.more.badges()] == [
        f"Clos le {TODAY:%d/%m/%Y} · objectif atteint"
    ]
    case.more.fill()
    pick(case.more.menu, "Annuler le dernier changement")
    assert [words for words, _tone in case.more.badges()] == ["Notice à remettre"]  # given with it


def test_a_case_asks_for_the_notice_until_it_is_given_or_refused(
    open_window: Opening, two: tuple[UUID, UUID], qtbot: QtBot
) -> None:
    window, go = open_window()
    go.go(CasePlace(two[0]))
    case = window.page
    assert isinstance(case, CasePage)
    assert "Notice à remettre" in [words for words, _tone in case.more.badges()]
    case.more.fill()
    pick(case.more.menu, "Notice d'information : remise ou refusée…")
    form = FormHands(dialog_over(case, qtbot), qtbot)
    form.fill({"outcome": "Refusée"})
    form.enter()
    assert case.more.badges() == ()


def said(card: QWidget) -> str:
    """Return what a card says."""
    return " ".join(plain(label.text()) for label in card.findChildren(QLabel))
