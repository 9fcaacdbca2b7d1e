"""A case: who it is about, its tabs, its report."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from caseapp.domain.journal import JournalAction
from caseapp.kernel import french
from caseapp.ui.actions import Key, listen
from caseapp.ui.navigator import (
    NEW,
    CasePlace,
    CasesPlace,
    CaseTab,
    Place,
    PrivacyPlace,
    begins,
)
from caseapp.ui.pages.case_menu import CaseMenu, CasePapers
from caseapp.ui.pages.report_dialog import ReportDialog
from caseapp.ui.theme import Tone
from caseapp.ui.widgets.buttons import primary, secondary
from caseapp.ui.widgets.case_tabs import CaseTabs
from caseapp.ui.widgets.closed_case import ClosedCase
from caseapp.ui.widgets.page import Page, PageHeader, ScrollPage
from caseapp.ui.wording import NO_CONTACT

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from caseapp.services.desk import Desk
    from caseapp.ui.dialogs.ask import Asker
    from caseapp.ui.navigator import Navigator
    from caseapp.ui.widgets.case_content import CaseContent

ContentT = TypeVar("ContentT", bound="CaseContent")


@dataclass(frozen=True, slots=True, kw_only=True)
class TabPart:
    """One tab of a case: its words, what makes its content once it is first shown."""

    tab: CaseTab
    words: str
    make: Callable[[], CaseContent]
    count: Callable[[UUID], int] = lambda _case_id: 0  # shown beside the words, 0 is not
    warning: Callable[[UUID], str] = lambda _case_id: ""  # a pill above the tabs, or nothing
    is_kept: Callable[[UUID], bool] = lambda _case_id: True  # else shown only where one goes to it
    scrolls: bool = True  # on the page's ground; a content that scrolls by itself does not


@dataclass(frozen=True, slots=True)
class CaseParts:
    """What a case needs that other layers make."""

    print_report: Callable[[UUID, ReportDialog], None]
    papers: CasePapers
    tabs: tuple[TabPart, ...]


_FIRST = frozenset({CaseTab.HOUSEHOLD, CaseTab.RIGHTS})  # the tabs that are opened most


class CasePage(Page):
    """Shows one case at a time; a tab keeps what is typed before another shows."""

    def __init__(
        self,
        desk: Desk,
        navigator: Navigator,
        asker: Asker,
        parts: CaseParts,
    ) -> None:
        super().__init__()
        self._desk, self._navigator, self._asker = desk, navigator, asker
        self._print_report = parts.print_report
        order = list(CaseTab)
        self._parts = sorted(parts.tabs, key=lambda part: order.index(part.tab))
        self._made: dict[CaseTab, CaseContent] = {}
        self._ready: set[CaseTab] = set()  # those that stand in their place
        self._case: UUID | None = None
        self._is_discreet = False
        self._header_state: object = None  # what the header shown was read at
        self._kept: set[CaseTab] = set()  # the tabs that this case shows wherever one is
        self.header = PageHeader()
        self.more = CaseMenu(desk, navigator, parts.papers, self)
        self.header.add_button(self.more.button)
        self.header.add_button(secondary("Exporter le rapport", self.export))
        self.header.add_button(
            primary("Ajouter un entretien", self.add_interview, hint=Key.NEW_INTERVIEW.shown)
        )
        listen(self, Key.NEW_INTERVIEW, self.add_interview)
        self.tabs = CaseTabs(self)
        self._shown = QStackedWidget()
        for part in self._parts:
            self.tabs.addTab(part.words)
            self._shown.addWidget(QWidget())  # until it is first shown
        self._open_part, self.closed = QWidget(), ClosedCase()
        self.closed.decision_asked.connect(lambda: navigator.go(PrivacyPlace()))
        self._lay_out()
        self.tabs.currentChanged.connect(self._change_tab)
        self.more.changed.connect(self._show_header)

    def _lay_out(self) -> None:
        outer = QVBoxLayout(self._open_part)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        top = QVBoxLayout()
        top.setContentsMargins(24, 12, 24, 0)
        top.setSpacing(4)
        top.addWidget(self.header)
        top.addWidget(self.tabs)
        outer.addLayout(top)
        outer.addWidget(self._shown, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._open_part, 1)
        whole.addWidget(self.closed, 1)
        self.closed.hide()

    def content(self, kind: type[ContentT]) -> ContentT:
        """Return the tab of a kind, which was shown before.

        Raises:
            LookupError: it was never shown.
        """
        for made in self._made.values():
            if isinstance(made, kind):
                return made
        raise LookupError(kind.__name__)

    def show_place(self, place: Place) -> None:
        if not isinstance(place, CasePlace):
            return
        case = self._desk.cases.current(place.case_id)  # the one it was merged into
        refusal = self._desk.retentions.refusal(case)
        self.closed.show_refusal(refusal)
        self._open_part.setVisible(refusal is None)
        if refusal is not None:
            self._case = self._header_state = None
            self._desk.journal.note(JournalAction.REFUSED, case)
            return
        self._case = case
        self._desk.journal.opened(case)
        self.more.case = self._case
        self._show_header()
        self._show_tab(place.tab, place.focus)
        if begins(place.focus):  # coming back here begins nothing again
            self._navigator.stand_at(CasePlace(place.case_id, place.tab))

    def leave(self) -> None:
        for made in self._made.values():
            made.leave()

    def show_discreet(self, discreet: bool) -> None:  # noqa: FBT001 - the state itself, as in Qt
        self._is_discreet = discreet
        for made in self._made.values():
            made.show_discreet(discreet)

    def make_ahead(self) -> bool:
        """Make one tab, or put it in its place; those that are opened most come first."""
        for place, part in sorted(enumerate(self._parts), key=lambda one: one[1].tab not in _FIRST):
            if part.tab not in self._made:
                self._make(part)
                return True
            if part.tab not in self._ready:
                self._content_at(place).make_ahead()
                return True
        return False

    def add_interview(self) -> None:
        """Begin an interview, whichever tab is shown."""
        if self._case is not None:
            self._navigator.go(CasePlace(self._case, CaseTab.INTERVIEWS, NEW))

    def export(self) -> None:
        """Ask what to disclose, to whom and why, then write the report where the person says."""
        if self._case is None:
            return
        self.leave()
        name = self._desk.cases.header(self._case).name
        dialog = ReportDialog(self, name, self._desk.interviews.rows(self._case))
        case = self._case
        dialog.accepted.connect(lambda: self._print_report(case, dialog))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _show_header(self) -> None:
        state = (self._case, self._desk.cases.state)
        if self._case is None or state == self._header_state:
            return
        self._header_state = state
        header = self._desk.cases.header(self._case)
        contact = header.last_contact_on
        seen = f"dernier contact le {french.day(contact)}" if contact else NO_CONTACT
        warnings = tuple(
            (words, Tone.WARN) for part in self._parts if (words := part.warning(header.id))
        )
        self.header.show_words(
            header.name,
            badges=((header.reference, Tone.NEUTRAL), *self.more.badges(), *warnings),
            # First what has a date: where there is no room, an age may be cut, a date may not.
            summary=" · ".join(part for part in (seen, header.summary) if part),
        )
        self.header.show_way_back("Dossiers", lambda: self._navigator.go(CasesPlace()))
        self._kept = {part.tab for part in self._parts if part.is_kept(header.id)}
        for place, part in enumerate(self._parts):
            count = part.count(self._case)
            beside = f"{french.NO_BREAK}{french.number(count)}" if count else ""
            self.tabs.setTabText(place, f"{part.words}{beside}")

    def _change_tab(self, place: int) -> None:
        self.leave()
        if self._case is None:
            return
        tab = self._parts[place].tab
        self._navigator.stand_at(CasePlace(self._case, tab))
        self._show_tab(tab)

    def _show_tab(self, tab: CaseTab, focus: str = "") -> None:
        if self._case is None:
            return
        place = next((i for i, part in enumerate(self._parts) if part.tab is tab), 0)
        self.tabs.blockSignals(True)
        for number, part in enumerate(self._parts):
            self.tabs.show_tab(number, shown=number == place or part.tab in self._kept)
        self.tabs.setCurrentIndex(place)
        self.tabs.blockSignals(False)
        content = self._content_at(place)
        before: QWidget | None = self._shown.currentWidget()
        at: QWidget | None = self.focusWidget()
        was_in = at is not None and before is not None and before.isAncestorOf(at)
        self._shown.setCurrentIndex(place)
        if was_in and self._shown.currentWidget() is not before:
            content.setFocus()  # else Qt looks for another place, and finds the side bar
        content.show_case(self._case, focus)

    def _content_at(self, place: int) -> CaseContent:
        """Return the content of a tab, made and put in its place when it is first shown."""
        part = self._parts[place]
        made = self._made.get(part.tab) or self._make(part)
        if part.tab not in self._ready:
            self._ready.add(part.tab)
            if (empty := self._shown.widget(place)) is not None:
                self._shown.removeWidget(empty)
                empty.deleteLater()
            self._shown.insertWidget(place, _scrolled(made) if part.scrolls else made)
        return made

    def _make(self, part: TabPart) -> CaseContent:
        made = self._made[part.tab] = part.make()
        made.case_changed.connect(self._show_header)
        made.show_discreet(self._is_discreet)
        return made


def _scrolled(content: CaseContent) -> ScrollPage:
    scroll = ScrollPage()
    scroll.add(content, 1)
    return scroll
