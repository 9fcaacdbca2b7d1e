"""What a person does on « Versements », one change at a time, each of which Ctrl+Z takes back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from caseapp.services.payments_words import CLOSINGS, KINDS, stop_words
from caseapp.ui.widgets.undone import Undone, stored_text

if TYPE_CHECKING:
    from collections.abc import Mapping
    from uuid import UUID

    from PySide6.QtWidgets import QWidget

    from caseapp.domain.payment import Closing
    from caseapp.kernel.calendar import Month
    from caseapp.services.payment_rows import DebtRow, StopRow
    from caseapp.ui.pages.payments.columns import MonthRow
    from caseapp.ui.pages.payments.tools import PaymentsTools


class PaymentsEditing(Undone):
    """Stores what is typed and pressed. A refused amount is stored too, and shown with its error."""

    def __init__(self, tools: PaymentsTools, page: QWidget) -> None:
        super().__init__(page)
        self._payments, self._debts, self._stops = tools.payments, tools.debts, tools.stops

    def put(self, case_id: UUID, right: str, row: MonthRow, text: str) -> None:
        """Store what was paid of a month. Undoing it brings back a refused text too."""

        def write(what: str) -> str:
            return self._payments.put(case_id, right, row.known.month, what)

        _before, back = stored_text(write, row.own_text, text)
        self.done(back, lambda: write(text))

    def record(self, case_id: UUID, typed: Mapping[str, str]) -> None:
        """Record arrears or an overpayment.

        Raises:
            UserInputError: a part is refused; the form shows it.
        """
        debt = self._debts.record(case_id, typed)
        self.added(lambda: self._debts.remove(debt), self._debts.restore)

    def remove(self, debt: DebtRow) -> None:
        """Remove arrears or an overpayment with its plan."""
        self.removed(
            lambda: self._debts.remove(debt.id),
            self._debts.restore,
            f"{KINDS[debt.kind]} retiré : {debt.name}.",
        )

    def stop(self, case_id: UUID, right: str, typed: Mapping[str, str]) -> None:
        """Note that a right was suspended or ended.

        Raises:
            UserInputError: a part is refused; the form shows it.
        """
        stop = self._stops.record(case_id, right, typed)
        self.added(lambda: self._stops.remove(stop), self._stops.restore)

    def forget_stop(self, found: StopRow) -> None:
        """Forget a suspension or an end."""
        self.removed(
            lambda: self._stops.remove(found.id),
            self._stops.restore,
            f"{stop_words(found.stop)} : retiré.",
        )

    def make_plan(self, debt: DebtRow, typed: Mapping[str, str]) -> None:
        """Share what is left in instalments.

        Raises:
            UserInputError: a part is refused; the form shows it.
        """
        before = self._debts.make_plan(debt.id, typed)
        self.done(
            lambda: self._debts.set_plan(debt.id, before),
            lambda: self._debts.make_plan(debt.id, typed),
        )

    def tick(self, debt: DebtRow, month: Month, *, paid: bool) -> None:
        """Say that an instalment was paid or withheld, or that it was not."""
        before = debt.plan
        self._debts.tick(debt.id, month, paid)
        self.done(
            lambda: self._debts.set_plan(debt.id, before),
            lambda: self._debts.tick(debt.id, month, paid),
        )

    def close(self, debt: DebtRow, how: Closing | None) -> None:
        """Say how a debt ended, or that it goes on."""
        words = "" if how is None else f"{KINDS[debt.kind]} clos ({CLOSINGS[how]}) : {debt.name}."
        self.changed(self._debts.close(debt.id, how), self._debts.put_back, words)
