"""A card of rows that are added and removed: the conditions of a local right, its appeals."""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING, Generic, TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from caseapp.ui.widgets.buttons import link, secondary
from caseapp.ui.widgets.card import Card

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

T = TypeVar("T")


class EditedRow(QWidget, Generic[T]):
    """One row; a subclass lays its fields out, with `remove` beside them."""

    changed = Signal()
    removed = Signal()

    def __init__(self, removal: str) -> None:
        super().__init__()
        self.remove = link("Retirer", self.removed.emit, hint=removal)

    @property
    @abstractmethod
    def typed(self) -> T:
        """What the row says."""

    @abstractmethod
    def commit(self) -> None:
        """Tell what is being typed."""

    @abstractmethod
    def show_faults(self, told: Mapping[str, str], *, all_of_them: bool) -> None:
        """Show what cannot be accepted, by part of the row; an empty part is the row itself."""

    @abstractmethod
    def part(self, name: str) -> QWidget:
        """Return the field of a part."""


class RowsCard(Card, Generic[T]):
    """All rows, in their order."""

    changed = Signal()

    def __init__(
        self,
        path: str,
        texts: tuple[str, str, str],
        make: Callable[[T], EditedRow[T]],
        empty: T,
    ) -> None:
        """Make a card.

        Args:
            path: begins the path of a fault: « conditions » for « conditions[0] ».
            texts: its title, its hint, the words of the button that adds a row.
            make: makes a row that shows what is typed.
            empty: what an empty row says.
        """
        title, hint, add = texts
        super().__init__(title, hint)
        self.path, self._make, self._empty = path, make, empty
        self.rows: list[EditedRow[T]] = []
        self._list = QVBoxLayout()
        self._list.setSpacing(12)
        self.add(self._list)
        self.more = secondary(add, self._add_empty)
        self.add(self.more)

    @property
    def typed(self) -> tuple[T, ...]:
        """What the rows say."""
        return tuple(row.typed for row in self.rows)

    def show_rows(self, typed: Sequence[T]) -> None:
        """Show these rows instead; one to fill where there is none."""
        for row in tuple(self.rows):
            self._drop(row)
        for text in typed or (self._empty,):
            self._add(text)

    def commit(self) -> None:
        """Tell what is being typed."""
        for row in self.rows:
            row.commit()

    def show_faults(self, told: Mapping[str, str], *, all_of_them: bool) -> None:
        """Show the faults of the rows, each at its part."""
        for place, row in enumerate(self.rows):
            start = f"{self.path}[{place}]"
            parts = {
                path.removeprefix(start).removeprefix("."): sentence
                for path, sentence in told.items()
                if path.startswith(start)
            }
            row.show_faults(parts, all_of_them=all_of_them)

    def target(self, path: str) -> QWidget | None:
        """Return the field at a path, if it is one of these rows."""
        for place, row in enumerate(self.rows):
            start = f"{self.path}[{place}]"
            if path.startswith(start):
                return row.part(path.removeprefix(start).removeprefix("."))
        return None

    def _add_empty(self) -> None:
        self._add(self._empty).part("").setFocus()

    def _add(self, typed: T) -> EditedRow[T]:
        row = self._make(typed)
        row.changed.connect(self.changed.emit)
        row.removed.connect(lambda: self._remove(row))
        self.rows.append(row)
        self._list.addWidget(row)
        row.show()  # at once, so that it can take the focus
        return row

    def _remove(self, row: EditedRow[T]) -> None:
        self._drop(row)
        self.more.setFocus()
        self.changed.emit()

    def _drop(self, row: EditedRow[T]) -> None:
        self.rows.remove(row)
        self._list.removeWidget(row)
        row.hide()
        row.deleteLater()
