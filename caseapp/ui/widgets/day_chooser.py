"""A day to look at, typed as every date is: on one line, its error under it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from caseapp.kernel import french
from caseapp.kernel.typography import typeset
from caseapp.ui.widgets.fields import LineEditor
from caseapp.ui.widgets.texts import Text, TextRole

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

_WIDTH = 116  # pixels: « 01/07/2026 »


class DayChooser(QWidget):
    """Tells `chosen` on Enter; what is typed and left without Enter is taken back."""

    chosen = Signal(object)  # date

    def __init__(self, label: str, read: Callable[[str], date]) -> None:
        """Make a chooser; `read` raises `ValueError` with the sentence to show."""
        super().__init__()
        self._read = read
        self._shown = ""
        self.editor = LineEditor()
        self.editor.setFixedWidth(_WIDTH)
        self.editor.setAccessibleName(label)
        self.editor.setToolTip("Une date, puis Entrée")
        self._error = Text("", TextRole.ERROR)
        self._error.hide()
        words = Text(label, TextRole.SECONDARY)
        words.setBuddy(self.editor)
        outer = QGridLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setHorizontalSpacing(8)
        outer.setVerticalSpacing(2)
        right = Qt.AlignmentFlag.AlignRight
        outer.addWidget(words, 0, 0, right | Qt.AlignmentFlag.AlignVCenter)
        outer.addWidget(self.editor, 0, 1)
        outer.addWidget(self._error, 1, 0, 1, 2, right)
        self.editor.returnPressed.connect(self._choose)
        self.editor.editingFinished.connect(self._take_back)

    @property
    def error(self) -> str:
        """The sentence shown, empty when all is well."""
        return "" if self._error.isHidden() else self._error.text()

    def show_day(self, day: date) -> None:
        """Show the day one looks at."""
        self._shown = french.day(day)
        self.editor.setText(self._shown)
        self._say("")

    def _choose(self) -> None:
        try:
            day = self._read(self.editor.text())
        except ValueError as error:
            self._say(typeset(str(error)))
            return
        self.show_day(day)
        self.chosen.emit(day)

    def _take_back(self) -> None:
        if not self.editor.hasFocus():
            self.editor.setText(self._shown)
            self._say("")

    def _say(self, sentence: str) -> None:
        self._error.setText(sentence)
        self._error.setVisible(bool(sentence))
        self.editor.setAccessibleDescription(sentence)
