"""The list of cases under a person's hands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from caseapp.ui.pages.cases.lines import GroupLine
from caseapp.ui.pages.cases.page import CasesPage
from tests.support.hands import plain
from tests.support.screens import button

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from caseapp.ui.main_window import MainWindow
    from caseapp.ui.widgets.fields import ChoiceField

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

    def choose(self, field: ChoiceField, words: str) -> None:
        """Choose in a list from the keyboard."""
        field.editor.setFocus()
        self._bot.keyClick(field.editor, Qt.Key.Key_Home)
        places = range(field.editor.count())
        place = next(i for i in places if field.editor.itemText(i) == words)
        for _ in range(place):
            self._bot.keyClick(field.editor, Qt.Key.Key_Down)
        self._bot.keyClick(field.editor, Qt.Key.Key_Return)

    def to_list(self) -> None:
        """Go to the table by the keyboard: its first line is chosen where none was."""
        self.page.table.setFocus(Qt.FocusReason.TabFocusReason)

    def click_line(self, place: int, column: int = 1) -> None:
        table = self.page.table
        rect = table.visualRect(table.lines.index(place, column))
        self._bot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=rect.center())

    def wait_pane(self, name: str) -> None:
        """Wait until the pane tells of a case."""
        whole = (name, "Démarches en cours")
        self._bot.waitUntil(lambda: all(part in self.page.pane.words for part in whole))

    @property
    def names(self) -> list[str]:
        """The cases listed, those of folded groups too."""
        shown = not self.page.table.isHidden()
        return [row.name for row in self.page.table.lines.cases] if shown else []

    @property
    def lines(self) -> list[str]:
        """The lines on screen: cases, and heads of groups."""
        return [
            plain(line.words) if isinstance(line, GroupLine) else line.name
            for line in self.page.table.lines.rows
        ]

    @property
    def current(self) -> str:
        """The case one is on."""
        case = self.page.table.current_case
        return "" if case is None else case.name

    @property
    def is_creating(self) -> bool:
        return self.page.new_case.isVisible()
