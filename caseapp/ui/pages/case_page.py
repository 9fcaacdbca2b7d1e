"""A case: who it is about, its tabs, its report."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget, QTabBar, QVBoxLayout, QWidget

from caseapp.kernel.french import NO_BREAK
from caseapp.ui.navigator import CasePlace, CasesPlace, CaseTab, Place
from caseapp.ui.pages.claims_list import ClaimsTab
from caseapp.ui.pages.household.tab import HouseholdTab
from caseapp.ui.pages.report_dialog import ReportDialog
from caseapp.ui.pages.rights.tab import RightsTab, RightsTools
from caseapp.ui.theme import Tone
from caseapp.ui.widgets.buttons import secondary
from caseapp.ui.widgets.page import Page, PageHeader, ScrollPage

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from caseapp.services.desk import Desk
    from caseapp.ui.dialogs.ask import Asker
    from caseapp.ui.navigator import Navigator
    from caseapp.ui.pages.payments.tab import PaymentsTab
    from caseapp.ui.pages.whatif.tab import WhatIfTab
    from caseapp.ui.tasks import Jobs

    _Tab: TypeAlias = "HouseholdTab | RightsTab | WhatIfTab | ClaimsTab | PaymentsTab | _Later"

_TABS = (
    (CaseTab.HOUSEHOLD, "Foyer et ressources"),
    (CaseTab.RIGHTS, "Droits"),
    (CaseTab.WHAT_IF, "Simuler"),
    (CaseTab.CLAIMS, "Démarches"),
    (CaseTab.PAYMENTS, "Versements"),
)
_SUGGESTED = 12


@dataclass(frozen=True, slots=True)
class CaseParts:
    """What a case needs that other layers make, some of it only once it is asked for."""

    print_report: Callable[[UUID, ReportDialog], None]
    make_what_if: Callable[[Callable[[str], list[str]]], WhatIfTab]  # given what finds communes
    make_payments: Callable[[], PaymentsTab]


class CasePage(Page):
    """Shows one case at a time; a tab keeps what is typed before another shows."""

    def __init__(
        self,
        desk: Desk,
        navigator: Navigator,
        jobs: Jobs,
        asker: Asker,
        parts: CaseParts,
    ) -> None:
        super().__init__()
        self._desk, self._navigator, self._asker = desk, navigator, asker
        self._parts = parts
        self._case: UUID | None = None
        self.header = PageHeader()
        self.header.add_button(secondary("Exporter le rapport", self.export))
        self.tabs = QTabBar()
        self.tabs.setExpanding(False)
        self.tabs.setDrawBase(False)
        self.tabs.setAccessibleName("Parties du dossier")
        for _tab, words in _TABS:
            self.tabs.addTab(words)
        self.household = HouseholdTab(desk.household, self._communes)
        rights = RightsTools(
            desk.estimates, desk.claims, desk.catalogue, desk.household, desk.cases, self._communes
        )
        self.rights = RightsTab(rights, navigator, jobs)
        self.claims = ClaimsTab(desk.claims, navigator)
        self.what_if: WhatIfTab | None = None  # made when it is first shown
        self.payments: PaymentsTab | None = None  # same
        self._contents: list[_Tab] = [
            self.household,
            self.rights,
            _Later(),
            self.claims,
            _Later(),
        ]
        self._shown = QStackedWidget()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        top = QVBoxLayout()
        top.setContentsMargins(24, 16, 24, 0)
        top.setSpacing(8)
        top.addWidget(self.header)
        top.addWidget(self.tabs, 0, Qt.AlignmentFlag.AlignLeft)
        outer.addLayout(top)
        outer.addWidget(self._shown, 1)
        for content in self._contents:
            self._shown.addWidget(content if content is self.rights else _scrolled(content))
        self.tabs.currentChanged.connect(self._change_tab)
        self.household.changed.connect(self._show_header)
        self.rights.field_asked.connect(self._go_to_field)

    def show_place(self, place: Place) -> None:
        if not isinstance(place, CasePlace):
            return
        self._case = place.case_id
        self._show_header()
        self._show_tab(place.tab, place.focus)

    def leave(self) -> None:
        self.household.leave()
        if self.what_if is not None:
            self.what_if.leave()
        if self.payments is not None:
            self.payments.leave()

    def export(self) -> None:
        """Ask what to disclose, to whom and why, then write the report where the person says."""
        if self._case is None:
            return
        self.leave()
        dialog = ReportDialog(self, self._desk.cases.header(self._case).name)
        case = self._case
        dialog.accepted.connect(lambda: self._parts.print_report(case, dialog))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _show_header(self) -> None:
        if self._case is None:
            return
        header = self._desk.cases.header(self._case)
        self.header.show_words(
            header.name, badges=((header.reference, Tone.NEUTRAL),), summary=header.summary
        )
        self.header.show_way_back("Dossiers", lambda: self._navigator.go(CasesPlace()))
        place = [tab for tab, _words in _TABS].index(CaseTab.CLAIMS)
        count = f"{NO_BREAK}{header.claims}" if header.claims else ""
        self.tabs.setTabText(place, f"Démarches{count}")

    def _change_tab(self, place: int) -> None:
        self.leave()
        if self._case is None:
            return
        tab = _TABS[place][0]
        self._navigator.stand_at(CasePlace(self._case, tab))
        self._show_tab(tab)

    def _show_tab(self, tab: CaseTab, focus: str = "") -> None:
        if self._case is None:
            return
        place = next((i for i, (known, _w) in enumerate(_TABS) if known is tab), 0)
        self.tabs.blockSignals(True)
        self.tabs.setCurrentIndex(place)
        self.tabs.blockSignals(False)
        if tab is CaseTab.WHAT_IF and self.what_if is None:
            self.what_if = self._parts.make_what_if(self._communes)
            self._put_in(place, self.what_if)
        if tab is CaseTab.PAYMENTS and self.payments is None:
            self.payments = self._parts.make_payments()
            self._put_in(place, self.payments)
        self._shown.setCurrentIndex(place)
        self._contents[place].show_case(self._case, focus)

    def _put_in(self, place: int, made: WhatIfTab | PaymentsTab) -> None:
        if (empty := self._shown.widget(place)) is not None:
            self._shown.removeWidget(empty)
            empty.deleteLater()
        self._shown.insertWidget(place, _scrolled(made))
        self._contents[place] = made

    def _go_to_field(self, path: str) -> None:
        if self._case is not None:
            self._navigator.go(CasePlace(self._case, CaseTab.HOUSEHOLD, path))

    def _communes(self, text: str) -> list[str]:
        found = self._desk.communes.search(text, _SUGGESTED) if text.strip() else ()
        return [f"{commune.name} ({commune.code})" for commune in found]


class _Later(QWidget):
    """Stands in for a tab that is not made yet."""

    def show_case(self, _case_id: UUID, _focus: str = "") -> None:
        """Show nothing."""


def _scrolled(content: QWidget) -> ScrollPage:
    """Return a tab on a scrolling ground; the rights scroll by themselves, beside their panel."""
    scroll = ScrollPage()
    scroll.add(content, 1)
    return scroll
