"""« Versements »: what was estimated, granted and paid of each right, and what is owed."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from caseapp.domain.payment import Closing, DebtKind
from caseapp.kernel import french
from caseapp.kernel.errors import KnownTroubleError
from caseapp.kernel.files import write_atomically
from caseapp.kernel.spreadsheet import block
from caseapp.services.payments_words import CLOSINGS, as_csv, table
from caseapp.ui import clipboard
from caseapp.ui.navigator import ClaimPlace
from caseapp.ui.pages.payments.debts_card import DebtsCard
from caseapp.ui.pages.payments.editing import PaymentsEditing
from caseapp.ui.pages.payments.forms import debt_form, plan_form, stop_form
from caseapp.ui.pages.payments.months_card import MonthsCard
from caseapp.ui.theme import Tone
from caseapp.ui.widgets.buttons import secondary
from caseapp.ui.widgets.case_content import CaseContent
from caseapp.ui.widgets.notice import Notice
from caseapp.ui.widgets.undone import listen_to_undo
from caseapp.ui.wording import capital

if TYPE_CHECKING:
    from uuid import UUID

    from caseapp.domain.payment import Instalment
    from caseapp.kernel.calendar import Month
    from caseapp.services.payment_rows import DebtRow, PaymentsPage, RightRow
    from caseapp.ui.dialogs.form import RefusableForm
    from caseapp.ui.pages.payments.columns import MonthRow
    from caseapp.ui.pages.payments.tools import PaymentsTools

CSV = "Tableau CSV (*.csv)"


class PaymentsTab(CaseContent):
    """One case at a time; each change is stored at once and can be taken back."""

    def __init__(self, tools: PaymentsTools) -> None:
        super().__init__()
        self._tools = tools
        self._case: UUID | None = None
        self._page: PaymentsPage | None = None
        self._last: Month | None = None  # of the months shown, where it is not the present one
        self._right = ""
        self._added: list[str] = []
        self.editing = PaymentsEditing(tools, self)
        self.notice = Notice()
        self.notice.hide()
        self.months = MonthsCard()
        self.debts = DebtsCard()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(12)
        taking = QHBoxLayout()
        taking.setSpacing(8)
        taking.addStretch(1)
        taking.addWidget(secondary("Copier", self.copy))
        taking.addWidget(secondary("Exporter (CSV)", self.export))
        for part in (self.notice, self.months, self.debts):
            outer.addWidget(part)
        outer.addLayout(taking)
        outer.addStretch(1)
        self._connect()

    def _connect(self) -> None:
        edit, months, debts, detail = self.editing, self.months, self.debts, self.debts.detail
        edit.stored.connect(self._show_change)
        edit.said.connect(self._say)
        months.typed.connect(self._put)
        months.right_chosen.connect(self._choose_right)
        months.right_asked.connect(self._add_right)
        months.moved.connect(self._move)
        months.claim_asked.connect(self._go_to_claim)
        months.stop_asked.connect(self._stop)
        months.stop_removed.connect(edit.forget_stop)
        debts.add_asked.connect(self._add_debt)
        detail.plan_asked.connect(self._make_plan)
        detail.close_asked.connect(self._close_debt)
        detail.reopen_asked.connect(lambda debt: edit.close(debt, None))
        detail.removal_asked.connect(edit.remove)
        detail.claim_asked.connect(self._go_to_claim)
        detail.ticked.connect(self._tick)
        listen_to_undo(self, self._undo, edit.redo)

    def show_case(self, case_id: UUID, focus: str = "") -> None:
        """Show a case; `focus` names a right."""
        if case_id != self._case:
            self._case, self._last, self._added = case_id, None, []
            self._right = ""
            self.editing.forget()
            self.notice.hide()
        if focus in self._tools.catalogue.codes():
            self._right = focus
            self._added.append(focus)
        self._show()

    def leave(self) -> None:
        """Keep what is being typed."""
        if self._case is not None:
            self.months.leave()

    def copy(self) -> None:
        """Copy the months and the debts as a table."""
        if self._page is not None:
            clipboard.copy(block(table(self._page)))

    def export(self) -> None:
        """Write the months and the debts where the person says, nowhere else."""
        if self._page is None:
            return
        asker, content = self._tools.asker, as_csv(self._page)
        proposed = Path.home() / "versements.csv"
        path = asker.save_file(self, "Exporter les versements", proposed, CSV)
        if path is None:
            return
        try:
            write_atomically(path, content)
        except KnownTroubleError as error:
            asker.tell(self, "Le fichier n'a pas été enregistré", str(error))

    # ------------------------------------------------------------------ months
    def _choose_right(self, right: str) -> None:
        self.months.leave()
        self._right = right
        self._show()

    def _add_right(self) -> None:
        page = self._page
        if page is None or not page.addable:
            return
        asked = self._tools.asker.choice(
            self, "Choisir un droit", "Droit versé chaque mois", page.addable
        )
        if asked is not None:
            self._right = asked
            self._added.append(asked)
            self._show()
            self.months.table.setFocus()

    def _move(self, by: int) -> None:
        if self._page is None:
            return
        self.months.leave()
        last = self._page.months[-1].plus(by)
        self._last = last if last < self._page.now else None
        self._show()

    def _put(self, right: str, row: MonthRow, text: str) -> None:
        if self._case is not None:
            self.editing.put(self._case, right, row, text)

    def _stop(self, row: RightRow) -> None:
        self.months.leave()
        if (case := self._case) is not None:
            self._open(
                stop_form(self, row.name, lambda typed: self.editing.stop(case, row.right, typed))
            )

    def _go_to_claim(self, claim_id: UUID) -> None:
        self._tools.navigator.go(ClaimPlace(claim_id))

    # ------------------------------------------------------------------ debts
    def _add_debt(self, kind: DebtKind) -> None:
        if (case := self._case) is None:
            return
        rights = sorted(
            ((right.code, right.short_name) for right in self._tools.catalogue.all()),
            key=lambda pair: french.fold(pair[1]),
        )
        self._open(debt_form(self, kind, rights, lambda typed: self.editing.record(case, typed)))

    def _make_plan(self, debt: DebtRow) -> None:
        self._open(
            plan_form(
                self,
                debt.kind,
                french.euros(debt.left),
                lambda typed: self.editing.make_plan(debt, typed),
            )
        )

    def _open(self, form: RefusableForm) -> None:
        self.notice.hide()
        self.editing.open(form)

    def _close_debt(self, debt: DebtRow) -> None:
        ends = [
            (how.value, capital(words))
            for how, words in CLOSINGS.items()
            if debt.kind is DebtKind.OVERPAYMENT or how is not Closing.REMITTED
        ]
        asked = self._tools.asker.choice(self, "Clore", "Comment cela s'est terminé", ends)
        if asked is not None:
            self.editing.close(debt, Closing(asked))

    def _tick(self, debt: DebtRow, part: Instalment, paid: bool) -> None:  # noqa: FBT001 - a signal's
        self.editing.tick(debt, part.month, paid=paid)

    # ------------------------------------------------------------------ on screen
    def _show(self) -> None:
        if self._case is None:
            return
        self._page = self._tools.payments.page(self._case, self._last, self._added)
        self.months.show_page(self._page, self._right)
        self.debts.show_page(self._page)

    def _show_change(self) -> None:
        self.notice.hide()  # its « Annuler » would take back another change
        self._show()

    def _say(self, sentence: str) -> None:
        self.notice.say("", sentence, Tone.INFO, secondary("Annuler", self._undo))
        self.notice.show()

    def _undo(self) -> None:
        self.notice.hide()
        self.editing.undo()
