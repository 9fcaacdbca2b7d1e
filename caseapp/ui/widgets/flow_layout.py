"""A layout that puts its widgets in lines, as many as the width asks for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

_Lines = list[list[tuple[QLayoutItem, QSize]]]


class FlowLayout(QLayout):
    """Widgets side by side, going on in the next line where the width ends."""

    def __init__(
        self,
        parent: QWidget | None = None,
        *,
        gap: int = 8,
        line_gap: int = 6,
        is_centred: bool = False,
    ) -> None:
        """Make a layout; one that is centred stands in the middle of the height it is given."""
        super().__init__(parent)
        self._is_centred = is_centred
        self._gap, self._line_gap = gap, line_gap
        self._items: list[QLayoutItem] = []
        self._known: dict[int, _Lines] = {}  # by width: Qt asks the same hundreds of times
        self._hint: QSize | None = None
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:
        """Take an item in at the end."""
        self._items.append(item)
        self._forget()

    def count(self) -> int:
        """Return how many items there are."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        """Return the item at a place, or nothing past the end."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        """Give an item away."""
        self._forget()
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def invalidate(self) -> None:
        """Measure the widgets again: one of them asks for another size, or is shown or hidden."""
        self._forget()
        super().invalidate()

    def expandingDirections(self) -> Qt.Orientation:
        """Ask for no more room than the widgets need."""
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        """Say that the height depends on the width."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of all lines at a width."""
        return self._place(QRect(0, 0, width, 0), move=False)

    def setGeometry(self, rect: QRect) -> None:
        """Place the widgets."""
        super().setGeometry(rect)
        spare = rect.height() - self.heightForWidth(rect.width())
        if self._is_centred and spare > 0:
            rect = rect.adjusted(0, spare // 2, 0, 0)
        self._place(rect, move=True)

    def sizeHint(self) -> QSize:
        """Return the size of all widgets in one line."""
        if self._hint is None:
            sizes = [item.sizeHint() for item in self._shown()]
            width = sum(s.width() for s in sizes) + self._gap * max(0, len(sizes) - 1)
            self._hint = QSize(width, max((s.height() for s in sizes), default=0))
        return self._hint

    def minimumSize(self) -> QSize:
        """Return the size of the widest widget."""
        size = QSize()
        for item in self._shown():
            size = size.expandedTo(item.minimumSize())
        return size

    def _shown(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]

    def _place(self, rect: QRect, *, move: bool) -> int:
        top = rect.y()
        for line in self._lines(rect.width()):
            height = max(size.height() for _item, size in line)
            left = rect.x()
            for item, size in line:
                if move:
                    drop = (height - size.height()) // 2  # centred on its line
                    item.setGeometry(QRect(QPoint(left, top + drop), size))
                left += size.width() + self._gap
            top += height + self._line_gap
        return max(0, top - rect.y() - self._line_gap)

    def _forget(self) -> None:
        self._known.clear()
        self._hint = None

    def _lines(self, width: int) -> _Lines:
        if width not in self._known:
            self._known[width] = self._broken(width)
        return self._known[width]

    def _broken(self, width: int) -> _Lines:
        lines: _Lines = []
        used = 0
        for item in self._shown():
            size = item.sizeHint()
            if size.width() > width > 0:
                tall = item.heightForWidth(width) if item.hasHeightForWidth() else size.height()
                size = QSize(width, tall)
            if lines and used + self._gap + size.width() <= width:
                lines[-1].append((item, size))
                used += self._gap + size.width()
            else:
                lines.append([(item, size)])
                used = size.width()
        return lines
