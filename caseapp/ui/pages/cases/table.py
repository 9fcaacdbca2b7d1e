"""The table of cases: keys that fold, tick and open, columns that one chooses and that stay so."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QPoint, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractItemView, QMenu

from caseapp.ui.pages.cases.columns import DUE, NAME, SHOWN, TICK
from caseapp.ui.pages.cases.delegate import ROW_HEIGHT, CaseDelegate
from caseapp.ui.pages.cases.lines import CaseLines, GroupLine
from caseapp.ui.widgets.table import Table

if TYPE_CHECKING:
    from PySide6.QtCore import QModelIndex
    from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QResizeEvent

    from caseapp.services.case_rows import CaseRow
    from caseapp.ui.settings import Settings

_LAYOUT = "cases.columns"
_NAME_LEAST = 140  # pixels of the name, whatever else is shown
_NAME_WISHED, _DUE_LEAST = 180, 132
_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}
_FOLDS = {Qt.Key.Key_Left: True, Qt.Key.Key_Right: False}


class CasesTable(Table[Any]):
    """Lines of one height. Left and Right fold, Space ticks, Enter opens."""

    menu_asked = Signal(QPoint)  # on the screen
    sort_changed = Signal()

    def __init__(self, lines: CaseLines, settings: Settings) -> None:
        super().__init__(lines, "Dossiers", even=True)
        self.lines = lines
        self._settings = settings
        self._dragged: set[str] = set()  # columns that the person gave a width
        self.setItemDelegate(CaseDelegate(self))
        self.setWordWrap(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._ask_menu)
        header = self.horizontalHeader()
        header.setSectionsMovable(True)
        header.setFirstSectionMovable(False)  # the ticks
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header.customContextMenuRequested.connect(
            lambda at: self.columns_menu().popup(header.mapToGlobal(at))
        )
        header.sortIndicatorChanged.connect(lambda *_: self.sort_changed.emit())
        header.sectionResized.connect(self._see_dragged)
        header.sectionMoved.connect(lambda *_: self.remember())
        self._restore()

    @property
    def was_dragged(self) -> bool:
        """The widths are remembered here, with the order of the columns."""
        return False

    @property
    def chosen_cases(self) -> tuple[CaseRow, ...]:
        """The cases something is done to: those ticked, else those chosen, else the one under."""
        if self.lines.ticked_ids:
            return self.lines.ticked_cases
        found = {case.id: case for case in self._selected_cases()}
        return tuple(found.values())

    @property
    def shown_keys(self) -> list[str]:
        """The columns on screen in their order, the ticks apart."""
        header = self.horizontalHeader()
        order = sorted(self.lines.keys, key=lambda key: header.visualIndex(self._place(key)))
        return [key for key in order if key != TICK and not self.isColumnHidden(self._place(key))]

    @property
    def current_case(self) -> CaseRow | None:
        """The case one is on."""
        line = self.current
        return None if line is None or isinstance(line, GroupLine) else line

    def show_sort(self, sort: str) -> None:
        """Sort by the column of a key, « - » before it for the last first."""
        key = sort.removeprefix("-")
        column = self.lines.keys.index(key) if key in self.lines.keys else -1
        order = (
            Qt.SortOrder.DescendingOrder if sort.startswith("-") else Qt.SortOrder.AscendingOrder
        )
        header = self.horizontalHeader()
        with QSignalBlocker(header):
            header.setSortIndicator(column, order)
        self.lines.sort(column, order)
        header.viewport().update()

    def columns_menu(self) -> QMenu:
        """Return the menu that shows and hides columns."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for place, key in enumerate(self.lines.keys):
            if key in {TICK, NAME}:
                continue
            action = menu.addAction(self.lines.columns[place].title)
            action.setCheckable(True)
            action.setChecked(not self.isColumnHidden(place))
            action.toggled.connect(lambda shown, key=key: self.show_column(key, shown=shown))
        menu.addSeparator()
        menu.addAction("Colonnes du début").triggered.connect(self.reset_columns)
        return menu

    def show_column(self, key: str, *, shown: bool) -> None:
        """Show a column or hide it."""
        place = self.lines.keys.index(key)
        self.setColumnHidden(place, not shown)
        if shown and self.columnWidth(place) < 40:
            self.setColumnWidth(place, self.lines.columns[place].width)
        self._fit_name()
        self.remember()

    def reset_columns(self) -> None:
        """Show the columns of the beginning, in their first order and widths."""
        header = self.horizontalHeader()
        for place, key in enumerate(self.lines.keys):
            header.moveSection(header.visualIndex(place), place)
            self.setColumnHidden(place, key not in SHOWN)
            self._dragged.discard(key)
            self.setColumnWidth(place, self.lines.columns[place].width)
        self._fit_name()
        self.remember()

    def remember(self) -> None:
        """Remember which columns are shown, in which order, how wide."""
        header = self.horizontalHeader()
        order = sorted(self.lines.keys, key=lambda key: header.visualIndex(self._place(key)))
        shown = [key for key in self.lines.keys if not self.isColumnHidden(self._place(key))]
        widths = {key: self.columnWidth(self._place(key)) for key in shown if key in self._dragged}
        self._settings.remember_layout(_LAYOUT, {"order": order, "shown": shown, "widths": widths})

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Fold and open groups; the rest is that of every table."""
        line, key = self.current, Qt.Key(event.key())
        if key in _FOLDS and event.modifiers() in _PLAIN:
            self._fold(folded=_FOLDS[key])
        elif isinstance(line, GroupLine) and key in _ENTER:
            self.lines.fold(line.key, folded=line.is_open)
        elif key == Qt.Key.Key_Space and self._tick_chosen():
            pass
        elif key == Qt.Key.Key_Escape and self.lines.ticked_ids:
            self.lines.untick_all()
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Fold a group where its head is clicked."""
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        if event.button() is Qt.MouseButton.LeftButton and index.isValid():
            line = self.lines.row(index)
            if isinstance(line, GroupLine):
                self.lines.fold(line.key, folded=line.is_open)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open a case; the head of a group was folded by the first click."""
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and not isinstance(self.lines.row(index), GroupLine):
            super().mouseDoubleClickEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Light the line one comes to."""
        super().focusInEvent(event)
        if self.current is not None and not self.selectionModel().hasSelection():
            self.selectRow(self.currentIndex().row())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the name the room that is left."""
        super().resizeEvent(event)
        self._fit_name()

    def _see_dragged(self, place: int) -> None:
        is_held = QGuiApplication.mouseButtons() is not Qt.MouseButton.NoButton
        if is_held and not self._is_fitting and self.lines.keys[place] != NAME:
            self._dragged.add(self.lines.keys[place])
            self._fit_name()

    def _place(self, key: str) -> int:
        return self.lines.keys.index(key)

    def _fit_name(self) -> None:
        """Give the name the room that is left; the words of a date make some where it lacks."""
        shown = [key for key in self.lines.keys if not self.isColumnHidden(self._place(key))]
        others = {key: self.columnWidth(self._place(key)) for key in shown if key != NAME}
        left = self.viewport().width() - sum(others.values())
        if DUE in others and DUE not in self._dragged:
            own = self.lines.columns[self._place(DUE)].width
            due = max(_DUE_LEAST, min(own, left + others[DUE] - _NAME_WISHED))
            left += others[DUE] - due
            self._set_width(DUE, due)
        self._set_width(NAME, max(_NAME_LEAST, left))

    def _set_width(self, key: str, width: int) -> None:
        self._is_fitting = True
        self.setColumnWidth(self._place(key), width)
        self._is_fitting = False

    def _fold(self, *, folded: bool) -> None:
        index = self.currentIndex()
        head = self.lines.head_of(index.row()) if index.isValid() else -1
        if head < 0:
            return
        line = self.lines.row(self.lines.index(head, 0))
        self.lines.fold(line.key, folded=folded)
        self.choose(f"group/{line.key}") if folded else None

    def _tick_chosen(self) -> bool:
        cases = self._selected_cases()
        if cases:
            all_ticked = all(case.id in self.lines.ticked_ids for case in cases)
            self.lines.tick(cases, ticked=not all_ticked)
        return bool(cases)

    def _selected_cases(self) -> list[CaseRow]:
        """Return the cases that are lit, those of a lit group too; else the one under."""
        lit = self.selectionModel().selectedRows()
        lines = [self.lines.row(index) for index in lit]
        if not lines and self.current is not None:
            lines = [self.current]
        return [
            case
            for line in lines
            for case in (line.cases if isinstance(line, GroupLine) else (line,))
        ]

    def _ask_menu(self, at: QPoint) -> None:
        index: QModelIndex = self.indexAt(at)
        if index.isValid() or self.currentIndex().isValid():
            self.menu_asked.emit(self.viewport().mapToGlobal(at))

    def _restore(self) -> None:
        kept = self._settings.layout(_LAYOUT)
        order = [key for key in kept.get("order", ()) if key in self.lines.keys]
        header = self.horizontalHeader()
        for place, key in enumerate(order):
            header.moveSection(header.visualIndex(self._place(key)), place)
        shown, widths = kept.get("shown", SHOWN), kept.get("widths", {})
        for place, key in enumerate(self.lines.keys):
            width = widths.get(key, 0)
            if isinstance(width, int) and width >= 32:
                self.setColumnWidth(place, width)
                self._dragged.add(key)
            self.setColumnHidden(place, key not in shown and key not in {TICK, NAME})


_PLAIN = {Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier}
