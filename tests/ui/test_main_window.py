"""The main window leads to pages, finds cases, and lets each page keep what is typed."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtWidgets import QDialog, QPushButton, QVBoxLayout, QWidget
from shiboken6 import isValid

from caseapp.kernel.ids import new_id
from caseapp.ui.main_window import MainWindow
from caseapp.ui.models.palette import PaletteRow, RowKind, Words
from caseapp.ui.models.table import Column, RowModel
from caseapp.ui.navigator import CasePlace, CasesPlace, ClaimsPlace, DayPlace, Navigator
from caseapp.ui.widgets.fields import TextField
from caseapp.ui.widgets.page import Page
from caseapp.ui.widgets.side_bar import Entry
from caseapp.ui.widgets.table import Table
from caseapp.ui.widgets.texts import Text
from tests.support.screens import ALT, CTRL, MainScreen

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

    from caseapp.kernel.clock import FixedClock
    from caseapp.ui.navigator import Place
    from caseapp.ui.settings import Settings
    from caseapp.ui.tasks import Jobs

CASE = CasePlace(new_id())
ENTRIES = (
    Entry("Ma journée", "day", DayPlace(), (DayPlace,)),
    Entry("Dossiers", "cases", CasesPlace(), (CasesPlace, CasePlace)),
)


class _Page(Page):
    def __init__(self, kept: list[str]) -> None:
        super().__init__()
        self.kept = kept
        self.places: list[Place] = []
        self.note = TextField("Note")
        QVBoxLayout(self).addWidget(self.note)
        self.setFocusProxy(self.note)

    def show_place(self, place: Place) -> None:
        self.places.append(place)

    def leave(self) -> None:
        if self.note.is_edited:
            self.note.commit()
            self.kept.append(self.note.text)


def _search(text: str, _recent: object) -> list[PaletteRow]:
    if text in "ouattara awa":
        return [PaletteRow(kind=RowKind.FOUND, title=Words("OUATTARA Awa"), value=CASE)]
    return [PaletteRow(kind=RowKind.SAYING, title=Words("Rien"))]


@pytest.fixture
def kept() -> list[str]:
    return []


@pytest.fixture
def screen(
    jobs: Jobs, settings: Settings, clock: FixedClock, qtbot: QtBot, kept: list[str]
) -> Iterator[MainScreen]:
    window = MainWindow(Navigator(), jobs, settings, clock, ENTRIES)
    for place in (DayPlace, CasesPlace, CasePlace):
        window.register(place, lambda: _Page(kept))
    window.set_search(_search)
    window.navigator.go(DayPlace())
    with qtbot.waitActive(window):
        window.show()
    yield MainScreen(window, qtbot)
    if isValid(window):
        window.close()
        window.deleteLater()


def _place(screen: MainScreen) -> Place:
    page = screen.window.page
    assert isinstance(page, _Page)
    return page.places[-1]


def test_the_side_bar_shows_the_pages_that_exist_and_lights_the_one_on_screen(
    screen: MainScreen,
) -> None:
    assert screen.window.side.words == ["Ma journée", "Dossiers"]
    assert screen.chosen_page == "Ma journée"
    screen.go_to("Dossiers")
    assert screen.chosen_page == "Dossiers"
    assert _place(screen) == CasesPlace()
    screen.window.navigator.go(CASE)
    assert screen.chosen_page == "Dossiers"  # a case is one of the cases


def test_the_longest_name_of_a_page_fits_the_side_bar(
    screen: MainScreen, jobs: Jobs, settings: Settings, clock: FixedClock, qtbot: QtBot
) -> None:
    longest = Entry("Catalogue des droits", "catalogue", CasesPlace(), (CasesPlace,))
    window = MainWindow(Navigator(), jobs, settings, clock, [longest])
    qtbot.addWidget(window)
    window.register(CasesPlace, lambda: _Page([]))
    window.navigator.go(CasesPlace())
    window.show()
    name = next(b for b in window.side.findChildren(QPushButton) if "Catalogue" in b.text())
    assert name.sizeHint().width() <= name.width()


def test_clicking_the_page_one_is_on_leaves_it_lit(screen: MainScreen) -> None:
    screen.go_to("Ma journée")
    assert screen.chosen_page == "Ma journée"


def test_a_badge_says_how_much_waits_and_nothing_when_nothing_does(screen: MainScreen) -> None:
    screen.window.show_badge("Ma journée", 4)
    screen.go_to("Ma journée, 4 à traiter")
    screen.window.show_badge("Ma journée", 0)
    screen.go_to("Ma journée")


def test_the_day_is_written_out_and_changes_at_midnight(
    screen: MainScreen, clock: FixedClock
) -> None:
    assert screen.window.top.day == "Lundi 23 novembre 2026"
    clock.moment += timedelta(days=1)
    timers = screen.window.findChildren(QTimer, options=Qt.FindChildOption.FindDirectChildrenOnly)
    (minute,) = [timer for timer in timers if timer.interval() == 60_000]
    assert minute.isActive()
    minute.timeout.emit()  # as it does each minute
    assert screen.window.top.day == "Mardi 24 novembre 2026"
    page = screen.window.page
    assert isinstance(page, _Page)
    assert len(page.places) == 2  # read afresh


def test_ctrl_k_finds_a_case_by_name_and_enter_opens_it(screen: MainScreen) -> None:
    assert screen.search("ouat") == ["OUATTARA Awa"]
    screen.press(Qt.Key.Key_Return)
    assert _place(screen) == CASE
    assert screen.window.top.search.text() == ""


def test_a_search_that_finds_nothing_says_so_and_escape_ends_it(screen: MainScreen) -> None:
    assert screen.search("zzz") == []
    screen.press(Qt.Key.Key_Escape)
    assert screen.window.top.search.text() == ""
    screen.press(Qt.Key.Key_Escape)
    assert not screen.window.top.search.hasFocus()


def test_ctrl_n_goes_to_a_new_case_and_alt_left_comes_back(screen: MainScreen) -> None:
    screen.press(Qt.Key.Key_N, CTRL)
    assert _place(screen) == CasesPlace(creating=True)
    screen.press(Qt.Key.Key_Left, ALT)
    assert _place(screen) == DayPlace()
    screen.press(Qt.Key.Key_Right, ALT)
    assert _place(screen) == CasesPlace(creating=True)


def test_f1_shows_the_keys(screen: MainScreen, qtbot: QtBot) -> None:
    screen.press(Qt.Key.Key_F1)
    (window,) = [d for d in screen.window.findChildren(QDialog) if d.isVisible()]
    assert window.windowTitle() == "Aide"
    keys = {text.text() for text in window.findChildren(Text)}
    assert {"Ctrl Maj E", "Alt ←", "Alt P"} <= keys
    assert not any("Shift" in words for words in keys)
    qtbot.keyClick(window, Qt.Key.Key_Escape)


def test_what_is_typed_is_kept_when_one_goes_elsewhere_locks_or_closes(
    screen: MainScreen, kept: list[str], qtbot: QtBot
) -> None:
    def type_in_page(text: str) -> None:
        page = screen.window.page
        assert isinstance(page, _Page)
        qtbot.keyClicks(page.note.editor, text)

    type_in_page("un")
    screen.window.navigator.go(CasesPlace())
    type_in_page("deux")
    screen.window.navigator.go(CasesPlace(creating=True))  # the same page, another place
    type_in_page("trois")
    screen.window.close()
    assert kept == ["un", "deux", "deuxtrois"]


def test_ctrl_l_and_the_button_ask_for_the_lock(screen: MainScreen, qtbot: QtBot) -> None:
    with qtbot.waitSignal(screen.window.lock_asked):
        screen.press(Qt.Key.Key_L, CTRL)
    with qtbot.waitSignal(screen.window.lock_asked):
        screen.go_to("Verrouiller")


def test_retiring_destroys_the_window_and_its_pages(
    screen: MainScreen, kept: list[str], qtbot: QtBot
) -> None:
    page = screen.window.page
    assert isinstance(page, _Page)
    qtbot.keyClicks(page.note.editor, "à garder"[2:])
    gone: list[bool] = []
    page.destroyed.connect(lambda *_: gone.append(True))
    with qtbot.waitSignal(screen.window.destroyed):
        screen.window.retire()
    assert len(gone) == 1
    assert kept == ["garder"]


def test_a_page_that_fails_to_keep_does_not_prevent_the_others_nor_the_lock(
    screen: MainScreen, kept: list[str], qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = screen.window.page
    assert isinstance(first, _Page)
    screen.window.navigator.go(CasesPlace())
    second = screen.window.page
    assert isinstance(second, _Page)
    qtbot.keyClicks(second.note.editor, "second")

    def fail() -> None:
        raise OSError

    monkeypatch.setattr(first, "leave", fail)
    with (
        qtbot.captureExceptions() as caught,
        qtbot.waitSignal(screen.window.destroyed),
    ):
        screen.window.retire()
    assert kept == ["second"]
    assert [kind for kind, _error, _trace in caught] == [OSError]


def test_the_window_opens_where_it_was_left(
    screen: MainScreen, jobs: Jobs, settings: Settings, clock: FixedClock, qtbot: QtBot
) -> None:
    screen.window.resize(1111, 707)
    screen.window.close()
    again = MainWindow(Navigator(), jobs, settings, clock)
    qtbot.addWidget(again)
    assert again.height() == 707


def test_a_column_that_was_dragged_keeps_its_width(
    screen: MainScreen, jobs: Jobs, settings: Settings, clock: FixedClock, qtbot: QtBot
) -> None:
    class Listing(Page):
        def __init__(self) -> None:
            super().__init__()
            columns = [Column[str](title=title, text=str) for title in ("Nom", "Prénom")]
            self.table = Table(RowModel[str](columns, key=str), "Personnes")
            self.table.rows_model.set_rows(["a", "b"])
            QVBoxLayout(self).addWidget(self.table)

    def listed(window: MainWindow) -> Table[str]:
        window.register(ClaimsPlace, Listing)
        window.navigator.go(ClaimsPlace())
        page = window.page
        assert isinstance(page, Listing)
        return page.table

    header = listed(screen.window).horizontalHeader()
    edge, y = header.sectionSize(0) - 1, header.height() // 2
    view, left = header.viewport(), Qt.MouseButton.LeftButton
    qtbot.mousePress(view, left, pos=QPoint(edge, y))
    qtbot.mouseMove(view, QPoint(edge + 40, y))
    qtbot.mouseMove(view, QPoint(edge + 77, y))
    qtbot.mouseRelease(view, left, pos=QPoint(edge + 77, y))
    width = header.sectionSize(0)
    assert width > edge + 50
    screen.window.close()

    again = MainWindow(Navigator(), jobs, settings, clock)
    qtbot.addWidget(again)
    assert listed(again).columnWidth(0) == width


def test_the_order_of_tab_follows_the_eye(screen: MainScreen, qtbot: QtBot) -> None:
    window = screen.window
    page = window.page
    assert isinstance(page, _Page)
    screen.go_to("Ma journée")
    names = []
    for _ in range(7):
        focused: QWidget | None = window.focusWidget()
        assert focused is not None
        names.append(focused.accessibleName())
        qtbot.keyClick(focused, Qt.Key.Key_Tab)
    assert names == [
        "Ma journée",
        "Dossiers",
        "Verrouiller",
        "Rechercher",
        "Écran partagé : masquer les noms des autres dossiers",
        "Nouveau dossier",
        "Note",
    ]


def test_the_list_closes_when_the_window_changes_size(screen: MainScreen, qtbot: QtBot) -> None:
    screen.search("ouat")
    screen.window.resize(1000, 700)
    qtbot.waitUntil(lambda: not screen.window.top.search.is_list_open)
