"""The search of the top bar under a person's hands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QListView

from caseapp.ui.models.palette import RowKind
from tests.support.screens import CTRL

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from caseapp.ui.main_window import MainWindow
    from caseapp.ui.widgets.palette import PaletteEdit

_PLAIN = Qt.KeyboardModifier.NoModifier


class SearchScreen:
    """Types in the line, walks in what answers."""

    def __init__(self, window: MainWindow, qtbot: QtBot) -> None:
        self.window, self._bot = window, qtbot

    @property
    def line(self) -> PaletteEdit:
        return self.window.top.search

    def come(self) -> None:
        """Strike Ctrl K, wherever one is in the window."""
        self.window.activateWindow()  # without a screen a window falls asleep by itself
        self._bot.waitUntil(self.window.isActiveWindow)
        self._bot.keyClick(QApplication.focusWidget() or self.window, Qt.Key.Key_K, CTRL)
        assert self.line.hasFocus()

    def type(self, text: str) -> None:
        """Type, and wait for the answer."""
        self._bot.keyClicks(self.line, text)
        self._bot.waitUntil(lambda: self.line.is_answered)

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = _PLAIN) -> None:
        self._bot.keyClick(self.line, key, modifier)

    def click(self, words: str) -> None:
        """Click on a row."""
        (view,) = [v for v in self.window.findChildren(QListView) if v.isVisible()]
        place = next(i for i, row in enumerate(self.line.rows) if words in row.title.text)
        rect = view.visualRect(view.model().index(place, 0))
        self._bot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=rect.center())

    @property
    def titles(self) -> list[str]:
        """The titles of the groups."""
        return [row.title.text for row in self.line.rows if row.kind is RowKind.TITLE]

    @property
    def found(self) -> list[str]:
        """What can be chosen."""
        return [row.title.text for row in self.line.rows if row.can_be_chosen]

    @property
    def lit(self) -> str:
        """The row that Enter would follow."""
        row = self.line.chosen
        return "" if row is None else row.title.text
