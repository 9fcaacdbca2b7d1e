"""The list of cases under a person's hands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from caseapp.ui.pages.cases.page import CasesPage
from tests.support.screens import button

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from caseapp.ui.main_window import MainWindow

_PLAIN = Qt.KeyboardModifier.NoModifier


class CasesScreen:
    """Types where the cursor is, as a person does."""

    def __init__(self, window: MainWindow, qtbot: QtBot) -> None:
        self.window, self._bot = window, qtbot

    @property
    def page(self) -> CasesPage:
        page = self.window.page
        assert isinstance(page, CasesPage)
        return page

    @property
    def focused(self) -> QWidget:
        widget = QApplication.focusWidget()
        assert widget is not None, "nothing has the focus"
        return widget

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = _PLAIN) -> None:
        self._bot.keyClick(self.focused, key, modifier)

    def type(self, text: str) -> None:
        self._bot.keyClicks(self.focused, text)

    def click(self, words: str) -> None:
        self._bot.mouseClick(button(self.page, words), Qt.MouseButton.LeftButton)

    @property
    def names(self) -> list[str]:
        """The cases listed."""
        return [row.name for row in self.page.table.rows_model.rows]

    @property
    def is_creating(self) -> bool:
        return self.page.new_case.isVisible()
