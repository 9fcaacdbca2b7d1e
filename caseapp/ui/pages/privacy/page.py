"""« Protection des données »: its tabs, each made when it is first shown."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QStackedWidget, QTabBar, QVBoxLayout, QWidget

from caseapp.ui.navigator import Place, PrivacyPlace, PrivacyTab
from caseapp.ui.widgets.page import Page, PageHeader

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from caseapp.ui.navigator import Navigator


class PrivacyContent(QWidget):
    """What one tab shows."""

    def show_content(self) -> None:
        """Read what is shown, beside the window."""

    def leave(self) -> None:
        """Keep what is typed, stop what is under way."""


@dataclass(frozen=True, slots=True)
class PrivacyPart:
    """One tab: its words, and what makes its content."""

    tab: PrivacyTab
    words: str
    make: Callable[[], PrivacyContent]


class PrivacyPage(Page):
    """Shows one tab at a time."""

    def __init__(self, parts: Sequence[PrivacyPart], navigator: Navigator) -> None:
        super().__init__()
        self._navigator = navigator
        order = list(PrivacyTab)
        self._parts = sorted(parts, key=lambda part: order.index(part.tab))
        self._made: dict[PrivacyTab, PrivacyContent] = {}
        self.header = PageHeader("Protection des données")
        self.tabs = QTabBar()
        self.tabs.setExpanding(False)
        self.tabs.setDrawBase(False)
        self.tabs.setAccessibleName("Parties de la protection des données")
        self._shown = QStackedWidget()
        for part in self._parts:
            self.tabs.addTab(part.words)
        top = QVBoxLayout()
        top.setContentsMargins(24, 12, 24, 0)
        top.setSpacing(4)
        top.addWidget(self.header)
        top.addWidget(self.tabs)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addLayout(top)
        outer.addWidget(self._shown, 1)
        self.tabs.currentChanged.connect(self._change_tab)

    @property
    def content(self) -> PrivacyContent:
        """What is shown."""
        return self._made[self._parts[self.tabs.currentIndex()].tab]

    def show_place(self, place: Place) -> None:
        if isinstance(place, PrivacyPlace):
            self._show(place.tab)

    def leave(self) -> None:
        for made in self._made.values():
            made.leave()

    def _change_tab(self, place: int) -> None:
        self.leave()
        tab = self._parts[place].tab
        self._navigator.stand_at(PrivacyPlace(tab))
        self._show(tab)

    def _show(self, tab: PrivacyTab) -> None:
        place = next(i for i, part in enumerate(self._parts) if part.tab is tab)
        self.tabs.blockSignals(True)
        self.tabs.setCurrentIndex(place)
        self.tabs.blockSignals(False)
        if tab not in self._made:
            made = self._made[tab] = self._parts[place].make()
            self._shown.addWidget(made)
        self._shown.setCurrentWidget(self._made[tab])
        self._made[tab].show_content()
