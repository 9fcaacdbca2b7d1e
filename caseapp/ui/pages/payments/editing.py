"""What a person does on « Versements », one change at a time, each of which Ctrl+Z takes back."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoStack

from caseapp.kernel.errors import UserInputError
from caseapp.services.payments_words import CLOSINGS, KINDS, stop_words
from caseapp.ui.widgets.changes import Change

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from uuid import UUID

    from caseapp.domain.payment import Closing
    from caseapp.kernel.calendar import Month
    from caseapp.services.payment_rows import DebtRow, StopRow
    from caseapp.ui.pages.payments.columns import MonthRow
    from caseapp.ui.pages.payments.tools import PaymentsTools


class PaymentsEditing(QObject):
    """Stores what is typed and pressed. A refused amount is stored too, and shown with its error."""

    stored = Signal()  # the page is to be read again
    said = Signal(str)  # what was just done, to be shown with its undo

    def __init__(self, tools: PaymentsTools, parent: QObject) -> None:
        super().__init__(parent)
        self._payments, self._debts, self._stops = tools.payments, tools.debts, tools.stops
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

    def put(self, right: str, row: MonthRow, text: str) -> None:
        """Store what was paid of a month. Undoing it brings back a refused text too."""
        case, shown = self.case, row.own_text
        if case is None:
            return
        values: list[str] = []

        def write(what: str) -> str:
            return self._payments.put(case, right, row.known.month, what)

        with suppress(UserInputError):  # kept as a draft: the page shows it with its sentence
            values.append(write(text))

        def back() -> None:
            for value in values:
                write(value)
            write(shown)

        self._done(back, lambda: write(text))

    def record(self, typed: Mapping[str, str]) -> None:
        """Record arrears or an overpayment.

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

    def remove(self, debt: DebtRow) -> None:
        """Remove arrears or an overpayment with its plan."""
        gone = [self._debts.remove(debt.id)]
        self._done(
            lambda: self._debts.restore(gone.pop()),
            lambda: gone.append(self._debts.remove(debt.id)),
        )
        self.said.emit(f"{KINDS[debt.kind]} retiré : {debt.name}.")

    def stop(self, right: str, typed: Mapping[str, str]) -> None:
        """Note that a right was suspended or ended.

        Raises:
            UserInputError: a part is refused; the form shows it.
        """
        if self.case is None:
            return
        stop_id = self._stops.record(self.case, right, typed)
        gone = []
        self._done(
            lambda: gone.append(self._stops.remove(stop_id)),
            lambda: self._stops.restore(gone.pop()),
        )

    def forget_stop(self, found: StopRow) -> None:
        """Forget a suspension or an end."""
        gone = [self._stops.remove(found.id)]
        self._done(
            lambda: self._stops.restore(gone.pop()),
            lambda: gone.append(self._stops.remove(found.id)),
        )
        self.said.emit(f"{stop_words(found.stop)} : retiré.")

    def make_plan(self, debt: DebtRow, typed: Mapping[str, str]) -> None:
        """Share what is left in instalments.

        Raises:
            UserInputError: a part is refused; the form shows it.
        """
        before = self._debts.make_plan(debt.id, typed)
        self._done(
            lambda: self._debts.set_plan(debt.id, before),
            lambda: self._debts.make_plan(debt.id, typed),
        )

    def tick(self, debt: DebtRow, month: Month, *, paid: bool) -> None:
        """Say that an instalment was paid or withheld, or that it was not."""
        before = debt.plan
        self._debts.tick(debt.id, month, paid)
        self._done(
            lambda: self._debts.set_plan(debt.id, before),
            lambda: self._debts.tick(debt.id, month, paid),
        )

    def close(self, debt: DebtRow, how: Closing | None) -> None:
        """Say how a debt ended, or that it goes on."""
        before = debt.closed_as
        self._debts.close(debt.id, how)
        self._done(
            lambda: self._debts.close(debt.id, before),
            lambda: self._debts.close(debt.id, how),
        )
        if how is not None:
            self.said.emit(f"{KINDS[debt.kind]} clos ({CLOSINGS[how]}) : {debt.name}.")

    def _done(self, undo: Callable[[], object], redo: Callable[[], object]) -> None:
        self._changes.push(Change(undo, redo, lambda _path: self.stored.emit()))
        self.stored.emit()
