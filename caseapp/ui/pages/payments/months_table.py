"""The table of the months of a right: typing on a row writes what was paid of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QAbstractItemDelegate, QAbstractItemView, QLineEdit

from caseapp.ui.models.table import RowModel
from caseapp.ui.pages.payments.columns import PAID, MonthRow, month_columns
from caseapp.ui.widgets.table import Table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent

_FORGET = {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}


class MonthsTable(Table[MonthRow]):
    """Digits, Enter, F2 and a double click edit the paid cell of the row; Delete empties it."""

    typed = Signal(object, str)  # MonthRow, the text

    def __init__(self) -> None:
        super().__init__(
            RowModel(month_columns(), lambda row: row.known.month),
            "Estimé, accordé et versé, mois par mois",
            grows=True,
        )
        self._waiting: Sequence[MonthRow] = ()
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(lambda: self.rows_model.set_rows(self._waiting))
        self.rows_model.edited.connect(lambda row, _column, text: self.typed.emit(row, text))
        self.opened.connect(lambda _row: self._edit())

    @property
    def _is_editing(self) -> bool:
        return self.state() is QAbstractItemView.State.EditingState

    def show_rows(self, rows: Sequence[MonthRow]) -> None:
        """Show these rows, once the line that is being left is closed."""
        self._waiting = rows
        if self._is_editing:
            self._soon.start()
        else:
            self.rows_model.set_rows(rows)

    def leave(self) -> None:
        """Hand over what is being typed."""
        editor = self.viewport().findChild(QLineEdit)
        if self._is_editing and editor is not None:
            self.commitData(editor)
            self.closeEditor(editor, QAbstractItemDelegate.EndEditHint.NoHint)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take what is typed on a row to its paid cell."""
        row = self.current
        if row is not None and not self._is_editing:
            if event.key() in _FORGET:
                if row.own_text:
                    self.typed.emit(row, "")
                return
            if event.key() == Qt.Key.Key_F2 or event.text().strip().isprintable():
                self._go_to_paid()
        super().keyPressEvent(event)

    def _edit(self) -> None:
        self._go_to_paid()
        self.edit(self.currentIndex())

    def _go_to_paid(self) -> None:
        self.setCurrentIndex(self.currentIndex().siblingAtColumn(PAID))
