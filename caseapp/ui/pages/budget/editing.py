"""What a person does on « Budget », one change at a time, each of which Ctrl+Z takes back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from caseapp.ui.widgets.undone import Undone

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from uuid import UUID

    from PySide6.QtWidgets import QWidget

    from caseapp.services.budget_rows import LiabilityRow, QuotientRow
    from caseapp.ui.pages.budget.tools import BudgetTools


class BudgetEditing(Undone):
    """Stores what the forms hold, and takes it back."""

    def __init__(self, tools: BudgetTools, page: QWidget) -> None:
        super().__init__(page)
        self._debts, self._quotients = tools.liabilities, tools.quotients

    def record(self, case_id: UUID, typed: Mapping[str, str]) -> None:
        """Record a debt.

        Raises:
            UserInputError: a part is refused; the form shows it.
        """
        debt = self._debts.record(case_id, typed)
        self.added(lambda: self._debts.remove(debt), self._debts.restore)

    def change(self, row: LiabilityRow, typed: Mapping[str, str]) -> None:
        """Change a debt.

        Raises:
            UserInputError: a part is refused; the form shows it.
        """
        self.changed(self._debts.change(row.id, typed), self._debts.put_back)

    def remove(self, row: LiabilityRow) -> None:
        """Remove a debt that was recorded by mistake."""
        self.removed(
            lambda: self._debts.remove(row.id), self._debts.restore, f"Dette retirée : {row.label}."
        )

    def close(self, row: LiabilityRow, on: date | None) -> None:
        """Say that a debt is paid off, or that it goes on."""
        words = "" if on is None else f"Dette soldée : {row.label}."
        self.changed(self._debts.close(row.id, on), self._debts.put_back, words)

    def save_formula(self, row: QuotientRow | None, typed: Mapping[str, str]) -> None:
        """Keep a formula: a new one, or in the place of one of the service's.

        Raises:
            UserInputError: a part is refused; the form shows it.
        """
        if row is None or row.id is None:  # a shipped one stays under the service's own
            formula = self._quotients.save(typed)
            self.added(lambda: self._quotients.remove(formula), self._quotients.restore)
        else:
            self.changed(self._quotients.change(row.id, typed), self._quotients.put_back)

    def remove_formula(self, row: QuotientRow) -> None:
        """Remove a formula of the service."""
        if (formula := row.id) is not None:
            self.removed(
                lambda: self._quotients.remove(formula),
                self._quotients.restore,
                f"Quotient retiré : {row.name}.",
            )
