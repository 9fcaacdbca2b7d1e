"""A password: hidden, shown on demand, with a word when the Caps Lock key is on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit

from caseapp.ui.widgets.fields import FormField

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

_CAPS = "La touche Verr. Maj semble enfoncée."


class _PasswordEdit(QLineEdit):
    """A hidden line that notices capitals typed without Shift."""

    capitals = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self.setInputMethodHints(
            Qt.InputMethodHint.ImhSensitiveData | Qt.InputMethodHint.ImhNoPredictiveText
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Compare the case of a letter with the Shift key: no system tells of Caps Lock alike."""
        text = event.text()
        if event.key() == Qt.Key.Key_CapsLock:
            self.capitals.emit(False)
        elif len(text) == 1 and text.isalpha():
            shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self.capitals.emit(text.isupper() != shift)
        super().keyPressEvent(event)


class PasswordField(FormField[QLineEdit]):
    """A password with its label and its error sentence. `typed` tells every change."""

    typed = Signal(str)
    entered = Signal()

    def __init__(self, label: str, hint: str = "") -> None:
        editor = _PasswordEdit()
        super().__init__(label, editor, hint)
        self._usual_hint = hint
        editor.textEdited.connect(self._typed)
        editor.returnPressed.connect(self.entered)
        editor.capitals.connect(self._warn_of_capitals)

    @property
    def text(self) -> str:
        """What stands in the input."""
        return self.editor.text()

    def fill(self, password: str) -> None:
        """Put a password in, for a demonstration base."""
        self.editor.setText(password)
        self.typed.emit(password)

    def clear(self) -> None:
        """Empty the input."""
        self.editor.clear()
        self.show_error("")

    def select(self) -> None:
        """Select the text for another try."""
        self.editor.setFocus()
        self.editor.selectAll()

    def reveal(self, shown: bool) -> None:  # noqa: FBT001 - connected to a check box
        """Show the password, or hide it again."""
        echo = QLineEdit.EchoMode
        self.editor.setEchoMode(echo.Normal if shown else echo.Password)

    def _typed(self, text: str) -> None:
        self.show_error("")
        self.typed.emit(text)

    def _warn_of_capitals(self, on: bool) -> None:  # noqa: FBT001 - told by a signal
        self.show_hint(_CAPS if on else self._usual_hint)
