"""The curve of what a household lives on by wage: parts stacked, the total over them.

It reads without colour: each part has its name in the key, in the order in which it is stacked,
and a point can be read with the arrows or under the pointer.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from caseapp.kernel import french
from caseapp.kernel.money import ZERO, Money
from caseapp.ui.theme import DARK, LIGHT, Tokens, current, font

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPaintEvent

    from caseapp.domain.curve import CurvePoint, IncomeCurve

_LEFT, _RIGHT, _TOP, _BOTTOM = 64, 28, 28, 44
_HEIGHT = 300
_KEY_LINE = 22
_STEP = 50_000  # cents between two lines of the grid
# Hues told apart by most eyes, of two lightnesses: on white and on the dark ground.
_LIGHT_INKS = ("#9db4cc", "#2f6fa8", "#c77b1e", "#3c8f5c", "#8a63b0", "#b84d5f", "#5d7d86")
_DARK_INKS = ("#50667c", "#5b9bd5", "#e0a04d", "#5fb985", "#b191d8", "#dd8290", "#8fb2bb")


class CurveChart(QWidget):
    """Draws a curve. `read_at` tells the point under the pointer or the arrows."""

    read_at = Signal(object)  # CurvePoint

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._curve: IncomeCurve | None = None
        self._parts: tuple[tuple[str, tuple[Money, ...]], ...] = ()
        self._at = -1

    @property
    def point(self) -> CurvePoint | None:
        """The point that is read now."""
        if self._curve is None or self._at < 0:
            return None
        return self._curve.points[self._at]

    def show_curve(self, curve: IncomeCurve, names: Mapping[str, str]) -> None:
        """Show a curve; `names` are those of the rights, in the order in which they stack."""
        self._curve = curve
        self._parts = tuple(_parts(curve, names))
        self._at = _nearest(curve, curve.present)
        first, last = curve.points[0], curve.points[-1]
        self.setAccessibleDescription(
            f"De {_euros(first.income)} sans salaire à {_euros(last.income)} "
            f"avec {_euros(last.wage)} de salaire ; aujourd'hui {_euros(curve.present)} de salaire."
        )
        self.updateGeometry()
        self.update()
        self._tell()

    def sizeHint(self) -> QSize:
        return QSize(640, self.heightForWidth(self.width()))

    def minimumSizeHint(self) -> QSize:
        return QSize(360, self.heightForWidth(max(self.width(), 360)))

    def heightForWidth(self, width: int) -> int:
        """Return the height of the drawing and of its key."""
        return _HEIGHT + _KEY_LINE * len(self._key_lines(width))

    def hasHeightForWidth(self) -> bool:
        return True

    # ------------------------------------------------------------------ reading a point
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk along the curve with the arrows."""
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Home: -999,
                 Qt.Key.Key_End: 999, Qt.Key.Key_PageUp: -10, Qt.Key.Key_PageDown: 10}  # fmt: skip
        step = steps.get(Qt.Key(event.key()))
        if step is None or self._curve is None:
            super().keyPressEvent(event)
            return
        self._go_to(self._at + step)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Read the point under the pointer."""
        super().mouseMoveEvent(event)
        if self._curve is None:
            return
        plot = self._plot(QRectF(self.rect()))
        share = (event.position().x() - plot.left()) / max(plot.width(), 1)
        self._go_to(self._place_at(share))

    def _place_at(self, share: float) -> int:
        points = self._curve.points if self._curve else ()
        return round(min(max(share, 0.0), 1.0) * (len(points) - 1))

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def _go_to(self, place: int) -> None:
        if self._curve is None:
            return
        place = min(max(place, 0), len(self._curve.points) - 1)
        if place != self._at:
            self._at = place
            self.update()
            self._tell()

    def _tell(self) -> None:
        if self.point is not None:
            self.read_at.emit(self.point)

    # ------------------------------------------------------------------ drawing
    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        self.draw(painter, QRectF(self.rect()), current(), with_cursor=True)
        if self.hasFocus():
            painter.setPen(QPen(QColor(current().brand), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 6, 6)
        painter.end()

    def draw(
        self, painter: QPainter, whole: QRectF, tokens: Tokens, *, with_cursor: bool = False
    ) -> None:
        """Draw the curve in a rectangle: on the screen, in a picture."""
        if self._curve is None:
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(font(12, figures=True))
        plot = self._plot(whole)
        top = self._top()
        self._draw_grid(painter, plot, top, tokens)
        inks = _DARK_INKS if tokens is DARK else _LIGHT_INKS
        under = [0] * len(self._curve.points)
        for place, (_name, amounts) in enumerate(self._parts):
            over = [low + amount.cents for low, amount in zip(under, amounts, strict=True)]
            edge = [self._at_point(plot, top, i, cents) for i, cents in enumerate(over)]
            back = [self._at_point(plot, top, i, cents) for i, cents in enumerate(under)]
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(inks[place % len(inks)]))
            painter.drawPolygon(QPolygonF([*edge, *reversed(back)]))
            under = over
        line = [
            self._at_point(plot, top, i, point.income.cents)
            for i, point in enumerate(self._curve.points)
        ]
        painter.setPen(QPen(QColor(tokens.ink), 2))
        painter.drawPolyline(QPolygonF(line))
        self._draw_present(painter, plot, tokens)
        if with_cursor and self._at >= 0:
            painter.setPen(QPen(QColor(tokens.ink), 1))
            painter.drawLine(QPointF(line[self._at].x(), plot.top()),
                             QPointF(line[self._at].x(), plot.bottom()))  # fmt: skip
            painter.setBrush(QColor(tokens.surface))
            painter.setPen(QPen(QColor(tokens.ink), 2))
            painter.drawEllipse(line[self._at], 4, 4)
        self._draw_key(painter, whole, plot, tokens, inks)

    def _plot(self, whole: QRectF) -> QRectF:
        return QRectF(
            whole.left() + _LEFT,
            whole.top() + _TOP,
            max(whole.width() - _LEFT - _RIGHT, 10),
            _HEIGHT - _TOP - _BOTTOM,
        )

    def _top(self) -> int:
        most = max(point.income.cents for point in self._curve.points) if self._curve else 0
        return max(_STEP, -(-most // _STEP) * _STEP)

    def _at_point(self, plot: QRectF, top: int, place: int, cents: int) -> QPointF:
        count = len(self._curve.points) if self._curve else 1
        x = plot.left() + plot.width() * place / max(count - 1, 1)
        return QPointF(x, plot.bottom() - plot.height() * max(cents, 0) / top)

    def _draw_grid(self, painter: QPainter, plot: QRectF, top: int, tokens: Tokens) -> None:
        step = _STEP if top <= 8 * _STEP else 2 * _STEP
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        for cents in range(0, top + 1, step):
            y = plot.bottom() - plot.height() * cents / top
            painter.setPen(QPen(QColor(tokens.line), 1))
            painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y))
            painter.setPen(QColor(tokens.ink_2))
            painter.drawText(QRectF(plot.left() - _LEFT, y - 9, _LEFT - 8, 18), right,
                             _euros(Money(cents)))  # fmt: skip
        if self._curve is None:
            return
        highest = self._curve.points[-1].wage.cents
        centre = Qt.AlignmentFlag.AlignHCenter
        for cents in range(0, highest + 1, _STEP):
            x = plot.left() + plot.width() * cents / max(highest, 1)
            painter.drawText(QRectF(x - 45, plot.bottom() + 6, 90, 18), centre,
                             _euros(Money(cents)))  # fmt: skip
        painter.drawText(QRectF(plot.left(), plot.bottom() + 22, plot.width(), 18), centre,
                         "Salaire net de la personne suivie, par mois")  # fmt: skip

    def _draw_present(self, painter: QPainter, plot: QRectF, tokens: Tokens) -> None:
        if self._curve is None:
            return
        highest = max(self._curve.points[-1].wage.cents, 1)
        x = plot.left() + plot.width() * min(self._curve.present.cents / highest, 1)
        painter.setPen(QPen(QColor(tokens.warn), 1.5, Qt.PenStyle.DashLine))
        painter.drawLine(QPointF(x, plot.top() - 6), QPointF(x, plot.bottom()))
        words = f"aujourd'hui {_euros(self._curve.present)}"
        room = QFontMetrics(painter.font()).horizontalAdvance(words) + 4
        left = x + 6 if x + 6 + room < plot.right() else x - 6 - room
        painter.setPen(QColor(tokens.warn))
        painter.drawText(QRectF(left, plot.top() - 26, room, 18),
                         Qt.AlignmentFlag.AlignVCenter, words)  # fmt: skip

    def _key_lines(self, width: int) -> list[list[tuple[int, str]]]:
        """Return the names of the parts, with their places, in lines of a width."""
        metrics = QFontMetrics(font(12, figures=True))
        lines: list[list[tuple[int, str]]] = []
        used = 0
        for place, (name, _amounts) in enumerate(self._parts):
            room = metrics.horizontalAdvance(name) + 34
            if not lines or used + room > max(width - _LEFT - _RIGHT, 100):
                lines.append([])
                used = 0
            lines[-1].append((place, name))
            used += room
        return lines

    def _draw_key(
        self,
        painter: QPainter,
        whole: QRectF,
        plot: QRectF,
        tokens: Tokens,
        inks: Sequence[str],
    ) -> None:
        metrics = QFontMetrics(painter.font())
        y = whole.top() + _HEIGHT
        for line in self._key_lines(round(whole.width())):
            x = plot.left()
            for place, name in line:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(QColor(inks[place % len(inks)]))
                painter.drawRoundedRect(QRectF(x, y + 4, 12, 12), 2, 2)
                painter.setPen(QColor(tokens.ink))
                room = metrics.horizontalAdvance(name) + 4
                painter.drawText(QRectF(x + 18, y, room, 20), Qt.AlignmentFlag.AlignVCenter, name)
                x += room + 30
            y += _KEY_LINE


def on_paper() -> Tokens:
    """Return the colours of a picture that leaves the program: always on white."""
    return LIGHT


def _parts(curve: IncomeCurve, names: Mapping[str, str]) -> list[tuple[str, tuple[Money, ...]]]:
    """Return what the total is made of: other resources, the wage, each right."""
    points = curve.points
    rights = [(code, tuple(dict(p.rights).get(code, ZERO) for p in points)) for code in names]
    others = tuple(
        p.income - p.wage - Money.total(amount for _code, amount in p.rights) for p in points
    )
    parts = [("Autres ressources", others)] if any(o.cents > 0 for o in others) else []
    parts.append(("Salaire", tuple(p.wage for p in points)))
    return parts + [(names[code], amounts) for code, amounts in rights if any(amounts)]


def _nearest(curve: IncomeCurve, wage: Money) -> int:
    gaps = [abs(point.wage.cents - wage.cents) for point in curve.points]
    return gaps.index(min(gaps)) if gaps else -1


def _euros(amount: Money) -> str:
    return french.euros(amount, cents=False)
