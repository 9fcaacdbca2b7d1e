"""The tabs of a case: in sight or not, and walked with keys from anywhere on the page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QTabBar, QToolButton

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

_ARROWS = ("Onglets d'avant", "Onglets d'après")
_KEYS = (("Ctrl+PgDown", 1), ("Ctrl+Tab", 1), ("Ctrl+PgUp", -1), ("Ctrl+Shift+Tab", -1))


class CaseTabs(QTabBar):
    """A row of words over a page that listens to its keys."""

    def __init__(self, page: QWidget) -> None:
        super().__init__()
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

    def _go(self, by: int) -> None:
        """Go to the next tab in sight, round and round."""
        shown = [place for place in range(self.count()) if self.isTabVisible(place)]
        at = shown.index(self.currentIndex())
        self.setCurrentIndex(shown[(at + by) % len(shown)])
