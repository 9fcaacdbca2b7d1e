"""« Écran partagé »: no name of another case on the screen while somebody looks at it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from caseapp.desk_parts import open_desk
from caseapp.ui.application import Tools
from caseapp.ui.main_window import MainWindow
from caseapp.ui.models.table import RowModel
from caseapp.ui.navigator import (
    CaseloadPlace,
    CasePlace,
    CasesPlace,
    ClaimsPlace,
    DayPlace,
    DeadlinesPlace,
    Navigator,
)
from caseapp.ui.pages.cases.page import CasesPage
from caseapp.ui.widgets.table import Table
from caseapp.window_parts import entries, furnish
from tests.support.builders import Office, a_case, an_office, awa
from tests.support.engines import answer, monthly
from tests.support.screens import CTRL, MainScreen

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from caseapp.ui.navigator import Place
    from caseapp.ui.settings import Settings
    from caseapp.ui.tasks import Jobs
    from tests.support.asking import Answers

SHIFT = Qt.KeyboardModifier.ShiftModifier
LISTS = (DayPlace(), DeadlinesPlace(), ClaimsPlace(), CasesPlace(), CaseloadPlace())
OTHER = "Zyxwvutsrq"


@pytest.fixture
def office(tmp_path: Path) -> Office:
    made = an_office(tmp_path)
    made.engine.answers = (answer("aide_logement", amount=monthly(341)),)
    for case in (awa(made), a_case(made, OTHER, "Paul", birth_date="01/02/1980")):
        made.estimates.run(case)
        made.claims.open(case, "rsa")
    return made


@pytest.fixture
def screen(
    office: Office, jobs: Jobs, settings: Settings, answers: Answers, qtbot: QtBot
) -> Iterator[_Read]:
    go = Navigator()
    window = MainWindow(go, jobs, settings, office.clock, entries())
    desk = open_desk(office.store, office.engine, office.clock)
    furnish(window, desk, Tools(go, jobs, answers, settings, office.clock))
    window.resize(1280, 800)
    with qtbot.waitActive(window):
        window.show()
    yield _Read(window, qtbot, jobs)
    window.close()


class _Read(MainScreen):
    """A window whose pages are read before one looks at them."""

    def __init__(self, window: MainWindow, qtbot: QtBot, jobs: Jobs) -> None:
        super().__init__(window, qtbot)
        self.bot, self.jobs = qtbot, jobs

    def at(self, place: Place) -> str:
        """Go to a place; return every word of its tables."""
        self.window.navigator.go(place)
        self.bot.waitUntil(lambda: not self.jobs.busy)
        return shown(self.window)


def shown(window: MainWindow) -> str:
    """Return every word of every table on screen, as seen and as told to a screen reader."""
    words = []
    for table in window.findChildren(Table):
        model = table.rows_model
        if table.isVisible():
            roles = (
                Qt.ItemDataRole.DisplayRole,
                Qt.ItemDataRole.ToolTipRole,
                Qt.ItemDataRole.AccessibleTextRole,
            )
            words += [
                str(model.index(row, column).data(role) or "")
                for row in range(model.rowCount())
                for column in range(model.columnCount())
                for role in roles
            ]
    return " ".join(words)


def test_the_names_of_other_cases_go_at_a_key_and_come_back(screen: _Read) -> None:
    named = [place for place in LISTS if OTHER.upper() in screen.at(place)]
    assert {DayPlace(), ClaimsPlace(), CasesPlace()} <= set(named)
    screen.press(Qt.Key.Key_H, CTRL | SHIFT)
    for place in LISTS:
        assert OTHER.upper() not in screen.at(place), place
    assert "Z. P." in screen.at(ClaimsPlace())
    assert screen.window.top.discreet.isChecked()
    screen.at(DayPlace())
    screen.press(Qt.Key.Key_H, CTRL | SHIFT)
    assert OTHER.upper() in screen.at(ClaimsPlace())


def test_the_case_in_front_of_the_person_keeps_its_name(screen: _Read, office: Office) -> None:
    screen.press(Qt.Key.Key_H, CTRL | SHIFT)
    case = office.cases.rows("OUATTARA")[0].id
    screen.window.navigator.go(CasePlace(case))
    assert "OUATTARA" in shown(screen.window)  # the people of the household


def test_the_list_of_cases_draws_the_initials_and_not_the_name(
    screen: _Read, office: Office
) -> None:
    a_case(office, "Zola", "Pierre")  # the initials of the other
    screen.press(Qt.Key.Key_H, CTRL | SHIFT)
    screen.at(CasesPlace())
    page = screen.window.page
    assert isinstance(page, CasesPage)
    model = page.table.lines
    name = next(i for i, column in enumerate(model.columns) if column.title == "Personne")
    cells = [
        page.table.viewport().grab(page.table.visualRect(model.index(row, name))).toImage()
        for row in range(model.rowCount())
        if model.index(row, name).data() == "Z. P."
    ]
    assert len(cells) == 2
    assert cells[0] == cells[1]


def test_what_is_copied_while_the_screen_is_shared_names_nobody(
    screen: _Read, qtbot: QtBot
) -> None:
    screen.press(Qt.Key.Key_H, CTRL | SHIFT)
    screen.at(ClaimsPlace())
    table = next(t for t in screen.window.findChildren(Table) if t.isVisible())
    assert isinstance(table.model(), RowModel)
    table.setFocus()
    table.selectAll()
    qtbot.keyClick(table, Qt.Key.Key_C, CTRL)
    copied = QGuiApplication.clipboard().text()
    assert "Z. P." in copied
    assert OTHER.upper() not in copied


def test_cases_copied_while_the_screen_is_shared_name_nobody(screen: _Read, qtbot: QtBot) -> None:
    screen.press(Qt.Key.Key_H, CTRL | SHIFT)
    screen.at(CasesPlace())
    page = screen.window.page
    assert isinstance(page, CasesPage)
    page.table.setFocus()
    page.table.selectAll()
    qtbot.keyClick(page.table, Qt.Key.Key_C, CTRL)
    copied = QGuiApplication.clipboard().text()
    assert "Z. P." in copied
    assert OTHER.upper() not in copied


def test_the_search_names_nobody_and_tells_no_note(screen: _Read, office: Office) -> None:
    assert any(OTHER.upper() in title for title in screen.search(OTHER[:4]))
    screen.press(Qt.Key.Key_Escape)
    screen.press(Qt.Key.Key_Escape)
    screen.press(Qt.Key.Key_H, CTRL | SHIFT)
    screen.search(OTHER[:4])
    told = " ".join(row.said for row in screen.window.top.search.rows)
    assert "Z. P." in told
    assert OTHER.upper() not in told
    screen.press(Qt.Key.Key_Escape)
    screen.window.navigator.go(CasePlace(office.cases.rows("OUATTARA")[0].id))
    screen.press(Qt.Key.Key_K, CTRL)
    assert "OUATTARA" not in " ".join(row.said for row in screen.window.top.search.rows)
