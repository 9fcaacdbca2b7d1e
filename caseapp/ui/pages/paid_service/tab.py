"""« Service payant »: what was signed, paid and handed over; what takes back control; the law."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtWidgets import QVBoxLayout

from caseapp.kernel import french
from caseapp.rules.paid_services import load_paid_services
from caseapp.ui.dialogs.web import open_page
from caseapp.ui.models.table import RowModel
from caseapp.ui.navigator import CasePlace, CaseTab
from caseapp.ui.pages.paid_service.columns import law_columns, service_columns, step_columns
from caseapp.ui.pages.paid_service.editing import PaidServiceEditing
from caseapp.ui.pages.paid_service.handed_card import HandedCard
from caseapp.ui.theme import Tone
from caseapp.ui.widgets.buttons import link, primary, secondary
from caseapp.ui.widgets.card import Card
from caseapp.ui.widgets.case_content import CaseContent
from caseapp.ui.widgets.flow_layout import FlowLayout
from caseapp.ui.widgets.notice import EmptyState, Notice
from caseapp.ui.widgets.table import Table
from caseapp.ui.widgets.texts import Text, TextRole
from caseapp.ui.widgets.undone import listen_to_undo

if TYPE_CHECKING:
    from caseapp.rules.paid_services import Law
    from caseapp.services.paid_service_rows import PaidServiceRow, StepRow
    from caseapp.ui.pages.paid_service.tools import PaidServiceTools


class PaidServiceTab(CaseContent):
    """One case at a time; each change is stored at once and can be taken back."""

    def __init__(self, tools: PaidServiceTools) -> None:
        super().__init__()
        self._tools = tools
        self._case: UUID | None = None
        self.editing = PaidServiceEditing(tools.paid, self)
        self.notice = Notice()
        self.notice.hide()
        self.services: Table[PaidServiceRow] = Table(
            RowModel(service_columns(), lambda row: row.id), "Services payants", grows=True
        )
        self.steps: Table[StepRow] = Table(
            RowModel(step_columns(), lambda row: row.step.code), "Reprendre la main", grows=True
        )
        self.laws: Table[Law] = Table(
            RowModel(law_columns(), lambda law: law.article), "Textes", grows=True
        )
        self.nothing = EmptyState(
            "Aucun service payant noté",
            "Un site ou une personne se fait payer pour des démarches gratuites ? Notez ce qui a été"
            " signé, payé et remis : la liste de ce qu'il y a à reprendre suit.",
            primary("Noter un service payant", self._add),
        )
        self.handed = HandedCard()
        self.write = secondary("Écrire le courrier", self._write)
        self.site = link("Ouvrir le site", self._open_site, drawing="external")
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(16)
        card = Card("Services payants", flush=True)
        self.new = secondary("Noter un autre service", self._add)
        card.add_action(self.new)
        self.remove = link("Supprimer", self._remove)
        below = FlowLayout(gap=12)
        below.addWidget(self.remove)
        for size in ("A4", "A5"):
            below.addWidget(
                link(
                    f"Fiche « Vos démarches sont gratuites » {size}",
                    partial(self._tools.print_flyer, size),
                )
            )
        for part in (self.services, self.nothing, below):
            card.add(part)
        self._checklist = Card("Reprendre la main", flush=True)
        with_step = FlowLayout(gap=12)
        with_step.addWidget(self.write)
        with_step.addWidget(self.site)
        self._checklist.add(self.steps)
        self._checklist.add(with_step)
        self._law = Card("Ce que dit la loi", flush=True)
        guide = load_paid_services()
        self._law.add(
            Text(
                "Se faire payer pour obtenir une prestation à autrui peut constituer l'infraction"
                " prévue par l'un de ces articles ; c'est à la justice de le dire. Textes vus le"
                f" {french.day(guide.checked_on)}.",
                TextRole.SECONDARY,
                wrap=True,
            )
        )
        self._law.add(self.laws)
        self.laws.rows_model.set_rows(guide.laws)
        for whole in (self.notice, card, self.handed, self._checklist, self._law):
            outer.addWidget(whole)
        outer.addStretch(1)

    def _connect(self) -> None:
        edit = self.editing
        edit.stored.connect(self._show_change)
        edit.said.connect(self._say)
        self.services.chosen.connect(lambda _row: self._show_chosen())
        self.services.opened.connect(lambda row: edit.edit(row.id))
        self.services.acted.connect(lambda row, _column: edit.edit(row.id))
        self.steps.chosen.connect(lambda _row: self._offer())
        self.steps.acted.connect(lambda row, _column: self._act(row))
        self.handed.ticked.connect(self._hand_over)
        listen_to_undo(self, self._undo, edit.redo)

    def show_case(self, case_id: UUID, focus: str = "") -> None:
        """Show a case; `focus` is the identifier of a paid service."""
        if case_id != self._case:
            self._case = case_id
            self.editing.forget()
            self.notice.hide()
        self._show()
        if focus:
            self.services.choose(UUID(focus))

    # ------------------------------------------------------------------ on screen
    def _show(self) -> None:
        if self._case is None:
            return
        rows = self._tools.paid.of_case(self._case)
        self.services.rows_model.set_rows(rows)
        if self.services.current is None and rows:
            self.services.choose(rows[0].id)
        self.services.setVisible(bool(rows))
        self.nothing.setVisible(not rows)
        for part in (self.new, self.remove, self.handed, self._checklist):
            part.setVisible(bool(rows))
        self._show_chosen()

    def _show_chosen(self) -> None:
        row = self.services.current
        if row is None:
            return
        self.handed.show_handed(row.handed)
        self.steps.rows_model.set_rows(row.steps)
        if self.steps.current is None:
            self.steps.choose(next((s.step.code for s in row.steps if s.done_on is None), ""))
        self._checklist.set_title("Reprendre la main", f"{row.name} : {row.state_words}")
        self._offer()

    def _offer(self) -> None:
        row = self.steps.current
        self.write.setVisible(row is not None and bool(row.step.letter))
        self.site.setVisible(row is not None and bool(row.step.link))

    def _show_change(self) -> None:
        self.notice.hide()  # its « Annuler » would take back another change
        self._show()
        self.case_changed.emit()

    def _say(self, words: str) -> None:
        self.notice.say("", words, Tone.INFO, secondary("Annuler", self._undo))
        self.notice.show()

    # ------------------------------------------------------------------ what is asked
    def _add(self) -> None:
        if self._case is not None:
            self.editing.add(self._case)

    def _remove(self) -> None:
        if (row := self.services.current) is not None:
            self.editing.remove(row)

    def _hand_over(self, code: str, was: bool) -> None:  # noqa: FBT001 - a signal's
        if (row := self.services.current) is not None:
            self.editing.hand_over(row.id, code, was=was)

    def _act(self, step: StepRow) -> None:
        row = self.services.current
        if row is None:
            return
        if step.done_on is None:
            self.editing.do(row.id, step, french.day(self._tools.clock.today()))
        else:
            self.editing.reopen(row.id, step)

    def _write(self) -> None:
        step = self.steps.current
        if step is None or self._case is None:
            return
        letter = self._tools.letters.begin(self._case, step.step.letter)
        self._tools.navigator.go(CasePlace(self._case, CaseTab.LETTERS, str(letter)))

    def _open_site(self) -> None:
        if (step := self.steps.current) is not None:
            open_page(step.step.link)

    def _undo(self) -> None:
        self.notice.hide()
        self.editing.undo()
