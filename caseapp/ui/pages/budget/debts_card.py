"""« Dettes »: what is owed to whom, paid back by how much, unpaid since when."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from caseapp.kernel import french
from caseapp.ui.models.table import RowModel
from caseapp.ui.pages.budget.columns import liability_columns
from caseapp.ui.widgets.buttons import link, secondary
from caseapp.ui.widgets.card import Card
from caseapp.ui.widgets.flow_layout import FlowLayout
from caseapp.ui.widgets.notice import EmptyState
from caseapp.ui.widgets.table import Table
from caseapp.ui.widgets.texts import Text, TextRole

if TYPE_CHECKING:
    from caseapp.services.budget_rows import BudgetPage, LiabilityRow


class DebtsCard(Card):
    """Lists debts; what can be done of the chosen one stands under the list."""

    add_asked = Signal()
    change_asked = Signal(object)  # LiabilityRow
    close_asked = Signal(object)
    reopen_asked = Signal(object)
    removal_asked = Signal(object)

    def __init__(self) -> None:
        super().__init__("Dettes", flush=True)
        self.add_action(secondary("Ajouter une dette", self.add_asked.emit))
        self.total = Text("", TextRole.STRONG, figures=True)
        self.empty = EmptyState(
            "Aucune dette détaillée",
            "Loyer, énergie, crédits… : chacune entre dans le budget et dans le dossier de dette.",
        )
        self.table: Table[LiabilityRow] = Table(
            RowModel(liability_columns(), lambda row: row.id), "Dettes", grows=True
        )
        self.close_button = link("Noter soldée", lambda: self.close_asked.emit(self.table.current))
        self.reopen = link("Rouvrir", lambda: self.reopen_asked.emit(self.table.current))
        self.remove = link("Retirer", lambda: self.removal_asked.emit(self.table.current))
        self._buttons = FlowLayout(gap=12)
        for button in (self.close_button, self.reopen, self.remove):
            self._buttons.addWidget(button)
        for part in (self.total, self.empty, self.table, self._buttons):
            self.add(part)
        self.table.acted.connect(lambda row, _column: self.change_asked.emit(row))
        self.table.opened.connect(self.change_asked.emit)
        self.table.chosen.connect(self._show_chosen)

    def show_page(self, page: BudgetPage) -> None:
        """Show the debts; the one that was chosen stays so, else the first one is."""
        has = bool(page.liabilities)
        self.empty.setVisible(not has)
        self.table.setVisible(has)
        self.total.setVisible(has)
        unknown = any(row.owed is None and row.closed_on is None for row in page.liabilities)
        self.total.setText(
            f"Dû en tout : {french.euros(page.owed)}" + (", sans les montants inconnus" * unknown)
        )
        self.table.rows_model.set_rows(page.liabilities)
        if self.table.current is None and has:
            self.table.choose(page.liabilities[0].id)
        self._show_chosen(self.table.current if has else None)

    def _show_chosen(self, row: LiabilityRow | None) -> None:
        self.close_button.setVisible(row is not None and row.closed_on is None)
        self.reopen.setVisible(row is not None and row.closed_on is not None)
        self.remove.setVisible(row is not None)
