"""What was just done to a household, remembered so that Ctrl+Z takes it back."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from caseapp.ui.widgets.changes import Change
from caseapp.ui.widgets.undone import Undone

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from PySide6.QtWidgets import QWidget

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


class Recording(Undone):
    """Remembers changes; what was refused is remembered too, its text being kept."""

    shown = Signal(str)  # path of the field to show
    refused = Signal(str, str)  # path of a name or a link, the sentence
    told = Signal(str, object)  # a sentence that has no field, its tone

    def __init__(self, desk: HouseholdDesk, page: QWidget) -> None:
        super().__init__(page)
        self.desk = desk
        self.case: UUID | None = None
        self.page: HouseholdPage | None = None  # as it is shown
        self.last_fact: Changed | None = None  # done last, where a day can be given to it

    def start(self, case_id: UUID) -> None:
        """Work on a case; what was done to another cannot be undone from here."""
        self.case, self.last_fact = case_id, None
        self.forget()

    def record(
        self,
        undo: Callable[[], object],
        redo: Callable[[], object],
        path: str,
        changed: Changed | None = None,
    ) -> None:
        """Remember what was just done, so that it can be undone and done again."""
        self.changes.push(Change(undo, redo, self._show_change, path))
        self.last_fact = changed
        self.stored.emit()

    def _show_change(self, path: str) -> None:
        self.last_fact = None
        self.stored.emit()
        self.shown.emit(path)
