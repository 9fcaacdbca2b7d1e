"""The grid of resources of a household: lines and months, typed, pasted, copied."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa

from caseapp.kernel.calendar import Month
from caseapp.kernel.errors import NotFoundError, UserInputError
from caseapp.services import drafts, grid_changes, removed
from caseapp.services.grid_changes import LineEditor
from caseapp.services.grid_view import cell_field
from caseapp.services.resource_grid import KINDS, MONTHLY_RIGHTS, RIGHT
from db.models import ResourceLine

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

    from sqlalchemy.orm import Session

    from caseapp.kernel.clock import Clock
    from caseapp.rules.catalogue_loader import Catalogue
    from caseapp.services.household_page import CellChange
    from caseapp.services.removed import Removed
    from db.store import Store


class ResourceDesk:
    """What can be entered of the resources of a household."""

    def __init__(self, store: Store, clock: Clock, catalogue: Catalogue) -> None:
        self._store = store
        self._clock = clock
        self._catalogue = catalogue

    def add_line(self, case_id: UUID, person_id: UUID | None, nature: str) -> UUID:
        """Add a line of resources of a person, or of a right in payment (no person).

        Raises:
            UserInputError: the nature does not fit.
        """
        known = {choice.code for choice in KINDS}
        if person_id is None:
            known = {RIGHT + right for right in self._rights()}
        if nature not in known:
            raise UserInputError("nature", "Choisir une nature de ressource dans la liste.")
        with self._store.write() as session:
            last = session.scalar(
                sa.select(sa.func.max(ResourceLine.position)).where(ResourceLine.case_id == case_id)
            )
            line = ResourceLine(
                case_id=case_id,
                person_id=person_id,
                position=0 if last is None else last + 1,
                nature=nature,
            )
            session.add(line)
            session.flush()
            return line.id

    def remove_line(self, line_id: UUID) -> Removed:
        """Remove a line of resources with its months; return it, to undo."""
        with self._store.write() as session:
            line = session.get(ResourceLine, line_id)
            if line is None:
                raise NotFoundError("Cette ressource n'existe plus.")
            return removed.remove_line(session, line)

    def set_cell(self, line_id: UUID, month: Month | None, raw: str) -> str:
        """Put what was typed in a month (None: « avant »); return the text it had, to undo.

        Raises:
            UserInputError: the text cannot be accepted; it is kept as a draft.
        """
        field = cell_field(line_id, month)
        now = self._month()
        grid_changes.check_month(month, now, field=field)
        try:
            amount = grid_changes.read_cell(raw, field=field)
            with self._store.write() as session:
                return LineEditor(session, line_id, now).put(month, amount).text
        except UserInputError:
            with self._store.write() as session:
                case_id = LineEditor(session, line_id, now).case_id
                drafts.keep(session, case_id, field, raw, at=self._clock.now())
            raise

    def set_cells(self, line_id: UUID, changes: Sequence[CellChange]) -> tuple[CellChange, ...]:
        """Put a pasted row at once; what is refused stays as a draft in its cell.

        The texts that stood there come back: handing them in again undoes the paste.

        Raises:
            UserInputError: the row goes past the current month; nothing is changed.
        """
        now = self._month()
        for change in changes:
            grid_changes.check_month(change.month, now, field=cell_field(line_id, change.month))
        with self._store.write() as session:
            line = LineEditor(session, line_id, now)
            return tuple(self._put(session, line, line_id, change) for change in changes)

    def extend_right(
        self, line_id: UUID, month: Month, last: Month | None = None
    ) -> tuple[CellChange, ...]:
        """Copy a month to the later ones up to the last on screen; return what they held."""
        now = self._month()
        with self._store.write() as session:
            return LineEditor(session, line_id, now).extend(month, min(last or now, now))

    def same_as_before(self, line_id: UUID, month: Month) -> tuple[CellChange, ...]:
        """Have a month hold what the month before holds; return what it held, to undo.

        Raises:
            UserInputError: the month is to come.
        """
        now = self._month()
        grid_changes.check_month(month, now, field=cell_field(line_id, month))
        with self._store.write() as session:
            return LineEditor(session, line_id, now).extend(month.plus(-1), month)

    def _put(
        self, session: Session, line: LineEditor, line_id: UUID, change: CellChange
    ) -> CellChange:
        field = cell_field(line_id, change.month)
        try:
            return line.put(change.month, grid_changes.read_cell(change.text, field=field))
        except UserInputError:
            drafts.keep(session, line.case_id, field, change.text, at=self._clock.now())
            return line.typed(change.month)

    def _rights(self) -> dict[str, str]:
        known = self._catalogue.codes()
        return {c: self._catalogue.right(c).short_name for c in MONTHLY_RIGHTS if c in known}

    def _month(self) -> Month:
        return Month.of(self._clock.today())
