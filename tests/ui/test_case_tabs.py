"""The tabs of a case under the keyboard, and what stands in them."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QComboBox

from caseapp.desk_parts import open_desk
from caseapp.ui.navigator import CasePlace, CasesPlace, CaseTab, ClaimPlace
from caseapp.ui.pages.case_page import CasePage
from tests.support.screens import CTRL
from tests.support.whole_window import furnished_office, settle, show, whole_window

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from uuid import UUID

    from pytestqt.qtbot import QtBot

    from caseapp.ui.main_window import MainWindow
    from caseapp.ui.settings import Settings
    from caseapp.ui.tasks import Jobs
    from caseapp.ui.widgets.case_tabs import CaseTabs
    from tests.support.asking import Answers
    from tests.support.builders import Office

KEY, SHIFT = Qt.Key, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return furnished_office(tmp_path)


@pytest.fixture
def case(office: Office) -> UUID:
    return office.cases.rows()[0].id


@pytest.fixture
def window(
    office: Office, jobs: Jobs, settings: Settings, answers: Answers, qtbot: QtBot
) -> Iterator[MainWindow]:
    made = whole_window(office, jobs, settings, answers, qtbot)
    yield made
    made.close()


def _tabs(window: MainWindow) -> CaseTabs:
    assert isinstance(window.page, CasePage)
    return window.page.tabs


def _shown(window: MainWindow) -> str:
    return _tabs(window).tabText(_tabs(window).currentIndex())


def test_keys_go_from_tab_to_tab_whatever_holds_the_cursor_and_change_nothing_in_it(
    window: MainWindow, case: UUID, jobs: Jobs, qtbot: QtBot
) -> None:
    show(window, jobs, CasePlace(case, CaseTab.HOUSEHOLD))
    page = window.page
    assert page is not None
    choice = next(box for box in page.findChildren(QComboBox) if box.isVisible())
    choice.setFocus()
    before = choice.currentText()
    for key, modifier, words in (
        (KEY.Key_PageDown, CTRL, "Budget"),
        (KEY.Key_PageUp, CTRL, "Foyer"),
        (KEY.Key_PageUp, CTRL, "Synthèse"),
        (KEY.Key_Tab, CTRL | SHIFT, "Historique"),  # round: « Service payant » is not in sight
        (KEY.Key_Tab, CTRL, "Synthèse"),
    ):
        qtbot.keyClick(QApplication.focusWidget() or page, key, modifier)
        settle(jobs)
        assert _shown(window) == words
    assert choice.currentText() == before


def test_the_words_of_a_tab_are_not_cut_when_its_count_changed_elsewhere(
    window: MainWindow, office: Office, case: UUID, jobs: Jobs
) -> None:
    show(window, jobs, CasePlace(case, CaseTab.RIGHTS))
    show(window, jobs, CasesPlace())
    desk = open_desk(office.store, office.engine, office.clock)
    desk.documents.add(case, BytesIO(b"%PDF-1.4 bail"), "bail.pdf")
    show(window, jobs, CasePlace(case, CaseTab.RIGHTS))
    tabs = _tabs(window)
    cut = [
        tabs.tabText(place)
        for place in range(tabs.count())
        if tabs.isTabVisible(place)
        and tabs.tabRect(place).width() < tabs.tabSizeHint(place).width()
    ]
    assert not cut


def test_an_interview_is_begun_from_the_page_of_a_claim(
    window: MainWindow, office: Office, case: UUID, jobs: Jobs, qtbot: QtBot
) -> None:
    (claim,) = office.claims.of_case(case)
    show(window, jobs, ClaimPlace(claim.id))
    assert window.page is not None
    qtbot.keyClick(window.page, KEY.Key_E, CTRL | SHIFT)
    settle(jobs)
    assert _shown(window).startswith("Entretiens")
