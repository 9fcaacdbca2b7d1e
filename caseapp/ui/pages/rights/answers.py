"""What is answered on the tab of the rights: stored as on the page of the household, undone alike."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from caseapp.ui.pages.rights.answer_here import AnswerHere, error_at
from caseapp.ui.widgets.editing import Editing
from caseapp.ui.widgets.undone import listen_to_undo

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from uuid import UUID

    from PySide6.QtWidgets import QWidget

    from caseapp.services.household import HouseholdDesk
    from caseapp.services.household_page import HouseholdPage


class Answers(QObject):
    """Makes the fields of missing facts, and says what became of their answers."""

    stored = Signal(str)  # what to say of it
    refused = Signal()  # the field is to be shown again, with its error

    def __init__(
        self, desk: HouseholdDesk, suggest: Callable[[str], Sequence[str]], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._desk, self._suggest = desk, suggest
        self._editing = Editing(desk, parent)
        self._made: deque[AnswerHere] = deque(maxlen=4)  # the last ones, over the table and beside
        self._editing.shown.connect(lambda _path: self.stored.emit("Modification reprise."))
        listen_to_undo(parent, self._editing.undo, self._editing.redo)

    def start(self, case_id: UUID) -> None:
        """Work on a case."""
        self._editing.start(case_id)

    @property
    def page(self) -> HouseholdPage | None:
        """The household as it was last read."""
        return self._editing.page

    def take(self, page: HouseholdPage) -> None:
        """Work on the household as it was just read."""
        self._editing.page = page

    def make(self) -> AnswerHere:
        """Return a field that nothing is asked of yet."""
        answer = AnswerHere(self._editing, self._suggest)
        answer.answered.connect(lambda path: self._answered(path, answer.has_focus))
        self._made.append(answer)
        return answer

    def undo(self) -> None:
        """Take back the last answer."""
        self._editing.undo()

    def _answered(self, path: str, is_in_it: bool) -> None:  # noqa: FBT001 - of a signal
        if (case := self._editing.case) is None:
            return
        self._editing.page = page = self._desk.page(case)
        if error_at(page, path):
            self._made.clear()
            self.refused.emit()
            again = next((made for made in self._made if made.path == path), None)
            if is_in_it and again is not None:
                again.take_focus()  # the field was made anew: Enter must not lose one's place
        else:
            self.stored.emit("Réponse enregistrée au foyer.")
