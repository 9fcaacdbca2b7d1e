"""One claim: where it stands, what to do next, which piece is missing, every date with its article."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtWidgets import QMenu, QProgressBar, QVBoxLayout

from caseapp.kernel.errors import UserInputError
from caseapp.services.after_answer import after_answer
from caseapp.ui.actions import Key, listen
from caseapp.ui.models.table import RowModel
from caseapp.ui.navigator import NEW, CasePlace, CaseTab, ClaimPlace, Place
from caseapp.ui.pages.claim.agency import AgencyCard
from caseapp.ui.pages.claim.cards import ChannelCard
from caseapp.ui.pages.claim.columns import piece_columns, step_columns
from caseapp.ui.pages.claim.deadlines import DeadlinesCard
from caseapp.ui.pages.claim.editing import ThreadEditing
from caseapp.ui.pages.claim.letters import LettersCard
from caseapp.ui.pages.claim.next_step import likely_event
from caseapp.ui.pages.claim.thread import ThreadCard
from caseapp.ui.theme import Tone, restyle
from caseapp.ui.widgets.buttons import primary, secondary
from caseapp.ui.widgets.card import Card
from caseapp.ui.widgets.columns import Columns
from caseapp.ui.widgets.notice import EmptyState, Notice
from caseapp.ui.widgets.page import Page, PageHeader, ScrollPage
from caseapp.ui.widgets.stepper import Stepper
from caseapp.ui.widgets.table import Table
from caseapp.ui.widgets.undone import listen_to_undo
from caseapp.ui.wording import CLAIM_STATES, EVENTS, capital

if TYPE_CHECKING:
    from collections.abc import Callable

    from caseapp.kernel.clock import Clock
    from caseapp.services.claim_page import ClaimPage as Shown
    from caseapp.services.claim_page import DeadlineLine, PieceRow, StepRow
    from caseapp.services.letter_rows import ProposedRow
    from caseapp.ui.dialogs.ask import Asker
    from caseapp.ui.navigator import Navigator
    from caseapp.ui.pages.claim.tools import ClaimTools

_NARROW = 900  # pixels under which the columns are stacked


class ClaimPage(Page):
    """Ticks, dates and answers are stored at once; the clock follows."""

    def __init__(
        self,
        tools: ClaimTools,
        navigator: Navigator,
        clock: Clock,
        ask: Asker,
    ) -> None:
        super().__init__()
        self._link, self._claims, self._letters = tools.link, tools.claims, tools.letters
        self._has_form = tools.has_form
        self._opened, self._is_closed = tools.opened, tools.is_closed
        self._navigator, self._clock, self._ask = navigator, clock, ask
        self.editing = ThreadEditing(tools.editing, tools.exchanges, clock, ask, self)
        self._shown: Shown | None = None
        self.header = PageHeader()
        self.events = QMenu(self)
        self.record_button = primary("Enregistrer un événement")
        self.record_button.setMenu(self.events)
        self.form_button = secondary("Aide au remplissage", self._fill_form)
        self.header.add_button(self.form_button)
        self.header.add_button(self.record_button)
        self.stepper = Stepper()
        self.next_step = Notice()
        self.after = Notice()
        self.steps = Table(RowModel(step_columns(), lambda row: row.id), "Étapes", grows=True)
        self.pieces = Table(
            RowModel(
                piece_columns(lambda: bool(self._shown and self._shown.documents)),
                lambda row: row.id,
            ),
            "Pièces",
            grows=True,
        )
        self.no_pieces = EmptyState("", "Le catalogue ne demande aucune pièce pour ce droit.")
        self.pieces_bar = QProgressBar()
        self.pieces_bar.setTextVisible(False)
        self.pieces_bar.setFixedHeight(6)
        self.pieces_bar.setAccessibleName("Pièces reçues")
        self.dates = DeadlinesCard()
        self.said = Notice()
        self.said.hide()
        self.agency = AgencyCard(tools.agencies, tools.delays, self._again, tools.beside)
        self.letters = LettersCard()
        self.history = ThreadCard()
        self.channel = ChannelCard()
        self._pieces_card = Card("Pièces", flush=True)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        scroll = ScrollPage()
        path = Card()
        path.add(self.stepper)
        for part in (self.header, self.said, path, self.next_step, self.after):
            scroll.add(part)
        steps = Card("Étapes", "gratuites, à faire avec ou sans aide", flush=True)
        self.steps.horizontalHeader().hide()
        steps.add(self.steps)
        self._pieces_card.add_beside_title(self.pieces_bar, 100)
        self._pieces_card.add_action(secondary("Ajouter une pièce", self._add_piece))
        self.pieces.horizontalHeader().hide()
        self._pieces_card.add(self.pieces)
        self._pieces_card.add(self.no_pieces)
        columns = Columns(_NARROW)
        for cards, share in (
            ((steps, self._pieces_card), 19),
            ((self.dates, self.letters, self.agency, self.history, self.channel), 13),
        ):
            column = QVBoxLayout()
            column.setSpacing(16)
            for card in cards:
                column.addWidget(card)
            column.addStretch(1)
            columns.add(column, share)
        scroll.add(columns)
        scroll.end()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scroll)

    def _connect(self) -> None:
        self.steps.rows_model.ticked.connect(self._tick_step)
        self.pieces.rows_model.ticked.connect(self._tick_piece)
        self.pieces.acted.connect(lambda row, _column: self._see_or_link(row))
        self.dates.mark_asked.connect(self._mark)
        self.letters.chosen.connect(self._write)
        self.history.note_asked.connect(lambda: self._on_shown(self.editing.note))
        self.history.edit_asked.connect(
            lambda line: self._on_shown(lambda page: self.editing.edit(page, line))
        )
        self.history.removal_asked.connect(self.editing.remove)
        self.history.proof_asked.connect(self._see_document)
        self.editing.stored.connect(self._again)
        self.editing.said.connect(self._say)
        listen(self, Key.NEW_INTERVIEW, self._add_interview)
        listen_to_undo(self, self._undo, self.editing.redo)

    def show_place(self, place: Place) -> None:
        if isinstance(place, ClaimPlace):
            if self._shown is None or self._shown.id != place.claim_id:
                self.editing.forget()
                self.said.hide()
            self._show(place.claim_id)

    def _show(self, claim_id: UUID) -> None:
        page = self._claims.page(claim_id)
        if self._is_closed(page.case_id):
            self._shown = None
            self._navigator.go(CasePlace(page.case_id))  # which says why
            return
        self._shown = page
        self._opened(page.case_id)
        word, tone = CLAIM_STATES[page.state]
        self.header.show_words(
            page.name,
            badges=((page.state_words or word, tone),),
            summary=f"{page.case_reference} · {page.agency}",
        )
        self.header.show_way_back(
            page.case_name, lambda: self._navigator.go(CasePlace(page.case_id, CaseTab.CLAIMS))
        )
        self.stepper.show_points(page.stepper)
        self._show_next_step(page)
        self._show_events(page)
        self.steps.rows_model.set_rows(page.steps)
        self._show_pieces(page)
        self.dates.show_deadlines(page.deadlines)
        self.letters.show_rows(self._letters.proposed(page))
        self.agency.show_claim(page)
        self.history.show_thread(page)
        self.channel.show_claim(page)
        self.form_button.setVisible(self._has_form(page.right))

    def _fill_form(self) -> None:
        """Go to the form of this claim, beside what the case knows."""
        if (page := self._shown) is not None:
            self._navigator.go(CasePlace(page.case_id, CaseTab.FORMS, page.right))

    def _add_interview(self) -> None:
        if self._shown is not None:
            self._navigator.go(CasePlace(self._shown.case_id, CaseTab.INTERVIEWS, NEW))

    def _write(self, row: ProposedRow) -> None:
        """Begin a letter with what is known, and go to it."""
        if (page := self._shown) is not None:
            letter = self._letters.begin(page.case_id, row.code, page.id)
            self._navigator.go(CasePlace(page.case_id, CaseTab.LETTERS, str(letter)))

    def _show_next_step(self, page: Shown) -> None:
        late = any(line.is_late for line in page.deadlines)
        kind = likely_event(page, self._clock.today())
        buttons = []
        if kind:
            words = f"Enregistrer : {EVENTS[kind][:1].lower()}{EVENTS[kind][1:]}"
            buttons.append(secondary(words, lambda: self.record(kind)))
        tone = Tone.WARN if late else Tone.INFO
        self.next_step.say("À faire maintenant", f"{page.next_action}.", tone, *buttons)
        self.next_step.setVisible(bool(page.next_action))
        follows = after_answer(page, self._clock.today())
        self.after.say("Et maintenant", "\n".join(follows))
        self.after.setVisible(bool(follows))

    def _show_events(self, page: Shown) -> None:
        self.events.clear()
        for kind in page.allowed:
            action = self.events.addAction(EVENTS[kind] + "…")
            action.triggered.connect(lambda _on=False, kind=kind: self.record(kind))
        self.record_button.setVisible(bool(page.allowed))

    def _show_pieces(self, page: Shown) -> None:
        received, known = sum(p.received_on is not None for p in page.pieces), len(page.pieces)
        self.pieces.rows_model.set_rows(page.pieces)
        self.pieces.setVisible(bool(known))
        self.no_pieces.setVisible(not known)
        self.pieces_bar.setVisible(bool(known))
        self.pieces_bar.setRange(0, max(1, known))
        self.pieces_bar.setValue(received)
        restyle(self.pieces_bar, tone="ok" if received == known else "")
        self._pieces_card.set_title("Pièces", f"{received} sur {known}" if known else "")

    def record(self, kind: str) -> None:
        """Ask for what an event needs, and store it."""
        self._on_shown(lambda page: self.editing.record(page, kind))

    def _on_shown(self, act: Callable[[Shown], None]) -> None:
        if self._shown is not None:
            act(self._shown)

    def _say(self, words: str) -> None:
        self.said.say("", words, Tone.INFO, secondary("Annuler", self._undo))
        self.said.show()

    def _tick_step(self, row: StepRow, done: bool) -> None:  # noqa: FBT001 - a signal's argument
        self._claims.tick_step(row.id, done)
        self._again()

    def _tick_piece(self, row: PieceRow, received: bool) -> None:  # noqa: FBT001 - same
        self._claims.tick_piece(row.id, received)
        self._again()

    def _see_or_link(self, row: PieceRow) -> None:
        """Show the document that a piece is, or ask which it is."""
        page = self._shown
        if page is None:
            return
        if row.document_id is not None:
            self._see_document(row.document_id)
            return
        likely = [id_ for id_, _title, _expired in row.fitting]
        known = sorted(page.documents, key=lambda pair: pair[0] not in likely)
        asked = self._ask.choice(
            self, "Lier un document", capital(row.label), [(str(id_), t) for id_, t in known]
        )
        if asked is not None:
            self._link(row.id, UUID(asked))
            self._again()

    def _add_piece(self) -> None:
        label = self._ask.text(self, "Ajouter une pièce", "Pièce demandée")
        if not label or self._shown is None:
            return
        try:
            self._claims.add_piece(self._shown.id, label)
        except UserInputError as error:
            self._ask.tell(self, "La pièce n'a pas été ajoutée", error.sentence)
        self._again()

    def _see_document(self, document_id: UUID) -> None:
        if self._shown is not None:
            place = CasePlace(self._shown.case_id, CaseTab.DOCUMENTS, str(document_id))
            self._navigator.go(place)

    def _undo(self) -> None:
        self.said.hide()
        self.editing.undo()

    def _mark(self, line: DeadlineLine, done: bool) -> None:  # noqa: FBT001 - same
        self._claims.mark_done(line.id, done)
        self._again()

    def _again(self) -> None:
        if self._shown is not None:
            self._show(self._shown.id)
