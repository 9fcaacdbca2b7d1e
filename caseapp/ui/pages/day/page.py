"""« Ma journée »: what is late, what falls due, what is silent, what nobody has asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from caseapp.kernel import french
from caseapp.services.dated_items import CONTACT_DAYS
from caseapp.services.day_board import DayBoard, DayFilter
from caseapp.ui.dated.actions import DatedActions
from caseapp.ui.dialogs.agenda_editing import TaskEditing
from caseapp.ui.navigator import (
    AlertsPlace,
    CaseloadPlace,
    CasePlace,
    CaseTab,
    ClaimsPlace,
    DayPlace,
    Place,
    PrivacyPlace,
    PrivacyTab,
)
from caseapp.ui.pages.day.beside import DayBeside
from caseapp.ui.pages.day.figures import DayHead
from caseapp.ui.pages.day.to_do import ToDoCard
from caseapp.ui.widgets.buttons import link, secondary
from caseapp.ui.widgets.columns import Columns
from caseapp.ui.widgets.fields import ChoiceField
from caseapp.ui.widgets.page import Page, PageHeader, ScrollPage
from caseapp.ui.widgets.undone import listen_to_undo

if TYPE_CHECKING:
    from collections.abc import Callable

    from caseapp.services.day_board import UnclaimedRow
    from caseapp.ui.dated.tools import DatedTools

_NAME = "day"  # under which its filters are remembered too
_CONTACT = tuple((str(days), f"{days} jours") for days in (30, 60, CONTACT_DAYS, 180, 365))
_NARROW = 900  # pixels under which the columns are stacked


class DayPage(Page):
    """The first page of the morning; every key figure leads to its rows."""

    def __init__(
        self,
        tools: DatedTools,
        new_case: Callable[[], None],
        bring_up_to_date: Callable[[], object],
    ) -> None:
        """`bring_up_to_date` is called once the day is shown; it is shown again if dates moved."""
        super().__init__()
        self._tools, self._bring_up_to_date = tools, bring_up_to_date
        self._navigator = tools.navigator
        self._day: DayBoard | None = None
        self.header = PageHeader("Ma journée")
        self.changes = link("", lambda: self._navigator.go(CaseloadPlace()))
        self.to_decide = link("", lambda: self._navigator.go(PrivacyPlace()))
        self.to_answer = link("", lambda: self._navigator.go(PrivacyPlace(PrivacyTab.REQUESTS)))
        self.to_notify = link("", lambda: self._navigator.go(PrivacyPlace(PrivacyTab.BREACHES)))
        self.to_recall = link("", lambda: self._navigator.go(AlertsPlace()))
        self.doing = DatedActions(tools, self)
        self.tasks = TaskEditing(tools.desk.agenda, self)
        self.head = DayHead()
        self.to_do = ToDoCard(tools, self.doing, self.tasks, new_case)
        self.beside = DayBeside()
        self.contact_days = ChoiceField("Sans contact depuis", _CONTACT)
        self.contact_days.show_value(str(self._contact_days))
        self.to_do.filters.add(self.contact_days)
        self.header.add_button(secondary("Feuille du jour…", self._offer_sheet))
        self._scroll = ScrollPage()
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        self._scroll.add(self.header)
        to_caseload = QHBoxLayout()
        to_caseload.addWidget(self.changes)
        to_caseload.addWidget(self.to_decide)
        to_caseload.addWidget(self.to_answer)
        to_caseload.addWidget(self.to_notify)
        to_caseload.addWidget(self.to_recall)
        to_caseload.addStretch(1)
        self._scroll.add(to_caseload)
        self._scroll.add(self.head)
        columns = Columns(_NARROW)
        for part, share in ((self.to_do, 26), (self.beside, 10)):
            column = QVBoxLayout()
            column.addWidget(part)
            column.addStretch(1)
            columns.add(column, share)
        self._scroll.add(columns)
        self._scroll.end()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._scroll)
        self._scroll.hide()  # until the day is read: an empty one would say that all is done

    def _connect(self) -> None:
        self.contact_days.committed.connect(self._keep_contact_days)
        self.head.asked.connect(self.to_do.show_only)
        self.head.unclaimed_asked.connect(self._show_unclaimed)
        self.to_do.filtered.connect(self._stand_at)
        self.to_do.narrowed.connect(self._show_figures)
        self.beside.claims_asked.connect(lambda: self._navigator.go(ClaimsPlace()))
        self.beside.unclaimed.opened.connect(self._open_case)
        self.doing.edit_asked.connect(self.tasks.edit)
        for editing in (self.doing, self.tasks):
            editing.stored.connect(self._navigator.refresh)
        listen_to_undo(self, self._undo, self.doing.redo)

    def show_place(self, place: Place) -> None:  # noqa: ARG002 - where one is once it is read
        self.to_do.forget()
        self._tools.beside(self._read, lambda read: self._show_day(*read))

    @property
    def _contact_days(self) -> int:
        """After how many days without contact one is reminded of a household."""
        kept = self._tools.settings.layout(_NAME).get("contact_days")
        return kept if isinstance(kept, int) else CONTACT_DAYS

    def _keep_contact_days(self, days: str) -> None:
        layout = self._tools.settings.layout(_NAME)
        self._tools.settings.remember_layout(_NAME, {**layout, "contact_days": int(days)})
        self._navigator.refresh()

    def _read(self) -> tuple[DayBoard, int, tuple[int, ...]]:
        desk = self._tools.desk
        day = desk.board.day(self._contact_days)
        duties = (
            desk.retentions.waiting(),
            desk.rights_requests.waiting(),
            desk.breaches.pressing(),
            desk.alerts.to_recall(),
        )
        return day, desk.caseload.unseen(), duties

    def _show_day(self, day: DayBoard, unseen: int, duties: tuple[int, ...]) -> None:
        place = self._navigator.current
        if isinstance(place, DayPlace):  # else one has gone on: it is read again when one is back
            self._fill(day, unseen, place)
            self._show_duties(*duties)
        self._bring_up_to_date()  # afterwards: the day is read first

    def _fill(self, day: DayBoard, unseen: int, place: DayPlace) -> None:
        self._day = day
        followed = french.plural(day.cases, "dossier suivi", "dossiers suivis")
        claims = french.plural(day.open_claims, "démarche")
        self.header.show_words("Ma journée", summary=f"{followed} · {claims} en cours")
        self.changes.setText(f"{french.plural(unseen, 'changement')} à voir dans la file active")
        self.changes.setVisible(unseen > 0)
        self.to_do.show_rows(day.rows, day.contact_rows)
        self._show_figures()
        self.head.show_unclaimed(day)
        self.beside.show_states(day.by_state)
        self.beside.show_unclaimed(day.unclaimed)
        self.to_do.show_only(DayFilter(place.only) if place.only else DayFilter.ALL)
        self._scroll.show()

    def _show_duties(self, to_decide: int, to_answer: int, to_notify: int, to_recall: int) -> None:
        """Say what the protection of data asks for today; nothing where it asks for nothing."""
        wait = french.plural(to_decide, "dossier attend", "dossiers attendent")
        asked = french.plural(to_answer, "demande d'une personne", "demandes de personnes")
        broken = french.plural(to_notify, "violation de données", "violations de données")
        recall = french.plural(to_recall, "rappel personnel", "rappels personnels")
        for part, count, words in (
            (self.to_recall, to_recall, recall),  # of what, is said to nobody who looks over
            (self.to_decide, to_decide, f"{wait} une décision de conservation"),
            (self.to_answer, to_answer, f"{asked} à répondre"),
            (self.to_notify, to_notify, f"{broken} à évaluer ou à notifier"),
        ):
            part.setText(words)
            part.setVisible(count > 0)

    def _show_figures(self) -> None:
        """Show the figures of the rows that the filters keep."""
        if self._day is None:
            return
        is_narrowed = bool(self.to_do.filters.criteria.count)
        figures = self._day.figures
        if is_narrowed:
            figures = self._tools.desk.board.figures(self.to_do.kept)
        contacts = len(self.to_do.kept_contacts) if is_narrowed else self._day.contacts
        self.head.show_figures(figures, contacts, self._contact_days)
        self.to_do.show_figures(figures, contacts)

    def _stand_at(self, only: DayFilter) -> None:
        self._navigator.stand_at(DayPlace("" if only is DayFilter.ALL else only.value))

    def _show_unclaimed(self) -> None:
        self.beside.show_all()
        self._scroll.ensureWidgetVisible(self.beside.unclaimed, 0, 0)

    def _offer_sheet(self) -> None:
        rows = self.to_do.kept  # as they are now: the question may stay open
        paper = self._tools.desk.date_paper
        self._tools.offer_sheet(self, "Feuille du jour", lambda beside: paper.day(rows, beside))

    def _undo(self) -> None:
        self.to_do.forget()
        self.doing.undo()

    def _open_case(self, row: UnclaimedRow) -> None:
        self._navigator.go(CasePlace(row.case_id, CaseTab.RIGHTS, row.rights[0]))
