"""The rows of the search: titles that the keyboard skips, things found, an act to offer."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import IntEnum
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

if TYPE_CHECKING:
    from collections.abc import Sequence

Index = QModelIndex | QPersistentModelIndex


class RowKind(IntEnum):
    """What a row is."""

    TITLE = 0  # of the group that follows
    SAYING = 1  # a sentence: nothing was found
    FOUND = 2
    ACT = 3  # something to do instead


@dataclass(frozen=True, slots=True)
class Words:
    """A text on one line, and its parts that answer what was typed: from, to before."""

    text: str = field(default="", repr=False)
    marks: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PaletteRow:
    """One row; what has a value can be chosen."""

    kind: RowKind
    title: Words
    beside: Words = Words()  # at the right: whose it is
    below: Words = Words()  # a second line: the words around
    value: object = None

    @property
    def can_be_chosen(self) -> bool:
        """Whether Enter does something here."""
        return self.kind in {RowKind.FOUND, RowKind.ACT}

    @property
    def said(self) -> str:
        """The row as it is read aloud."""
        parts = (self.title.text, self.beside.text, self.below.text)
        return ", ".join(part for part in parts if part)


ROW = Qt.ItemDataRole.UserRole + 1


class PaletteModel(QAbstractListModel):
    """Holds the rows of one answer."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[PaletteRow, ...] = ()

    @property
    def rows(self) -> tuple[PaletteRow, ...]:
        """The rows, from top to bottom."""
        return self._rows

    def set_rows(self, rows: Sequence[PaletteRow]) -> None:
        """Show another answer."""
        self.beginResetModel()
        self._rows = tuple(rows)
        self.endResetModel()

    def places(self) -> list[int]:
        """Return where the rows that can be chosen stand."""
        return [place for place, row in enumerate(self._rows) if row.can_be_chosen]

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if role == ROW:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return row.title.text
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return row.said
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if index.isValid() and self._rows[index.row()].can_be_chosen:
            return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return Qt.ItemFlag.NoItemFlags
