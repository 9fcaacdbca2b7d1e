"""Keeps the field one came for in sight, while what stands above it finds its height."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QScrollArea

if TYPE_CHECKING:
    from PySide6.QtCore import QRect
    from PySide6.QtWidgets import QWidget

_MARGIN = 24  # left around a field that is scrolled to


class Sight(QObject):
    """Scrolls the ground a page stands on; follows a field through the page's own changes."""

    def __init__(self, page: QWidget) -> None:
        super().__init__(page)
        self._page = page
        self._sought: QWidget | None = None  # the field one came for
        page.installEventFilter(self)

    def keep(self, field: QWidget) -> None:
        """Bring a field in sight, and keep it there while the cursor is in it."""
        self._sought = field
        self.bring(field)

    def bring(self, part: QWidget) -> None:
        """Bring a part of the page in sight."""
        area = _ground(self._page)
        if area is not None:
            area.ensureWidgetVisible(part, _MARGIN, _MARGIN * 3)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the field when the page has another size: the parts have their places then."""
        if event.type() == QEvent.Type.Resize and self._sought is not None:
            QTimer.singleShot(0, self, self._follow)
        return super().eventFilter(watched, event)

    def _follow(self) -> None:
        if self._sought is not None and self._sought is self._page.focusWidget():
            self.bring(self._sought)
        else:
            self._sought = None


def bring_place(part: QWidget, place: QRect) -> None:
    """Bring a place of a part in sight, which the page it stands on may have scrolled past."""
    area = _ground(part)
    if area is None or (page := area.widget()) is None:
        return
    middle = part.mapTo(page, place.center())
    area.ensureVisible(area.horizontalScrollBar().value(), middle.y(), 0, place.height())


def _ground(part: QWidget) -> QScrollArea | None:
    """Return what scrolls a part, if anything does."""
    area = part.parentWidget()
    while area is not None and not isinstance(area, QScrollArea):
        area = area.parentWidget()
    return area
