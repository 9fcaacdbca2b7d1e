"""What a person does on « Budget », one change at a time, each of which Ctrl+Z takes back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoStack

from caseapp.ui.widgets.changes import Change

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date
    from uuid import UUID

    from caseapp.services.budget_rows import LiabilityRow, QuotientRow
    from caseapp.ui.pages.budget.tools import BudgetTools


class BudgetEditing(QObject):
    """Stores what the forms hold, and takes it back."""

    stored = Signal()  # the page is to be read again
    said = Signal(str)  # what was just done, to be shown with its undo

    def __init__(self, tools: BudgetTools, parent: QObject) -> None:
        super().__init__(parent)
        self._debts, self._quotients = tools.liabilities, tools.quotients
        self._changes = QUndoStack(self)
        self.case: UUID | None = None

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

    def record(self, typed: Mapping[str, str]) -> None:
        """Record a debt.

        Raises:
            UserInputError: a part is refused; the form shows it.
        """
        if self.case is None:
            return
        debt_id = self._debts.record(self.case, typed)
        gone = []
        self._done(
            lambda: gone.append(self._debts.remove(debt_id)),
            lambda: self._debts.restore(gone.pop()),
        )

    def change(self, row: LiabilityRow, typed: Mapping[str, str]) -> None:
        """Change a debt.

        Raises:
            UserInputError: a part is refused; the form shows it.
        """
        before = self._debts.change(row.id, typed)
        self._done(
            lambda: self._debts.change(row.id, before),
            lambda: self._debts.change(row.id, typed),
        )

    def remove(self, row: LiabilityRow) -> None:
        """Remove a debt that was recorded by mistake."""
        gone = [self._debts.remove(row.id)]
        self._done(
            lambda: self._debts.restore(gone.pop()),
            lambda: gone.append(self._debts.remove(row.id)),
        )
        self.said.emit(f"Dette retirée : {row.label}.")

    def close(self, row: LiabilityRow, on: date | None) -> None:
        """Say that a debt is paid off, or that it goes on."""
        before = self._debts.close(row.id, on)
        self._done(lambda: self._debts.close(row.id, before), lambda: self._debts.close(row.id, on))
        if on is not None:
            self.said.emit(f"Dette soldée : {row.label}.")

    def save_formula(self, row: QuotientRow | None, typed: Mapping[str, str]) -> None:
        """Keep a formula: a new one, or in the place of one of the service's.

        Raises:
            UserInputError: a part is refused; the form shows it.
        """
        before = _typed(row) if row is not None and row.id is not None else None
        formula_id = self._quotients.save(typed, row.id if row is not None else None)
        gone = []

        def back() -> None:
            if before is None:
                gone.append(self._quotients.remove(formula_id))
            else:
                self._quotients.save(before, formula_id)

        def again() -> None:
            if before is None:
                self._quotients.restore(gone.pop())
            else:
                self._quotients.save(typed, formula_id)

        self._done(back, again)

    def remove_formula(self, row: QuotientRow) -> None:
        """Remove a formula of the service."""
        formula_id = row.id
        if formula_id is None:
            return
        gone = [self._quotients.remove(formula_id)]
        self._done(
            lambda: self._quotients.restore(gone.pop()),
            lambda: gone.append(self._quotients.remove(formula_id)),
        )
        self.said.emit(f"Quotient retiré : {row.name}.")

    def _done(self, undo: Callable[[], object], redo: Callable[[], object]) -> None:
        self._changes.push(Change(undo, redo, lambda _path: self.stored.emit()))
        self.stored.emit()


def _typed(row: QuotientRow) -> dict[str, str]:
    return {"name": row.name, "fund": row.fund, "formula": row.formula, "note": row.note}
