"""Where the parts of the page stand: the pane beside the list, or under it where it is narrow."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from caseapp.kernel import french
from caseapp.ui.widgets.buttons import secondary
from caseapp.ui.widgets.card import Card

if TYPE_CHECKING:
    from PySide6.QtWidgets import QLayout

    from caseapp.ui.pages.cases.page import CasesPage
    from caseapp.ui.settings import Settings

_NAME = "cases.pane"
_FILTERS = "Filtrer, grouper"
_NARROW = 860  # pixels of the page under which the pane stands under the list
_PANE_LEAST = 280
_BOTH = 640  # pixels of the page under which filters and pane give their room to a new case
_LIST_LEAST = 72
_UNDER_FILTERS = 19  # pixels: a button stands level with the inputs beside it
_ROOM_CHANGES = {QEvent.Type.Resize, QEvent.Type.ShowToParent, QEvent.Type.HideToParent}
_SIZES = {"beside": [690, 300], "under": [300, 170]}


class CasesLayout(QObject):
    """Places the parts, and remembers the size of the pane."""

    def __init__(self, page: CasesPage, settings: Settings) -> None:
        super().__init__(page)
        self._page, self._settings = page, settings
        kept = settings.layout(_NAME)
        self.is_pane_shown = kept.get("shown", True) is True
        self._sizes = {
            name: kept[name] if _are_sizes(kept.get(name)) else sizes
            for name, sizes in _SIZES.items()
        }
        self._has_cases = True
        self.splitter = QSplitter()
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setHandleWidth(16)
        self.filters_button = secondary(_FILTERS)
        self.filters_button.setCheckable(True)
        self.columns_button = secondary("Colonnes")
        self.pane_button = secondary("Aperçu")
        self.pane_button.setCheckable(True)
        self._buttons = (self.filters_button, self.columns_button, self.pane_button)
        self._lay_out()
        for part in (page, page.new_case):
            part.installEventFilter(self)

    def _lay_out(self) -> None:
        page = self._page
        card = Card("", flush=True)
        self._states = QStackedWidget()
        for state in (page.table, page.empty, page.not_found, page.filtered_out):
            self._states.addWidget(_at_top(state))
        card.body.addWidget(self._states)
        self.splitter.addWidget(card)
        self.splitter.addWidget(page.pane)
        page.pane.raise_()  # after the list for a screen reader, which goes by what lies above
        self.splitter.setStretchFactor(0, 1)
        page.pane.setVisible(self.is_pane_shown)
        page.pane.setMinimumWidth(_PANE_LEAST)
        page.filters.hide()
        page.notice.hide()
        page.colleagues.hide()
        page.new_case.hide()
        outer = QVBoxLayout(page)
        outer.setContentsMargins(24, 16, 24, 24)
        outer.setSpacing(12)
        for part in (page.header, page.new_case, page.notice):
            outer.addWidget(part)
        outer.addLayout(self._tool_bar())
        outer.addWidget(page.colleagues, 0, Qt.AlignmentFlag.AlignLeft)
        outer.addWidget(page.filters)
        outer.addWidget(self.splitter, 1)
        outer.addWidget(page.selection)  # under the list: over it, a tick would move every row

    def _tool_bar(self) -> QLayout:
        page = self._page
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(page.search, 3)
        line.addWidget(page.views.field, 2)
        line.addLayout(_lowered(page.views.button))
        for button in self._buttons:
            line.addLayout(_lowered(button))
        self.filters_button.toggled.connect(lambda shown: page.show_filters(shown=shown))
        self.columns_button.clicked.connect(self._show_columns)
        self.pane_button.setChecked(self.is_pane_shown)
        self.pane_button.toggled.connect(lambda shown: page.show_pane(shown=shown))
        return line

    def show_filters(self, *, shown: bool) -> None:
        """Show the filters or put them away; a new case comes first where both have no room."""
        self._page.filters.setVisible(shown and not self._is_short)

    def count_filters(self, count: int) -> None:
        """Say on the button how many filters are on."""
        self.filters_button.setText(f"{_FILTERS}{french.NO_BREAK}({count})" if count else _FILTERS)

    def show_pane(self, *, shown: bool) -> None:
        """Show the pane or put it away."""
        self.is_pane_shown = shown
        self._fit()
        self.remember()

    def show_state(self, *, nothing: bool, not_found: bool, filtered_out: bool) -> None:
        """Show the list, or why it is empty and what to do."""
        states = (nothing, not_found, filtered_out)
        self._states.setCurrentIndex(states.index(True) + 1 if any(states) else 0)
        self._has_cases = not nothing
        self._fit()

    def remember(self) -> None:
        """Remember whether the pane is shown, and its size in either place."""
        if self._page.pane.isVisible():
            self._sizes[self._where] = self.splitter.sizes()
        self._settings.remember_layout(_NAME, {"shown": self.is_pane_shown, **self._sizes})

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Put the pane beside the list or under it, as the width says; show what fits."""
        if event.type() == QEvent.Type.Resize and watched is self._page:
            self._turn(self._page.width())
        if event.type() in _ROOM_CHANGES:
            self._fit()
        return super().eventFilter(watched, event)

    def _fit(self) -> None:
        """Show what there is room for."""
        page = self._page
        room = self._has_cases and not self._is_short
        for part in (page.search, page.views.field, page.views.button, *self._buttons):
            part.setVisible(room)
        page.pane.setVisible(self.is_pane_shown and room)
        # Its own least height would squeeze what stands over it.
        self.splitter.setMinimumHeight(1 if self._is_short else _LIST_LEAST)
        self.show_filters(shown=self.filters_button.isChecked())

    @property
    def _is_short(self) -> bool:
        page = self._page
        return page.height() < _BOTH and not page.new_case.isHidden()

    @property
    def _where(self) -> str:
        is_beside = self.splitter.orientation() is Qt.Orientation.Horizontal
        return "beside" if is_beside else "under"

    def _turn(self, width: int) -> None:
        way = Qt.Orientation.Vertical if width < _NARROW else Qt.Orientation.Horizontal
        is_first = not self.splitter.property("placed")
        if way is self.splitter.orientation() and not is_first:
            return
        if not is_first and self._page.pane.isVisible():
            self._sizes[self._where] = self.splitter.sizes()
        self.splitter.setProperty("placed", True)
        self.splitter.setOrientation(way)
        self.splitter.setSizes(self._sizes[self._where])

    def _show_columns(self) -> None:
        button = self.columns_button
        self._page.table.columns_menu().popup(button.mapToGlobal(button.rect().bottomLeft()))


def _lowered(button: QWidget) -> QLayout:
    """Return a button at the height of inputs that have their label over them."""
    column = QVBoxLayout()
    column.setContentsMargins(0, _UNDER_FILTERS, 0, 0)
    column.addWidget(button)
    column.addStretch(1)
    return column


def _at_top(part: QWidget) -> QWidget:
    """Return a part that keeps its height in the room it is given; a table takes all of it."""
    if isinstance(part, QAbstractItemView):
        return part
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(part)
    column.addStretch(1)
    return holder


def _are_sizes(kept: object) -> bool:
    return isinstance(kept, list) and len(kept) == 2 and all(isinstance(n, int) for n in kept)
