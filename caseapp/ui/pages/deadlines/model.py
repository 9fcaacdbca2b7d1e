"""The weeks of a calendar as a table: a row a week, a column a weekday."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from caseapp.kernel.french import WEEKDAYS
from caseapp.ui.pages.deadlines.words import day_text

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from caseapp.services.calendar_view import Day

Index = QModelIndex | QPersistentModelIndex


class CalendarModel(QAbstractTableModel):
    """Holds the days that are shown."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._weeks: Sequence[Sequence[Day]] = ()
        self.is_discreet = False

    def show_weeks(self, weeks: Sequence[Sequence[Day]]) -> None:
        """Show other days."""
        self.beginResetModel()
        self._weeks = weeks
        self.endResetModel()

    def set_discreet(self, discreet: bool) -> None:  # noqa: FBT001 - the state itself, as in Qt
        """Hide the names of cases, or show them again."""
        if discreet == self.is_discreet:
            return
        self.beginResetModel()
        self.is_discreet = discreet
        self.endResetModel()

    def day(self, index: Index) -> Day:
        """Return the day of a cell."""
        return self._weeks[index.row()][index.column()]

    def place_of(self, on: date) -> QModelIndex:
        """Return the cell of a day; none where it is not shown."""
        for row, week in enumerate(self._weeks):
            for column, day in enumerate(week):
                if day.on == on:
                    return self.index(row, column)
        return QModelIndex()

    def is_empty(self, column: int) -> bool:
        """Say whether nothing stands on a weekday, in any week that is shown."""
        return not any(week[column].entries or week[column].is_today for week in self._weeks)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Return how many weeks there are."""
        return 0 if parent.isValid() else len(self._weeks)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Return how many days a week has."""
        return 0 if parent.isValid() else len(WEEKDAYS)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Return the name of a weekday."""
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return WEEKDAYS[section]
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what a cell says: the delegate draws the same."""
        if role in {Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.DisplayRole}:
            return day_text(self.day(index), discreet=self.is_discreet)
        return None
