"""The one row model of every table: typed rows, declared columns.

Sorting goes by a declared key, never by the text shown. A row is told apart from another by
its key, so that the selection survives a reload.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, IntEnum
from typing import TYPE_CHECKING, Any, ClassVar, Generic, TypeVar

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from caseapp.kernel.spreadsheet import block

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from caseapp.ui.theme import Tone

RowT = TypeVar("RowT")
Index = QModelIndex | QPersistentModelIndex


class Kind(Enum):
    """How the cells of a column are drawn."""

    TEXT = "text"
    PILL = "pill"  # a word on the ground of its tone
    ACTION = "action"  # a button that Enter presses
    TICK = "tick"  # a box that Space ticks


class CellRole(IntEnum):
    """What a delegate asks of a cell, beyond what Qt asks."""

    HINT = Qt.ItemDataRole.UserRole + 1
    TONE = Qt.ItemDataRole.UserRole + 2
    STRONG = Qt.ItemDataRole.UserRole + 3
    MAIN = Qt.ItemDataRole.UserRole + 4


def _nothing(_row: Any) -> str:
    return ""


@dataclass(frozen=True, kw_only=True)
class Column(Generic[RowT]):
    """What a column shows of a row."""

    title: str
    text: Callable[[RowT], str] = _nothing
    kind: Kind = Kind.TEXT
    hint: Callable[[RowT], str] | None = None  # a second line, smaller
    tone: Callable[[RowT], Tone | None] | None = None
    sort_key: Callable[[RowT], Any] | None = None  # None of it sorts last; no key, no sorting
    tooltip: Callable[[RowT], str] | None = None
    copied: Callable[[RowT], str] | None = None  # what Ctrl+C takes, where it is not the text
    numeric: bool = False  # aligned right
    strong: bool | Callable[[RowT], bool] = False  # of every row, or of some
    main: Callable[[RowT], bool] | None = None  # of an action: whether it is the main button
    ticked: Callable[[RowT], bool] | None = None
    edit: Callable[[RowT], str] | None = None  # the text to edit; told by `edited`
    # What stands in place of the text while the screen is shared: no name of another case.
    discreet: Callable[[RowT], str] | None = None
    width: int = 0  # 0: as wide as its content asks
    stretch: bool = False  # takes the room that is left

    def is_strong(self, row: RowT) -> bool:
        """Return whether the text of a row is in the heavier face."""
        return self.strong(row) if callable(self.strong) else self.strong


class RowModel(QAbstractTableModel, Generic[RowT]):
    """Rows of one type under declared columns."""

    ticked = Signal(object, bool)  # row, whether it is now ticked
    edited = Signal(object, int, str)  # row, column, text typed

    def __init__(
        self,
        columns: Sequence[Column[RowT]],
        key: Callable[[RowT], object],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self._key = key
        self._rows: list[RowT] = []
        self._sorted_by: tuple[int, Qt.SortOrder] | None = None
        self._is_discreet = False

    def set_discreet(self, discreet: bool) -> None:  # noqa: FBT001 - the state itself, as in Qt
        """Hide the names of other cases, or show them again."""
        if discreet != self._is_discreet and any(column.discreet for column in self.columns):
            self.beginResetModel()
            self._is_discreet = discreet
            self.endResetModel()
        self._is_discreet = discreet

    @property
    def rows(self) -> tuple[RowT, ...]:
        """The rows in the order shown."""
        return tuple(self._rows)

    def set_rows(self, rows: Sequence[RowT]) -> None:
        """Show these rows instead, in the order chosen by the person if there is one."""
        self.beginResetModel()
        self._rows = list(rows)
        if self._sorted_by is not None:
            self._order(*self._sorted_by)
        self.endResetModel()

    def row(self, index: Index) -> RowT:
        """Return the row of a cell."""
        return self._rows[index.row()]

    def key_of(self, row: RowT) -> object:
        """Return what tells a row apart."""
        return self._key(row)

    def place_of(self, key: object) -> int:
        """Return the place of the row with this key, -1 where it is no more."""
        return next((i for i, row in enumerate(self._rows) if self._key(row) == key), -1)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Return how many rows there are."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(self.columns)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Return the title of a column and its alignment."""
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.columns[section].title
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(self.columns[section])
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Answer what Qt and the delegates ask of a cell."""
        answer = self._ANSWERS.get(role)
        if answer is None:
            return None
        return answer(self, self.columns[index.column()], self._rows[index.row()])

    def words(self, column: Column[RowT], row: RowT) -> str:
        """Return what a cell shows: initials for a name, while the screen is shared."""
        if self._is_discreet and column.discreet is not None:
            return column.discreet(row)
        return column.text(row)

    def _hint(self, column: Column[RowT], row: RowT) -> str:
        is_hidden = self._is_discreet and column.discreet is not None  # it may name somebody too
        return "" if is_hidden or column.hint is None else column.hint(row)

    def _tooltip(self, column: Column[RowT], row: RowT) -> str | None:
        is_hidden = self._is_discreet and column.discreet is not None
        return None if is_hidden or column.tooltip is None else column.tooltip(row)

    # Made once, since thousands of cells are asked at once; of no model, which would hold itself.
    _ANSWERS: ClassVar[dict[int, Callable[[Any, Column[Any], Any], Any]]] = {
        Qt.ItemDataRole.DisplayRole: words,
        Qt.ItemDataRole.EditRole: lambda _self, column, row: (column.edit or column.text)(row),
        Qt.ItemDataRole.ToolTipRole: _tooltip,
        Qt.ItemDataRole.TextAlignmentRole: lambda _self, column, _row: _alignment(column),
        Qt.ItemDataRole.AccessibleTextRole: lambda self, column, row: _spoken(
            column, self.words(column, row), self._hint(column, row)
        ),
        Qt.ItemDataRole.CheckStateRole: lambda _self, column, row: _check(column, row),
        CellRole.HINT: _hint,
        CellRole.TONE: lambda _self, column, row: column.tone(row) if column.tone else None,
        CellRole.STRONG: lambda _self, column, row: column.is_strong(row),
        CellRole.MAIN: lambda _self, column, row: bool(column.main and column.main(row)),
    }

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Tell what was ticked or typed: the page asks its service and shows new rows."""
        column, row = self.columns[index.column()], self._rows[index.row()]
        if role == Qt.ItemDataRole.CheckStateRole and column.ticked:
            self.ticked.emit(row, Qt.CheckState(value) is Qt.CheckState.Checked)
            return True
        if role == Qt.ItemDataRole.EditRole and column.edit:
            if str(value) != column.edit(row):
                self.edited.emit(row, index.column(), str(value))
            return True
        return False

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Say what may be done with a cell."""
        flags = super().flags(index)
        if index.isValid():
            column = self.columns[index.column()]
            if column.ticked:
                flags |= Qt.ItemFlag.ItemIsUserCheckable
            if column.edit:
                flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Put the rows in the order of a column's key; -1 leaves the order they came in."""
        if column < 0 or self.columns[column].sort_key is None:
            self._sorted_by = None
            return
        self._sorted_by = (column, order)
        self.layoutAboutToBeChanged.emit()
        kept = [(index, self._key(self._rows[index.row()])) for index in self.persistentIndexList()]
        self._order(column, order)
        for index, key in kept:
            self.changePersistentIndex(index, self.index(self.place_of(key), index.column()))
        self.layoutChanged.emit()

    def _order(self, column: int, order: Qt.SortOrder) -> None:
        sort_key = self.columns[column].sort_key
        if sort_key is None:
            return
        known = [(sort_key(row), row) for row in self._rows]
        with_key = [pair for pair in known if pair[0] is not None]
        with_key.sort(key=lambda pair: pair[0], reverse=order is Qt.SortOrder.DescendingOrder)
        self._rows = [row for _k, row in with_key] + [row for k, row in known if k is None]


def pasted(model: RowModel[Any], places: Iterable[int]) -> str:
    """Return the rows at some places as they are pasted elsewhere, without their buttons."""
    shown = [i for i, column in enumerate(model.columns) if column.kind is not Kind.ACTION]
    return block([_copied(model, model.index(place, i)) for i in shown] for place in places)


def _copied(model: RowModel[Any], index: QModelIndex) -> str:
    take = model.columns[index.column()].copied
    return take(model.row(index)) if take else str(index.data() or "")


def _alignment(column: Column[Any]) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if column.numeric else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter


def _spoken(column: Column[Any], text: str, hint: str) -> str:
    return ", ".join(part for part in (column.title, text, hint) if part)


def _check(column: Column[RowT], row: RowT) -> Qt.CheckState | None:
    if column.ticked is None:
        return None
    return Qt.CheckState.Checked if column.ticked(row) else Qt.CheckState.Unchecked
