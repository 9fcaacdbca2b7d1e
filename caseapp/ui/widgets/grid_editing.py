"""What a person does to the grid of resources of a household, one change at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from caseapp.kernel import french
from caseapp.services.grid_view import cell_field
from caseapp.services.household_page import CellChange
from caseapp.ui.models.resource_grid import own_text
from caseapp.ui.theme import Tone
from caseapp.ui.widgets.recording import Recording
from caseapp.ui.widgets.undone import stored_text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from uuid import UUID

    from caseapp.kernel.calendar import Month
    from caseapp.services.household_page import LineRow
    from caseapp.services.removed import Removed


class GridEditing(Recording):
    """Stores lines and months."""

    def set_cell(self, line_id: UUID, month: Month | None, text: str) -> None:
        """Store what was typed in a month, or in « avant »."""

        def put(what: str) -> str:
            return self.desk.set_cell(line_id, month, what)

        path = cell_field(line_id, month)
        _before, back = stored_text(put, self._text_at(path), text)
        self.record(back, lambda: put(text), path)

    def clear(self, cells: Sequence[tuple[UUID, Month | None]]) -> None:
        """Empty the cells chosen."""
        if len(cells) == 1:
            self.set_cell(*cells[0], "")
            return
        put: dict[UUID, list[CellChange]] = {}
        for line_id, month in cells:
            put.setdefault(line_id, []).append(CellChange(month=month, text=""))
        before = self._put_cells(put)
        self.record(
            lambda: self._put_cells(before), lambda: self._put_cells(put), cell_field(*cells[0])
        )

    def same_as_before(self, lines: Sequence[UUID], month: Month) -> None:
        """Have a month of some lines hold what the month before holds."""
        before = {line: self.desk.same_as_before(line, month) for line in lines}
        self.record(
            lambda: self._put_cells(before),
            lambda: [self.desk.same_as_before(line, month) for line in lines],
            cell_field(lines[0], month),
        )

    def add_line(self, person_id: UUID | None, nature: str) -> None:
        """Add a line of resources, the cursor in its first month."""
        if self.case is None or self.page is None:
            return
        line_id = self.desk.add_line(self.case, person_id, nature)
        taken: list[Removed] = []
        path = cell_field(line_id, self.page.months[0])
        self.record(
            lambda: taken.append(self.desk.remove_line(line_id)),
            lambda: self.desk.restore(taken.pop()),
            path,
        )
        self.shown.emit(path)

    def remove_line(self, line_id: UUID) -> None:
        """Remove a line of resources with its months."""
        line = next((line for line in self._lines if line.id == line_id), None)
        if line is None:
            return
        removed = [self.desk.remove_line(line_id)]
        self.record(
            lambda: self.desk.restore(removed.pop()),
            lambda: removed.append(self.desk.remove_line(line_id)),
            line.cells[0].path,
        )
        self.told.emit(f"« {line.label} » ne compte plus parmi les ressources.", Tone.INFO)

    def extend(self, line_id: UUID, month: Month, last: Month) -> None:
        """Copy a month to the later ones, up to the last on screen."""
        before = self.desk.extend_right(line_id, month, last)
        self.record(
            lambda: self.desk.set_cells(line_id, before),
            lambda: self.desk.extend_right(line_id, month, last),
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
        self.record(
            lambda: self._put_cells(before),
            lambda: self._put_cells(put),
            cell_field(line_id, month),
        )
        left = sum(len(texts) for texts in rows) - sum(len(changes) for changes in put.values())
        if left:
            words = french.plural(left, "montant n'a pas de place", "montants n'ont pas de place")
            self.told.emit(f"{words} dans la grille et ne sont pas collés.", Tone.WARN)

    @property
    def _lines(self) -> tuple[LineRow, ...]:
        return self.page.lines if self.page else ()

    def _text_at(self, path: str) -> str:
        cells = (cell for line in self._lines for cell in (line.before, *line.cells))
        return next((own_text(cell) for cell in cells if cell.path == path), "")

    def _put_cells(
        self, cells: Mapping[UUID, Sequence[CellChange]]
    ) -> dict[UUID, Sequence[CellChange]]:
        return {line: self.desk.set_cells(line, changes) for line, changes in cells.items()}
