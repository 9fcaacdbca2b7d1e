"""Tasks on « Ma journée »: done and put off where they stand, and taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from caseapp.ui.dialogs.agenda_editing import TaskEditing
from caseapp.ui.theme import Tone
from caseapp.ui.widgets.buttons import secondary
from caseapp.ui.widgets.notice import Notice

if TYPE_CHECKING:
    from caseapp.services.agenda import Agenda
    from caseapp.services.day_board import DayRow


class DayTasks(QWidget):
    """Does what the buttons of the rows ask; says what was done, with its way back."""

    changed = Signal()

    def __init__(self, agenda: Agenda) -> None:
        super().__init__()
        self._editing = TaskEditing(agenda, self)
        self.notice = Notice()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.notice)
        self.hide()
        self._editing.stored.connect(self.changed)
        self._editing.said.connect(self._say)

    def forget(self) -> None:
        """Say nothing any more."""
        self.hide()

    def add(self) -> None:
        """Ask for a task of no case."""
        self._editing.add(None)

    def edit(self, row: DayRow) -> None:
        """Show a task in its form."""
        self._editing.edit(row.id)

    def do(self, row: DayRow) -> None:
        """Say that a task is done."""
        self._editing.do(row.id, row.to_do)

    def put_off(self, row: DayRow) -> None:
        """Ask to which day a task is put off."""
        self._editing.put_off(row.id, row.to_do)

    def undo(self) -> None:
        """Take back what was last done."""
        self.forget()
        self._editing.undo()

    def _say(self, words: str) -> None:
        self.notice.say("", words, Tone.INFO, secondary("Annuler", self.undo))
        self.show()
