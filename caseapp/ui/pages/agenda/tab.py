"""« Agenda » of a case: what is to do, what the law sets, what ends, and what was permitted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from caseapp.kernel import french
from caseapp.services.agenda_rows import AgendaKind, AgendaRow
from caseapp.ui.dialogs.agenda_editing import MandateEditing, TaskEditing
from caseapp.ui.models.table import RowModel
from caseapp.ui.navigator import ClaimPlace
from caseapp.ui.pages.agenda.columns import agenda_columns
from caseapp.ui.pages.agenda.mandates_card import MandatesCard
from caseapp.ui.pages.agenda.signed_paper import SignedPaper
from caseapp.ui.pages.agenda.year_card import YearCard
from caseapp.ui.theme import Tone
from caseapp.ui.widgets.buttons import Chips, secondary
from caseapp.ui.widgets.card import Card
from caseapp.ui.widgets.case_content import CaseContent
from caseapp.ui.widgets.handed import sources_in
from caseapp.ui.widgets.notice import EmptyState, Notice
from caseapp.ui.widgets.table import Table
from caseapp.ui.widgets.undone import listen_to_undo

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import QMimeData

    from caseapp.kernel.clock import Clock
    from caseapp.services.agenda import Agenda
    from caseapp.services.case_year import CaseYear, YearRow
    from caseapp.services.documents import Documents
    from caseapp.services.handling import Handling
    from caseapp.services.mandate_rows import MandateRow
    from caseapp.services.mandates import Mandates
    from caseapp.ui.dialogs.ask import Asker
    from caseapp.ui.navigator import Navigator
    from caseapp.ui.tasks import Jobs

_TO_DO, _DONE = "to_do", "done"


@dataclass(frozen=True, slots=True)
class AgendaTools:
    """What the tab works with."""

    agenda: Agenda
    mandates: Mandates
    navigator: Navigator
    clock: Clock
    year: CaseYear
    documents: Documents
    jobs: Jobs
    asker: Asker
    handling: Handling


class AgendaTab(CaseContent):
    """One case at a time; each change is stored at once and can be taken back."""

    def __init__(self, tools: AgendaTools) -> None:
        super().__init__()
        self._tools = tools
        self._case: UUID | None = None
        self._rows: tuple[AgendaRow, ...] = ()
        self.tasks = TaskEditing(tools.agenda, self)
        self.permits = MandateEditing(tools.mandates, self, self.tasks.changes)
        self.paper = SignedPaper(tools.documents, tools.jobs, tools.asker, tools.navigator, self)
        self.notice = Notice()
        self.notice.hide()
        self.which = Chips(((_TO_DO, "À faire"), (_DONE, "Faits")), "Ce qui est montré")
        self.table: Table[AgendaRow] = Table(
            RowModel(agenda_columns(), lambda row: row.id), "Agenda du dossier", grows=True
        )
        self.nothing = EmptyState(
            "Rien à l'agenda",
            "Ajoutez une tâche ou un rendez-vous ici, ou dictez les suites d'un entretien.",
        )
        self.none_done = EmptyState("", "Rien n'a encore été fait.")
        self.year = YearCard()
        self.mandates = MandatesCard()
        self._card = Card("Tâches, rendez-vous et échéances", flush=True)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(16)
        self._card.add_action(secondary("Ajouter une tâche ou un rendez-vous", self._add))
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        self._of_row = (
            secondary("Modifier", lambda: self._with_row(lambda row: self.tasks.edit(row.id))),
            secondary("Reporter…", lambda: self._with_row(self._put_off)),
            secondary("Supprimer", lambda: self._with_row(self._remove)),
        )
        for button in self._of_row:
            buttons.addWidget(button)
        buttons.addStretch(1)
        for part in (self.which, self.table, self.nothing, self.none_done, buttons):
            self._card.add(part)
        for whole in (self.notice, self._card, self.mandates, self.year):
            outer.addWidget(whole)
        outer.addStretch(1)

    def _connect(self) -> None:
        for editing in (self.tasks, self.permits):
            editing.stored.connect(self._show_change)
            editing.said.connect(self._say)
        self.which.chosen.connect(lambda _value: self._fill())
        self.table.chosen.connect(lambda _row: self._offer())
        self.table.acted.connect(lambda row, _column: self._act(row))
        self.table.opened.connect(self._open)
        self.year.opened.connect(self._open_year)
        self.year.done_asked.connect(self._do_duty)
        self.year.undone_asked.connect(self._undo_duty)
        card = self.mandates
        card.add_asked.connect(self._add_mandate)
        card.edit_asked.connect(self._edit_mandate)
        card.withdrawal_asked.connect(self._withdraw)
        card.paper_asked.connect(self._see_paper)
        card.paper_dropped.connect(self._take_paper)
        self.paper.moved.connect(self._show_progress)
        self.paper.taken.connect(self._sign)
        self.paper.refused.connect(self._refuse)
        card.removal_asked.connect(lambda row: self.permits.remove(row.id, row.covers))
        listen_to_undo(self, self._undo, self.tasks.redo)

    def show_case(self, case_id: UUID, focus: str = "") -> None:
        """Show a case; `focus` is the identifier of a task or a mandate."""
        if case_id != self._case:
            self._case = case_id
            self.tasks.forget()
            self.notice.hide()
            self.which.choose(_TO_DO)
        self._show()
        if focus:
            self.table.choose(UUID(focus))
            self.mandates.table.choose(UUID(focus))

    def _show(self) -> None:
        if self._case is None:
            return
        self._rows = self._tools.agenda.of_case(self._case)
        self._fill()
        self.year.show_rows(self._tools.year.of_case(self._case))
        self.mandates.show_rows(self._tools.mandates.of_case(self._case))

    def _fill(self) -> None:
        shows_done = self.which.value == _DONE
        rows = [row for row in self._rows if (row.done_on is not None) is shows_done]
        self.table.rows_model.set_rows(rows)
        self.table.setVisible(bool(rows))
        self.nothing.setVisible(not rows and not shows_done)
        self.none_done.setVisible(not rows and shows_done)
        late = sum(1 for row in rows if row.days is not None and row.days < 0 and not row.done_on)
        words = f"{french.number(late)} en retard" if late else ""
        self._card.set_title("Tâches, rendez-vous et échéances", words)
        self._offer()

    def _offer(self) -> None:
        row = self.table.current
        own = row is not None and row.is_own
        for button in self._of_row:
            button.setVisible(own)
        self._of_row[1].setEnabled(row is not None and row.done_on is None)

    # ------------------------------------------------------------------ what is asked
    def _add(self) -> None:
        if self._case is not None:
            self.tasks.add(self._case)

    def _act(self, row: AgendaRow) -> None:
        if row.is_own:
            self.tasks.do(row.id, row.title)
        else:
            self._open(row)

    def _open(self, row: AgendaRow) -> None:
        if row.is_own:
            self.tasks.edit(row.id)
        elif row.claim_id is not None:
            self._tools.navigator.go(ClaimPlace(row.claim_id))
        elif row.kind is AgendaKind.MANDATE:
            self.mandates.table.choose(row.id)
            self.mandates.table.setFocus()

    def _open_year(self, row: YearRow) -> None:
        if row.claim_id is not None:
            self._tools.navigator.go(ClaimPlace(row.claim_id))

    def _do_duty(self, row: YearRow) -> None:
        item, handling = row.item, self._tools.handling
        if item is not None:
            kept = [handling.done([item])]
            self.tasks.done(
                lambda: handling.put_back(kept.pop()),
                lambda: kept.append(handling.done([item])),
                f"Fait : {row.title}",
            )

    def _undo_duty(self, row: YearRow) -> None:
        item, handling = row.item, self._tools.handling
        if item is not None:
            kept = [handling.not_done(item)]
            self.tasks.done(
                lambda: handling.put_back(kept.pop()),
                lambda: kept.append(handling.not_done(item)),
                f"Encore à faire : {row.title}",
            )

    def _put_off(self, row: AgendaRow) -> None:
        self.tasks.put_off(row.id, row.title)

    def _remove(self, row: AgendaRow) -> None:
        self.tasks.remove(row.id, row.title)

    def _with_row(self, call: Callable[[AgendaRow], None]) -> None:
        row = self.table.current
        if row is not None and row.is_own:
            call(row)

    def _add_mandate(self) -> None:
        if self._case is not None:
            self.permits.add(self._case)

    def _edit_mandate(self, row: MandateRow) -> None:
        if self._case is not None:
            self.permits.edit(self._case, row.id)

    def _withdraw(self, row: MandateRow) -> None:
        self.permits.withdraw(row.id, row.covers, french.day(self._tools.clock.today()))

    def _see_paper(self, row: MandateRow) -> None:
        if self._case is not None:
            self.paper.see_or_ask(self._case, row)

    def _take_paper(self, row: MandateRow, mime: QMimeData) -> None:
        if self._case is not None:
            self.paper.take(self._case, row, sources_in(mime, self._tools.clock.now()))

    def _sign(self, mandate_id: UUID, document_id: UUID) -> None:
        self.permits.sign(
            mandate_id, document_id, "Document signé joint ; il est aussi dans « Documents »."
        )

    # ------------------------------------------------------------------ on screen
    def _show_progress(self, words: str) -> None:
        self.notice.say("", words, Tone.INFO, secondary("Arrêter", self.paper.stop))
        self.notice.show()

    def _refuse(self, sentence: str) -> None:
        self.notice.say("", sentence, Tone.BAD)
        self.notice.setVisible(bool(sentence))

    def _show_change(self) -> None:
        self.notice.hide()  # its « Annuler » would take back another change
        self._show()
        self.case_changed.emit()

    def _say(self, words: str) -> None:
        self.notice.say("", words, Tone.INFO, secondary("Annuler", self._undo))
        self.notice.show()

    def _undo(self) -> None:
        self.notice.hide()
        self.tasks.undo()
