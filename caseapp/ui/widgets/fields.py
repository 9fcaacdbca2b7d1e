"""Inputs with their label over them and their error under them: one of text, one of choices.

A field collects; a service judges. It tells `committed` when it is left (or on Enter) with a
text that differs from the last one shown, and shows what the service answers: an error
sentence, or the violet of « inconnu ».
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QLineEdit,
    QSizePolicy,
    QStyle,
    QStyleOptionComboBox,
    QStylePainter,
    QVBoxLayout,
    QWidget,
)

from caseapp.ui.theme import font, restyle
from caseapp.ui.widgets.texts import Text, TextRole

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtGui import QPaintEvent, QWheelEvent

Editor = TypeVar("Editor", bound=QWidget)


class FormField(QWidget, Generic[Editor]):
    """An input with its label, its hint and its error sentence."""

    committed = Signal(str)

    def __init__(self, label: str, editor: Editor, hint: str = "") -> None:
        super().__init__()
        self.editor = editor
        self._label = Text(label, TextRole.LABEL, wrap=True)
        self._label.setBuddy(editor)
        self._hint = Text(hint, TextRole.HINT, wrap=True)
        self._hint.setVisible(bool(hint))
        self._error = Text("", TextRole.ERROR, wrap=True)
        self._error.hide()
        self._is_unknown = False
        editor.setAccessibleName(label)
        editor.setAccessibleDescription(hint)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(4)
        for part in (self._label, editor, self._hint, self._error):
            outer.addWidget(part)
        outer.addStretch(1)
        self.setFocusProxy(editor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

    @property
    def label(self) -> str:
        """The words over the input."""
        return self._label.text()

    @property
    def error(self) -> str:
        """The sentence shown under the input, empty when all is well."""
        return self._error.text()

    @property
    def hint(self) -> str:
        """The hint under the input."""
        return self._hint.text()

    def show_error(self, sentence: str) -> None:
        """Show what cannot be accepted, or nothing."""
        self._error.setText(sentence)
        self._error.setVisible(bool(sentence))
        self.editor.setAccessibleDescription(sentence or self._hint.text())
        self._dress()

    def show_unknown(self, unknown: bool) -> None:  # noqa: FBT001 - the state itself, as in Qt
        """Show that the value is « inconnu »."""
        self._is_unknown = unknown
        self._dress()

    def show_hint(self, hint: str) -> None:
        """Show another hint under the input."""
        self._hint.setText(hint)
        self._hint.setVisible(bool(hint))

    def _dress(self) -> None:
        state = "error" if self.error else "unknown" if self._is_unknown else ""
        restyle(self.editor, state=state)


class TextField(FormField[QLineEdit]):
    """A line of text: a name, a date, an amount."""

    def __init__(
        self, label: str, *, hint: str = "", placeholder: str = "", numeric: bool = False
    ) -> None:
        editor = QLineEdit()
        editor.setPlaceholderText(placeholder)
        if numeric:
            editor.setFont(font(figures=True))
            editor.setAlignment(Qt.AlignmentFlag.AlignRight)
        super().__init__(label, editor, hint)
        self._shown = ""
        editor.editingFinished.connect(self.commit)

    @property
    def text(self) -> str:
        """What stands in the input."""
        return self.editor.text()

    @property
    def is_edited(self) -> bool:
        """Whether something was typed that nobody was told yet."""
        return self.text != self._shown

    def show_text(self, text: str) -> None:
        """Show a text that comes from the base; what the person is typing is left alone."""
        if self.editor.hasFocus() and self.is_edited:
            return
        self._shown = text
        self.editor.setText(text)
        self.editor.setCursorPosition(0)

    def commit(self) -> None:
        """Tell the text if it changed: on leaving, on Enter, and before the page goes."""
        if self.is_edited:
            self._shown = self.text
            self.committed.emit(self.text)


class _Combo(QComboBox):
    """A list that cuts long words with « … » and leaves the wheel to the page."""

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the chosen words, shortened to the room there is."""
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        room = self.width() - 54
        text: str = self.currentText()
        option.currentText = self.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, room)
        painter = QStylePainter(self)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Change the choice only when the list has the focus."""
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()


class ChoiceField(FormField[QComboBox]):
    """One choice of a few; « inconnu » may be one of them."""

    def __init__(
        self, label: str, choices: Iterable[tuple[str, str]], *, hint: str = "", unknown: str = ""
    ) -> None:
        """Make a choice of (value, words); `unknown` is the value that shows in violet."""
        editor = _Combo()
        for value, words in choices:
            editor.addItem(words, value)
        editor.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        editor.setMinimumContentsLength(8)
        editor.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        super().__init__(label, editor, hint)
        self._unknown = unknown
        editor.activated.connect(self._chosen)

    @property
    def value(self) -> str:
        """The chosen value."""
        return str(self.editor.currentData() or "")

    def show_value(self, value: str) -> None:
        """Show the choice that stands in the base."""
        self.editor.setCurrentIndex(self.editor.findData(value))
        self._see_unknown()

    def _chosen(self) -> None:
        self._see_unknown()
        self.committed.emit(self.value)

    def _see_unknown(self) -> None:
        self.editor.setToolTip(self.editor.currentText())
        self.show_unknown(bool(self._unknown) and self.value == self._unknown)
