"""Columns side by side where there is room, one under the other where there is not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QResizeEvent
    from PySide6.QtWidgets import QLayout

_BESIDE = QBoxLayout.Direction.LeftToRight
_UNDER = QBoxLayout.Direction.TopToBottom
_TWO_COLUMNS = 960  # pixels: less than that, narrow cards go under the others
_ANY_WIDTH = 16_777_215  # what Qt calls QWIDGETSIZE_MAX


class Columns(QWidget):
    """Shares its width between its columns; under `narrow` pixels they are stacked."""

    def __init__(self, narrow: int, *, gap: int = 16) -> None:
        super().__init__()
        self._narrow = narrow
        self._line = QBoxLayout(_BESIDE, self)
        self._line.setContentsMargins(0, 0, 0, 0)
        self._line.setSpacing(gap)

    @property
    def are_stacked(self) -> bool:
        """Whether the columns stand one under the other."""
        return self._line.direction() is _UNDER

    def add(self, column: QWidget | QLayout, share: int) -> None:
        """Add a column with its share of the width."""
        if isinstance(column, QWidget):
            self._line.addWidget(column, share)
        else:
            self._line.addLayout(column, share)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        direction = _UNDER if self.width() < self._narrow else _BESIDE
        if direction is not self._line.direction():
            self._line.setDirection(direction)


class MainAndSide(Columns):
    """Wide cards, and narrow ones that keep one width beside them while there is room."""

    def __init__(self, wide: Sequence[QWidget], narrow: Sequence[QWidget], *, side: int) -> None:
        """`side`: the width of the narrow cards, in pixels."""
        super().__init__(_TWO_COLUMNS)
        self._wide, self._narrow_ones, self._side = tuple(wide), tuple(narrow), side
        for parts, share in ((self._wide, 1), (self._narrow_ones, 0)):
            column = QVBoxLayout()
            column.setSpacing(16)
            for part in parts:
                column.addWidget(part)
            column.addStretch(1)
            self.add(column, share)
        self._fit()

    def minimumSizeHint(self) -> QSize:
        """Ask for the width of one column: the other goes under it where there is no room."""
        least = max(part.minimumSizeHint().width() for part in (*self._wide, *self._narrow_ones))
        return QSize(least, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        for part in self._narrow_ones:
            part.setMinimumWidth(0 if self.are_stacked else self._side)
            part.setMaximumWidth(_ANY_WIDTH if self.are_stacked else self._side)
