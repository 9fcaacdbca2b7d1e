"""« Rappels et indus »: what is owed on either side, its limits, its plan, its end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout

from caseapp.domain.payment import DebtKind
from caseapp.kernel import french
from caseapp.services.payments_words import KINDS, limit_sentence, span
from caseapp.ui.models.table import RowModel
from caseapp.ui.pages.payments.columns import debt_columns, instalment_columns
from caseapp.ui.widgets.buttons import link, secondary
from caseapp.ui.widgets.card import Card
from caseapp.ui.widgets.flow_layout import FlowLayout
from caseapp.ui.widgets.notice import EmptyState
from caseapp.ui.widgets.table import Table
from caseapp.ui.widgets.texts import Text, TextRole

if TYPE_CHECKING:
    from caseapp.services.payment_rows import DebtRow, PaymentsPage


class DebtsCard(Card):
    """Lists debts; the chosen one shows its plan and what can be done under the list."""

    add_asked = Signal(object)  # DebtKind

    def __init__(self) -> None:
        super().__init__("Rappels et indus", flush=True)
        self.totals = Text("", TextRole.STRONG, wrap=True, figures=True)
        self.add_action(
            secondary("Ajouter un rappel", lambda: self.add_asked.emit(DebtKind.ARREARS))
        )
        self.add_action(
            secondary("Ajouter un indu", lambda: self.add_asked.emit(DebtKind.OVERPAYMENT))
        )
        self.table: Table[DebtRow] = Table(
            RowModel(debt_columns(), lambda debt: debt.id), "Rappels et indus", grows=True
        )
        self.empty = EmptyState(
            "Aucun rappel, aucun indu",
            "Ajouter un rappel quand l'organisme doit de l'argent au foyer, un indu quand il lui "
            "en réclame : la prescription est calculée mois par mois.",
        )
        self.detail = DebtDetail()
        for part in (self.totals, self.empty, self.table, self.detail):
            self.add(part)
        self.table.chosen.connect(self.detail.show_debt)

    def show_page(self, page: PaymentsPage) -> None:
        """Show the debts; the one that was chosen stays so, else the first one is."""
        has_debts = bool(page.debts)
        self.empty.setVisible(not has_debts)
        self.totals.setVisible(has_debts)
        self.table.setVisible(has_debts)
        self.totals.setText(
            f"Dû au foyer : {french.euros(page.owed(DebtKind.ARREARS))}. "
            f"Dû par le foyer : {french.euros(page.owed(DebtKind.OVERPAYMENT))}."
        )
        self.table.rows_model.set_rows(page.debts)
        if self.table.current is None and has_debts:
            self.table.choose(page.debts[0].id)
        self.detail.show_debt(self.table.current)


class DebtDetail(Card):
    """The debt that is chosen: what can be done of it, and its instalments."""

    plan_asked = Signal(object)  # DebtRow
    close_asked = Signal(object)
    reopen_asked = Signal(object)
    removal_asked = Signal(object)
    claim_asked = Signal(object)  # the claim's id
    ticked = Signal(object, object, bool)  # DebtRow, Instalment, whether it is paid

    def __init__(self) -> None:
        super().__init__("Détail", flush=True)
        self._debt: DebtRow | None = None
        self.words = Text("", wrap=True, selectable=True)
        self.plan = secondary("Faire un plan", lambda: self.plan_asked.emit(self._debt))
        self.close_button = secondary("Clore", lambda: self.close_asked.emit(self._debt))
        self.reopen = secondary("Rouvrir", lambda: self.reopen_asked.emit(self._debt))
        self.claim = secondary("Ouvrir la démarche", self._ask_for_claim)
        self.remove = link("Retirer", lambda: self.removal_asked.emit(self._debt))
        buttons = FlowLayout(gap=8)
        for button in (self.plan, self.close_button, self.reopen, self.claim, self.remove):
            buttons.addWidget(button)
        self.table = Table(
            RowModel(instalment_columns(), lambda part: part.month), "Mensualités", grows=True
        )
        row = QHBoxLayout()
        row.addLayout(buttons, 1)
        for part in (self.words, row, self.table):
            self.add(part)
        self.table.rows_model.ticked.connect(
            lambda part, paid: self.ticked.emit(self._debt, part, paid)
        )
        self.hide()

    def show_debt(self, debt: DebtRow | None) -> None:
        """Show a debt, or nothing."""
        self._debt = debt
        self.setVisible(debt is not None)
        if debt is None:
            return
        is_open = debt.closed_on is None
        self.set_title(f"{KINDS[debt.kind]} : {debt.name}, {span(debt.first, debt.last)}")
        self.words.setText(_sentences(debt))
        self.plan.setText("Refaire le plan" if debt.plan else "Faire un plan")
        self.plan.setAccessibleName(self.plan.text())
        self.plan.setVisible(is_open and bool(debt.left))
        self.close_button.setVisible(is_open)
        self.reopen.setVisible(not is_open)
        self.claim.setVisible(debt.claim_id is not None)
        self.table.rows_model.set_rows(debt.plan)
        self.table.setVisible(bool(debt.plan))
        self.table.setEnabled(is_open)

    def _ask_for_claim(self) -> None:
        if self._debt is not None:
            self.claim_asked.emit(self._debt.claim_id)


def _sentences(debt: DebtRow) -> str:
    doubt = debt.limit.doubt if debt.limit is not None else debt.arrears[0].doubt
    return "\n".join(
        part
        for part in (debt.contest, limit_sentence(debt), doubt, debt.warning, debt.note)
        if part
    )
