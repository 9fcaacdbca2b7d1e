"""The grid of monthly resources: one line a resource, twelve months and what was before them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QBrush, QColor

from caseapp.kernel import french
from caseapp.services.household_page import CellValue, FieldState, LineRow
from caseapp.ui import theme

if TYPE_CHECKING:
    from uuid import UUID

    from caseapp.kernel.calendar import Month

Index = QModelIndex | QPersistentModelIndex

NATURE, BEFORE, FIRST_MONTH = 0, 1, 2


class ResourceGridModel(QAbstractTableModel):
    """Shows the lines as the service gave them; what is typed goes out by `typed`."""

    typed = Signal(object, object, str)  # line id, Month or None for « avant », text

    def __init__(self) -> None:
        super().__init__()
        self._lines: tuple[LineRow, ...] = ()
        self._months: tuple[Month, ...] = ()

    def show(self, lines: tuple[LineRow, ...], months: tuple[Month, ...]) -> None:
        """Show these lines and months; the chosen cell is kept when the shape is the same."""
        same = self._months == months and [x.id for x in lines] == [x.id for x in self._lines]
        if same:
            self._lines = lines
            self.dataChanged.emit(
                self.index(0, 0), self.index(self.rowCount() - 1, self.columnCount() - 1)
            )
            return
        self.beginResetModel()
        self._lines, self._months = lines, months
        self.endResetModel()

    def line(self, row: int) -> LineRow | None:
        """Return the line of a row."""
        return self._lines[row] if 0 <= row < len(self._lines) else None

    def month(self, column: int) -> Month | None:
        """Return the month of a column, None for « avant »."""
        return None if column < FIRST_MONTH else self._months[column - FIRST_MONTH]

    def cell(self, index: Index) -> CellValue | None:
        """Return the cell of an index, None for the name of the line."""
        line = self.line(index.row())
        if line is None or index.column() == NATURE:
            return None
        if index.column() == BEFORE:
            return line.before
        return line.cells[index.column() - FIRST_MONTH]

    def row_of(self, line_id: UUID) -> int:
        """Return the row of a line, -1 when it is not shown."""
        return next((i for i, line in enumerate(self._lines) if line.id == line_id), -1)

    def column_of(self, month: Month | None) -> int:
        """Return the column of a month, or of « avant »; -1 when it is not shown."""
        if month is None:
            return BEFORE
        return FIRST_MONTH + self._months.index(month) if month in self._months else -1

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._lines)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else FIRST_MONTH + len(self._months)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignLeft if section == NATURE else Qt.AlignmentFlag.AlignRight
            return side | Qt.AlignmentFlag.AlignVCenter
        month = self.month(section)
        if role == Qt.ItemDataRole.ToolTipRole and month is not None:
            return french.month(month)
        if role == Qt.ItemDataRole.ToolTipRole and section == BEFORE:
            return "Montant de chaque mois qui précède la grille"
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if section == NATURE:
            return "Nature"
        if month is None:
            return "Avant"
        begins = section == FIRST_MONTH or month.number == 1
        return f"{month.number:02d}/{month.year % 100:02d}" if begins else f"{month.number:02d}"

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        line, cell = self.line(index.row()), self.cell(index)
        if line is None:
            return None
        if cell is None:
            return _name_data(line, role)
        return _cell_data(cell, role)

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return flags if index.column() == NATURE else flags | Qt.ItemFlag.ItemIsEditable

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        line, cell = self.line(index.row()), self.cell(index)
        if line is None or cell is None or role != Qt.ItemDataRole.EditRole:
            return False
        unchanged = _own_text(cell)
        if str(value).strip() == unchanged:
            return True
        self.typed.emit(line.id, cell.month, str(value))
        return True


def _own_text(cell: CellValue) -> str:
    return "" if cell.state is FieldState.IMPLIED else cell.text


def _name_data(line: LineRow, role: int) -> Any:
    if role == Qt.ItemDataRole.DisplayRole:
        return f"{line.label} · {line.person_name}" if line.person_name else line.label
    if role == Qt.ItemDataRole.ToolTipRole:
        return line.note or None
    return None


def _cell_data(cell: CellValue, role: int) -> Any:
    colours = theme.current()
    if role == Qt.ItemDataRole.DisplayRole:
        return cell.text
    if role == Qt.ItemDataRole.EditRole:
        return _own_text(cell)
    if role == Qt.ItemDataRole.TextAlignmentRole:
        return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
    if role == Qt.ItemDataRole.ToolTipRole:
        return cell.error or None
    if role == Qt.ItemDataRole.BackgroundRole:
        ground = {
            FieldState.UNKNOWN: colours.unknown_ground,
            FieldState.DRAFT: colours.bad_ground,
        }.get(cell.state)
        return None if ground is None else QBrush(QColor(ground))
    if role == Qt.ItemDataRole.ForegroundRole:
        ink = {
            FieldState.UNKNOWN: colours.unknown,
            FieldState.DRAFT: colours.bad,
            FieldState.IMPLIED: colours.ink_3,
        }.get(cell.state, colours.ink)
        return QBrush(QColor(ink))
    return None
