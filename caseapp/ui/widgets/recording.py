"""What was just done to a household, remembered so that Ctrl+Z takes it back."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoStack

from caseapp.kernel.errors import UserInputError
from caseapp.ui.widgets.changes import Change

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from caseapp.services.household import HouseholdDesk
    from caseapp.services.household_page import HouseholdPage


@dataclass(frozen=True, slots=True)
class Changed:
    """A fact that has another value since a moment ago."""

    path: str
    person_id: UUID | None
    key: str
    label: str
    before: str = field(repr=False)  # in the words of the page


class Recording(QObject):
    """Remembers changes; what was refused is remembered too, its text being kept."""

    stored = Signal()  # the page is to be read again
    shown = Signal(str)  # path of the field to show
    refused = Signal(str, str)  # path of a name or a link, the sentence
    said = Signal(str, object)  # a sentence that has no field, its tone

    def __init__(self, desk: HouseholdDesk, parent: QObject) -> None:
        super().__init__(parent)
        self.desk = desk
        self._changes = QUndoStack(self)
        self.case: UUID | None = None
        self.page: HouseholdPage | None = None  # as it is shown
        self.changed: Changed | None = None  # what was done last, where a day can be given to it

    def start(self, case_id: UUID) -> None:
        """Work on a case; what was done to another cannot be undone from here."""
        self.case, self.changed = case_id, None
        self._changes.clear()

    def undo(self) -> None:
        """Take back the last change."""
        self._changes.undo()

    def redo(self) -> None:
        """Do again the change that was taken back."""
        self._changes.redo()

    @staticmethod
    def stored_text(
        put: Callable[[str], str], shown: str, text: str
    ) -> tuple[str, Callable[[], None]]:
        """Store a text; return the one before, and what brings back all that stood there.

        That is the value, and the refused text that hid it.
        """
        values: list[str] = []
        with suppress(UserInputError):
            values.append(put(text))

        def back() -> None:
            for value in values:
                put(value)
            put(shown)

        return (values[0] if values else ""), back

    def record(
        self,
        undo: Callable[[], object],
        redo: Callable[[], object],
        path: str,
        changed: Changed | None = None,
    ) -> None:
        """Remember what was just done, so that it can be undone and done again."""
        self._changes.push(Change(undo, redo, self._show_change, path))
        self.changed = changed
        self.stored.emit()

    def _show_change(self, path: str) -> None:
        self.changed = None
        self.stored.emit()
        self.shown.emit(path)
