"""« Documents » under a person's hands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtWidgets import QApplication

from caseapp.ui.pages.documents.opening import Opened
from caseapp.ui.widgets.fields import ChoiceField, TextField
from tests.support.hands import TableHands, plain, press
from tests.support.screens import CTRL, visible_buttons

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtGui import QImage
    from pytestqt.qtbot import QtBot

    from caseapp.ui.pages.documents.tab import DocumentsTab

_LEFT = Qt.MouseButton.LeftButton
_NONE = Qt.KeyboardModifier.NoModifier
_COPY = Qt.DropAction.CopyAction


class DocumentsHands:
    def __init__(self, tab: DocumentsTab, qtbot: QtBot) -> None:
        self.tab, self.bot = tab, qtbot
        self.table = TableHands(tab.list.table, qtbot)

    # -- ways in
    def drag(self, *paths: Path) -> QMimeData:
        """Hold files over the tab."""
        mime = QMimeData()
        mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
        event = QDragEnterEvent(QPoint(60, 60), _COPY, mime, _LEFT, _NONE)
        QApplication.sendEvent(self.tab, event)
        return mime

    def drop(self, *paths: Path) -> None:
        """Drag files over the tab, and let them go; wait until they are in."""
        mime = self.drag(*paths)
        with self.bot.waitSignal(self.tab.intake.ended, timeout=30_000):
            event = QDropEvent(QPointF(60, 60), _COPY, mime, _LEFT, _NONE)
            QApplication.sendEvent(self.tab, event)

    def paste(self, image: QImage) -> None:
        QGuiApplication.clipboard().setImage(image)
        with self.bot.waitSignal(self.tab.intake.ended, timeout=30_000):
            self.bot.keyClick(self.tab.list.table, Qt.Key.Key_V, CTRL)

    # -- describing
    def type(self, name: str, text: str) -> None:
        """Write in a line of the form, from the keyboard."""
        field = self.tab.describing.fields[name]
        assert isinstance(field, TextField)
        field.editor.setFocus()
        field.editor.selectAll()
        self.bot.keyClicks(field.editor, text)

    def choose(self, name: str, words: str) -> None:
        """Choose in a list of the form by its first letters."""
        field = self.tab.describing.fields[name]
        assert isinstance(field, ChoiceField)
        field.editor.setFocus()
        self.bot.keyClicks(field.editor, words)

    def tab_key(self, name: str) -> None:
        """Leave a field with Tab."""
        self.bot.keyClick(self.tab.describing.fields[name].editor, Qt.Key.Key_Tab)

    def enter(self) -> None:
        self.bot.keyClick(self.tab.describing.focusWidget(), Qt.Key.Key_Return)

    def escape(self) -> None:
        self.bot.keyClick(self.tab.describing.focusWidget(), Qt.Key.Key_Escape)

    def shown(self, name: str) -> str:
        field = self.tab.describing.fields[name]
        return field.text if isinstance(field, TextField) else field.editor.currentText()

    def error(self, name: str) -> str:
        return plain(self.tab.describing.fields[name].error)

    @property
    def is_describing(self) -> bool:
        return self.tab.describing.isVisible()

    # -- looking
    def look_at(self, words: str) -> None:
        """Choose a document and wait until it is shown, drawn if it has pages."""
        preview = self.tab.preview
        if preview.line is None or words not in preview.line.title:
            self.table.choose(words)
        self.wait_shown()

    def wait_shown(self) -> None:
        """Wait until what is chosen is on screen."""
        preview = self.tab.preview
        self.bot.waitUntil(lambda: preview.opened != Opened(), timeout=30_000)
        if preview.view.count:
            self.bot.waitUntil(lambda: not preview.view.sheet.isNull(), timeout=30_000)

    def view_key(self, key: Qt.Key) -> None:
        """Press a key on the page, and wait for what it draws."""
        view = self.tab.preview.view
        before = view.sheet.cacheKey()
        self.bot.keyClick(view, key)
        self.bot.waitUntil(lambda: view.sheet.cacheKey() != before, timeout=30_000)

    # -- the rest
    def press(self, words: str) -> None:
        press(self.tab, words, self.bot)

    def undo(self) -> None:
        self.bot.keyClick(self.tab.list.table, Qt.Key.Key_Z, CTRL)

    @property
    def titles(self) -> list[str]:
        return [line.title for line in self.tab.list.table.rows_model.rows]

    @property
    def notice(self) -> str:
        return plain(self.tab.notice.words) if self.tab.notice.isVisible() else ""

    @property
    def buttons(self) -> list[str]:
        return visible_buttons(self.tab)
