"""« Ma journée »: what is late, what falls due, what is silent, what nobody has asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from caseapp.domain.deadline import DeadlineKind
from caseapp.kernel import french
from caseapp.services.day_board import DayAction, DayBoard, DayFilter, DayRow, UnclaimedRow
from caseapp.ui.models.table import Column, Kind, RowModel
from caseapp.ui.navigator import CasePlace, CaseTab, ClaimPlace, DayPlace, Navigator, Place
from caseapp.ui.theme import Tone
from caseapp.ui.widgets.bars import Bars
from caseapp.ui.widgets.buttons import Chips, primary
from caseapp.ui.widgets.card import Card, KeyFigure
from caseapp.ui.widgets.notice import EmptyState
from caseapp.ui.widgets.page import Page, PageHeader, ScrollPage
from caseapp.ui.widgets.table import Table
from caseapp.ui.wording import due

if TYPE_CHECKING:
    from collections.abc import Callable

    from caseapp.services.board import Board

_SOON = 7
_FILTERS = (
    (DayFilter.ALL, "Tout"),
    (DayFilter.LATE, "En retard"),
    (DayFilter.WEEK, "Sous 7 jours"),
    (DayFilter.SILENT, "Sans réponse"),
    (DayFilter.FOLLOW_UPS, "Relances"),
    (DayFilter.APPEALS, "Recours"),
    (DayFilter.PIECES, "Pièces"),
    (DayFilter.FILING, "À déposer"),
)
_KINDS = {
    DayFilter.FOLLOW_UPS: DeadlineKind.FOLLOW_UP,
    DayFilter.APPEALS: DeadlineKind.APPEAL,
    DayFilter.PIECES: DeadlineKind.PIECES,
    DayFilter.FILING: DeadlineKind.FILING,
    DayFilter.RENEWALS: DeadlineKind.RENEWAL,
}
_ACTIONS = {
    DayAction.OPEN: "Ouvrir",
    DayAction.REMIND: "Relancer",
    DayAction.WRITE: "Contester",
    DayAction.CLAIM: "Demander",
}


class DayPage(Page):
    """The first page of the morning; every key figure leads to its rows."""

    def __init__(self, board: Board, navigator: Navigator, new_case: Callable[[], None]) -> None:
        super().__init__()
        self._board = board
        self._navigator = navigator
        self._day: DayBoard | None = None
        self.header = PageHeader("Ma journée")
        self.late = KeyFigure("En retard")
        self.week = KeyFigure("À faire sous 7 jours")
        self.silent = KeyFigure("Sans réponse au-delà du délai")
        self.unclaimed = KeyFigure("Droits estimés non demandés")
        self.filters = Chips(((f.value, words) for f, words in _FILTERS), "Filtrer les échéances")
        self.rows = Table(
            RowModel(_day_columns(), lambda row: row.deadline_id), "À traiter", grows=True
        )
        self.unclaimed_rows = Table(
            RowModel(_unclaimed_columns(), lambda row: row.case_id),
            "Droits à ne pas laisser dormir",
            grows=True,
        )
        self.bars = Bars("Démarches par état")
        self._empty = EmptyState(
            "Rien à traiter",
            "Aucune échéance ne correspond. Ouvrez un dossier et déposez une démarche : "
            "ses délais viendront ici d'eux-mêmes.",
            primary("Nouveau dossier", new_case),
        )
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        scroll = ScrollPage()
        scroll.add(self.header)
        figures = QHBoxLayout()
        figures.setSpacing(16)
        for figure in (self.late, self.week, self.silent, self.unclaimed):
            figures.addWidget(figure, 1)
        scroll.add(figures)
        to_do = Card("À traiter", flush=True)
        to_do.add_beside_title(self.filters, 1)
        to_do.add(self.rows)
        to_do.add(self._empty)
        to_do.body.addStretch(1)
        by_state = Card("Démarches en cours")
        by_state.add(self.bars)
        asleep = Card("Droits à ne pas laisser dormir", flush=True)
        self.unclaimed_rows.horizontalHeader().hide()
        asleep.add(self.unclaimed_rows)
        self._asleep = asleep
        side = QVBoxLayout()
        side.setSpacing(16)
        side.addWidget(by_state)
        side.addWidget(asleep)
        side.addStretch(1)
        columns = QHBoxLayout()
        columns.setSpacing(16)
        left = QVBoxLayout()
        left.addWidget(to_do)
        left.addStretch(1)
        columns.addLayout(left, 7)
        columns.addLayout(side, 3)
        scroll.add(columns)
        scroll.end()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scroll)

    def _connect(self) -> None:
        self.late.clicked.connect(lambda: self._filter(DayFilter.LATE))
        self.week.clicked.connect(lambda: self._filter(DayFilter.WEEK))
        self.silent.clicked.connect(lambda: self._filter(DayFilter.SILENT))
        self.unclaimed.clicked.connect(self._show_unclaimed)
        self.filters.chosen.connect(lambda value: self._filter(DayFilter(value)))
        self.rows.acted.connect(lambda row, _column: self._open(row))
        self.rows.opened.connect(self._open)
        self.unclaimed_rows.opened.connect(self._open_case)
        self.unclaimed_rows.acted.connect(lambda row, _column: self._open_case(row))

    def show_place(self, place: Place) -> None:
        day = self._board.day()
        self._day = day
        figures = day.figures
        self.header.show_words(
            "Ma journée",
            summary=f"{french.plural(figures.cases, 'dossier suivi', 'dossiers suivis')} · "
            f"{french.plural(figures.open_claims, 'démarche')} en cours",
        )
        self._show_figures(day)
        self.bars.show_bars([(x.label, x.count) for x in day.by_state])
        self.unclaimed_rows.rows_model.set_rows(day.unclaimed)
        self._asleep.setVisible(bool(day.unclaimed))
        only = place.only if isinstance(place, DayPlace) and place.only else self.filters.value
        self._filter(DayFilter(only) if only else DayFilter.ALL)

    def _show_figures(self, day: DayBoard) -> None:
        figures = day.figures
        appeals = french.plural(figures.late_appeals, "délai de recours", "délais de recours")
        self.late.show_figure(
            french.number(figures.late),
            f"dont {appeals}" if figures.late_appeals else "aucun délai de recours",
            tone=Tone.BAD if figures.late else None,
        )
        self.week.show_figure(french.number(figures.week), figures.week_words)
        refusals = french.plural(
            figures.silent_refusals, "rejet implicite à contester", "rejets implicites à contester"
        )
        self.silent.show_figure(
            french.number(figures.silent),
            refusals if figures.silent_refusals else "aucun rejet implicite",
            tone=Tone.WARN if figures.silent else None,
        )
        self.unclaimed.show_figure(
            french.euros(figures.unclaimed_min, cents=False),
            french.plural(figures.unclaimed_cases, "dossier concerné", "dossiers concernés"),
            unit="/ mois",
            tone=Tone.OK if figures.unclaimed_cases else None,
        )

    def _filter(self, only: DayFilter) -> None:
        if self._day is None:
            return
        self.filters.choose(only.value)
        self._navigator.stand_at(DayPlace("" if only is DayFilter.ALL else only.value))
        rows = [row for row in self._day.rows if _passes(row, only)]
        self.rows.rows_model.set_rows(rows)
        self.rows.setVisible(bool(rows))
        self._empty.setVisible(not rows)

    def _show_unclaimed(self) -> None:
        self.unclaimed_rows.setFocus()

    def _open(self, row: DayRow) -> None:
        self._navigator.go(ClaimPlace(row.claim_id))

    def _open_case(self, row: UnclaimedRow) -> None:
        self._navigator.go(CasePlace(row.case_id, CaseTab.RIGHTS, row.rights[0]))


def _passes(row: DayRow, only: DayFilter) -> bool:
    if only is DayFilter.ALL:
        return True
    if only is DayFilter.LATE:
        return row.days < 0
    if only is DayFilter.WEEK:
        return 0 <= row.days <= _SOON
    if only is DayFilter.SILENT:
        return row.is_silent
    return row.kind is _KINDS[only]


def _day_columns() -> list[Column[DayRow]]:
    return [
        Column(
            title="Échéance",
            text=lambda row: due(row.days, row.cautious_on)[0],
            tone=lambda row: due(row.days, row.cautious_on)[1],
            kind=Kind.PILL,
            sort_key=lambda row: row.cautious_on,
            tooltip=lambda row: f"Date prudente : {french.long_day(row.cautious_on, weekday=True)}",
        ),
        Column(
            title="Dossier",
            text=lambda row: row.case_name,
            strong=True,
            sort_key=lambda row: french.fold(row.case_name),
            width=150,
        ),
        Column(
            title="Démarche", text=lambda row: row.claim, sort_key=lambda row: row.claim, width=150
        ),
        Column(title="À faire", text=lambda row: row.to_do, stretch=True),
        Column(
            title="",
            text=lambda row: _ACTIONS[row.action],
            kind=Kind.ACTION,
            main=lambda row: row.action is DayAction.WRITE,
        ),
    ]


def _unclaimed_columns() -> list[Column[UnclaimedRow]]:
    return [
        Column(
            title="Dossier",
            text=lambda row: row.case_name,
            hint=lambda row: row.words,
            strong=True,
            stretch=True,
        ),
        Column(
            title="Par mois",
            text=lambda row: french.euro_range(row.min, row.max),
            numeric=True,
            width=120,
        ),
    ]
