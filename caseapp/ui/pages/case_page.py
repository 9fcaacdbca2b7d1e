"""A case: who it is about, its tabs, its report."""

from __future__ import annotations

from typing import TYPE_CHECKING

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
    from caseapp.ui.tasks import Jobs

_TABS = (
    (CaseTab.HOUSEHOLD, "Foyer et ressources"),
    (CaseTab.RIGHTS, "Droits"),
    (CaseTab.CLAIMS, "Démarches"),
)
_SUGGESTED = 12


class CasePage(Page):
    """Shows one case at a time; a tab keeps what is typed before another shows."""

    def __init__(
        self,
        desk: Desk,
        navigator: Navigator,
        jobs: Jobs,
        asker: Asker,
        print_report: Callable[[UUID, ReportDialog], None],
    ) -> None:
        super().__init__()
        self._desk, self._navigator, self._asker = desk, navigator, asker
        self._print_report = print_report
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
        self._contents = (self.household, self.rights, self.claims)
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

    def export(self) -> None:
        """Ask what to disclose, to whom and why, then write the report where the person says."""
        if self._case is None:
            return
        self.leave()
        dialog = ReportDialog(self, self._desk.cases.header(self._case).name)
        case = self._case
        dialog.accepted.connect(lambda: self._print_report(case, dialog))
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
        self._shown.setCurrentIndex(place)
        self._contents[place].show_case(self._case, focus)

    def _go_to_field(self, path: str) -> None:
        if self._case is not None:
            self._navigator.go(CasePlace(self._case, CaseTab.HOUSEHOLD, path))

    def _communes(self, text: str) -> list[str]:
        found = self._desk.communes.search(text, _SUGGESTED) if text.strip() else ()
        return [f"{commune.name} ({commune.code})" for commune in found]


def _scrolled(content: QWidget) -> ScrollPage:
    """Return a tab on a scrolling ground; the rights scroll by themselves, beside their panel."""
    scroll = ScrollPage()
    scroll.add(content, 1)
    return scroll
