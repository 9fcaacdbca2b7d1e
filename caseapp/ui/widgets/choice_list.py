"""A list one choice is made of: walked and searched from the keyboard, told once it is left.

What the arrows pass over and what a first letter happens to meet is no answer: only the choice
one stops at is told, on leaving, on Enter, or when it is picked in the open list.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QElapsedTimer, QEvent, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QComboBox, QStyle, QStyleOptionComboBox, QStylePainter

from caseapp.kernel.french import fold

if TYPE_CHECKING:
    from PySide6.QtGui import QFocusEvent, QPaintEvent, QWheelEvent

CLOSED_WORDS = Qt.ItemDataRole.UserRole + 1  # the words of a choice while the list is closed
_PAUSE = 1_000  # milliseconds after which another word is begun
_WALK = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_PageUp: -10, Qt.Key.Key_PageDown: 10}
_ENDS = {Qt.Key.Key_Home: 0, Qt.Key.Key_End: -1}
_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}
_COMMAND = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier


class ChoiceList(QComboBox):
    """Cuts long words with « … », leaves the wheel to the page, and takes its time to answer."""

    def __init__(self) -> None:
        super().__init__()
        self._is_open_question = False
        self._before = -1  # the choice to come back to
        self._typed = ""
        self._since = QElapsedTimer()
        self.activated.connect(self._answered)

    @property
    def is_open_question(self) -> bool:
        """Whether the choice shown was not told yet."""
        return self._is_open_question

    def settle(self) -> None:
        """Tell the choice one stopped at, if it was not told."""
        if self._is_open_question:
            self.activated.emit(self.currentIndex())

    def event(self, event: QEvent) -> bool:
        """Take Ctrl+Z while a choice is being made, before the page undoes what came earlier."""
        if event.type() == QEvent.Type.ShortcutOverride and self._gives_up(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk with the arrows, find by the beginning of any word; the rest is Qt's."""
        key, text = event.key(), event.text()
        if self._gives_up(event):
            self.setCurrentIndex(self._before)
            self._is_open_question = False
        elif event.modifiers() & _COMMAND:
            super().keyPressEvent(event)
        elif key in _WALK:
            last = self.count() - 1
            self._stop_at(min(max(self.currentIndex() + _WALK[Qt.Key(key)], 0), last))
        elif key in _ENDS:
            self._stop_at(range(self.count())[_ENDS[Qt.Key(key)]] if self.count() else -1)
        elif text.isprintable() and (text.strip() or (text and self._is_seeking)):
            self._seek(text)  # a space within words goes on with them, it opens no list
        else:
            if key in _ENTER:
                self.settle()
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Tell the choice on leaving; the opening of the list is no leaving."""
        if event.reason() is not Qt.FocusReason.PopupFocusReason:
            self.settle()
        super().focusOutEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the chosen words, shortened to the room there is."""
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        style, whole = self.style(), QStyle.ComplexControl.CC_ComboBox
        shown = style.subControlRect(whole, option, QStyle.SubControl.SC_ComboBoxEditField, self)
        room = shown.width() - 6
        text: str = self.currentData(CLOSED_WORDS) or self.currentText()
        option.currentText = self.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, room)
        painter = QStylePainter(self)
        painter.drawComplexControl(whole, option)
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Change the choice only when the list has the focus."""
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()

    def _gives_up(self, event: QEvent) -> bool:
        if not (self._is_open_question and isinstance(event, QKeyEvent)):
            return False
        return event.matches(QKeySequence.StandardKey.Undo) or event.key() == Qt.Key.Key_Escape

    def _stop_at(self, place: int) -> None:
        if place != self.currentIndex():
            if not self._is_open_question:
                self._before = self.currentIndex()
            self._is_open_question = True
            self.setCurrentIndex(place)

    @property
    def _is_seeking(self) -> bool:
        """Whether a word was begun, no longer ago than one pauses between two letters."""
        return bool(self._typed) and self._since.isValid() and self._since.elapsed() <= _PAUSE

    def _seek(self, text: str) -> None:
        fresh = not self._since.isValid() or self._since.restart() > _PAUSE
        if not self._since.isValid():
            self._since.start()
        self._typed = text if fresh else self._typed + text
        found = self._places(fold(self._typed))
        if not found and len(set(self._typed)) == 1:  # one key again and again: the next one
            found = self._places(fold(text))
            later = [place for place in found if place > self.currentIndex()]
            found = later or found
        if found:
            self._stop_at(found[0])

    def _places(self, beginning: str) -> list[int]:
        """Return the choices of which a word begins so, those that begin so first."""
        words = [fold(self.itemText(place)) for place in range(self.count())]
        first = [place for place, text in enumerate(words) if text.startswith(beginning)]
        inside = [place for place, text in enumerate(words) if f" {beginning}" in text]
        return [*first, *(place for place in inside if place not in first)]

    def _answered(self) -> None:
        self._is_open_question = False
        self._typed = ""  # the next letter begins another word, however soon it comes
