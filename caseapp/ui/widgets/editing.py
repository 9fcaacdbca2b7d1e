"""What a person does to a household, one change at a time, each of which Ctrl+Z takes back."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoStack

from caseapp.kernel import french
from caseapp.kernel.errors import UserInputError
from caseapp.services.grid_view import cell_field
from caseapp.services.household_page import CellChange
from caseapp.services.household_view import person_field
from caseapp.ui.models.resource_grid import own_text
from caseapp.ui.theme import Tone
from caseapp.ui.widgets.changes import Change

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from uuid import UUID

    from caseapp.domain.household import Role
    from caseapp.kernel.calendar import Month
    from caseapp.services.household import HouseholdDesk
    from caseapp.services.household_page import HouseholdPage, LineRow, PersonRow
    from caseapp.services.removed import Removed
    from caseapp.ui.widgets.fact_form import Typed


class Editing(QObject):
    """Stores what is typed. A refused text is stored too: the page shows it with its error."""

    stored = Signal()  # the page is to be read again
    shown = Signal(str)  # path of the field to show
    refused = Signal(str, str)  # path of a name or a link, the sentence
    said = Signal(str, object)  # a sentence that has no field, its tone

    def __init__(self, desk: HouseholdDesk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._changes = QUndoStack(self)
        self.case: UUID | None = None
        self.page: HouseholdPage | None = None  # as it is shown

    def start(self, case_id: UUID) -> None:
        """Work on a case; what was done to another cannot be undone from here."""
        self.case = case_id
        self._changes.clear()

    def undo(self) -> None:
        """Take back the last change."""
        self._changes.undo()

    def redo(self) -> None:
        """Do again the change that was taken back."""
        self._changes.redo()

    def set_fact(self, typed: Typed) -> None:
        """Store what was typed in a field."""
        case, field = self.case, typed.field
        if case is None:
            return

        def put(text: str) -> str:
            return self._desk.set_fact(case, field.person_id, field.key, text)

        self._put(put, field.text, typed.text, field.path)

    def set_cell(self, line_id: UUID, month: Month | None, text: str) -> None:
        """Store what was typed in a month, or in « avant »."""

        def put(what: str) -> str:
            return self._desk.set_cell(line_id, month, what)

        path = cell_field(line_id, month)
        self._put(put, self._text_at(path), text, path)

    def rename(self, person_id: UUID, last: str, first: str) -> None:
        """Store the names of a person."""
        try:
            before = self._desk.rename_person(person_id, last, first)
        except UserInputError as error:
            self.stored.emit()
            self.refused.emit(error.field, error.sentence)
            return
        names = (last, first)
        self._done(
            lambda: self._desk.rename_person(person_id, *before),
            lambda: self._desk.rename_person(person_id, *names),
            person_field(person_id, "last_name" if before[0] != last else "first_name"),
        )

    def set_role(self, person_id: UUID, role: Role) -> None:
        """Store what a person is to the applicant."""
        try:
            before = self._desk.set_role(person_id, role)
        except UserInputError as error:
            self.stored.emit()
            self.refused.emit(error.field, error.sentence)
            return
        self._done(
            lambda: self._desk.set_role(person_id, before),
            lambda: self._desk.set_role(person_id, role),
            person_field(person_id, "first_name"),
        )

    def add_person(self, role: Role) -> None:
        """Add a person, the cursor in the first name."""
        if self.case is None:
            return
        try:
            person_id = self._desk.add_person(self.case, role)
        except UserInputError as error:
            self.said.emit(error.sentence, Tone.BAD)
            return
        taken: list[Removed] = []
        path = person_field(person_id, "first_name")
        self._done(
            lambda: taken.append(self._desk.remove_person(person_id)),
            lambda: self._desk.restore(taken.pop()),
            path,
        )
        self.shown.emit(path)

    def remove_person(self, person: PersonRow) -> None:
        """Remove a person with everything known of that person."""
        removed = [self._desk.remove_person(person.id)]
        self._done(
            lambda: self._desk.restore(removed.pop()),
            lambda: removed.append(self._desk.remove_person(person.id)),
            person_field(person.id, "first_name"),
        )
        self.said.emit(f"{person.name} ne fait plus partie du foyer.", Tone.INFO)

    def add_line(self, person_id: UUID | None, nature: str) -> None:
        """Add a line of resources, the cursor in its first month."""
        if self.case is None or self.page is None:
            return
        line_id = self._desk.add_line(self.case, person_id, nature)
        taken: list[Removed] = []
        path = cell_field(line_id, self.page.months[0])
        self._done(
            lambda: taken.append(self._desk.remove_line(line_id)),
            lambda: self._desk.restore(taken.pop()),
            path,
        )
        self.shown.emit(path)

    def remove_line(self, line_id: UUID) -> None:
        """Remove a line of resources with its months."""
        line = next((line for line in self._lines if line.id == line_id), None)
        if line is None:
            return
        removed = [self._desk.remove_line(line_id)]
        self._done(
            lambda: self._desk.restore(removed.pop()),
            lambda: removed.append(self._desk.remove_line(line_id)),
            line.cells[0].path,
        )
        self.said.emit(f"« {line.label} » ne compte plus parmi les ressources.", Tone.INFO)

    def extend(self, line_id: UUID, month: Month, last: Month) -> None:
        """Copy a month to the later ones, up to the last on screen."""
        before = self._desk.extend_right(line_id, month, last)
        self._done(
            lambda: self._desk.set_cells(line_id, before),
            lambda: self._desk.extend_right(line_id, month, last),
            cell_field(line_id, month),
        )

    def paste(self, line_id: UUID, month: Month | None, rows: list[list[str]]) -> None:
        """Store a pasted block: its first row in this line, the others in the lines below."""
        if self.page is None:
            return
        months = (None, *self.page.months)
        months = months[months.index(month) :]
        ids = [line.id for line in self._lines]
        put = {
            below: [
                CellChange(month=to, text=text) for to, text in zip(months, texts, strict=False)
            ]
            for below, texts in zip(ids[ids.index(line_id) :], rows, strict=False)
        }
        before = self._put_cells(put)
        self._done(
            lambda: self._put_cells(before),
            lambda: self._put_cells(put),
            cell_field(line_id, month),
        )
        left = sum(len(texts) for texts in rows) - sum(len(changes) for changes in put.values())
        if left:
            words = french.plural(left, "montant n'a pas de place", "montants n'ont pas de place")
            self.said.emit(f"{words} dans la grille et ne sont pas collés.", Tone.WARN)

    @property
    def _lines(self) -> tuple[LineRow, ...]:
        return self.page.lines if self.page else ()

    def _text_at(self, path: str) -> str:
        cells = (cell for line in self._lines for cell in (line.before, *line.cells))
        return next((own_text(cell) for cell in cells if cell.path == path), "")

    def _put_cells(
        self, cells: Mapping[UUID, Sequence[CellChange]]
    ) -> dict[UUID, Sequence[CellChange]]:
        return {line: self._desk.set_cells(line, changes) for line, changes in cells.items()}

    def _put(self, put: Callable[[str], str], shown: str, text: str, path: str) -> None:
        """Store a text. Undoing it brings back the value, and the refused text that hid it."""
        values: list[str] = []
        with suppress(UserInputError):
            values.append(put(text))

        def back() -> None:
            for value in values:
                put(value)
            put(shown)

        self._done(back, lambda: put(text), path)

    def _done(self, undo: Callable[[], object], redo: Callable[[], object], path: str) -> None:
        self._changes.push(Change(undo, redo, self._show_change, path))
        self.stored.emit()

    def _show_change(self, path: str) -> None:
        self.stored.emit()
        self.shown.emit(path)
