"""« Budget »: what comes in, what goes out, what is left, before and after the estimated rights."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout

from caseapp.kernel import french
from caseapp.kernel.spreadsheet import block
from caseapp.services.budget_lines import table_lines
from caseapp.ui import clipboard
from caseapp.ui.models.table import RowModel
from caseapp.ui.navigator import CasePlace, CaseTab
from caseapp.ui.pages.budget.columns import budget_columns
from caseapp.ui.pages.budget.debts_card import DebtsCard
from caseapp.ui.pages.budget.editing import BudgetEditing
from caseapp.ui.pages.budget.forms import formula_form, liability_form
from caseapp.ui.pages.budget.quotients_card import QuotientsCard
from caseapp.ui.theme import Tone
from caseapp.ui.widgets.budget_chart import BudgetBar, BudgetChart
from caseapp.ui.widgets.buttons import link, secondary
from caseapp.ui.widgets.card import Card
from caseapp.ui.widgets.case_content import CaseContent
from caseapp.ui.widgets.columns import MainAndSide
from caseapp.ui.widgets.notice import Notice
from caseapp.ui.widgets.table import Table
from caseapp.ui.widgets.texts import Text, TextRole
from caseapp.ui.widgets.undone import listen_to_undo

if TYPE_CHECKING:
    from uuid import UUID

    from caseapp.services.budget_lines import BudgetTableLine
    from caseapp.services.budget_rows import BudgetPage, BudgetSide, LiabilityRow, QuotientRow
    from caseapp.ui.pages.budget.tools import BudgetTools

_SIDE = 320


class BudgetTab(CaseContent):
    """One case at a time; each change is stored at once and can be taken back."""

    def __init__(self, tools: BudgetTools) -> None:
        super().__init__()
        self._tools = tools
        self._case: UUID | None = None
        self._page: BudgetPage | None = None
        self.editing = BudgetEditing(tools, self)
        self.notice = Notice()
        self.notice.hide()
        self.lines: Table[BudgetTableLine] = Table(
            RowModel(budget_columns(), lambda line: line.key), "Lignes du budget", grows=True
        )
        self.notes = Text("", TextRole.HINT, wrap=True, selectable=True)
        self.budget = Card("Budget du mois", flush=True)
        to_household = link("Modifier", self._to_household)
        to_household.setAccessibleName("Modifier dans « Foyer »")
        self.budget.add_action(to_household)
        self.budget.add_action(secondary("Copier", self.copy))
        self.budget.add_action(secondary("Imprimer (PDF)", self.print_budget))
        self.budget.add(self.lines)
        self.budget.add(self.notes)
        self.chart = BudgetChart("Où vont les ressources du mois")
        self.chart_card = Card("Où vont les ressources")
        self.chart_card.add(self.chart)
        self.debts = DebtsCard()
        self.quotients = QuotientsCard()
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(
            MainAndSide(
                (self.notice, self.budget, self.debts),
                (self.chart_card, self.quotients),
                side=_SIDE,
            )
        )

    def _connect(self) -> None:
        edit, debts, quotients = self.editing, self.debts, self.quotients
        edit.stored.connect(self._show_change)
        edit.said.connect(self._say)
        debts.add_asked.connect(lambda: self._open_debt(None))
        debts.change_asked.connect(self._open_debt)
        debts.close_asked.connect(lambda row: edit.close(row, self._tools.clock.today()))
        debts.reopen_asked.connect(lambda row: edit.close(row, None))
        debts.removal_asked.connect(edit.remove)
        quotients.add_asked.connect(lambda: self._open_formula(None))
        quotients.change_asked.connect(self._open_formula)
        quotients.removal_asked.connect(edit.remove_formula)
        listen_to_undo(self, self._undo, edit.redo)

    def show_case(self, case_id: UUID, focus: str = "") -> None:
        """Show a case; `focus` is not used."""
        del focus
        if case_id != self._case:
            self._case = case_id
            self.editing.forget()
            self.notice.hide()
        self._show()

    def copy(self) -> None:
        """Copy the lines of the budget and the quotients as a table."""
        if self._page is None:
            return
        heads = ["Poste", "Aujourd'hui", "Avec les droits estimés"]
        rows = [[line.label, line.now, line.then] for line in table_lines(self._page)]
        clipboard.copy(block((heads, *rows)))

    def print_budget(self) -> None:
        """Ask where to write the budget, and write it there."""
        if self._case is not None:
            self._tools.print_budget(self._case)

    def _show(self) -> None:
        if self._case is None:
            return
        page = self._page = self._tools.budgets.page(self._case)
        self.budget.set_title("Budget du mois", french.month(page.month))
        self.lines.rows_model.set_rows(table_lines(page))
        words = _notes(page)
        self.notes.setText(words)
        self.notes.setVisible(bool(words))
        sides = [("Aujourd'hui", page.now)]
        if page.then is not None:
            sides.append(("Avec les droits estimés", page.then))
        self.chart.show_bars([_bar(name, side) for name, side in sides])
        self.debts.show_page(page)
        self.quotients.show_rows(page.quotients)

    def _show_change(self) -> None:
        self.notice.hide()  # its « Annuler » would take back another change
        self._show()
        self.case_changed.emit()

    def _say(self, sentence: str) -> None:
        self.notice.say("", sentence, Tone.INFO, secondary("Annuler", self._undo))
        self.notice.show()

    def _undo(self) -> None:
        self.notice.hide()
        self.editing.undo()

    def _open_debt(self, row: LiabilityRow | None) -> None:
        case, edit = self._case, self.editing
        if case is None:
            return
        self.notice.hide()

        def record(typed: dict[str, str]) -> None:
            if row is None:
                edit.record(case, typed)
            else:
                edit.change(row, typed)

        edit.open(liability_form(self, row, record))

    def _open_formula(self, row: QuotientRow | None) -> None:
        self.notice.hide()
        self.editing.open(
            formula_form(
                self,
                row,
                self._tools.quotients.check,
                lambda typed: self.editing.save_formula(row, typed),
            )
        )

    def _to_household(self) -> None:
        if self._case is not None:
            self._tools.navigator.go(CasePlace(self._case, CaseTab.HOUSEHOLD))


def _bar(name: str, side: BudgetSide) -> BudgetBar:
    return BudgetBar(
        name=name,
        resources=side.resources,
        parts=(side.housing, side.charges, side.debts, side.left),
    )


def _notes(page: BudgetPage) -> str:
    if page.estimated_on is None:
        estimated = "Aucune estimation encore : l'onglet « Droits » en fait une."
    else:
        estimated = f"Droits estimés le {french.day(page.estimated_on)}."
        if page.is_stale:
            estimated += " Le foyer ou le mois a changé depuis : à refaire dans « Droits »."
    unknown = f"Non compté, car inconnu : {', '.join(page.unknown)}." if page.unknown else ""
    return "\n".join(part for part in (estimated, *page.notes, unknown) if part)
