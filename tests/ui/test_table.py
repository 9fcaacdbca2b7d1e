"""A table is walked, sorted, ticked, copied and acted upon from the keyboard as with the mouse."""

from __future__ import annotations

import gc
import weakref
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from caseapp.ui.delegates.cells import button_rect
from caseapp.ui.models.table import Column, Kind, RowModel, pasted
from caseapp.ui.theme import Tone, current
from caseapp.ui.widgets.table import Table

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


@dataclass(frozen=True)
class Row:
    number: int
    name: str
    amount: int | None
    action: str = "Ouvrir"
    done: bool = False


ROWS = [Row(1, "BENALI Samira", 341), Row(2, "ABADIE Luc", None), Row(3, "KONÉ Awa", 1043, "")]

LAST = Row(4000, "ZOLA", None, "Ouvrir la démarche")


def _model() -> RowModel[Row]:
    return RowModel(
        [
            Column(title="Fait", kind=Kind.TICK, ticked=lambda row: row.done, width=60),
            Column(
                title="Dossier",
                text=lambda row: row.name,
                hint=lambda row: f"n° {row.number}",
                strong=True,
                sort_key=lambda row: row.name,
                stretch=True,
            ),
            Column(
                title="Montant",
                text=lambda row: "inconnu" if row.amount is None else f"{row.amount} €",
                tone=lambda row: Tone.UNKNOWN if row.amount is None else None,
                sort_key=lambda row: row.amount,
                numeric=True,
            ),
            Column(title="Note", text=lambda _row: "à voir", edit=lambda _row: "à voir"),
            Column(title="", text=lambda row: row.action, kind=Kind.ACTION),
        ],
        key=lambda row: row.number,
    )


@pytest.fixture
def table(qtbot: QtBot) -> Table[Row]:
    shown = Table(_model(), "Dossiers", grows=True)
    shown.rows_model.set_rows(ROWS)
    shown.resize(900, 300)
    qtbot.addWidget(shown)
    with qtbot.waitActive(shown):
        shown.show()
    return shown


def _names(table: Table[Row]) -> list[str]:
    return [row.name.split()[0] for row in table.rows_model.rows]


def test_sorting_goes_by_the_key_and_what_is_unknown_comes_last_both_ways(
    table: Table[Row],
) -> None:
    table.sortByColumn(2, Qt.SortOrder.AscendingOrder)
    assert _names(table) == ["BENALI", "KONÉ", "ABADIE"]
    table.sortByColumn(2, Qt.SortOrder.DescendingOrder)
    assert _names(table) == ["KONÉ", "BENALI", "ABADIE"]


def test_a_column_that_sorts_nothing_takes_no_arrow(table: Table[Row], qtbot: QtBot) -> None:
    header = table.horizontalHeader()
    table.sortByColumn(1, Qt.SortOrder.AscendingOrder)
    place = QPoint(header.sectionViewportPosition(0) + 8, header.height() // 2)
    qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert header.sortIndicatorSection() == 1
    assert [row.name for row in table.rows_model.rows] == sorted(row.name for row in ROWS)


def test_the_row_one_is_on_survives_sorting_and_reloading(table: Table[Row]) -> None:
    table.choose(3)
    table.sortByColumn(1, Qt.SortOrder.AscendingOrder)
    assert table.current == ROWS[2]
    table.rows_model.set_rows(ROWS[1:])
    assert table.current == ROWS[2]
    assert _names(table) == ["ABADIE", "KONÉ"]


def test_the_row_one_is_on_bears_a_mark_where_the_keyboard_is_in_the_table(
    qtbot: QtBot,
) -> None:
    page = QWidget()
    line, shown = QLineEdit(page), Table(_model(), "Dossiers", grows=True)
    shown.rows_model.set_rows(ROWS)
    column = QVBoxLayout(page)
    column.addWidget(line)
    column.addWidget(shown)
    page.resize(900, 300)
    qtbot.addWidget(page)
    with qtbot.waitActive(page):
        page.show()
    shown.choose(3)
    middle = [shown.visualRect(shown.rows_model.index(row, 0)).center().y() for row in range(3)]

    def marked() -> list[bool]:
        image = shown.viewport().grab().toImage()
        return [image.pixelColor(1, y).name() == current().brand for y in middle]

    shown.setFocus()
    assert marked() == [False, False, True]
    line.setFocus()
    assert marked() == [False, False, False]


def test_enter_presses_the_button_of_the_row(table: Table[Row], qtbot: QtBot) -> None:
    table.choose(1)
    with qtbot.waitSignal(table.acted) as told:
        qtbot.keyClick(table, Qt.Key.Key_Return)
    assert told.args == [ROWS[0], 4]


def test_enter_opens_a_row_that_has_no_button(table: Table[Row], qtbot: QtBot) -> None:
    table.choose(3)
    with qtbot.waitSignal(table.opened) as told:
        qtbot.keyClick(table, Qt.Key.Key_Return)
    assert told.args == [ROWS[2]]


def test_clicking_the_button_acts_and_clicking_beside_it_only_chooses(
    table: Table[Row], qtbot: QtBot
) -> None:
    acted: list[object] = []
    table.acted.connect(lambda row, _column: acted.append(row))
    cell = table.visualRect(table.rows_model.index(1, 4))
    left = Qt.MouseButton.LeftButton
    qtbot.mouseClick(table.viewport(), left, pos=button_rect(cell, "Ouvrir").center())
    assert acted == [ROWS[1]]
    qtbot.mouseClick(table.viewport(), left, pos=cell.topRight() + QPoint(-2, 2))
    assert acted == [ROWS[1]]
    assert table.current == ROWS[1]


def test_double_click_opens_the_row(table: Table[Row], qtbot: QtBot) -> None:
    where = table.visualRect(table.rows_model.index(0, 1)).center()
    with qtbot.waitSignal(table.opened) as told:
        qtbot.mouseDClick(table.viewport(), Qt.MouseButton.LeftButton, pos=where)
    assert told.args == [ROWS[0]]


def test_space_and_a_click_tick_the_box_of_the_row(table: Table[Row], qtbot: QtBot) -> None:
    table.choose(2)
    with qtbot.waitSignal(table.rows_model.ticked) as told:
        qtbot.keyClick(table, Qt.Key.Key_Space)
    assert told.args == [ROWS[1], True]
    where = table.visualRect(table.rows_model.index(0, 0)).center()
    with qtbot.waitSignal(table.rows_model.ticked) as told:
        qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=where)
    assert told.args == [ROWS[0], True]


def test_ctrl_c_copies_the_rows_without_their_buttons(table: Table[Row], qtbot: QtBot) -> None:
    table.choose(1)  # `selectRow` would toggle it when an earlier test's last key held Ctrl
    qtbot.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "\tBENALI Samira\t341 €\tà voir"


def test_a_tab_within_a_cell_moves_no_other_where_it_is_pasted() -> None:
    model = RowModel(
        [
            Column[str](title="Note", text=str),
            Column[str](title="Long", text=lambda row: str(len(row))),
        ],
        id,
    )
    model.set_rows(["avant\taprès"])
    assert pasted(model, [0]) == "avant après\t11"


def test_typing_in_a_cell_tells_the_row_and_the_text(table: Table[Row], qtbot: QtBot) -> None:
    index = table.rows_model.index(0, 3)
    table.setCurrentIndex(index)
    table.edit(index)
    editor = table.viewport().findChild(QLineEdit)
    assert editor is not None
    with qtbot.waitSignal(table.rows_model.edited) as told:
        qtbot.keyClicks(editor, "vu")
        qtbot.keyClick(editor, Qt.Key.Key_Return)
    assert told.args == [ROWS[0], 3, "vu"]


def test_the_table_is_as_tall_as_its_rows_so_that_the_page_scrolls(table: Table[Row]) -> None:
    before = table.sizeHint().height()
    table.rows_model.set_rows(ROWS * 3)
    assert table.sizeHint().height() > 2 * before
    assert not table.verticalScrollBar().isVisible()


def test_coming_by_the_keyboard_chooses_the_first_row(qtbot: QtBot) -> None:
    window, line, table = QWidget(), QLineEdit(), Table(_model(), "Dossiers")
    qtbot.addWidget(window)
    outer = QVBoxLayout(window)
    outer.addWidget(line)
    outer.addWidget(table)
    table.rows_model.set_rows(ROWS)
    with qtbot.waitActive(window):
        window.show()
    line.setFocus()
    assert not table.selectedIndexes()
    qtbot.keyClick(line, Qt.Key.Key_Tab)
    assert table.current == ROWS[0]
    qtbot.keyClick(table, Qt.Key.Key_Tab)
    assert not table.hasFocus()


def test_a_column_of_buttons_is_as_wide_as_its_longest_word_however_far_down(
    qtbot: QtBot,
) -> None:
    table = Table(_model(), "Dossiers")
    qtbot.addWidget(table)
    table.rows_model.set_rows([Row(n, "BENALI", None) for n in range(3000)])
    narrow = table.columnWidth(4)
    table.rows_model.set_rows([Row(n, "BENALI", None) for n in range(3000)] + [LAST])
    assert table.columnWidth(4) > narrow


def test_a_screen_reader_hears_the_column_the_text_and_the_hint(table: Table[Row]) -> None:
    index = table.rows_model.index(0, 1)
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == "Dossier, BENALI Samira, n° 1"


def test_the_widths_of_the_columns_can_be_remembered(table: Table[Row]) -> None:
    table.setColumnWidth(2, 222)
    other = Table(_model(), "Dossiers")
    other.set_widths(table.widths())
    assert other.columnWidth(2) == 222
    other.deleteLater()


def test_the_arrows_keep_the_row_in_sight_where_the_page_scrolls_and_not_the_table(
    qtbot: QtBot,
) -> None:
    table = Table(_model(), "Dossiers", grows=True)
    table.rows_model.set_rows([Row(number, f"KONÉ {number}", None) for number in range(20)])
    page = QScrollArea()
    page.setWidgetResizable(True)
    page.setWidget(table)
    page.resize(900, 300)
    qtbot.addWidget(page)
    with qtbot.waitActive(page):
        page.show()
    table.setFocus()
    for _row in range(12):
        qtbot.keyClick(table, Qt.Key.Key_Down)
    row = table.visualRect(table.currentIndex())
    assert table.viewport().visibleRegion().intersected(row).boundingRect() == row
    for _row in range(12):
        qtbot.keyClick(table, Qt.Key.Key_Up)
    row = table.visualRect(table.currentIndex())
    assert table.viewport().visibleRegion().intersected(row).boundingRect() == row


@pytest.mark.parametrize("grows", [True, False])
def test_home_end_and_pages_walk_by_rows(qtbot: QtBot, grows: bool) -> None:
    shown = Table(_model(), "Dossiers", grows=grows)
    shown.rows_model.set_rows([Row(number, f"DOSSIER {number}", 0) for number in range(60)])
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setWidget(shown)
    area.resize(900, 400)
    qtbot.addWidget(area)
    with qtbot.waitActive(area):
        area.show()
    shown.setFocus()
    shown.choose(0)

    def press(key: Qt.Key) -> int:
        qtbot.keyClick(shown, key)
        place = shown.visualRect(shown.currentIndex())
        assert shown.viewport().visibleRegion().boundingRect().contains(place.center())
        assert shown.current is not None
        assert [index.row() for index in shown.selectionModel().selectedRows()] == [
            shown.currentIndex().row()
        ]
        return shown.current.number

    page = press(Qt.Key.Key_PageDown)
    assert 1 < page < 12
    assert press(Qt.Key.Key_PageDown) == pytest.approx(2 * page, abs=1)
    assert press(Qt.Key.Key_End) == 59
    assert 59 - 12 < press(Qt.Key.Key_PageUp) < 58
    assert press(Qt.Key.Key_Home) == 0
    assert press(Qt.Key.Key_PageUp) == 0
    qtbot.keyClick(shown, Qt.Key.Key_End, Qt.KeyboardModifier.ShiftModifier)
    assert len(shown.selectionModel().selectedRows()) == 60


def test_when_the_row_one_acted_on_goes_the_cursor_is_on_the_one_that_took_its_place(
    table: Table[Row], qtbot: QtBot
) -> None:
    table.setFocus()
    table.choose(2)
    table.rows_model.set_rows([ROWS[0], ROWS[2]])
    assert table.current == ROWS[2]
    table.rows_model.set_rows([ROWS[0]])
    assert table.current == ROWS[0]
    qtbot.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert "BENALI" in QGuiApplication.clipboard().text()


def test_a_row_is_as_high_as_its_highest_cell_asks_in_columns_of_any_width(qtbot: QtBot) -> None:
    long = "BENALI Samira, chez Madame KONÉ, bâtiment C : 3e étage"
    table = Table(_model(), "Dossiers")
    qtbot.addWidget(table)
    table.rows_model.set_rows([*ROWS, Row(5, long, 12), Row(6, "1-2\n3", 1, "", done=True)])
    table.show()
    for width in (560, 640, 900, 1400):
        table.resize(width, 300)
        table.rows_model.set_rows(table.rows_model.rows)
        rows = range(table.rows_model.rowCount())
        asked = [max(36, table.sizeHintForRow(row)) for row in rows]
        assert [table.rowHeight(row) for row in rows] == asked
    table.resize(560, 300)
    qtbot.waitUntil(lambda: table.rowHeight(3) > table.rowHeight(0))


def test_nothing_of_a_table_stays_once_its_window_is_gone(qapp: QApplication) -> None:
    """Its model held it, and so the whole window, and every text shown, after the lock."""
    window = QWidget()
    model = RowModel[str]([Column(title="Nom", text=str)], key=lambda row: row)
    table = Table[str](model, "Noms")
    QVBoxLayout(window).addWidget(table)
    model.set_rows(["Awa Ouattara"])
    kept = weakref.ref(table)
    window.deleteLater()
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    del window, table, model
    gc.collect()
    assert kept() is None
