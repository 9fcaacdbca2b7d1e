"""« Droits »: every right of a case, its answer beside it, the claim one click away."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QSignalBlocker, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout

from caseapp.kernel.errors import UserInputError
from caseapp.services.estimate_rows import RightAction
from caseapp.services.right_advice import ask_first
from caseapp.ui.navigator import CasePlace, CaseTab, CataloguePlace, ClaimPlace, day_of_focus
from caseapp.ui.pages.rights import words
from caseapp.ui.pages.rights.answers import Answers
from caseapp.ui.pages.rights.ask_card import AskFirstCard
from caseapp.ui.pages.rights.columns import MAIN, SITUATION
from caseapp.ui.pages.rights.history import CompareButton
from caseapp.ui.pages.rights.opening import SeveralClaims
from caseapp.ui.pages.rights.other_day import OtherDay
from caseapp.ui.pages.rights.panel import RightPanel
from caseapp.ui.pages.rights.placing import RightsPlacing
from caseapp.ui.pages.rights.reading import Reading, read
from caseapp.ui.pages.rights.table_card import RightsCard
from caseapp.ui.theme import Tone
from caseapp.ui.widgets.buttons import link, secondary
from caseapp.ui.widgets.case_content import CaseContent
from caseapp.ui.widgets.notice import Notice
from caseapp.ui.widgets.texts import Text, TextRole

if TYPE_CHECKING:
    from uuid import UUID

    from PySide6.QtGui import QResizeEvent

    from caseapp.kernel.errors import CaseAppError
    from caseapp.services.estimate_rows import RightRow, SavedEstimate
    from caseapp.ui.navigator import Navigator
    from caseapp.ui.pages.rights.tools import RightsTools
    from caseapp.ui.tasks import Job, Jobs

_JOB, _READ = "estimate", "read"
_SITUATION = 146  # pixels at least: a reason in three lines, not in six


class RightsTab(CaseContent):
    """Shows the latest estimate; makes a new one when the household has changed since."""

    field_asked = Signal(str)
    curve_asked = Signal()

    def __init__(self, tools: RightsTools, navigator: Navigator, jobs: Jobs) -> None:
        super().__init__()
        self._tools = tools
        self._estimates, self._catalogue = tools.estimates, tools.catalogue
        self._navigator, self._jobs = navigator, jobs
        self._answers = Answers(tools.household, tools.suggest_communes, self)
        self._saved: SavedEstimate | None = None
        self._case: UUID | None = None
        self._rows: tuple[RightRow, ...] = ()
        self._focus = self._explained = ""
        self._is_read = self._is_estimating = False
        self.caption = Text("", TextRole.SECONDARY, wrap=True)
        self.again = secondary("Recalculer", self._estimate)
        self.compare = CompareButton(tools.estimates)
        self.curve = link(
            "Courbe des revenus",
            self.curve_asked.emit,
            hint="Voir les ressources du foyer selon le salaire, dans « Simuler »",
        )
        self.notice = Notice()
        self.notice.hide()
        self.several = SeveralClaims(tools.opening, navigator, self.notice, self)
        self.other_day = OtherDay(self._see_today)
        self.card = RightsCard()
        self.filters, self.table = self.card.filters, self.card.table
        self.total = Text("", TextRole.SECONDARY, wrap=True, selectable=True)
        self.panel = RightPanel(self._answers.make, tools.usual, tools.has_form)
        self.ask = AskFirstCard(self._answers.make)
        self._explaining = QTimer(self)  # at the next turn: the rows are painted first
        self._explaining.setSingleShot(True)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        self.card.add_action(self.curve)
        buttons = (self.several.button, self.again, self.compare)
        below = (self.other_day, self.notice, self.ask, self.card, self.total)
        self._placing = RightsPlacing(self.caption, buttons, below, self.panel)
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._placing)

    def _connect(self) -> None:
        self.filters.chosen.connect(lambda _value: self._filter())
        self.table.chosen.connect(lambda _row: self._explain())
        self._explaining.timeout.connect(self._explain)
        self.table.acted.connect(lambda row, _column: self._act(row))
        self.table.opened.connect(self._act)
        self.table.clicked.connect(lambda _index: self._placing.bring_panel())
        self.several.stored.connect(self._show)
        self.panel.claim_asked.connect(self._claim)
        self.panel.field_asked.connect(self._ask_field)
        self.ask.field_asked.connect(self.field_asked)
        self.panel.print_asked.connect(self._print)
        self._answers.stored.connect(self._answered)
        self._answers.refused.connect(self._show)
        self.panel.form_asked.connect(self._go_to_form)
        self.panel.file_asked.connect(lambda code: self._navigator.go(CataloguePlace(code)))

    def _go_to_form(self, right: str) -> None:
        if self._case is not None:
            self._navigator.go(CasePlace(self._case, CaseTab.FORMS, right))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if not self.table.was_dragged:
            of_rights = self._placing.width_of_rights(self.width())
            self.table.setColumnWidth(SITUATION, max(_SITUATION, (of_rights - 40) // 4))

    def show_case(self, case_id: UUID, focus: str = "") -> None:
        """Show the rights of a case, one of them chosen where it is named; or those of a day."""
        day = day_of_focus(focus)
        is_other = (case_id, day) != (self._case, self.other_day.day)
        self._case, self._focus = case_id, "" if day else focus
        self.other_day.look_at(case_id, day)
        self.notice.hide()
        if is_other:
            self._jobs.cancel(self, _JOB)  # that answer is kept, if it is of today
            self.filters.choose(MAIN)
            self._is_estimating = False
            self._answers.start(case_id)
            self._empty()
        if day is None:
            self._jobs.start(self, lambda _job: read(self._tools, case_id), self._found, name=_READ)
            return
        self._jobs.cancel(self, _READ)
        self._show()
        if self._saved is None:
            self._estimate()

    def leave(self) -> None:
        """Keep what is being typed in a field of a missing fact."""
        for answer in (self.ask.answer, self.panel.answer):
            if answer is not None:
                answer.leave()

    def _answered(self, words: str) -> None:
        """Estimate again with the answer; a click takes it back."""
        self._estimate()
        self.notice.say(words, "", Tone.INFO, secondary("Annuler", self._answers.undo))
        self.notice.show()

    def _print(self) -> None:
        if self._case is None or self._saved is None:
            return
        from caseapp.ui.pages.rights.taking import print_or_save  # noqa: PLC0415 - when asked

        reference = self._tools.cases.header(self._case).reference
        heading = f"Dossier {reference} · {words.caption(self._saved)}"
        text = self.panel.words
        print_or_save(self, self._tools.asker, self.notice, reference, heading, text)

    def _estimate(self) -> None:
        case, day = self._case, self.other_day.day
        if case is None:
            return
        self.notice.hide()
        self._is_estimating = self._is_read = True
        self._jobs.cancel(self, _READ)  # it is read again with the new answer
        self._arrange()

        def work(_job: Job) -> Any:
            if day:
                return self._estimates.of_day(case, day)
            self._estimates.run(case)
            return read(self._tools, case)

        self._jobs.start(self, work, self._estimated, failed=self._failed, name=_JOB)

    def _estimated(self, found: Any) -> None:
        self._is_estimating = False
        if self.other_day.day is None:
            self._take(found)
        else:
            self.other_day.take(found)
            self._show()

    def _see_today(self) -> None:
        if self._case is not None:
            self._navigator.go(CasePlace(self._case, CaseTab.RIGHTS))

    def _failed(self, error: CaseAppError) -> None:
        self._is_estimating = False
        title = "L'estimation n'a pas pu être faite"
        if self._rows:
            title += " ; voici la précédente"
        self.notice.say(title, str(error), Tone.BAD, secondary("Réessayer", self._estimate))
        self.notice.show()
        self._filter()

    def _empty(self) -> None:
        """Show nothing of another case while this one is read."""
        self.table.rows_model.set_rows(())  # the choice made in another case goes with it
        self.compare.hide()
        self._put(None, (), is_read=False)

    def _show(self) -> None:
        """Read again what was just changed here."""
        if self._case is None:
            return
        if self.other_day.day is None:
            self._take(read(self._tools, self._case))
        else:
            self.compare.hide()
            self._put(self.other_day.saved, self.other_day.rows)

    def _found(self, reading: Reading) -> None:
        self._take(reading)
        if reading.saved is None or reading.is_stale:
            self._estimate()

    def _take(self, reading: Reading) -> None:
        self._answers.take(reading.household)
        self.compare.show_history(reading.history)
        self._put(reading.saved, reading.rows)

    def _put(
        self, saved: SavedEstimate | None, rows: tuple[RightRow, ...], *, is_read: bool = True
    ) -> None:
        self._saved, self._rows, self._is_read = saved, rows, is_read
        self.several.offer(self._case if self.other_day.day is None else None, rows)
        self.caption.setText("" if saved is None else words.caption(saved))
        self.total.setText("" if saved is None else words.total(saved))
        self.ask.show_fact(ask_first(rows), self._answers.page)
        self._filter()

    def _filter(self) -> None:
        with QSignalBlocker(self.table):  # what is chosen in the new rows is explained below
            self.card.show_rows(self._rows, self._focus, of_today=self.other_day.day is None)
        if self._rows:
            self._focus = ""
        self._arrange()
        if self.table.current is None:
            self._explain()
        else:
            self._explaining.start()

    def _arrange(self) -> None:
        self.again.setEnabled(self._is_read and not self._is_estimating)
        self.again.setText("Calcul en cours…" if self._is_estimating else "Recalculer")
        self.card.arrange(
            has_rights=bool(self._rows),
            is_read=self._is_read,
            is_estimating=self._is_estimating,
        )

    def _explain(self) -> None:
        row = self.table.current
        self.panel.setVisible(row is not None)
        if row is None:
            return
        page = self._answers.page if row.missing else None
        self.panel.show_right(row, self._catalogue.right(row.right), page)
        if row.right != self._explained:
            self._explained = row.right
            self._placing.show_top_of_panel()

    def _act(self, row: RightRow) -> None:
        if row.action is RightAction.COMPLETE:
            self._ask_field(next(part.path for part in row.missing if part.path), row.right)
        elif row.action in {RightAction.OPEN, RightAction.SEE}:
            self._claim(row)

    def _ask_field(self, path: str, right: str) -> None:
        """Go to the field of a fact; a sensitive one is opened for the right that asks."""
        if self._case is not None:
            self._tools.household.sensitive.open_field(self._case, path, right)
            self.field_asked.emit(path)

    def _claim(self, row: RightRow) -> None:
        if self._case is None:
            return
        try:
            claim_id = row.claim_id or self._tools.claims.open(self._case, row.right)
        except UserInputError as error:  # it was opened elsewhere meanwhile
            self._show()
            self.notice.say("La démarche n'a pas été ouverte", error.sentence, Tone.WARN)
            self.notice.show()
            return
        self._navigator.go(ClaimPlace(claim_id))
