"""How a row of the search is drawn: its title, whose it is, the words around what was typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QPainter,
    QTextCharFormat,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from caseapp.kernel.typography import typeset
from caseapp.ui.models.palette import ROW, PaletteRow, RowKind, Words
from caseapp.ui.theme import Tokens, current, font

if TYPE_CHECKING:
    from PySide6.QtCore import QModelIndex, QPersistentModelIndex

_SIDE = 12
_ABOVE = 7
_BETWEEN = 2  # two lines of one row
_APART = 16  # the title and what stands beside it
_TITLE = 14
_SMALL = 12
_BESIDE = 0.56  # of the width, at most
_ELLIPSIS = "…"


class PaletteDelegate(QStyledItemDelegate):
    """Draws every row in the colours on screen now; words that answer are bold, on a ground."""

    def sizeHint(
        self, _option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        row: PaletteRow = index.data(ROW)
        if row.kind is RowKind.TITLE:
            first = index.row() == 0
            return QSize(0, _height(_SMALL) + _ABOVE + (4 if first else 10))
        below = _height(_SMALL) + _BETWEEN if row.below.text else 0
        return QSize(0, _height(_TITLE) + below + 2 * _ABOVE)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        row: PaletteRow = index.data(ROW)
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        tokens = current()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if chosen:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(tokens.brand_soft))
            painter.drawRoundedRect(QRectF(rect), 6, 6)
            painter.setBrush(QColor(tokens.brand_fill))  # seen also by who sees no colour
            painter.drawRoundedRect(
                QRectF(rect.left(), rect.top() + 6, 3, rect.height() - 12), 1, 1
            )
        inner = rect.adjusted(_SIDE, 0, -_SIDE, 0)
        if row.kind is RowKind.TITLE:
            _paint_title(painter, tokens, inner, row)
        else:
            _paint_lines(painter, tokens, inner, row, chosen=chosen)
        painter.restore()


def _paint_title(painter: QPainter, tokens: Tokens, inner: QRect, row: PaletteRow) -> None:
    line = QRect(inner.left(), inner.bottom() - _height(_SMALL) - 2, inner.width(), _height(_SMALL))
    used = _beside(painter, tokens, line, row.beside, chosen=False)
    painter.setFont(font(_SMALL, weight=QFont.Weight.DemiBold))
    painter.setPen(QColor(tokens.ink_2))
    left = line.adjusted(0, 0, -used, 0)
    painter.drawText(
        left, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, typeset(row.title.text)
    )


def _paint_lines(
    painter: QPainter, tokens: Tokens, inner: QRect, row: PaletteRow, *, chosen: bool
) -> None:
    top = inner.top() + _ABOVE
    line = QRect(inner.left(), top, inner.width(), _height(_TITLE))
    used = _beside(painter, tokens, line, row.beside, chosen=chosen)
    ink = {RowKind.SAYING: tokens.ink_2, RowKind.ACT: tokens.brand}.get(row.kind, tokens.ink)
    weight = QFont.Weight.Medium if row.kind is RowKind.ACT else QFont.Weight.Normal
    _draw(
        painter, row.title, font(_TITLE, weight=weight), ink, line.adjusted(0, 0, -used, 0),
        _mark_ground(tokens, chosen=chosen),
    )  # fmt: skip
    if row.below.text:
        below = QRect(inner.left(), line.bottom() + 1 + _BETWEEN, inner.width(), _height(_SMALL))
        _draw(
            painter, row.below, font(_SMALL), tokens.ink_2, below,
            _mark_ground(tokens, chosen=chosen),
        )  # fmt: skip


def _beside(painter: QPainter, tokens: Tokens, line: QRect, words: Words, *, chosen: bool) -> int:
    """Draw what stands at the right; return the width that it takes."""
    if not words.text:
        return 0
    of = font(_SMALL)
    width = min(_laid_out(words, of, QColor(tokens.ink), None)[1], int(line.width() * _BESIDE))
    where = QRect(line.right() - width, line.top(), width + 1, line.height())
    _draw(painter, words, of, tokens.ink_2, where, _mark_ground(tokens, chosen=chosen))
    return width + _APART


def _mark_ground(tokens: Tokens, *, chosen: bool) -> str:
    return tokens.surface if chosen else tokens.brand_soft


def _draw(painter: QPainter, words: Words, of: QFont, ink: str, where: QRect, ground: str) -> None:
    """Draw a text on one line, cut with « … » where it is too long."""
    layout, width = _laid_out(words, of, QColor(ground), QColor(ink))
    if width > where.width():
        room = where.width() - QFontMetrics(of).horizontalAdvance(_ELLIPSIS)
        kept = layout.lineAt(0).xToCursor(
            float(room), layout.lineAt(0).CursorPosition.CursorOnCharacter
        )
        text = words.text[:kept].rstrip() + _ELLIPSIS
        marks = tuple((start, min(end, kept)) for start, end in words.marks if start < kept)
        layout, _width = _laid_out(Words(text, marks), of, QColor(ground), QColor(ink))
    height = layout.lineAt(0).height()
    painter.setPen(QColor(ink))
    layout.draw(painter, QPointF(where.left(), where.top() + (where.height() - height) / 2))


def _laid_out(
    words: Words, of: QFont, ground: QColor, ink: QColor | None
) -> tuple[QTextLayout, int]:
    layout = QTextLayout(words.text, of)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.NoWrap)
    layout.setTextOption(option)
    mark = QTextCharFormat()
    mark.setFontWeight(QFont.Weight.Bold)
    mark.setBackground(ground)
    if ink is not None:
        mark.setForeground(QColor(current().ink))
    ranges = []
    for start, end in words.marks:
        part = QTextLayout.FormatRange()
        part.start, part.length, part.format = start, end - start, mark
        ranges.append(part)
    layout.setFormats(ranges)
    layout.beginLayout()
    line = layout.createLine()
    line.setLineWidth(100_000)
    layout.endLayout()
    return layout, int(line.naturalTextWidth()) + 1


def _height(pixels: int) -> int:
    return QFontMetrics(font(pixels)).height()
