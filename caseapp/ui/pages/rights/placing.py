"""Where the parts of « Droits » stand: the answer beside the rights, or under them where narrow."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QWidget

from caseapp.ui.widgets.page import ScrollPage, bring_to_top

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QResizeEvent

_NARROW = 980  # pixels under which the panel stands under the table
_TIGHT = 800  # pixels of the rights under which the buttons stand under the caption
_RIGHTS, _PANEL = 9, 5  # shares of the width


class RightsPlacing(QWidget):
    """Two grounds that scroll beside one another; where it is narrow one ground holds all."""

    def __init__(
        self,
        caption: QWidget,
        buttons: Sequence[QWidget],
        below: Sequence[QWidget],
        panel: QWidget,
    ) -> None:
        super().__init__()
        self._panel = panel
        self._top = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._top.setSpacing(12)
        self._top.addWidget(caption, 1)
        line = QHBoxLayout()
        line.setSpacing(12)
        for button in buttons:
            line.addWidget(button)
        line.addStretch(1)
        self._top.addLayout(line)
        self._rights, self._beside = ScrollPage(), ScrollPage()
        self._rights.body.setSpacing(12)
        self._rights.add(self._top)
        for part in below:
            self._rights.add(part)
        self._beside.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._beside.body.setContentsMargins(8, 16, 24, 24)
        self._beside.add(panel)
        for ground in (self._rights, self._beside):
            ground.end()
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self._rights, _RIGHTS)
        outer.addWidget(self._beside, _PANEL)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < _NARROW
        self._rights.body.setContentsMargins(24, 16, 24 if narrow else 8, 24)
        tight = self.width_of_rights(self.width()) < _TIGHT
        ways = QBoxLayout.Direction
        self._top.setDirection(ways.TopToBottom if tight else ways.LeftToRight)
        if narrow is not self._beside.isHidden():
            body = (self._rights if narrow else self._beside).body
            body.insertWidget(body.count() - 1, self._panel)  # over the room that is left
            self._beside.setHidden(narrow)

    @staticmethod
    def width_of_rights(width: int) -> int:
        """Return how much of a width the rights have."""
        return width if width < _NARROW else width * _RIGHTS // (_RIGHTS + _PANEL)

    def show_top_of_panel(self) -> None:
        """Show another answer from its beginning."""
        self._beside.verticalScrollBar().setValue(0)

    def bring_panel(self) -> None:
        """Bring the answer in sight where it stands under the rights."""
        if self._beside.isHidden():
            bring_to_top(self._panel)
