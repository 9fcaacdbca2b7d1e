"""« Ma journée »: what is late, what falls due, what is silent, what nobody has asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from caseapp.domain.claim import ClaimState
from caseapp.domain.deadline import DeadlineKind
from caseapp.kernel import french
from caseapp.services.day_board import DayBoard, DayFilter, DayRow, UnclaimedRow
from caseapp.ui.dialogs.day_tasks import DayTasks
from caseapp.ui.models.day_rows import day_columns, unclaimed_columns
from caseapp.ui.models.expiring_rows import expiring_columns
from caseapp.ui.models.table import RowModel
from caseapp.ui.navigator import (
    CaseloadPlace,
    CasePlace,
    CaseTab,
    ClaimPlace,
    ClaimsPlace,
    DayPlace,
    Navigator,
    Place,
)
from caseapp.ui.tasks import at_once
from caseapp.ui.theme import Tone
from caseapp.ui.widgets.bars import Bars
from caseapp.ui.widgets.buttons import Chips, link, primary, secondary
from caseapp.ui.widgets.card import Card, KeyFigure
from caseapp.ui.widgets.columns import Columns
from caseapp.ui.widgets.notice import EmptyState
from caseapp.ui.widgets.page import Page, PageHeader, ScrollPage
from caseapp.ui.widgets.table import Table

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from caseapp.services.agenda import Agenda
    from caseapp.services.board import Board
    from caseapp.services.day_board import StateCount
    from caseapp.services.document_rows import ExpiringDocument
    from caseapp.ui.tasks import Beside

_SOON = 7
_NARROW = 900  # pixels under which the columns are stacked
_FEW = 6  # unclaimed cases shown at first
_FILTERS = (
    (DayFilter.ALL, "Tout"),
    (DayFilter.LATE, "En retard"),
    (DayFilter.WEEK, "Sous 7 jours"),
    (DayFilter.SILENT, "Sans réponse"),
    (DayFilter.FOLLOW_UPS, "Relances"),
    (DayFilter.APPEALS, "Recours"),
    (DayFilter.PIECES, "Pièces"),
    (DayFilter.FILING, "Dépôts"),
    (DayFilter.TASKS, "Tâches et rendez-vous"),
)
_KEPT: dict[DayFilter, Callable[[DayRow], bool]] = {
    DayFilter.ALL: lambda _row: True,
    DayFilter.LATE: lambda row: row.days < 0,
    DayFilter.WEEK: lambda row: 0 <= row.days <= _SOON,
    DayFilter.SILENT: lambda row: row.is_silent,
    DayFilter.FOLLOW_UPS: lambda row: row.kind is DeadlineKind.FOLLOW_UP,
    DayFilter.APPEALS: lambda row: row.kind is DeadlineKind.APPEAL,
    DayFilter.PIECES: lambda row: row.kind is DeadlineKind.PIECES,
    DayFilter.FILING: lambda row: row.kind is DeadlineKind.FILING,
    DayFilter.RENEWALS: lambda row: row.kind is DeadlineKind.RENEWAL,
    DayFilter.TASKS: lambda row: row.is_own,
}
_STATE_TONES = {
    ClaimState.PIECES_ASKED: Tone.WARN,
    ClaimState.SILENT_REFUSAL: Tone.WARN,
    ClaimState.REFUSED: Tone.BAD,
    ClaimState.APPEAL: Tone.BAD,
    ClaimState.TO_PREPARE: Tone.NEUTRAL,
    ClaimState.GRANTED: Tone.OK,
}


class DayPage(Page):
    """The first page of the morning; every key figure leads to its rows."""

    def __init__(
        self,
        board: Board,
        navigator: Navigator,
        new_case: Callable[[], None],
        bring_up_to_date: Callable[[], object],
        unseen: Callable[[], int],
        agenda: Agenda,
        *,
        expiring: Callable[[], Sequence[ExpiringDocument]] = tuple,
        beside: Beside = at_once,
    ) -> None:
        """`unseen`: how many changes of the caseload nobody has marked as seen.

        `bring_up_to_date` is called once the day is shown, and shows it again where dates moved;
        `beside` does the reading: of thousands of cases, it would keep the window waiting.
        """
        super().__init__()
        self._beside = beside
        self._expiring = expiring
        self._board, self._bring_up_to_date = board, bring_up_to_date
        self._unseen, self.tasks = unseen, DayTasks(agenda)
        self._navigator = navigator
        self._day: DayBoard | None = None
        self._all_unclaimed = False
        self.header = PageHeader("Ma journée")
        self.changes = link("", lambda: self._navigator.go(CaseloadPlace()))
        self.late = KeyFigure("En retard")
        self.week = KeyFigure("À faire sous 7 jours")
        self.silent = KeyFigure("Sans réponse au-delà du délai")
        self.unclaimed = KeyFigure("Droits estimés non demandés")
        self.filters = Chips(((f.value, words) for f, words in _FILTERS), "Filtrer les échéances")
        self.rows = Table(RowModel(day_columns(), lambda row: row.id), "À traiter", grows=True)
        self.unclaimed_rows = Table(
            RowModel(unclaimed_columns(), lambda row: row.case_id),
            "Droits à ne pas laisser dormir",
            grows=True,
        )
        self.expiring_rows = Table(
            RowModel(expiring_columns(), lambda row: row.document_id),
            "Pièces qui expirent",
            grows=True,
        )
        self._expiring_card = Card("Pièces qui expirent", flush=True)
        self.put_off = secondary("Reporter…", self._put_off)
        self.more = link("", self._show_unclaimed)
        self.bars = Bars("Démarches par état")
        self.nothing = EmptyState(
            "Rien à traiter d'ici un mois",
            "Ouvrez un dossier, estimez ses droits, déposez une démarche : ses délais viendront ici, "
            "avec vos tâches et vos rendez-vous.",
            primary("Nouveau dossier", new_case),
        )
        self.none_here = EmptyState("Rien ici", "Aucune échéance ne répond à ce filtre.")
        self.all_asked = EmptyState("", "Tous les droits estimés ont été demandés.")
        self.no_claims = EmptyState("", "Aucune démarche n'est en cours.")
        self._to_do = Card("À traiter", flush=True)
        self._scroll = ScrollPage()
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        self._scroll.add(self.header)
        to_caseload = QHBoxLayout()
        to_caseload.addWidget(self.changes)
        to_caseload.addStretch(1)
        self._scroll.add(to_caseload)
        figures = QHBoxLayout()
        figures.setSpacing(16)
        for figure in (self.late, self.week, self.silent, self.unclaimed):
            figures.addWidget(figure, 1)
        self._scroll.add(figures)
        self.put_off.hide()
        self._to_do.add_action(self.put_off)
        self._to_do.add_action(link("Ajouter une tâche", self.tasks.add))
        for part in (self.tasks, self.filters, self.rows, self.nothing, self.none_here):
            self._to_do.add(part)
        by_state = Card("Démarches en cours")
        by_state.add_action(link("Tout voir", lambda: self._navigator.go(ClaimsPlace())))
        by_state.add(self.bars)
        by_state.add(self.no_claims)
        asleep = Card("Droits à ne pas laisser dormir", flush=True)
        self.unclaimed_rows.horizontalHeader().hide()
        for beside in (self.unclaimed_rows, self.more, self.all_asked):
            asleep.add(beside)
        self.expiring_rows.horizontalHeader().hide()
        self._expiring_card.add(self.expiring_rows)
        columns = Columns(_NARROW)
        beside_them = (by_state, self._expiring_card, asleep)
        for cards, share in (((self._to_do,), 23), (beside_them, 10)):
            column = QVBoxLayout()
            column.setSpacing(16)
            for card in cards:
                column.addWidget(card)
            column.addStretch(1)
            columns.add(column, share)
        self._scroll.add(columns)
        self._scroll.end()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._scroll)
        self._scroll.hide()  # until the day is read: an empty one would say that all is done

    def _connect(self) -> None:
        self.late.clicked.connect(lambda: self._filter(DayFilter.LATE))
        self.week.clicked.connect(lambda: self._filter(DayFilter.WEEK))
        self.silent.clicked.connect(lambda: self._filter(DayFilter.SILENT))
        self.unclaimed.clicked.connect(self._show_unclaimed)
        self.filters.chosen.connect(lambda value: self._filter(DayFilter(value)))
        self.rows.acted.connect(lambda row, _column: self._act(row))
        self.rows.chosen.connect(
            lambda row: self.put_off.setVisible(row is not None and row.is_own)
        )
        self.tasks.changed.connect(self._navigator.refresh)
        self.rows.opened.connect(self._open)
        self.unclaimed_rows.opened.connect(self._open_case)
        self.expiring_rows.opened.connect(self._open_document)

    def show_place(self, place: Place) -> None:  # noqa: ARG002 - where one is once it is read
        self.tasks.forget()
        self._beside(self._read, lambda read: self._show_day(*read))

    def _read(self) -> tuple[DayBoard, int, Sequence[ExpiringDocument]]:
        return self._board.day(), self._unseen(), self._expiring()

    def _show_day(self, day: DayBoard, unseen: int, expiring: Sequence[ExpiringDocument]) -> None:
        place = self._navigator.current
        if isinstance(place, DayPlace):  # else one has gone on: it is read again when one is back
            self._fill(day, unseen, expiring, place)
        self._bring_up_to_date()  # afterwards: the day is read first

    def _fill(
        self, day: DayBoard, unseen: int, expiring: Sequence[ExpiringDocument], place: DayPlace
    ) -> None:
        self._day = day
        figures = day.figures
        followed = french.plural(figures.cases, "dossier suivi", "dossiers suivis")
        claims = french.plural(figures.open_claims, "démarche")
        self.header.show_words("Ma journée", summary=f"{followed} · {claims} en cours")
        self._show_changes(unseen)
        self._show_figures(day)
        self._show_states(day.by_state)
        self._show_expiring(expiring)
        self._all_unclaimed = False
        self._fill_unclaimed(day)
        self._filter(DayFilter(place.only) if place.only else DayFilter.ALL)
        self._scroll.show()

    def _show_changes(self, count: int) -> None:
        words = french.plural(count, "changement")
        self.changes.setText(f"{words} à voir dans la file active")
        self.changes.setVisible(count > 0)

    def _show_figures(self, day: DayBoard) -> None:
        figures = day.figures
        appeals = french.plural(figures.late_appeals, "délai de recours", "délais de recours")
        self.late.show_figure(
            french.number(figures.late),
            f"dont {appeals}" if figures.late_appeals else "aucun délai de recours",
            tone=Tone.BAD if figures.late else None,
        )
        self.week.show_figure(french.number(figures.week), figures.week_words or "rien de prévu")
        refusals = french.plural(
            figures.silent_refusals, "rejet implicite à contester", "rejets implicites à contester"
        )
        self.silent.show_figure(
            french.number(figures.silent),
            refusals if figures.silent_refusals else "aucun rejet implicite",
            tone=Tone.WARN if figures.silent else None,
        )
        count = figures.unclaimed_cases
        concerned = french.plural(count, "dossier concerné", "dossiers concernés")
        most = french.euros(figures.unclaimed_max, cents=False)
        self.unclaimed.show_figure(
            french.euros(figures.unclaimed_min, cents=False),
            f"{french.plural(count, 'dossier')}, jusqu'à {most}"
            if figures.unclaimed_max != figures.unclaimed_min
            else concerned,
            unit="/ mois",
            tone=Tone.OK if figures.unclaimed_cases else None,
        )

    def _show_states(self, states: tuple[StateCount, ...]) -> None:
        counted = [
            (x.label, x.count, _STATE_TONES.get(x.states[0], Tone.INFO)) for x in states if x.count
        ]
        self.bars.show_bars(counted)
        self.bars.setVisible(bool(counted))
        self.no_claims.setVisible(not counted)

    def _show_expiring(self, rows: Sequence[ExpiringDocument]) -> None:
        self.expiring_rows.rows_model.set_rows(rows[:_FEW])
        more = f"{_FEW} sur {len(rows)}" if len(rows) > _FEW else ""
        self._expiring_card.set_title("Pièces qui expirent", more)
        self._expiring_card.setVisible(bool(rows))

    def _fill_unclaimed(self, day: DayBoard) -> None:
        known = len(day.unclaimed)
        shown = known if self._all_unclaimed else min(known, _FEW)
        self.unclaimed_rows.rows_model.set_rows(day.unclaimed[:shown])
        self.unclaimed_rows.setVisible(bool(known))
        self.more.setText(f"Voir les {known} dossiers")
        self.more.setVisible(shown < known)
        self.all_asked.setVisible(not known)

    def _filter(self, only: DayFilter) -> None:
        if self._day is None:
            return
        self.filters.choose(only.value)
        self._navigator.stand_at(DayPlace("" if only is DayFilter.ALL else only.value))
        known = self._day.rows
        rows = [row for row in known if _KEPT[only](row)]
        self.rows.rows_model.set_rows(rows)
        self._to_do.set_title("À traiter", french.plural(len(rows), "échéance") if rows else "")
        self.filters.setVisible(bool(known))
        self.rows.setVisible(bool(rows))
        self.nothing.setVisible(not known)
        self.none_here.setVisible(bool(known) and not rows)

    def _show_unclaimed(self) -> None:
        if self._day is None:
            return
        self._all_unclaimed = True
        self._fill_unclaimed(self._day)
        self.unclaimed_rows.setFocus(Qt.FocusReason.OtherFocusReason)
        self._scroll.ensureWidgetVisible(self.unclaimed_rows, 0, 0)

    def _act(self, row: DayRow) -> None:
        if row.is_own:
            self.tasks.do(row)
        else:
            self._open(row)

    def _put_off(self) -> None:
        if (row := self.rows.current) is not None and row.is_own:
            self.tasks.put_off(row)

    def _open(self, row: DayRow) -> None:
        if row.claim_id is not None:
            self._navigator.go(ClaimPlace(row.claim_id))
        elif row.case_id is not None:
            self._navigator.go(CasePlace(row.case_id, CaseTab.AGENDA, str(row.id)))
        else:
            self.tasks.edit(row)

    def _open_case(self, row: UnclaimedRow) -> None:
        self._navigator.go(CasePlace(row.case_id, CaseTab.RIGHTS, row.rights[0]))

    def _open_document(self, row: ExpiringDocument) -> None:
        self._navigator.go(CasePlace(row.case_id, CaseTab.DOCUMENTS, str(row.document_id)))
