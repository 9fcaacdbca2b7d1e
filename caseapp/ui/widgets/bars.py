"""Horizontal bars: how many of each, the number at the end of its bar."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from caseapp.ui.theme import Tokens, Tone, current, font

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QPaintEvent

_ROW = 28
_BAR = 16


class Bars(QWidget):
    """A bar chart that reads without colour: a word, a bar, a number."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self._bars: tuple[tuple[str, int, Tone], ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_bars(self, bars: Sequence[tuple[str, int, Tone]]) -> None:
        """Show these words and numbers, each in the colour of its tone."""
        self._bars = tuple(bars)
        self.setAccessibleDescription(", ".join(f"{label} : {count}" for label, count, _ in bars))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(200, max(1, len(self._bars)) * _ROW)

    def minimumSizeHint(self) -> QSize:
        return QSize(140, self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        if not self._bars:
            return
        tokens, words = current(), font(13)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(words)
        metrics = QFontMetrics(words)
        label_width = (
            max(metrics.horizontalAdvance(label) for label, _count, _tone in self._bars) + 12
        )
        room = max(20, self.width() - label_width - 36)
        most = max(1, *(count for _label, count, _tone in self._bars))
        for place, (label, count, tone) in enumerate(self._bars):
            top = place * _ROW
            painter.setPen(QColor(tokens.ink_2))
            painter.drawText(
                QRectF(0, top, label_width, _ROW), Qt.AlignmentFlag.AlignVCenter, label
            )
            length = max(3.0, room * count / most)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(_fill(tokens, tone)))
            painter.drawRoundedRect(
                QRectF(label_width, top + (_ROW - _BAR) / 2, length, _BAR), 2, 2
            )
            painter.setPen(QColor(tokens.ink))
            painter.drawText(
                QRectF(label_width + length + 8, top, 32, _ROW),
                Qt.AlignmentFlag.AlignVCenter,
                str(count),
            )
        painter.end()


def _fill(tokens: Tokens, tone: Tone) -> str:
    if tone is Tone.INFO:
        return tokens.brand_fill
    return tokens.line_strong if tone is Tone.NEUTRAL else tokens.tone(tone)[0]
