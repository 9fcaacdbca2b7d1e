"""Claims in a table: those of a case, or those of the whole caseload."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout

from caseapp.domain.claim import CONTESTED, ENDED, WAITING, ClaimState
from caseapp.kernel import french
from caseapp.services.claim_page import ClaimListRow
from caseapp.ui.models.table import Column, Kind, RowModel
from caseapp.ui.navigator import CasePlace, CaseTab, ClaimPlace, ClaimsPlace, Place
from caseapp.ui.tasks import at_once
from caseapp.ui.widgets.buttons import Chips, secondary
from caseapp.ui.widgets.card import Card
from caseapp.ui.widgets.case_content import CaseContent
from caseapp.ui.widgets.notice import EmptyState
from caseapp.ui.widgets.page import Page, PageHeader, ScrollPage
from caseapp.ui.widgets.table import Table
from caseapp.ui.wording import CLAIM_STATES, day, money

if TYPE_CHECKING:
    from uuid import UUID

    from PySide6.QtGui import QResizeEvent

    from caseapp.services.claims import Claims
    from caseapp.services.learned_delays import LearnedDelays, UsualDelays
    from caseapp.ui.navigator import Navigator
    from caseapp.ui.tasks import Beside

_NARROW = 880  # pixels
_S = ClaimState
_OPEN = {_S.TO_PREPARE, _S.GATHERING, *WAITING}
_TO_CONTEST = {_S.REFUSED, _S.SILENT_REFUSAL, _S.PARTLY_GRANTED, *CONTESTED}
_GRANTED = {_S.GRANTED, _S.PARTLY_GRANTED, _S.SILENT_ACCEPTANCE}
_FILTERS = (
    ("", "Toutes"),
    ("open", "En cours"),
    ("contest", "Refus et recours"),
    ("granted", "Accordées"),
    ("ended", "Terminées"),
)


class ClaimsTab(CaseContent):
    """The claims of one case."""

    def __init__(
        self,
        claims: Claims,
        navigator: Navigator,
        delays: LearnedDelays,
        beside: Beside = at_once,
    ) -> None:
        """`beside` does the reading of the usual delays."""
        super().__init__()
        self._claims, self._navigator = claims, navigator
        self._delays, self._beside = delays, beside
        self._case: UUID | None = None
        self.table = Table(
            RowModel(_columns(delays, with_case=False), lambda row: row.id), "Démarches", grows=True
        )
        self.empty = EmptyState(
            "Aucune démarche ouverte",
            "Depuis l'onglet Droits, « Ouvrir » sur un droit prépare sa démarche gratuite.",
            secondary("Voir les droits", self._show_rights),
        )
        self.open_another = secondary("Ouvrir une autre démarche", self._show_rights)
        self.open_another.setToolTip("Choisir le droit à demander, dans « Droits »")
        card = Card("Démarches", flush=True)
        card.add_action(self.open_another)
        card.add(self.table)
        card.add(self.empty)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(card)
        outer.addStretch(1)
        self.table.opened.connect(lambda row: navigator.go(ClaimPlace(row.id)))
        self.table.acted.connect(lambda row, _column: navigator.go(ClaimPlace(row.id)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        _fit(self.table, self.width())

    def show_case(self, case_id: UUID, focus: str = "") -> None:  # noqa: ARG002 - as other tabs
        """Show the claims of a case."""
        self._case = case_id
        rows = self._claims.of_case(case_id)
        self.table.rows_model.set_rows(rows)
        for part in (self.table, self.open_another):
            part.setVisible(bool(rows))
        self.empty.setVisible(not rows)
        self._beside(self._delays.usual, lambda _usual: self.table.viewport().update())

    def leave(self) -> None:
        """Nothing is typed here."""

    def _show_rights(self) -> None:
        if self._case is not None:
            self._navigator.go(CasePlace(self._case, CaseTab.RIGHTS))


class ClaimsPage(Page):
    """« Démarches »: the claims of all cases."""

    def __init__(
        self,
        claims: Claims,
        navigator: Navigator,
        delays: LearnedDelays,
        beside: Beside = at_once,
    ) -> None:
        """`beside` does the reading: of thousands of claims, it would keep the window waiting."""
        super().__init__()
        self._claims, self._navigator, self._beside = claims, navigator, beside
        self._delays = delays
        self._rows: tuple[ClaimListRow, ...] = ()
        self.header = PageHeader("Démarches")
        self.filters = Chips(_FILTERS, "Filtrer les démarches")
        self.table = Table(
            RowModel(_columns(delays, with_case=True), lambda row: row.id), "Démarches", grows=True
        )
        self.empty = EmptyState("Aucune démarche", "Aucune ne correspond à ce filtre.")
        card = Card(flush=True)
        card.add(self.filters)
        card.add(self.table)
        card.add(self.empty)
        scroll = ScrollPage()
        scroll.add(self.header)
        scroll.add(card)
        scroll.end()
        self.empty.hide()  # until the claims are read
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scroll)
        self.filters.chosen.connect(lambda _value: self._filter())
        self.table.opened.connect(lambda row: navigator.go(ClaimPlace(row.id)))
        self.table.acted.connect(lambda row, _column: navigator.go(ClaimPlace(row.id)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        _fit(self.table, self.width())

    def show_place(self, place: Place) -> None:
        self._beside(self._read, lambda rows: self._show(rows, place))

    def _read(self) -> tuple[ClaimListRow, ...]:
        self._delays.usual()  # at hand once the rows are shown
        return self._claims.rows()

    def _show(self, rows: tuple[ClaimListRow, ...], place: Place) -> None:
        self._rows = rows
        self.header.show_words("Démarches", summary=french.plural(len(self._rows), "démarche"))
        if isinstance(place, ClaimsPlace) and place.only:
            self.filters.choose(place.only)
        self._filter()

    def _filter(self) -> None:
        only = self.filters.value
        rows = [row for row in self._rows if _passes(row, only)]
        self.table.rows_model.set_rows(rows)
        self.table.setVisible(bool(rows))
        self.empty.setVisible(not rows)


def _fit(table: Table[ClaimListRow], width: int) -> None:
    """Leave out what the page of the claim tells anyway, where there is little room."""
    narrow = width < _NARROW
    for place, column in enumerate(table.rows_model.columns):
        if column.title in {"Pièces", "Montant"}:
            table.setColumnHidden(place, narrow)
        elif column.width:
            table.setColumnWidth(place, min(column.width, 142) if narrow else column.width)


def _passes(row: ClaimListRow, only: str) -> bool:
    groups = {
        "open": row.state in _OPEN,
        "contest": row.state in _TO_CONTEST,
        "granted": row.state in _GRANTED,
        "ended": row.state in ENDED,
    }
    return groups.get(only, True)


def _where(row: ClaimListRow, usual: UsualDelays) -> str:
    """Return the body, since when it has the claim, and how long it usually takes."""
    _state, _point, since = row.state_words.partition(" · ")
    told = usual.short(row.right, row.agency) if row.state in WAITING else ""
    return " · ".join(part for part in (row.agency, since, told) if part)


def _columns(delays: LearnedDelays, *, with_case: bool) -> list[Column[ClaimListRow]]:
    case = Column[ClaimListRow](
        title="Dossier",
        text=lambda row: row.case_name,
        discreet=lambda row: french.initials(row.case_name),
        strong=True,
        sort_key=lambda row: french.fold(row.case_name),
        width=170,
    )
    return [
        *([case] if with_case else []),
        Column(
            title="Démarche",
            text=lambda row: row.name,
            hint=lambda row: _where(row, delays.at_hand),
            strong=not with_case,
            sort_key=lambda row: french.fold(row.name),
            stretch=True,
        ),
        Column(
            title="État",
            text=lambda row: CLAIM_STATES[row.state][0],
            tone=lambda row: CLAIM_STATES[row.state][1],
            kind=Kind.PILL,
            sort_key=lambda row: row.state.value,
        ),
        Column(
            title="Pièces",
            text=lambda row: f"{row.pieces_received} sur {row.pieces}" if row.pieces else "—",
            sort_key=lambda row: row.pieces_received - row.pieces,
            numeric=True,
            width=80,
        ),
        Column(
            title="Montant",
            text=lambda row: money(row.granted if row.granted is not None else row.estimated),
            hint=lambda row: "accordé" if row.granted is not None else "",
            sort_key=lambda row: row.granted or row.estimated,
            numeric=True,
            width=110,
        ),
        Column(
            title="Prochaine échéance",
            text=lambda row: day(row.next_deadline),
            hint=lambda row: row.next_deadline_label,
            sort_key=lambda row: row.next_deadline,
            width=200,
        ),
        Column(title="", text=lambda _row: "Ouvrir", kind=Kind.ACTION),
    ]
