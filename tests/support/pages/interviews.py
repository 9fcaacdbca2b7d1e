"""« Entretiens » and « Agenda » under a person's hands, in the main window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from caseapp.ui.pages.case_page import CasePage
from caseapp.ui.pages.interviews.tab import InterviewsTab
from tests.support.hands import TableHands, dialog_over, plain, press, type_letters
from tests.support.pages.payments import RefusableHands
from tests.support.screens import CTRL

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget
    from pytestqt.qtbot import QtBot

    from caseapp.ui.main_window import MainWindow
    from caseapp.ui.pages.agenda.tab import AgendaTab

SHIFT = Qt.KeyboardModifier.ShiftModifier
TAB = Qt.Key.Key_Tab


class InterviewHands:
    """A window at the case: keys go where the cursor is, as a person's do."""

    def __init__(self, window: MainWindow, qtbot: QtBot) -> None:
        self.window, self.bot = window, qtbot

    @property
    def page(self) -> CasePage:
        page = self.window.page
        assert isinstance(page, CasePage)
        return page

    @property
    def tab(self) -> InterviewsTab:
        return self.page.content(InterviewsTab)

    @property
    def list(self) -> TableHands:
        return TableHands(self.tab.list.table, self.bot)

    def new(self) -> None:
        """Ctrl+Shift+E, wherever one is."""
        self.press(Qt.Key.Key_E, CTRL | SHIFT)

    def press(
        self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
    ) -> None:
        self.bot.keyClick(self._cursor, key, modifier)

    def type(self, text: str) -> None:
        type_letters(self._cursor, text, self.bot)

    def lines(self, *lines: str) -> None:
        """Type lines, Enter between them."""
        for number, line in enumerate(lines):
            if number:
                self.press(Qt.Key.Key_Return)
            self.type(line)

    def back_to(self, name: str) -> None:
        """Go back with Shift+Tab until the input of a name."""
        self._walk(Qt.Key.Key_Backtab, name)

    def on_to(self, name: str) -> None:
        """Go on with Tab until the input of a name."""
        self._walk(TAB, name)

    def click(self, words: str) -> None:
        press(self.page, words, self.bot)

    def undo(self) -> None:
        self.bot.keyClick(self.tab, Qt.Key.Key_Z, CTRL)

    @property
    def notice(self) -> str:
        return plain(self.tab.notice.words) if self.tab.notice.isVisible() else ""

    @property
    def state(self) -> str:
        return self.tab.editor.state.text()

    @property
    def _cursor(self) -> QWidget:
        found = self.window.focusWidget()
        assert found is not None
        return found

    def _walk(self, key: Qt.Key, name: str) -> None:
        for _step in range(40):
            if self._cursor.accessibleName() == name:
                return
            self.press(key)
            QApplication.processEvents()
        raise AssertionError(f"no « {name} » on the way")


class AgendaHands:
    """The tab of the agenda."""

    def __init__(self, tab: AgendaTab, qtbot: QtBot) -> None:
        self.tab, self.bot = tab, qtbot
        self.table = TableHands(tab.table, qtbot)
        self.mandates = TableHands(tab.mandates.table, qtbot)

    @property
    def titles(self) -> list[str]:
        return [row[2] for row in self.table.rows]

    @property
    def form(self) -> RefusableHands:
        return RefusableHands(dialog_over(self.tab, self.bot), self.bot)

    def click(self, words: str) -> None:
        press(self.tab, words, self.bot)

    def undo(self) -> None:
        self.bot.keyClick(self.tab, Qt.Key.Key_Z, CTRL)
