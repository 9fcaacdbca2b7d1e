"""The sheets of a case or of a service, one of which is open beside: two lines for each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, TypeVar

from PySide6.QtCore import Signal

from caseapp.ui.models.table import Column, RowModel
from caseapp.ui.widgets.table import Table

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from uuid import UUID


class Sheet(Protocol):
    """What is listed: its key tells it apart."""

    @property
    def id(self) -> UUID:
        """Its key."""


SheetT = TypeVar("SheetT", bound=Sheet)


class SheetTable(Table[SheetT]):
    """Tells `picked` with the row that somebody went to, not the one it was filled with."""

    picked = Signal(object)

    def __init__(
        self, title: str, name: str, head: Callable[[SheetT], str], below: Callable[[SheetT], str]
    ) -> None:
        """`head` and `below` give the two lines of a row."""
        lines = Column(title=title, text=head, hint=below, strong=True, stretch=True)
        super().__init__(RowModel([lines], lambda row: row.id), name)
        self._is_filling = False
        self.horizontalHeader().hide()
        self.chosen.connect(self._tell)

    def show_rows(self, rows: Sequence[SheetT], current: object) -> None:
        """Show these sheets, on the one that is open; nothing is shown where there is none."""
        self._is_filling = True
        self.rows_model.set_rows(rows)
        self.selectionModel().clear()  # one that is not in the list leaves none chosen
        self.choose(current)
        self._is_filling = False
        self.setVisible(bool(rows))

    def _tell(self, row: SheetT | None) -> None:
        if row is not None and not self._is_filling:
            self.picked.emit(row)
