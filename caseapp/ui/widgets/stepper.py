"""The path of a claim: points on a line, done, current, to come."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from caseapp.services.claim_page import StepperPoint, StepperState
from caseapp.ui.theme import current, font

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QPaintEvent, QResizeEvent

_HEIGHT = 48  # of one line of words under the points; the second adds its own
_LINE = 17
_MIDDLE = 14
_RADIUS = 8


class Stepper(QWidget):
    """Draws the points of a path; a form (filled, ringed, hollow) says what the colour says."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("Avancement de la démarche")
        self._points: tuple[StepperPoint, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_points(self, points: Sequence[StepperPoint]) -> None:
        """Show these points."""
        self._points = tuple(points)
        words = {
            StepperState.DONE: "fait",
            StepperState.CURRENT: "en cours",
            StepperState.TO_COME: "à venir",
        }
        self.setAccessibleDescription(
            ", ".join(f"{_words(p)} : {words[p.state]}" for p in self._points)
        )
        self._fit()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(600, _HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return QSize(320, _HEIGHT)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Leave a second line where a word needs one at this width."""
        room = self.width() / max(1, len(self._points)) - 8
        metrics = QFontMetrics(font(13, weight=QFont.Weight.DemiBold))
        wraps = any(metrics.horizontalAdvance(_words(point)) > room for point in self._points)
        self.setFixedHeight(_HEIGHT + _LINE * wraps)

    def paintEvent(self, _event: QPaintEvent) -> None:
        if not self._points:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        width = self.width() / len(self._points)
        centres = [QPointF(width * (i + 0.5), _MIDDLE) for i in range(len(self._points))]
        self._draw_lines(painter, centres)
        for point, centre in zip(self._points, centres, strict=True):
            self._draw_point(painter, point, centre, width)
        painter.end()

    def _draw_lines(self, painter: QPainter, centres: list[QPointF]) -> None:
        tokens = current()
        for place in range(1, len(centres)):
            reached = self._points[place].state is not StepperState.TO_COME
            painter.setPen(QPen(QColor(tokens.brand_fill if reached else tokens.line), 3))
            painter.drawLine(centres[place - 1], centres[place])

    def _draw_point(
        self, painter: QPainter, point: StepperPoint, centre: QPointF, width: float
    ) -> None:
        tokens = current()
        edge, ground, ink = {
            StepperState.DONE: (tokens.brand_fill, tokens.brand_fill, tokens.ink),
            StepperState.CURRENT: (tokens.warn, tokens.surface, tokens.warn),
            StepperState.TO_COME: (tokens.line_strong, tokens.surface, tokens.ink_2),
        }[point.state]
        painter.setPen(QPen(QColor(edge), 3))
        painter.setBrush(QColor(ground))
        painter.drawEllipse(centre, _RADIUS, _RADIUS)
        is_current = point.state is StepperState.CURRENT
        painter.setFont(
            font(13, weight=QFont.Weight.DemiBold if is_current else QFont.Weight.Normal)
        )
        painter.setPen(QColor(ink))
        where = QRectF(centre.x() - width / 2 + 4, _MIDDLE + 14, width - 8, 38)
        align = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop
        painter.drawText(where, align.value | Qt.TextFlag.TextWordWrap.value, _words(point))


def _words(point: StepperPoint) -> str:
    return point.label if point.on is None else f"{point.label} {point.on:%d/%m}"
