"""« Historique » under a person's hands: filters, words, copies, and the situation of a day."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from caseapp.ui.navigator import CasePlace, CaseTab, Navigator
from caseapp.ui.pages.case_page import CasePage
from caseapp.ui.pages.history.tab import HistoryTab
from tests.support.builders import Office, a_case, a_child, a_home, an_office
from tests.support.hands import plain
from tests.support.pages.office_window import office_window

if TYPE_CHECKING:
    from pathlib import Path
    from uuid import UUID

    from pytestqt.qtbot import QtBot

    from caseapp.ui.main_window import MainWindow
    from caseapp.ui.settings import Settings
    from caseapp.ui.tasks import Jobs
    from tests.support.asking import Answers

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return an_office(tmp_path)


@pytest.fixture
def case(office: Office) -> UUID:
    case_id = a_case(office)
    a_child(office, case_id, "Mina", birth_date="22/01/2023")
    a_home(office, case_id, {"housing.rent": "480"})
    a_home(office, case_id, {"housing.rent": "512"})
    return case_id


@pytest.fixture
def shown(
    office: Office, case: UUID, qtbot: QtBot, jobs: Jobs, settings: Settings, answers: Answers
) -> tuple[HistoryTab, Navigator, MainWindow]:
    window, go = office_window(office, qtbot, jobs, settings, answers)
    go.go(CasePlace(case, CaseTab.HISTORY))
    page = window.page
    assert isinstance(page, CasePage)
    return page.content(HistoryTab), go, window


def what(tab: HistoryTab) -> list[str]:
    return [plain(row.entry.what) for row in tab.table.rows_model.rows]


def test_the_newest_change_comes_first_with_its_old_and_new_value(
    shown: tuple[HistoryTab, Navigator, MainWindow],
) -> None:
    tab, _go, _window = shown
    first = [str(tab.table.rows_model.index(0, column).data()) for column in range(6)]
    assert first[0] == "23 novembre 2026"
    assert [plain(text) for text in first[3:]] == ["Loyer hors charges", "480,00 €", "512,00 €"]
    assert not tab.table.rows_model.index(1, 0).data()  # the day is said once


def test_a_person_and_a_word_keep_only_their_changes(
    shown: tuple[HistoryTab, Navigator, MainWindow], qtbot: QtBot
) -> None:
    tab, _go, _window = shown
    tab.person.editor.setFocus()
    qtbot.keyClicks(tab.person.editor, "Mina")
    qtbot.keyClick(tab.person.editor, Qt.Key.Key_Return)
    assert what(tab) == ["Naissance", "Personne du foyer"]
    tab.words.editor.setFocus()
    qtbot.keyClicks(tab.words.editor, "naiss")
    qtbot.keyClick(tab.words.editor, Qt.Key.Key_Return)
    assert what(tab) == ["Naissance"]


def test_a_filter_that_keeps_nothing_says_so(
    shown: tuple[HistoryTab, Navigator, MainWindow], qtbot: QtBot
) -> None:
    tab, _go, _window = shown
    tab.words.editor.setFocus()
    qtbot.keyClicks(tab.words.editor, "introuvable")
    qtbot.keyClick(tab.words.editor, Qt.Key.Key_Return)
    assert tab.empty.isVisible()
    assert not tab.table.isVisible()


def test_the_list_is_copied_whole_and_a_row_with_its_day(
    shown: tuple[HistoryTab, Navigator, MainWindow], qtbot: QtBot
) -> None:
    tab, _go, _window = shown
    qtbot.mouseClick(tab.copy, LEFT)
    copied = QGuiApplication.clipboard().text().split("\n")
    assert len(copied) == tab.table.rows_model.rowCount()
    assert plain(copied[0]) == "23/11/2026 10:00 Loyer hors charges 480,00 € 512,00 €"
    tab.table.setFocus()
    qtbot.keyClick(tab.table, Qt.Key.Key_Down)
    qtbot.keyClick(tab.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text().startswith("23/11/2026\t10:00")


def test_older_changes_are_shown_when_they_are_asked_for(
    shown: tuple[HistoryTab, Navigator, MainWindow], office: Office, case: UUID, qtbot: QtBot
) -> None:
    tab, go, _window = shown
    for amount in range(210):
        a_home(office, case, {"housing.charges": str(amount)})
    go.refresh()
    assert len(what(tab)) == 200
    qtbot.mouseClick(tab.more, LEFT)
    assert what(tab)[-1] == "Dossier"
    assert not tab.more.isVisible()


def test_the_day_of_a_change_leads_to_the_situation_of_that_day(
    shown: tuple[HistoryTab, Navigator, MainWindow], qtbot: QtBot
) -> None:
    tab, go, _window = shown
    qtbot.mouseClick(tab.situation, LEFT)
    assert isinstance(go.current, CasePlace)
    assert (go.current.tab, go.current.focus) == (CaseTab.HOUSEHOLD, "on:2026-11-23")
