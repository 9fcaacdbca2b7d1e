"""What a screen reader is told of every page: Qt's own accessibility tree, walked."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QPushButton, QScrollArea, QTabBar, QToolButton, QWidget

from caseapp.ui.models.table import CellRole
from caseapp.ui.navigator import CasePlace, CaseTab, ClaimsPlace
from caseapp.ui.pages.case_page import CasePage
from caseapp.ui.pages.household.side_cards import BudgetCard
from caseapp.ui.widgets.buttons import Button, Chips
from caseapp.ui.widgets.notice import Notice
from caseapp.ui.widgets.table import Table
from caseapp.ui.widgets.texts import Text
from tests.support.hands import plain
from tests.support.whole_window import furnished_office, places, show, whole_window

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from caseapp.ui.main_window import MainWindow
    from caseapp.ui.settings import Settings
    from caseapp.ui.tasks import Jobs
    from tests.support.asking import Answers
    from tests.support.builders import Office

_SILENT = {QAccessible.Role.NoRole, QAccessible.Role.Client, QAccessible.Role.Border}


@pytest.fixture(autouse=True)
def listening() -> Iterator[None]:
    """A screen reader listens: Qt then tells it of rows that come and go."""
    QAccessible.setActive(True)
    yield
    QAccessible.setActive(False)


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return furnished_office(tmp_path)


@pytest.fixture
def window(
    office: Office, jobs: Jobs, settings: Settings, answers: Answers, qtbot: QtBot
) -> Iterator[MainWindow]:
    made = whole_window(office, jobs, settings, answers, qtbot)
    yield made
    made.close()


def reachable(window: MainWindow) -> list[QWidget]:
    """Return what one can come to by the keyboard or click on."""
    return [
        widget
        for widget in window.findChildren(QWidget)
        if widget.isVisible()
        and widget.isEnabled()
        and widget.focusPolicy() != Qt.FocusPolicy.NoFocus
        and not isinstance(widget, QScrollArea)
        and widget.focusProxy() is None
    ]


def told(widget: QWidget) -> tuple[QAccessible.Role, str]:
    """Return the role and the name that a screen reader is given."""
    interface = QAccessible.queryAccessibleInterface(widget)
    assert interface is not None, widget
    return interface.role(), interface.text(QAccessible.Text.Name).strip()


def test_every_control_of_every_page_has_a_name_and_a_role(
    window: MainWindow, office: Office, jobs: Jobs
) -> None:
    nameless: dict[str, list[str]] = {}
    for place in places(office):
        show(window, jobs, place)
        controls = reachable(window)
        assert len(controls) > 10, place
        for widget in controls:
            role, name = told(widget)
            if (not name and not isinstance(widget, QTabBar)) or role in _SILENT:
                nameless.setdefault(f"{place}", []).append(f"{widget} {role} {name!r}")
    assert nameless == {}


def test_no_two_buttons_of_a_page_are_told_alike(
    window: MainWindow, office: Office, jobs: Jobs
) -> None:
    alike: dict[str, list[str]] = {}
    for place in places(office):
        show(window, jobs, place)
        buttons = [told(widget) for widget in reachable(window) if isinstance(widget, Button)]
        names = Counter(name for role, name in buttons if role == QAccessible.Role.Button)
        if twice := [name for name, count in names.items() if count > 1]:
            alike[f"{place}"] = twice
    assert alike == {}


def test_the_cells_of_every_table_are_read_with_all_their_words(
    window: MainWindow, office: Office, jobs: Jobs
) -> None:
    silent: list[str] = []
    seen = 0
    for place in places(office):
        show(window, jobs, place)
        for table in window.findChildren(Table):
            if not table.isVisible() or not table.rows_model.rowCount():
                continue
            tree = QAccessible.queryAccessibleInterface(table)
            # A tree has its headers among its children, one more a line.
            count = min(tree.childCount(), 3 * (table.rows_model.columnCount() + 1))
            read = [tree.child(place).text(QAccessible.Text.Name) for place in range(count)]
            for column in range(table.rows_model.columnCount()):
                if table.isColumnHidden(column):
                    continue
                seen += 1
                index = table.rows_model.index(0, column)
                shown = [index.data() or "", index.data(CellRole.HINT) or ""]
                if not any(all(words in cell for words in shown) for cell in read):
                    silent.append(f"{place} {table.accessibleName()} {column}: {shown}")
    assert silent == []
    assert seen > 50


def test_the_tabs_of_a_case_are_named(window: MainWindow, office: Office, jobs: Jobs) -> None:
    show(window, jobs, CasePlace(office.cases.rows()[0].id))
    page = window.page
    assert isinstance(page, CasePage)
    assert told(page.tabs)[0] == QAccessible.Role.PageTabList
    interface = QAccessible.queryAccessibleInterface(page.tabs)
    children = [interface.child(place) for place in range(page.tabs.count())]
    names = [child.text(QAccessible.Text.Name).strip() for child in children]
    assert len(names) == page.tabs.count() > 4
    assert all(names)


def test_nothing_is_told_twice_nor_in_english(
    window: MainWindow, office: Office, jobs: Jobs
) -> None:
    wrong: list[str] = []
    for place in places(office):
        show(window, jobs, place)
        for widget in [*reachable(window), *window.findChildren(Notice)]:
            interface = QAccessible.queryAccessibleInterface(widget)
            texts = QAccessible.Text
            name, more = (interface.text(kind).strip() for kind in (texts.Name, texts.Description))
            if more and more == name:
                wrong.append(f"{place}: {name!r} and {more!r}")
            if "scroll" in name.lower():
                wrong.append(f"{place}: {name!r}")
        arrows = [*window.findChildren(QToolButton)]
        wrong += [arrow.accessibleName() for arrow in arrows if "Scroll" in told(arrow)[1]]
    assert wrong == []


def test_the_pages_of_the_side_bar_are_buttons_of_which_one_says_it_is_shown(
    window: MainWindow, jobs: Jobs
) -> None:
    show(window, jobs, ClaimsPlace())
    buttons = [b for b in window.side.findChildren(QPushButton) if b.isVisible()]
    assert {told(button)[0] for button in buttons} == {QAccessible.Role.Button}
    lit = [told(b)[1] for b in buttons if b.accessibleDescription() == "page affichée"]
    assert lit == ["Démarches"]


def test_filters_of_which_one_is_chosen_are_told_as_such(
    window: MainWindow, office: Office, jobs: Jobs
) -> None:
    show(window, jobs, ClaimsPlace())
    assert window.page is not None
    (chips,) = window.page.findChildren(Chips)
    roles = {told(chip)[0] for chip in chips.findChildren(Button)}
    assert roles == {QAccessible.Role.RadioButton}


def test_each_amount_of_the_budget_of_a_household_is_told_with_its_name(
    window: MainWindow, office: Office, jobs: Jobs
) -> None:
    show(window, jobs, CasePlace(office.cases.rows()[0].id, CaseTab.HOUSEHOLD))
    assert window.page is not None
    (card,) = window.page.findChildren(BudgetCard)
    told_of = {told(text)[1] for text in card.findChildren(Text)}
    assert "Reste à vivre : 320 €" in {plain(words) for words in told_of}
