"""« Foyer »: the page to type in, the totals in view, and the situation of a day."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dateutil.relativedelta import relativedelta
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout

from caseapp.kernel import french
from caseapp.services.dated_facts import read_past_day
from caseapp.ui.navigator import CasePlace, CaseTab, day_focus, day_of_focus
from caseapp.ui.pages.household.entry import HouseholdEntry
from caseapp.ui.pages.household.situation import SituationView
from caseapp.ui.pages.household.totals_strip import TotalsStrip
from caseapp.ui.widgets.case_content import CaseContent
from caseapp.ui.widgets.day_chooser import DayChooser
from caseapp.ui.widgets.page import ScrollPage

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date
    from uuid import UUID

    from caseapp.kernel.clock import Clock
    from caseapp.services.estimates import Estimates
    from caseapp.services.household import HouseholdDesk
    from caseapp.services.social_numbers import SocialNumbers
    from caseapp.ui.navigator import Navigator
    from caseapp.ui.tasks import Jobs

_YEARS = 3  # the grid of resources goes back as far, and a month


@dataclass(frozen=True, slots=True)
class HouseholdTools:
    """What the tab reads and where it leads."""

    household: HouseholdDesk
    estimates: Estimates
    suggest_communes: Callable[[str], Sequence[str]]
    clock: Clock
    navigator: Navigator
    jobs: Jobs
    numbers: SocialNumbers


class HouseholdTab(CaseContent):
    """The household of today, to be typed; or of another day, to be read."""

    def __init__(self, tools: HouseholdTools) -> None:
        super().__init__()
        self._tools = tools
        self._case: UUID | None = None
        self._day: date | None = None
        self.entry = HouseholdEntry(tools.household, tools.suggest_communes, tools.numbers)
        self.strip = TotalsStrip(tools.estimates, tools.jobs)
        self.chooser = DayChooser("La situation au", self._read_day)
        self.situation = SituationView(self._see_today, self._estimate_day)
        self._shown = QStackedWidget()
        for part in (self.entry, self.situation):
            scroll = ScrollPage()
            scroll.body.setContentsMargins(24, 8, 24, 24)
            scroll.add(part, 1)
            self._shown.addWidget(scroll)
        top = QHBoxLayout()
        top.setContentsMargins(24, 12, 24, 4)
        top.setSpacing(12)
        top.addWidget(self.strip, 1)
        top.addWidget(self.chooser)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addLayout(top)
        outer.addWidget(self._shown, 1)
        self.entry.changed.connect(self._see_change)
        self.strip.rights_asked.connect(self._see_rights)
        self.chooser.chosen.connect(self._see_day)

    def show_case(self, case_id: UUID, focus: str = "") -> None:
        """Show a case today, the cursor in a field; or as it was on the day that a focus names."""
        self._case = case_id
        self._day = day_of_focus(focus)
        self.strip.setVisible(self._day is None)
        if self._day is not None:
            self._show_day(self._day)
            return
        self.chooser.show_day(self._tools.clock.today())
        self._shown.setCurrentIndex(0)
        self.strip.show_case(case_id)
        self.entry.show_case(case_id, focus)

    def make_ahead(self) -> None:
        """Make the fields that every household has."""
        self.entry.make_ahead()

    def show_discreet(self, discreet: bool) -> None:  # noqa: FBT001 - the state itself, as in Qt
        self.entry.people.number.show_discreet(discreet)

    def leave(self) -> None:
        """Store what is being typed, in whatever state it is."""
        self.entry.leave()

    def _see_change(self) -> None:
        self.strip.see_change()
        self.case_changed.emit()

    def _read_day(self, text: str) -> date:
        today = self._tools.clock.today()
        day = read_past_day(text, today)
        earliest = today - relativedelta(years=_YEARS)
        if day < earliest:
            raise ValueError(
                f"Les ressources ne sont gardées que depuis le {french.day(earliest)}."
            )
        return day

    def _show_day(self, day: date) -> None:
        if self._case is None:
            return
        self.chooser.show_day(day)
        self.situation.show_page(self._tools.household.page(self._case, on=day), day)
        self._shown.setCurrentIndex(1)

    def _see_day(self, day: date) -> None:
        if self._case is None:
            return
        self.leave()
        is_today = day == self._tools.clock.today()
        focus = "" if is_today else day_focus(day)
        self._tools.navigator.go(CasePlace(self._case, CaseTab.HOUSEHOLD, focus))

    def _see_today(self) -> None:
        self._see_day(self._tools.clock.today())

    def _see_rights(self) -> None:
        if self._case is not None:
            self.leave()
            self._tools.navigator.go(CasePlace(self._case, CaseTab.RIGHTS))

    def _estimate_day(self) -> None:
        if self._case is not None and self._day is not None:
            place = CasePlace(self._case, CaseTab.RIGHTS, day_focus(self._day))
            self._tools.navigator.go(place)
