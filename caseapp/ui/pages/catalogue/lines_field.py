"""An input of several lines: pieces, steps, a note; Tab goes to the next input."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPlainTextEdit

from caseapp.ui.widgets.fields import FormField

if TYPE_CHECKING:
    from PySide6.QtGui import QFocusEvent

_LINES = 4


class _Lines(QPlainTextEdit):
    left = Signal()

    def __init__(self, lines: int) -> None:
        super().__init__()
        self.setTabChangesFocus(True)
        self.setFixedHeight(self.fontMetrics().lineSpacing() * lines + 24)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.left.emit()


class LinesField(FormField[_Lines]):
    """Several lines of text."""

    def __init__(self, label: str, hint: str = "", lines: int = _LINES) -> None:
        super().__init__(label, _Lines(lines), hint)
        self._shown = ""
        self.editor.left.connect(self.commit)

    @property
    def text(self) -> str:
        """What stands in the input."""
        return self.editor.toPlainText()

    def show_text(self, text: str) -> None:
        """Show a text that comes from the base."""
        self._shown = text
        self.editor.setPlainText(text)

    def commit(self) -> None:
        """Tell the text if it changed."""
        if self.text != self._shown:
            self._shown = self.text
            self.committed.emit(self.text)
