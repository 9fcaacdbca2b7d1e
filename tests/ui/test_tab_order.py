"""The Tab key goes as the eye does, on every page and over what is made anew as one works."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QScrollArea, QWidget

from caseapp.ui.navigator import CasePlace, CaseTab, MergePlace
from caseapp.ui.pages.case_page import CasePage
from caseapp.ui.pages.whatif.tab import WhatIfTab
from caseapp.ui.widgets.tab_order import TabByEye
from tests.support.builders import a_case, a_home
from tests.support.documents import documents_of
from tests.support.pages.whatif import WhatIfHands
from tests.support.whole_window import furnished_office, places, settle, show, whole_window

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from caseapp.ui.main_window import MainWindow
    from caseapp.ui.settings import Settings
    from caseapp.ui.tasks import Jobs
    from tests.support.asking import Answers
    from tests.support.builders import Office

_MOST = 400


@dataclass(frozen=True)
class Stop:
    words: str
    place: QRect  # in the window, as if nothing were scrolled away

    def __str__(self) -> str:
        at = self.place
        return f"{self.words} ({at.x()},{at.y()} {at.width()}×{at.height()})"


def walk(window: MainWindow, qtbot: QtBot) -> list[QWidget]:
    """Go round the window with Tab, from the search line; return where it stopped."""
    window.top.search.setFocus()
    start: QWidget = window.top.search
    at, stops = start, [start]
    for _each in range(_MOST):
        qtbot.keyClick(at, Qt.Key.Key_Tab)
        at = window.focusWidget()
        if at is start:
            return [stop for stop in stops if _is_on_page(window, stop)]
        if at is not stops[-1]:  # from cell to cell of a table
            stops.append(at)
    raise AssertionError([_stop(window, stop).words for stop in stops[-5:]])


def _is_on_page(window: MainWindow, part: QWidget) -> bool:
    return window.page is not None and window.page.isAncestorOf(part)


def _stop(window: MainWindow, part: QWidget) -> Stop:
    text = part.text() if isinstance(part, QPushButton) else ""
    place = QRect(part.mapTo(window, QPoint()), part.size())
    ground = part.parentWidget()
    while ground is not None:
        if isinstance(ground, QScrollArea):
            place.translate(0, ground.verticalScrollBar().value())
        ground = ground.parentWidget()
    return Stop(part.accessibleName() or text, place)


def controls(window: MainWindow) -> set[QWidget]:
    """Return what the keyboard should reach on the page that is shown."""
    assert window.page is not None
    return {
        part
        for part in window.page.findChildren(QWidget)
        if part.isVisible()
        and part.isEnabled()
        and part.focusPolicy() & Qt.FocusPolicy.TabFocus
        and part.focusProxy() is None
    }


def back_steps(stops: list[Stop]) -> list[str]:
    """Return the steps that go back over what was read: up the same column, or left on a line."""
    found = []
    for before, after in pairwise(stops):
        a, b = before.place, after.place
        is_above = b.bottom() < a.top()
        is_beside = b.left() > a.right()
        is_left = b.right() < a.left() and b.top() <= a.bottom() and a.top() <= b.bottom()
        if (is_above and not is_beside) or is_left:
            found.append(f"{before} → {after}")
    return found


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


@pytest.mark.parametrize(("gone", "next_one"), [(0, 1), (1, 2), (2, 1)])
def test_the_keyboard_goes_to_the_neighbour_of_what_is_put_away(
    gone: int, next_one: int, qtbot: QtBot
) -> None:
    ground = TabByEye()
    qtbot.addWidget(ground)
    line = QHBoxLayout(ground)
    buttons = [QPushButton(str(place)) for place in range(3)]
    for button in buttons:
        line.addWidget(button)
    with qtbot.waitActive(ground):
        ground.show()
    buttons[gone].setFocus()
    buttons[gone].hide()
    assert ground.focusWidget() is buttons[next_one]


def faults(window: MainWindow, qtbot: QtBot) -> list[str]:
    """Return where Tab goes back over what was read on the page shown, and what it never reaches."""
    stops = walk(window, qtbot)
    assert stops
    missed = controls(window) - set(stops)
    return [
        *back_steps([_stop(window, stop) for stop in stops]),
        *(f"never reached: {_stop(window, control)}" for control in missed),
    ]


def test_tab_goes_as_the_eye_does_on_every_page(
    window: MainWindow, office: Office, jobs: Jobs, qtbot: QtBot
) -> None:
    wrong: dict[str, list[str]] = {}
    for place in places(office):
        show(window, jobs, place)
        if found := faults(window, qtbot):
            wrong[str(place)] = found
    assert not wrong, "\n".join(f"{place}: {step}" for place in wrong for step in wrong[place])


def test_tab_goes_as_the_eye_does_over_what_a_simulation_brings(
    window: MainWindow, office: Office, jobs: Jobs, qtbot: QtBot
) -> None:
    show(window, jobs, CasePlace(office.cases.rows()[0].id, CaseTab.WHAT_IF))
    page = window.page
    assert isinstance(page, CasePage)
    before = controls(window)
    desk = WhatIfHands(page.content(WhatIfTab), jobs, qtbot)
    desk.choose_kind("Prendre un emploi")
    desk.type("amount", "1200")
    desk.try_it()
    settle(jobs)
    assert controls(window) - before  # the tables and chips of what was tried
    assert faults(window, qtbot) == []


def test_tab_goes_as_the_eye_does_over_the_two_sides_of_a_merge(
    window: MainWindow, office: Office, jobs: Jobs, qtbot: QtBot
) -> None:
    (kept,) = office.cases.rows()
    other = a_case(office, "Ouatara", "Awa", birth_date="12/03/1992")
    a_home(office, other, {"housing.rent": "530"})
    show(window, jobs, MergePlace(kept.id))
    before = controls(window)
    show(window, jobs, MergePlace(kept.id, other))
    assert controls(window) - before  # the choices between the sides
    assert faults(window, qtbot) == []


def test_tab_goes_as_the_eye_does_over_the_chips_of_documents(
    window: MainWindow, office: Office, jobs: Jobs, qtbot: QtBot
) -> None:
    case = office.cases.rows()[0].id
    show(window, jobs, CasePlace(case, CaseTab.DOCUMENTS))
    documents = documents_of(office)
    document = documents.add(case, BytesIO(b"%PDF-1.4 passeport"), "passeport.pdf").document_id
    documents.describe(document, {**documents.shown(document), "valid_until": "01/12/2026"})
    show(window, jobs, CasePlace(case, CaseTab.DOCUMENTS, str(document)))
    page = window.page
    assert page is not None
    chips = [one.text() for one in page.findChildren(QPushButton) if one.isVisible()]
    assert any("Expirent bientôt" in chip for chip in chips)
    assert faults(window, qtbot) == []
