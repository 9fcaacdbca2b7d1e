"""Columns side by side where there is room, one under the other where there is not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QBoxLayout, QWidget

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent
    from PySide6.QtWidgets import QLayout

_BESIDE = QBoxLayout.Direction.LeftToRight
_UNDER = QBoxLayout.Direction.TopToBottom


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
