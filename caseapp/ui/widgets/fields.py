"""Inputs with their label over them and their error under them: one of text, one of choices.

A field collects; a service judges. It tells `committed` when it is left (or on Enter) with a
text that differs from the last one shown, and shows what the service answers: an error
sentence, or the violet of « inconnu ».
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, TypeVar

from PySide6.QtCore import QEvent, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from caseapp.ui.theme import font, restyle
from caseapp.ui.widgets.buttons import NOTHING_MORE, link
from caseapp.ui.widgets.choice_list import CLOSED_WORDS, ChoiceList
from caseapp.ui.widgets.texts import Text, TextRole

if TYPE_CHECKING:
    from collections.abc import Iterable

    from caseapp.ui.widgets.buttons import Button


Editor = TypeVar("Editor", bound=QWidget)


class FormField(QWidget, Generic[Editor]):
    """An input with its label, its hint and its error sentence."""

    committed = Signal(str)
    side_pressed = Signal()  # the link beside the label
    without_hint = ""  # what a screen reader is told of an input without one

    def __init__(self, label: str, editor: Editor, hint: str = "") -> None:
        super().__init__()
        self.editor = editor
        self._label = Text(label, TextRole.LABEL, wrap=True)
        self._label.setBuddy(editor)
        self._hint = Text(hint, TextRole.HINT, wrap=True)
        if not hint:
            self._hint.hide()  # shown before it has a parent, it would be a window
        self._error = Text("", TextRole.ERROR, wrap=True)
        self._error.hide()
        self._is_unknown = self._is_default = False
        editor.setAccessibleName(label)
        editor.setAccessibleDescription(hint or self.without_hint)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(4)
        self._side: Button | None = None
        self._top = QHBoxLayout()
        self._top.setSpacing(6)
        self._top.addWidget(self._label, 1)
        outer.addLayout(self._top)
        for part in (editor, self._hint, self._error):
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

    def rename(self, label: str) -> None:
        """Ask something else in the same place."""
        self._label.setText(label)
        self.editor.setAccessibleName(label)

    def hide_label(self) -> None:
        """Leave the words to what stands above; they stay the accessible name of the input."""
        self._label.hide()

    def show_error(self, sentence: str) -> None:
        """Show what cannot be accepted, or nothing."""
        self._error.setText(sentence)
        self._error.setVisible(bool(sentence))
        self.editor.setAccessibleDescription(sentence or self._hint.text() or self.without_hint)
        self._dress()

    def show_unknown(self, unknown: bool) -> None:  # noqa: FBT001 - the state itself, as in Qt
        """Show that the value is « inconnu »."""
        self._is_unknown = unknown
        self._dress()

    def show_hint(self, hint: str) -> None:
        """Show another hint under the input."""
        self._hint.setText(hint)
        self._hint.setVisible(bool(hint))

    @property
    def side(self) -> Button | None:
        """The link beside the label, where there is one."""
        return None if self._side is None or self._side.isHidden() else self._side

    def show_side(self, words: str, hint: str = "") -> None:
        """Show a link beside the label, or none."""
        if self._side is None:
            if not words:
                return
            self._side = link("", self.side_pressed.emit)
            self._side.setProperty("small", "true")
            self._side.setFixedHeight(self._label.fontMetrics().height())  # the inputs stay level
            self._top.addWidget(self._side, 0, Qt.AlignmentFlag.AlignBottom)
        self._side.setText(words)
        self._side.setAccessibleName(f"{self._label.text()} : {hint or words}")
        self._side.setToolTip(hint)
        self._side.setVisible(bool(words))

    def label_height(self, width: int) -> int:
        """Return the height of the label at a width: long ones take two lines."""
        if (side := self.side) is not None:
            width -= side.sizeHint().width() + self._top.spacing()
        room, wrap = QRect(0, 0, max(width, 1), 1000), Qt.TextFlag.TextWordWrap.value
        return self._label.fontMetrics().boundingRect(room, wrap, self._label.text()).height()

    def give_label_room(self, height: int) -> None:
        """Have the label stand just over its input in this height, as its neighbours do."""
        self._label.setAlignment(Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignLeft)
        self._label.setMinimumHeight(height)

    def _dress(self) -> None:
        state = "error" if self.error else "unknown" if self._is_unknown else ""
        state = state or ("default" if self._is_default else "")
        if self.editor.property("state") != state:  # dressing again is slow
            restyle(self.editor, state=state)


class LineEditor(QLineEdit):
    """A line that leaves Ctrl+Z to the page once there is nothing of its own to undo."""

    def event(self, event: QEvent) -> bool:
        """Refuse the keys of undo and redo where the line has nothing to take back."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            undo = event.matches(QKeySequence.StandardKey.Undo) and not self.isUndoAvailable()
            redo = event.matches(QKeySequence.StandardKey.Redo) and not self.isRedoAvailable()
            if undo or redo:
                event.ignore()
                return False
        return super().event(event)


class TextField(FormField[QLineEdit]):
    """A line of text: a name, a date, an amount."""

    def __init__(
        self, label: str, *, hint: str = "", placeholder: str = "", numeric: bool = False
    ) -> None:
        editor = LineEditor()
        editor.setPlaceholderText(placeholder)
        if numeric:
            editor.setFont(font(figures=True))
            editor.setAlignment(Qt.AlignmentFlag.AlignRight)
        super().__init__(label, editor, hint)
        self._shown = ""
        editor.editingFinished.connect(self.commit)

    @property
    def text(self) -> str:
        """What stands in the input; no base keeps a NUL, which may have been pasted."""
        return self.editor.text().replace("\0", "")

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


class ChoiceField(FormField[ChoiceList]):
    """One choice of a few; « inconnu » may be one of them."""

    without_hint = NOTHING_MORE  # else Qt would tell the tooltip, which is the choice again

    def __init__(
        self,
        label: str,
        choices: Iterable[tuple[str, str]],
        *,
        hint: str = "",
        unknown: str = "",
        default: str | None = None,
    ) -> None:
        """Make a choice of (value, words).

        `unknown` is the value that shows in violet. With `default`, nothing may be chosen (the
        value is empty): what is then assumed shows in the ink of a hint, as in an empty line.
        """
        editor = ChoiceList()
        if default is not None:
            editor.addItem("", "")
        for value, words in choices:
            editor.addItem(words, value)
        editor.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        editor.setMinimumContentsLength(8)
        editor.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        super().__init__(label, editor, hint)
        self._unknown, self._has_default = unknown, default is not None
        if default is not None:
            self.show_default(default)
        editor.activated.connect(self._chosen)

    @property
    def value(self) -> str:
        """The chosen value."""
        return str(self.editor.currentData() or "")

    def show_choices(self, choices: Iterable[tuple[str, str]]) -> None:
        """Offer other choices (value, words); the value chosen stays where it is still offered."""
        before = self.value
        self.editor.clear()
        for value, words in choices:
            self.editor.addItem(words, value)
        self.editor.setCurrentIndex(max(0, self.editor.findData(before)))

    def show_default(self, default: str) -> None:
        """Show what is assumed where nothing is chosen."""
        self.editor.setItemText(0, f"{default} (par défaut)" if default else "—")
        self.editor.setItemData(0, default or "—", CLOSED_WORDS)

    def show_value(self, value: str) -> None:
        """Show the choice that stands in the base; one being made is left alone."""
        if self.editor.is_open_question:
            return
        self.editor.setCurrentIndex(self.editor.findData(value))
        self._see_unknown()

    def commit(self) -> None:
        """Tell the choice one stopped at: before the page goes."""
        self.editor.settle()

    def _chosen(self) -> None:
        self._see_unknown()
        self.committed.emit(self.value)

    def _see_unknown(self) -> None:
        self.editor.setToolTip(self.editor.currentText())  # it may be cut
        self._is_default = self._has_default and not self.value
        self.show_unknown(bool(self._unknown) and self.value == self._unknown)
