"""Where the resources of a month go: one stacked bar a situation, read without colour too."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from caseapp.kernel import french
from caseapp.kernel.money import ZERO, Money
from caseapp.ui.theme import Tokens, Tone, current, font

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QPaintEvent

_BAR, _LABEL, _GAP, _KEY = 26, 20, 12, 24
_BRUSHES = (
    Qt.BrushStyle.SolidPattern,
    Qt.BrushStyle.Dense4Pattern,
    Qt.BrushStyle.BDiagPattern,
    Qt.BrushStyle.SolidPattern,
)
PARTS = ("Logement", "Charges", "Dettes", "Reste à vivre")


@dataclass(frozen=True, slots=True, kw_only=True)
class BudgetBar:
    """One situation: what comes in, and the four parts it goes to, in the order of `PARTS`."""

    name: str
    resources: Money
    parts: tuple[Money, Money, Money, Money]


class BudgetChart(QWidget):
    """Draws a bar a situation, to one scale; what lacks stands out in the colour of a refusal."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._bars: tuple[BudgetBar, ...] = ()

    def show_bars(self, bars: Sequence[BudgetBar]) -> None:
        """Show these situations, one under the other."""
        self._bars = tuple(bars)
        self.setAccessibleDescription(". ".join(map(_spoken, bars)))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(260, len(self._bars) * (_LABEL + _BAR + _GAP) + 2 * _KEY)

    def minimumSizeHint(self) -> QSize:
        return QSize(220, self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        if not self._bars:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        most = max(max(bar.resources.cents, _spent(bar)) for bar in self._bars) or 1
        top = 0.0
        for bar in self._bars:
            self._draw(painter, bar, top, (self.width() - 2) / most)
            top += _LABEL + _BAR + _GAP
        self._draw_key(painter, top)
        painter.end()

    def _draw(self, painter: QPainter, bar: BudgetBar, top: float, scale: float) -> None:
        tokens = current()
        painter.setFont(font(12))
        painter.setPen(QColor(tokens.ink_2))
        words = f"{bar.name} : {french.euros(bar.resources, cents=False)}"
        painter.drawText(
            QRectF(0, top, self.width(), _LABEL), Qt.AlignmentFlag.AlignVCenter.value, words
        )
        left = 1.0
        for place, part in enumerate(bar.parts):
            if part <= ZERO:
                continue
            rect = QRectF(left, top + _LABEL, part.cents * scale, _BAR)
            _fill(painter, tokens, place, rect)
            left = rect.right()
        if bar.parts[-1] < ZERO:  # more goes out than comes in: the edge of what comes in
            edge = 1.0 + bar.resources.cents * scale
            painter.setPen(QPen(QColor(tokens.bad), 2))
            painter.drawLine(
                int(edge), int(top + _LABEL - 3), int(edge), int(top + _LABEL + _BAR + 3)
            )

    def _draw_key(self, painter: QPainter, top: float) -> None:
        tokens, metrics, left = current(), QFontMetrics(font(12)), 1.0
        for place, words in enumerate(PARTS):
            wide = 16 + 6 + metrics.horizontalAdvance(words) + 14
            if left + wide > self.width():
                left, top = 1.0, top + _KEY
            _fill(painter, tokens, place, QRectF(left, top + 5, 14, 14))
            painter.setFont(font(12))
            painter.setPen(QColor(tokens.ink_2))
            painter.drawText(
                QRectF(left + 20, top, wide, _KEY), Qt.AlignmentFlag.AlignVCenter.value, words
            )
            left += wide


def _fill(painter: QPainter, tokens: Tokens, place: int, rect: QRectF) -> None:
    inks = (tokens.brand_fill, tokens.ink_3, tokens.warn, tokens.tone(Tone.OK)[0])
    ink = QColor(inks[place])
    painter.setPen(QPen(ink, 1))
    painter.setBrush(QBrush(ink, _BRUSHES[place]))
    painter.drawRect(rect)


def _spent(bar: BudgetBar) -> int:
    return sum(max(part.cents, 0) for part in bar.parts)


def _spoken(bar: BudgetBar) -> str:
    parts = ", ".join(
        f"{words} {french.euros(part)}" for words, part in zip(PARTS, bar.parts, strict=True)
    )
    return f"{bar.name} : ressources {french.euros(bar.resources)}, {parts}"
