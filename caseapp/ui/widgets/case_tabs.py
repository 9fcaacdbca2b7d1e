"""The tabs of a case: in sight or not, and walked with keys from anywhere on the page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QTabBar, QToolButton

from caseapp.ui.theme import restyle

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent
    from PySide6.QtWidgets import QWidget

_ARROWS = ("Onglets d'avant", "Onglets d'après")
_CLOSER = 8  # pixels between two words, less than usual: see the style sheet
_KEYS = (("Ctrl+PgDown", 1), ("Ctrl+Tab", 1), ("Ctrl+PgUp", -1), ("Ctrl+Shift+Tab", -1))


class CaseTabs(QTabBar):
    """A row of words over a page that listens to its keys."""

    def __init__(self, page: QWidget) -> None:
        super().__init__()
        self._is_tight = False
        self.setExpanding(False)
        self.setDrawBase(False)
        self.setAccessibleName("Parties du dossier")
        for arrow, name in zip(self.findChildren(QToolButton), _ARROWS, strict=True):
            arrow.setAccessibleName(name)  # Qt has no French word for them
        for keys, by in _KEYS:
            QShortcut(QKeySequence(keys), page, lambda by=by: self._go(by))

    def show_tab(self, place: int, *, shown: bool) -> None:
        """Show a tab or put it away.

        Qt forgets to lay the tabs out again, where their words changed while they were hidden,
        once it is told of a tab what already is so.
        """
        if self.isTabVisible(place) is not shown:
            self.setTabVisible(place, shown)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Stand closer where all do not fit."""
        super().resizeEvent(event)
        self._fit()

    def tabLayoutChange(self) -> None:
        """Stand closer where all do not fit."""
        super().tabLayoutChange()
        self._fit()

    def _fit(self) -> None:
        shown = [place for place in range(self.count()) if self.isTabVisible(place)]
        wide = sum(self.tabSizeHint(place).width() for place in shown)
        if self._is_tight:
            wide += _CLOSER * len(shown)
        if (wide > self.width()) is not self._is_tight:
            self._is_tight = not self._is_tight
            restyle(self, tight=self._is_tight)

    def _go(self, by: int) -> None:
        """Go to the next tab in sight, round and round."""
        shown = [place for place in range(self.count()) if self.isTabVisible(place)]
        at = shown.index(self.currentIndex())
        self.setCurrentIndex(shown[(at + by) % len(shown)])
