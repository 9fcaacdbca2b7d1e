"""The table of every page: rows one can walk with the keyboard, the next action on the row."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, TypeVar

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QSizePolicy,
)

from caseapp.ui import clipboard
from caseapp.ui.delegates.cells import CellDelegate, button_rect, toggle
from caseapp.ui.delegates.measures import BUTTON_CELL, row_heights, words_width
from caseapp.ui.models.table import Kind, RowModel, pasted
from caseapp.ui.widgets.row_walk import RowWalk
from caseapp.ui.widgets.sight import bring_place

if TYPE_CHECKING:
    from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QResizeEvent

RowT = TypeVar("RowT")
_MEASURED_ROWS = 200  # past this many, rows keep one height: measuring each would be felt
_WIDEST_PILL = 196  # a longer word ends with « … »; the room goes to the sentences
_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}


class Table(RowWalk, Generic[RowT]):
    """A table over a row model.

    `opened` tells a row on double click or Enter; `acted` tells a row and its column when its
    button is pressed (Enter presses the first button of the row where there is one).
    """

    opened = Signal(object)
    acted = Signal(object, int)
    chosen = Signal(object)  # the current row, or None

    def __init__(
        self, model: RowModel[RowT], name: str, *, grows: bool = False, even: bool = False
    ) -> None:
        """Show a model.

        `grows` makes the table as tall as its rows, the page scrolls instead; `even` gives all
        rows one height, none is measured.
        """
        super().__init__()
        self.rows_model = model
        self._grows, self._even = grows, even
        self._delegate = CellDelegate(self)
        self._measure = QTimer(self)
        self._measure.setSingleShot(True)
        self._measure.timeout.connect(self._measure_rows)
        self._kept: object = None
        self._kept_place = -1
        self._fitted: set[int] = set()  # columns as wide as their content, until one is dragged
        self._is_fitting = self._was_dragged = False
        self.setModel(model)
        self.setItemDelegate(self._delegate)
        self.setAccessibleName(name)
        self._sorted = (-1, Qt.SortOrder.AscendingOrder)
        self._behave()
        self._lay_columns()
        model.modelAboutToBeReset.connect(self._keep_choice)
        model.modelReset.connect(self._after_reset)
        model.layoutChanged.connect(self._measure_soon)
        self.selectionModel().currentRowChanged.connect(lambda *_: self.chosen.emit(self.current))

    @property
    def current(self) -> RowT | None:
        """The row one is on."""
        index = self.currentIndex()
        return self.rows_model.row(index) if index.isValid() else None

    def choose(self, key: object) -> None:
        """Go to the row with this key."""
        place = self.rows_model.place_of(key)
        if place >= 0:
            self._go_to(place)

    def _measure_soon(self) -> None:
        # A method, not a function of the place: the model, which Qt destroys after everything that
        # Python holds, would hold such a function, and so this table and its whole window.
        self._measure.start()

    def _behave(self) -> None:
        view = QAbstractItemView
        self.setSelectionBehavior(view.SelectionBehavior.SelectRows)
        self.setSelectionMode(view.SelectionMode.ExtendedSelection)
        self.setEditTriggers(
            view.EditTrigger.AnyKeyPressed
            | view.EditTrigger.EditKeyPressed
            | view.EditTrigger.DoubleClicked
        )
        self.setHorizontalScrollMode(view.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(view.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)  # Tab leaves the table; arrows walk in it
        self.setShowGrid(False)
        self.setWordWrap(True)
        self.setMouseTracking(True)
        self.setCornerButtonEnabled(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(BUTTON_CELL)
        self.verticalHeader().setMinimumSectionSize(36)
        if self._grows:
            self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def _lay_columns(self) -> None:
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionsMovable(False)
        header.setMinimumSectionSize(32)
        header.setSortIndicatorClearable(True)
        can_sort = any(column.sort_key for column in self.rows_model.columns)
        if can_sort:
            header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
            self.setSortingEnabled(True)
            header.sortIndicatorChanged.connect(self._keep_sort)
        header.setSectionsClickable(can_sort)
        for place, column in enumerate(self.rows_model.columns):
            if column.stretch:
                header.setSectionResizeMode(place, QHeaderView.ResizeMode.Stretch)
            elif column.kind in {Kind.ACTION, Kind.PILL} and not column.width:
                self._fitted.add(place)
            else:
                header.resizeSection(place, column.width or 140)
        header.sectionResized.connect(self._resized)

    def _keep_sort(self, column: int, order: Qt.SortOrder) -> None:
        """Leave the arrow where it was when a column that sorts nothing is clicked."""
        if column >= 0 and self.rows_model.columns[column].sort_key is None:
            self.horizontalHeader().setSortIndicator(*self._sorted)
        else:
            self._sorted = (column, order)

    @property
    def was_dragged(self) -> bool:
        """Whether the person gave a column another width."""
        return self._was_dragged

    def widths(self) -> list[int]:
        """Return the widths of the columns, to be remembered."""
        return [self.columnWidth(i) for i in range(len(self.rows_model.columns))]

    def set_widths(self, widths: list[int]) -> None:
        """Give the columns the widths that were remembered, where they still fit."""
        if len(widths) == len(self.rows_model.columns):
            self._fitted.clear()
            for place, width in enumerate(widths):
                self.setColumnWidth(place, max(32, width))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Enter act on the row, Space tick it, Ctrl+C copy the rows chosen."""
        index = self.currentIndex()
        editing = self.state() is QAbstractItemView.State.EditingState
        if event.matches(QKeySequence.StandardKey.Copy):
            self._copy()
        elif event.key() in _ENTER and index.isValid() and not editing:
            self._act(index)
        elif event.key() == Qt.Key.Key_Space and self._tick(index):
            pass
        else:
            super().keyPressEvent(event)
            if self._grows and self.currentIndex() != index:  # the page scrolls, not the table
                row = self.visualRect(self.currentIndex())
                bring_place(self.viewport(), row)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Press the button that was clicked."""
        super().mouseReleaseEvent(event)
        index = self._button_at(event)
        if index.isValid() and event.button() is Qt.MouseButton.LeftButton:
            self.acted.emit(self.rows_model.row(index), index.column())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show the button under the pointer as such."""
        super().mouseMoveEvent(event)
        index = self._button_at(event)
        self._delegate.hover(index)
        shape = Qt.CursorShape.PointingHandCursor if index.isValid() else Qt.CursorShape.ArrowCursor
        self.viewport().setCursor(shape)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open the row."""
        super().mouseDoubleClickEvent(event)
        index = self.indexAt(event.position().toPoint())
        editable = index.flags() & Qt.ItemFlag.ItemIsEditable
        if index.isValid() and not editable and not self._button_at(event).isValid():
            self.opened.emit(self.rows_model.row(index))

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Choose the first row when one comes by the keyboard and none is chosen."""
        super().focusInEvent(event)
        by_mouse = event.reason() is Qt.FocusReason.MouseFocusReason
        if not by_mouse and not self.currentIndex().isValid() and self.rows_model.rowCount():
            self._go_to(0)

    def viewportEvent(self, event: QEvent) -> bool:
        """Forget the button under the pointer when the pointer leaves."""
        if event.type() == QEvent.Type.Leave:
            self._delegate.hover(QModelIndex())
        return super().viewportEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Measure the rows again: their texts wrap elsewhere."""
        super().resizeEvent(event)
        self._measure.start()

    def sizeHint(self) -> QSize:
        """Return the size of all rows where the table grows with them."""
        if not self._grows:
            return super().sizeHint()
        header = self.horizontalHeader()
        top = 0 if header.isHidden() else header.sizeHint().height()
        return QSize(320, top + self.verticalHeader().length() + 2 * self.frameWidth())

    def minimumSizeHint(self) -> QSize:
        """Return the height of all rows where the table grows with them."""
        hint = super().minimumSizeHint()
        return QSize(hint.width(), self.sizeHint().height()) if self._grows else hint

    def _act(self, index: QModelIndex) -> None:
        row = self.rows_model.row(index)
        for place, column in enumerate(self.rows_model.columns):
            if column.kind is Kind.ACTION and column.text(row):
                self.acted.emit(row, place)
                return
        self.opened.emit(row)

    def _tick(self, index: QModelIndex) -> bool:
        for place, column in enumerate(self.rows_model.columns):
            if column.ticked and index.isValid():
                return toggle(index.siblingAtColumn(place))
        return False

    def _button_at(self, event: QMouseEvent) -> QModelIndex:
        point = event.position().toPoint()
        index = self.indexAt(point)
        if index.isValid() and self.rows_model.columns[index.column()].kind is Kind.ACTION:
            text = index.data() or ""
            if text and button_rect(self.visualRect(index), text).contains(point):
                return index
        return QModelIndex()

    def _copy(self) -> None:
        places = sorted({index.row() for index in self.selectedIndexes()})
        clipboard.copy(pasted(self.rows_model, places))

    def _keep_choice(self) -> None:
        row = self.current
        self._kept = None if row is None else self.rows_model.key_of(row)
        self._kept_place = self.currentIndex().row()

    def _resized(self, column: int) -> None:
        dragged = QGuiApplication.mouseButtons() is not Qt.MouseButton.NoButton
        if dragged and not self._is_fitting and not self.rows_model.columns[column].stretch:
            self._fitted.discard(column)
            self._was_dragged = True
        self._measure.start()

    def _fit_columns(self) -> None:
        self._is_fitting = True
        header = self.horizontalHeader()
        for column in self._fitted:
            wide = max(header.sectionSizeHint(column), words_width(self.rows_model, column))
            self.setColumnWidth(column, min(wide, _WIDEST_PILL))
        self._is_fitting = False

    def _after_reset(self) -> None:
        self._fit_columns()
        if self._kept is not None:
            self.choose(self._kept)
            gone = self.rows_model.place_of(self._kept) < 0
            if gone and self.hasFocus() and (last := self.rows_model.rowCount() - 1) >= 0:
                self._go_to(min(self._kept_place, last))  # the next one, for the next key
        self._measure_rows()

    def _go_to(self, place: int) -> None:
        index = self.rows_model.index(place, 0)
        rows = (
            QItemSelectionModel.SelectionFlag.ClearAndSelect
            | QItemSelectionModel.SelectionFlag.Rows
        )
        self.selectionModel().setCurrentIndex(index, rows)
        self.scrollTo(index)

    def _measure_rows(self) -> None:
        self._measure.stop()  # columns that were fitted on the way asked for it too
        if not self._even and self.rows_model.rowCount() <= _MEASURED_ROWS:
            header, columns = self.verticalHeader(), range(len(self.rows_model.columns))
            widths = {p: self.columnWidth(p) for p in columns if not self.isColumnHidden(p)}
            for place, height in enumerate(row_heights(self.rows_model, widths)):
                header.resizeSection(place, max(header.minimumSectionSize(), height))
        if self._grows:
            self.updateGeometry()
