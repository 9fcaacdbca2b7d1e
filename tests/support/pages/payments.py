"""« Versements » under a person's hands."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from caseapp.ui.widgets.notice import Notice
from tests.support.hands import FormHands, TableHands, dialog_over, plain, press
from tests.support.screens import CTRL, button, visible_buttons

if TYPE_CHECKING:
    from PySide6.QtWidgets import QPushButton
    from pytestqt.qtbot import QtBot

    from caseapp.ui.dialogs.form import Field, RefusableForm
    from caseapp.ui.pages.payments.tab import PaymentsTab


class RefusableHands(FormHands):
    @property
    def fields(self) -> dict[str, Field]:
        return cast("RefusableForm", self.dialog).fields


class PaymentsHands:
    def __init__(self, tab: PaymentsTab, qtbot: QtBot) -> None:
        self.tab, self.bot = tab, qtbot
        self.months = TableHands(tab.months.table, qtbot)
        self.debts = TableHands(tab.debts.table, qtbot)
        self.plan = TableHands(tab.debts.detail.table, qtbot)

    def begin(self, month: str, text: str) -> QLineEdit:
        """Type on the row of a month, without leaving the cell."""
        table = self.tab.months.table
        self.months.choose(month)
        self.bot.keyClick(table, text[0])
        editor = table.viewport().findChild(QLineEdit)
        assert editor is not None
        self.bot.keyClicks(editor, text[1:])
        return editor

    def type(self, month: str, text: str) -> None:
        """Type an amount on the row of a month, then Enter."""
        table = self.tab.months.table
        editor = self.begin(month, text)
        self.bot.keyClick(editor, Qt.Key.Key_Return)
        self.bot.waitUntil(lambda: table.viewport().findChild(QLineEdit) is None)

    def paid(self, month: str) -> str:
        return self.months.row(month)[3]

    def gap(self, month: str) -> str:
        return self.months.row(month)[4]

    def undo(self) -> None:
        self.bot.keyClick(self.tab, Qt.Key.Key_Z, CTRL)

    def press(self, words: str) -> None:
        press(self.tab, words, self.bot)

    def open_form(self, words: str) -> RefusableHands:
        self.press(words)
        return RefusableHands(dialog_over(self.tab, self.bot), self.bot)

    @property
    def chips(self) -> list[str]:
        return [plain(words) for words in visible_buttons(self.tab.months.rights)]

    @property
    def advice(self) -> list[str]:
        return [plain(n.words) for n in self.tab.months.findChildren(Notice) if n.isVisible()]

    @property
    def totals(self) -> str:
        return plain(self.tab.debts.totals.text())

    @property
    def detail(self) -> str:
        return plain(self.tab.debts.detail.words.text())

    @property
    def buttons(self) -> list[str]:
        return visible_buttons(self.tab)

    def button(self, words: str) -> QPushButton:
        return button(self.tab, words)
