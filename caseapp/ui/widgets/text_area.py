"""A tall input for a text of many lines; Tab goes to the next input, Ctrl+Z undoes what is typed."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy

from caseapp.ui.widgets.fields import FormField


class _Area(QPlainTextEdit):
    def __init__(self, lines: int) -> None:
        super().__init__()
        self._lines = lines
        self.setTabChangesFocus(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def event(self, event: QEvent) -> bool:
        """Leave the keys of undo and redo to the page where nothing was typed here."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            typed = self.document()
            undo = event.matches(QKeySequence.StandardKey.Undo) and not typed.isUndoAvailable()
            redo = event.matches(QKeySequence.StandardKey.Redo) and not typed.isRedoAvailable()
            if undo or redo:
                event.ignore()
                return False
        return super().event(event)

    def sizeHint(self) -> QSize:
        height = self.fontMetrics().lineSpacing() * self._lines + 24
        return QSize(super().sizeHint().width(), height)

    def minimumSizeHint(self) -> QSize:
        return QSize(super().minimumSizeHint().width(), self.sizeHint().height())


class TextArea(FormField[QPlainTextEdit]):
    """Tells `typed` at each change of the person's, never for a text that comes from the base."""

    typed = Signal()

    def __init__(self, label: str, hint: str = "", *, lines: int = 7) -> None:
        editor = _Area(lines)
        super().__init__(label, editor, hint)
        layout = self.layout()
        if layout is not None:
            layout.takeAt(layout.count() - 1)  # the input takes the room, not what is under it
        self._is_showing = False
        editor.textChanged.connect(self._tell)

    @property
    def text(self) -> str:
        """What stands in the input; no base keeps a NUL, which may have been pasted."""
        return self.editor.toPlainText().replace("\0", "")

    def show_text(self, text: str) -> None:
        """Show the text of something else: what was typed before cannot be undone in it."""
        self._is_showing = True
        self.editor.setPlainText(text)
        self._is_showing = False

    def replace(self, text: str) -> None:
        """Put another text in place, which Ctrl+Z takes back; the base knows it already."""
        if text == self.text:
            return
        self._is_showing = True
        cursor = QTextCursor(self.editor.document())
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.insertText(text)
        self._is_showing = False

    def _tell(self) -> None:
        if not self._is_showing:
            self.typed.emit()
