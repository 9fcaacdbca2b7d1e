"""« Simuler » under a person's hands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from caseapp.ui.widgets.fields import ChoiceField
from tests.support.hands import TableHands, choose, pick, plain, press

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from caseapp.ui.pages.whatif.tab import WhatIfTab
    from caseapp.ui.tasks import Jobs


class WhatIfHands:
    """A person on the tab."""

    def __init__(self, tab: WhatIfTab, jobs: Jobs, qtbot: QtBot) -> None:
        self.tab, self._jobs, self._bot = tab, jobs, qtbot

    def wait(self) -> None:
        """Wait for what is being computed, and for what is new to find its place."""
        self._bot.waitUntil(lambda: not self._jobs.busy, timeout=30_000)
        QApplication.processEvents()

    def choose_kind(self, words: str) -> None:
        self._choose(self.tab.changes.kind, words)

    def choose_variant(self, words: str) -> None:
        self._choose(self.tab.changes.into, words)

    def type(self, key: str, text: str) -> None:
        """Type in a field of the change, and leave it with Tab."""
        field = self.tab.changes.form.field(key)
        if isinstance(field, ChoiceField):
            self._choose(field, text)
            return
        self._bot.mouseClick(field.editor, Qt.MouseButton.LeftButton)
        field.editor.selectAll()
        self._bot.keyClick(field.editor, Qt.Key.Key_Delete)
        self._bot.keyClicks(field.editor, text)

    def text(self, key: str) -> str:
        field = self.tab.changes.form.field(key)
        assert not isinstance(field, ChoiceField)
        return field.text

    def error(self, key: str) -> str:
        return plain(self.tab.changes.form.field(key).error)

    def try_it(self) -> None:
        press(self.tab, "Essayer", self._bot)
        self.wait()

    def press(self, words: str) -> None:
        press(self.tab, words, self._bot)
        self.wait()

    def pick(self, words: str) -> None:
        """Choose a line of the menu « Enregistrées »."""
        pick(self.tab.keeping.menu, words)
        self.wait()

    @property
    def changes(self) -> TableHands:
        return TableHands(self.tab.changes.table, self._bot)

    @property
    def compared(self) -> TableHands:
        table = self.tab.results.compare.table
        assert table is not None
        return TableHands(table, self._bot)

    @property
    def months(self) -> TableHands:
        table = self.tab.results.months.table
        assert table is not None
        return TableHands(table, self._bot)

    @property
    def notice(self) -> str:
        return plain(self.tab.notice.words) if self.tab.notice.isVisible() else ""

    def _choose(self, field: ChoiceField, words: str) -> None:
        choose(field, words, self._bot)
        self._bot.keyClick(field.editor, Qt.Key.Key_Return)
