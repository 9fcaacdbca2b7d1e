"""How a day of the calendar is drawn, and what of it lies under a point."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate

from caseapp.ui.pages.deadlines.words import tone_of, words_of
from caseapp.ui.theme import current, font

if TYPE_CHECKING:
    from PySide6.QtWidgets import QStyleOptionViewItem

    from caseapp.services.calendar_view import Day, Entry
    from caseapp.ui.pages.deadlines.grid import CalendarGrid
    from caseapp.ui.pages.deadlines.model import Index

HEAD, CHIP, GAP, SIDE = 24, 20, 3, 6  # pixels
_TALL = 38  # of an entry on two lines, in a week where all of them have room
_WEEK = 300  # of a day from which it is one of a week


def places(rect: QRect, day: Day) -> list[tuple[QRect, Entry | None]]:
    """Return where each entry of a day is drawn; None: « + 5 », for those that find no room."""
    left, width = rect.left() + SIDE, rect.width() - 2 * SIDE
    shown: list[Entry | None] = list(day.entries)
    room = rect.height() - HEAD - GAP
    has_two_lines = rect.height() >= _WEEK and len(shown) * (_TALL + GAP) <= room
    height = _TALL if has_two_lines else CHIP
    lines = max(1, room // (height + GAP))
    if len(shown) > lines:
        shown = [*shown[: lines - 1], None]
    top = rect.top() + HEAD
    return [
        (QRect(left, top + place * (height + GAP), width, height), entry)
        for place, entry in enumerate(shown)
    ]


def entry_at(rect: QRect, day: Day, point: QPoint) -> tuple[bool, Entry | None]:
    """Return whether something lies under a point, and what: None for « + 5 »."""
    for place, entry in places(rect, day):
        if place.contains(point):
            return True, entry
    return False, None


class DayDelegate(QStyledItemDelegate):
    """Draws the days in the colours on screen now."""

    def __init__(self, grid: CalendarGrid) -> None:
        super().__init__(grid)
        self._grid = grid

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw the ground of a day, its number, and its entries."""
        tokens, day = current(), self._grid.calendar.day(index)
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = tokens.surface
        if day.is_today:
            ground = tokens.brand_soft
        elif day.holiday or day.is_weekend:
            ground = tokens.hover
        painter.fillRect(rect, QColor(ground))
        painter.setPen(QColor(tokens.line))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.drawLine(rect.topRight(), rect.bottomRight())
        self._head(painter, rect, day)
        found = places(rect, day)
        for place, entry in found:
            if entry is None:
                _more(painter, place, len(day.entries) - len(found) + 1)
            else:
                self._entry(painter, place, entry)
        if index == self._grid.target:
            self._frame(painter, rect, tokens.brand, Qt.PenStyle.DashLine)
        elif state & QStyle.StateFlag.State_Selected and self._grid.hasFocus():
            self._frame(painter, rect, tokens.brand, Qt.PenStyle.SolidLine)
        painter.restore()

    @staticmethod
    def _frame(painter: QPainter, rect: QRect, colour: str, line: Qt.PenStyle) -> None:
        painter.setPen(QPen(QColor(colour), 2, line))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(QRectF(rect).adjusted(1, 1, -2, -2), 4, 4)

    @staticmethod
    def _head(painter: QPainter, rect: QRect, day: Day) -> None:
        tokens = current()
        painter.setFont(font(13, weight=QFont.Weight.Bold if day.is_today else QFont.Weight.Normal))
        is_faint = day.is_outside or bool(day.holiday)
        painter.setPen(QColor(tokens.ink_3 if is_faint else tokens.ink))
        words = f"{day.on.day} · {day.holiday}" if day.holiday else str(day.on.day)
        if day.is_today:
            words = f"{day.on.day} · aujourd'hui"
        head = QRect(rect.left() + SIDE + 2, rect.top() + 4, rect.width() - 2 * SIDE, HEAD - 6)
        fitting = QFontMetrics(painter.font()).elidedText(
            words, Qt.TextElideMode.ElideRight, head.width()
        )
        painter.drawText(head, Qt.AlignmentFlag.AlignVCenter, fitting)

    def _entry(self, painter: QPainter, place: QRect, entry: Entry) -> None:
        tokens, inner = current(), place.adjusted(6, 1, -4, -1)
        painter.setFont(font(12))
        ink, ground = tokens.tone(tone_of(entry))
        is_chosen = entry == self._grid.chosen_entry
        outline = QPen(QColor(ink), 1.5 if is_chosen else 1)
        if entry.is_reminder:
            outline.setStyle(Qt.PenStyle.DashLine)
        has_line = entry.is_reminder or is_chosen or entry.item.is_legal
        painter.setPen(outline if has_line else Qt.PenStyle.NoPen)
        painter.setBrush(QColor(ground))
        painter.drawRoundedRect(QRectF(place).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        painter.setPen(QColor(ink))
        words = words_of(entry, discreet=self._grid.calendar.is_discreet)
        parts = words.split(" · ", 1) if place.height() > CHIP else [words]
        line = inner.height() // len(parts)
        for number, part in enumerate(parts):
            fitting = QFontMetrics(painter.font()).elidedText(
                part, Qt.TextElideMode.ElideRight, inner.width()
            )
            on = QRect(inner.left(), inner.top() + number * line, inner.width(), line)
            painter.drawText(on, Qt.AlignmentFlag.AlignVCenter, fitting)


def _more(painter: QPainter, place: QRect, hidden: int) -> None:
    painter.setFont(font(12, weight=QFont.Weight.DemiBold))
    painter.setPen(QColor(current().brand))
    painter.drawText(place.adjusted(6, 0, -4, 0), Qt.AlignmentFlag.AlignVCenter, f"+ {hidden}")
