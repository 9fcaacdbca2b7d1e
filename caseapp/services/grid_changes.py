"""Changes to the grid of resources: one cell, a pasted row, « étendre à droite »."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa

from caseapp.domain.facts import NOT_STATED, UNKNOWN, NoFact
from caseapp.kernel.calendar import Month
from caseapp.kernel.errors import NotFoundError, UserInputError
from caseapp.kernel.money import Money
from caseapp.services import drafts, typed_values
from caseapp.services.fact_text import UNKNOWN_TEXT
from caseapp.services.grid_view import cell_field
from caseapp.services.household_page import CellChange
from caseapp.services.resource_grid import HISTORY, WINDOW, StoredLine
from db.models import ResourceCell, ResourceLine

if TYPE_CHECKING:
    from uuid import UUID

    from sqlalchemy.orm import Session


def read_cell(text: str, *, field: str) -> Money | NoFact:
    """Return what was typed in a cell: an amount, « inconnu », or nothing.

    Raises:
        UserInputError: it is none of them.
    """
    if not text.strip():
        return NOT_STATED
    if typed_values.is_unknown(text):
        return UNKNOWN
    try:
        return typed_values.read_amount(text)
    except ValueError as error:
        raise UserInputError(field, str(error)) from None


def check_month(month: Month | None, now: Month, *, field: str) -> None:
    """Refuse a month the grid does not hold.

    Raises:
        UserInputError: the month is to come, or no right looks that far back.
    """
    if month is not None and month > now:
        raise UserInputError(field, "Ce mois n'est pas encore commencé.")
    if month is not None and now.minus(month) > HISTORY + WINDOW:
        raise UserInputError(field, "Aucun droit ne regarde un mois aussi ancien.")


class LineEditor:
    """One line of the grid, in a session that writes."""

    def __init__(self, session: Session, line_id: UUID, now: Month) -> None:
        line = session.get(ResourceLine, line_id)
        if line is None:
            raise NotFoundError("Cette ressource n'existe plus.")
        self._session = session
        self._now = now
        self._line = line
        self._cells = {
            Month.of(cell.month): cell
            for cell in session.scalars(
                sa.select(ResourceCell).where(ResourceCell.line_id == line_id)
            )
        }

    @property
    def case_id(self) -> UUID:
        """The case the line belongs to."""
        return self._line.case_id

    def put(self, month: Month | None, amount: Money | NoFact) -> CellChange:
        """Put an amount in a month, or in « avant »; return what was typed there.

        Raises:
            UserInputError: « avant » stands for months that were typed one by one.
        """
        drafts.clear(self._session, self.case_id, cell_field(self._line.id, month))
        if month is None:
            return self._put_before(amount)
        before = self.typed(month)
        cell = self._cells.get(month)
        if amount is NOT_STATED:
            if cell is not None:
                self._session.delete(self._cells.pop(month))
        elif cell is None:
            self._add(month, amount)
        else:
            cell.cents = None if isinstance(amount, NoFact) else amount.cents
            cell.is_unknown = amount is UNKNOWN
        return before

    def extend(self, month: Month, last: Month) -> tuple[CellChange, ...]:
        """Copy a month to all later ones, up to the last."""
        amount = self._as_stored().amount_in(month)
        return tuple(self.put(later, amount) for later in month.plus(1).until(last))

    def _put_before(self, amount: Money | NoFact) -> CellChange:
        first = self._now.plus(1 - WINDOW)
        earlier = [month for month in self._cells if month < first]
        if any(not self._cells[month].is_unknown for month in earlier):
            raise UserInputError(
                cell_field(self._line.id, None),
                "Des mois plus anciens sont saisis : les modifier en remontant la grille.",
            )
        was = UNKNOWN_TEXT if earlier else _text(self._line.before_cents)
        for month in earlier:
            self._session.delete(self._cells.pop(month))
        self._session.flush()
        if amount is UNKNOWN:  # an unknown month says so of all those before it
            self._line.before_cents = None
            self._add(first.plus(-1), UNKNOWN)
        else:
            self._line.before_cents = None if isinstance(amount, NoFact) else amount.cents
        return CellChange(month=None, text=was)

    def _add(self, month: Month, amount: Money | NoFact) -> None:
        unknown = isinstance(amount, NoFact)
        cell = ResourceCell(
            line_id=self._line.id,
            month=month.first_day,
            cents=None if isinstance(amount, NoFact) else amount.cents,
            is_unknown=unknown,
        )
        self._session.add(cell)
        self._cells[month] = cell

    def typed(self, month: Month | None) -> CellChange:
        """Return what was typed in a month, or in « avant »."""
        if month is None:
            return CellChange(month=None, text=_text(self._line.before_cents))
        cell = self._cells.get(month)
        if cell is None:
            return CellChange(month=month, text="")
        return CellChange(month=month, text=UNKNOWN_TEXT if cell.is_unknown else _text(cell.cents))

    def _as_stored(self) -> StoredLine:
        return StoredLine(
            id=self._line.id,
            person_id=self._line.person_id,
            nature=self._line.nature,
            before=None if self._line.before_cents is None else Money(self._line.before_cents),
            cells={
                month: UNKNOWN if cell.cents is None else Money(cell.cents)
                for month, cell in self._cells.items()
            },
        )


def _text(cents: int | None) -> str:
    return "" if cents is None else typed_values.show_amount(Money(cents))
