"""The keys that go far in a table: Qt's own go along the row, or all the way down."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QAbstractItemView, QTableView

if TYPE_CHECKING:
    from PySide6.QtCore import QModelIndex, Qt

_Move = QAbstractItemView.CursorAction


class RowWalk(QTableView):
    """Home and End go to the first and the last row, a page goes by the rows in sight.

    One of these stays in sight. A table as tall as its rows is seen through its page's window.
    """

    def moveCursor(self, move: _Move, modifiers: Qt.KeyboardModifier) -> QModelIndex:
        last, here = self.model().rowCount() - 1, self.currentIndex()
        row = max(0, here.row())
        seen = self.viewport().visibleRegion().boundingRect().height()
        page = max(1, seen // max(1, self.rowHeight(row)) - 1)
        places = {
            _Move.MoveHome: 0,
            _Move.MoveEnd: last,
            _Move.MovePageUp: row - page,
            _Move.MovePageDown: row + page,
        }
        if last < 0 or move not in places:
            return super().moveCursor(move, modifiers)
        return self.model().index(min(max(places[move], 0), last), max(0, here.column()))
