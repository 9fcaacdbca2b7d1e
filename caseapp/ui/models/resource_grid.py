"""The grid of monthly resources: one line a resource, twelve months and what was before them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal

from caseapp.kernel import french
from caseapp.services.household_page import CellValue, FieldState, LineRow

if TYPE_CHECKING:
    from collections.abc import Mapping
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
        self._names: Mapping[UUID | None, str] = {}

    def show(
        self,
        lines: tuple[LineRow, ...],
        months: tuple[Month, ...],
        names: Mapping[UUID | None, str],
    ) -> None:
        """Show these lines and months, and whose they are where that must be said.

        The chosen cell is kept when the shape is the same.
        """
        same = self._months == months and [x.id for x in lines] == [x.id for x in self._lines]
        if not same:
            self.beginResetModel()
        self._lines, self._months, self._names = lines, months, names
        if not same:
            self.endResetModel()
        elif lines:
            last = self.index(len(lines) - 1, self.columnCount() - 1)
            self.dataChanged.emit(self.index(0, 0), last)

    @property
    def lines(self) -> tuple[LineRow, ...]:
        """The lines shown."""
        return self._lines

    def line(self, row: int) -> LineRow | None:
        """Return the line of a row."""
        return self._lines[row] if 0 <= row < len(self._lines) else None

    def name_of(self, row: int) -> tuple[str, str]:
        """Return what a line is, and whose it is where that must be said."""
        line = self._lines[row]
        return line.label, self._names.get(line.person_id, "")

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

    def index_of(self, path: str) -> QModelIndex:
        """Return the place of a cell, an invalid one when it is not shown."""
        for row, line in enumerate(self._lines):
            for column, cell in enumerate((line.before, *line.cells), start=BEFORE):
                if cell.path == path:
                    return self.index(row, column)
        return QModelIndex()

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._lines)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else FIRST_MONTH + len(self._months)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation is not Qt.Orientation.Horizontal or section >= self.columnCount():
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignLeft if section == NATURE else Qt.AlignmentFlag.AlignRight
            return side | Qt.AlignmentFlag.AlignVCenter
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._long_title(section)
        return self._title(section) if role == Qt.ItemDataRole.DisplayRole else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        line, cell = self.line(index.row()), self.cell(index)
        if line is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return cell.text if cell else " · ".join(filter(None, self.name_of(index.row())))
        if role == Qt.ItemDataRole.EditRole:
            return own_text(cell) if cell else line.label
        if role == Qt.ItemDataRole.ToolTipRole:
            return cell.error or cell.text or None if cell else self._about(line)
        if role == Qt.ItemDataRole.AccessibleTextRole and cell:
            words = (line.label, self._long_title(index.column()), cell.text or "vide", cell.error)
            return ", ".join(filter(None, words))
        return None

    def plain_text(self, index: Index) -> str:
        """Return a cell as a spreadsheet reads it: « 1024,5 », a word, or nothing."""
        cell = self.cell(index)
        if cell is None:
            return ""
        if cell.amount is None:
            return cell.text
        return f"{cell.amount.in_euros.normalize():f}".replace(".", ",")

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return flags if index.column() == NATURE else flags | Qt.ItemFlag.ItemIsEditable

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        line, cell = self.line(index.row()), self.cell(index)
        if line is None or cell is None or role != Qt.ItemDataRole.EditRole:
            return False
        if str(value).strip() != own_text(cell):
            self.typed.emit(line.id, cell.month, str(value))
        return True

    def _title(self, section: int) -> str:
        month = self.month(section)
        if section == NATURE:
            return "Nature"
        if month is None:
            return "Avant"
        begins = section == FIRST_MONTH or month.number == 1
        return f"{month.number:02d}/{month.year % 100:02d}" if begins else f"{month.number:02d}"

    def _long_title(self, section: int) -> str:
        month = self.month(section)
        if section == NATURE:
            return "Nature de la ressource"
        return french.month(month) if month else "chaque mois avant ceux de la grille"

    @staticmethod
    def _about(line: LineRow) -> str:
        whose = f"{line.label} · {line.person_name}" if line.person_name else line.label
        return f"{whose}\n{line.note}" if line.note else whose


def own_text(cell: CellValue) -> str:
    """Return what was typed in a cell itself, nothing where it continues another."""
    return "" if cell.state is FieldState.IMPLIED else cell.text
