"""A line that suggests while one types: cases by name in the top bar, communes in a form."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QLineEdit, QVBoxLayout, QWidget

from caseapp.ui.models.table import Column, RowModel
from caseapp.ui.widgets.table import Table
from caseapp.ui.widgets.texts import Text, TextRole

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QFocusEvent, QKeyEvent

_PAUSE = 120  # milliseconds without a key before asking
_SHOWN = 8
_WALK = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One suggestion: its words, a hint under them, and what choosing it means."""

    title: str
    hint: str
    value: object


class SuggestEdit(QLineEdit):
    """Asks for suggestions while one types; arrows walk, Enter picks, Escape closes.

    The list hangs in the window itself, so that the focus never leaves the line.
    """

    asked = Signal(str)
    picked = Signal(object)  # the value of a suggestion
    abandoned = Signal()  # Escape with nothing left to close

    def __init__(self, name: str, nothing_found: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self._nothing_found = nothing_found
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE)
        self._pause.timeout.connect(self._ask)
        self._list: _Suggestions | None = None
        self.textEdited.connect(self._typed)

    @property
    def is_list_open(self) -> bool:
        """Whether suggestions, or the word that there are none, are on screen."""
        return self._list is not None and self._list.isVisible()

    @property
    def suggestions(self) -> tuple[Suggestion, ...]:
        """What is suggested now."""
        return self._list.model.rows if self._list and self.is_list_open else ()

    def suggest(self, suggestions: Sequence[Suggestion]) -> None:
        """Show what was found for the text."""
        if not self.hasFocus() or not self.text().strip():
            return
        if self._list is None:
            self._list = _Suggestions(self.window(), self._nothing_found)
            self._list.table.clicked.connect(lambda index: self._pick(index.row()))
        self._list.show_under(self, suggestions[:_SHOWN])

    def close_list(self) -> None:
        """Put the suggestions away."""
        self._pause.stop()
        if self._list is not None:
            self._list.hide()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk in the suggestions, pick one, or close them."""
        shown = self.is_list_open
        step = _WALK.get(Qt.Key(event.key()))
        if shown and step and self._list:
            self._list.walk(step)
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and shown and self._list:
            self._pick(self._list.table.currentIndex().row())
        elif event.key() == Qt.Key.Key_Escape:
            if shown or self.text():
                self.close_list()
                self.clear()
            else:
                self.abandoned.emit()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Put the suggestions away when one goes elsewhere."""
        super().focusOutEvent(event)
        self.close_list()

    def _typed(self, text: str) -> None:
        if text.strip():
            self._pause.start()
        else:
            self.close_list()

    def _ask(self) -> None:
        self.asked.emit(self.text().strip())

    def _pick(self, place: int) -> None:
        found = self.suggestions
        if 0 <= place < len(found):
            self.close_list()
            self.picked.emit(found[place].value)


class _Suggestions(QFrame):
    """The list that hangs under the line."""

    def __init__(self, window: QWidget, nothing_found: str) -> None:
        super().__init__(window)
        self.setProperty("card", "true")
        self.model = RowModel[Suggestion](
            [
                Column(
                    title="",
                    text=lambda row: row.title,
                    hint=lambda row: row.hint,
                    strong=True,
                    stretch=True,
                )
            ],
            key=lambda row: row.value,
        )
        self.table = Table(self.model, "Suggestions", grows=True)
        self.table.horizontalHeader().hide()
        self.table.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._nothing = Text(nothing_found, TextRole.SECONDARY, wrap=True)
        self._nothing.setContentsMargins(10, 8, 10, 8)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(4, 4, 4, 4)
        outer.addWidget(self.table)
        outer.addWidget(self._nothing)
        window.installEventFilter(self)
        self.hide()

    def show_under(self, line: QLineEdit, suggestions: Sequence[Suggestion]) -> None:
        """Show suggestions, the first one chosen."""
        self.model.set_rows(suggestions)
        self.table.setVisible(bool(suggestions))
        self._nothing.setVisible(not suggestions)
        self.setFixedWidth(max(line.width(), 320))
        self.move(line.mapTo(line.window(), QPoint(0, line.height() + 4)))
        self.show()
        self.raise_()
        if suggestions:
            self.table.choose(suggestions[0].value)
        self.adjustSize()

    def walk(self, step: int) -> None:
        """Go to the next suggestion or the one before."""
        rows = self.model.rows
        if rows:
            place = (self.table.currentIndex().row() + step) % len(rows)
            self.table.choose(rows[place].value)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Close when the window changes size: the list would hang in the air."""
        if event.type() == QEvent.Type.Resize:
            self.hide()
        return super().eventFilter(watched, event)
