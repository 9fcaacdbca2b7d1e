"""One claim: where it stands, what to do next, which piece is missing, every date with its article."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QMenu, QProgressBar, QVBoxLayout

from caseapp.services.claim_forms import read_event
from caseapp.ui.models.table import RowModel
from caseapp.ui.navigator import CasePlace, CaseTab, ClaimPlace, Place
from caseapp.ui.pages.claim.cards import ChannelCard, ThreadCard
from caseapp.ui.pages.claim.columns import deadline_columns, piece_columns, step_columns
from caseapp.ui.pages.claim.event_dialog import EventDialog
from caseapp.ui.theme import Tone
from caseapp.ui.widgets.buttons import primary, secondary
from caseapp.ui.widgets.card import Card
from caseapp.ui.widgets.notice import EmptyState, Notice
from caseapp.ui.widgets.page import Page, PageHeader, ScrollPage
from caseapp.ui.widgets.stepper import Stepper
from caseapp.ui.widgets.table import Table
from caseapp.ui.widgets.texts import Text, TextRole
from caseapp.ui.wording import CLAIM_STATES, EVENTS

if TYPE_CHECKING:
    from collections.abc import Mapping
    from uuid import UUID

    from caseapp.kernel.clock import Clock
    from caseapp.services.claim_page import ClaimPage as Shown
    from caseapp.services.claim_page import DeadlineLine, PieceRow, StepRow
    from caseapp.services.claims import Claims
    from caseapp.ui.dialogs.ask import Asker
    from caseapp.ui.navigator import Navigator


class ClaimPage(Page):
    """Ticks, dates and answers are stored at once; the clock follows."""

    def __init__(self, claims: Claims, navigator: Navigator, clock: Clock, ask: Asker) -> None:
        super().__init__()
        self._claims, self._navigator, self._clock, self._ask = claims, navigator, clock, ask
        self._shown: Shown | None = None
        self.header = PageHeader()
        self.record_button = primary("Enregistrer un événement")
        self._events = QMenu(self)
        self.record_button.setMenu(self._events)
        self.undo_button = secondary("Annuler le dernier", self._undo)
        self.header.add_button(self.undo_button)
        self.header.add_button(self.record_button)
        self.stepper = Stepper()
        self.next_step = Notice()
        self.steps = Table(RowModel(step_columns(), lambda row: row.id), "Étapes", grows=True)
        self.pieces = Table(RowModel(piece_columns(), lambda row: row.id), "Pièces", grows=True)
        self.deadlines = Table(
            RowModel(deadline_columns(), lambda row: row.id), "Échéances calculées", grows=True
        )
        self.pieces_bar = QProgressBar()
        self.pieces_bar.setTextVisible(False)
        self.pieces_bar.setFixedHeight(6)
        self.pieces_bar.setAccessibleName("Pièces reçues")
        self.history = ThreadCard()
        self.channel = ChannelCard()
        self.done_button = secondary("Marquer comme fait", self._mark_done)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        scroll = ScrollPage()
        scroll.add(self.header)
        path = Card()
        path.add(self.stepper)
        scroll.add(path)
        scroll.add(self.next_step)
        steps = Card("Étapes", "gratuites, à faire avec ou sans aide", flush=True)
        self.steps.horizontalHeader().hide()
        steps.add(self.steps)
        self._pieces_card = Card("Pièces", flush=True)
        self._pieces_card.add_beside_title(self.pieces_bar, 1)
        self._pieces_card.add_action(secondary("+ Ajouter une pièce", self._add_piece))
        self.pieces.horizontalHeader().hide()
        self._pieces_card.add(self.pieces)
        dates = Card("Échéances calculées", flush=True)
        dates.add_action(self.done_button)
        self._no_dates = EmptyState("", "Les délais se calculent dès que la démarche est déposée.")
        dates.add(self.deadlines)
        dates.add(self._no_dates)
        dates.add(
            Text(
                "Les rappels suivent la date prudente, jamais plus tard que la date calculée.",
                TextRole.HINT,
                wrap=True,
            )
        )
        left, right = QVBoxLayout(), QVBoxLayout()
        for column, cards in (
            (left, (steps, self._pieces_card)),
            (right, (dates, self.channel, self.history)),
        ):
            column.setSpacing(16)
            for card in cards:
                column.addWidget(card)
            column.addStretch(1)
        columns = QHBoxLayout()
        columns.setSpacing(16)
        columns.addLayout(left, 6)
        columns.addLayout(right, 4)
        scroll.add(columns)
        scroll.end()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scroll)

    def _connect(self) -> None:
        self.steps.rows_model.ticked.connect(self._tick_step)
        self.pieces.rows_model.ticked.connect(self._tick_piece)
        self.deadlines.chosen.connect(self._offer_done)

    def show_place(self, place: Place) -> None:
        if isinstance(place, ClaimPlace):
            self._show(place.claim_id)

    def _show(self, claim_id: UUID) -> None:
        page = self._shown = self._claims.page(claim_id)
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
        self.next_step.say("À faire maintenant", page.next_action, Tone.INFO)
        self.next_step.setVisible(bool(page.next_action))
        self.steps.rows_model.set_rows(page.steps)
        self.pieces.rows_model.set_rows(page.pieces)
        received = sum(piece.received_on is not None for piece in page.pieces)
        self._pieces_card.set_title("Pièces", f"{received} sur {len(page.pieces)}")
        self.pieces_bar.setRange(0, max(1, len(page.pieces)))
        self.pieces_bar.setValue(received)
        self.deadlines.rows_model.set_rows(page.deadlines)
        self.deadlines.setVisible(bool(page.deadlines))
        self._no_dates.setVisible(not page.deadlines)
        self._offer_done(self.deadlines.current)
        self._show_events(page)
        self.history.show_thread(page.thread)
        self.channel.show_claim(page)

    def _show_events(self, page: Shown) -> None:
        self._events.clear()
        for kind in page.allowed:
            action = self._events.addAction(EVENTS[kind] + "…")
            action.triggered.connect(lambda _on=False, kind=kind: self.record(kind))
        self.record_button.setEnabled(bool(page.allowed))
        self.undo_button.setVisible(page.can_undo)

    def record(self, kind: str) -> None:
        """Ask for what an event needs, and store it."""
        page = self._shown
        if page is None:
            return

        def keep(typed: Mapping[str, str]) -> None:
            event = read_event(kind, typed, self._clock.today())
            self._claims.record(page.id, event)

        dialog = EventDialog(self, kind, page.appeal_routes, self._clock.today(), keep)
        dialog.accepted.connect(lambda: self._show(page.id))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _tick_step(self, row: StepRow, done: bool) -> None:  # noqa: FBT001 - a signal's argument
        self._claims.tick_step(row.id, done)
        self._again()

    def _tick_piece(self, row: PieceRow, received: bool) -> None:  # noqa: FBT001 - same
        self._claims.tick_piece(row.id, received)
        self._again()

    def _add_piece(self) -> None:
        label = self._ask.text(self, "Ajouter une pièce", "Pièce demandée")
        if label and self._shown is not None:
            self._claims.add_piece(self._shown.id, label)
            self._again()

    def _undo(self) -> None:
        if self._shown is not None:
            self._claims.undo_last(self._shown.id)
            self._again()

    def _offer_done(self, line: DeadlineLine | None) -> None:
        self.done_button.setVisible(line is not None)
        if line is not None:
            self.done_button.setText("Marquer à faire" if line.done_on else "Marquer comme fait")

    def _mark_done(self) -> None:
        line = self.deadlines.current
        if line is not None:
            self._claims.mark_done(line.id, line.done_on is None)
            self._again()

    def _again(self) -> None:
        if self._shown is not None:
            self._show(self._shown.id)
