"""A menu in which the first letter of a choice goes to it, as in every list of the program."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QMenu

from caseapp.kernel.french import fold

if TYPE_CHECKING:
    from PySide6.QtGui import QAction
    from PySide6.QtWidgets import QWidget

_COMMAND = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier


class LetterMenu(QMenu):
    """Takes the only choice of a letter at once; of several, goes to the next one."""

    def __init__(self, parent: QWidget, title: str = "") -> None:
        super().__init__(title, parent)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go to the choice that begins with the letter; the other keys are Qt's."""
        letter = fold(event.text().strip())
        found = [] if event.modifiers() & _COMMAND or not letter else self._beginning(letter)
        if not found:
            super().keyPressEvent(event)
            return
        self.setActiveAction(found[0])
        if len(found) == 1:
            enter = QKeyEvent(
                QEvent.Type.KeyPress, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier
            )
            super().keyPressEvent(enter)

    def _beginning(self, letter: str) -> list[QAction]:
        """Return the choices of a letter, those after the one that is active first."""
        actions = self.actions()
        here = self.activeAction()
        after = actions.index(here) + 1 if here in actions else 0
        return [
            action
            for action in (*actions[after:], *actions[:after])
            if action.isEnabled() and fold(action.text()).startswith(letter)
        ]
