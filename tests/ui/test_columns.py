"""Columns stand side by side where there is room, else one under the other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QPushButton

from caseapp.ui.widgets.columns import Columns, MainAndSide

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


def test_columns_are_stacked_in_a_narrow_window_and_come_back_in_a_wide_one(qtbot: QtBot) -> None:
    columns, left, right = Columns(600), QPushButton("gauche"), QPushButton("droite")
    columns.add(left, 2)
    columns.add(right, 1)
    qtbot.addWidget(columns)
    columns.resize(900, 300)
    columns.show()
    assert left.width() > right.width()
    assert left.x() < right.x()
    columns.resize(500, 300)
    qtbot.waitUntil(lambda: left.y() < right.y())
    assert columns.are_stacked
    columns.resize(900, 300)
    qtbot.waitUntil(lambda: left.x() < right.x())
    assert not columns.are_stacked


def test_narrow_cards_keep_their_width_beside_the_others_and_take_all_of_it_under_them(
    qtbot: QtBot,
) -> None:
    wide, narrow = QPushButton("large"), QPushButton("étroit")
    both = MainAndSide((wide,), (narrow,), side=320)
    qtbot.addWidget(both)
    both.resize(1200, 300)
    both.show()
    assert (narrow.width(), wide.width()) == (320, 1200 - 320 - 16)
    both.resize(700, 300)
    qtbot.waitUntil(lambda: narrow.y() > wide.y())
    assert narrow.maximumWidth() > 1000
    assert both.minimumSizeHint().width() < 320
