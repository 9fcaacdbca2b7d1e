"""How a line of the list is drawn: one line of text a cell, nothing measured twice.

A frame at sixty a second leaves sixteen milliseconds for some hundred cells.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from caseapp.kernel.typography import typeset
from caseapp.ui.delegates.cells import CellDelegate, Index
from caseapp.ui.delegates.measures import SIDE, TICK
from caseapp.ui.models.table import Kind
from caseapp.ui.pages.cases.lines import CaseLines, GroupLine
from caseapp.ui.theme import Tokens, current, drawing, font

if TYPE_CHECKING:
    from PySide6.QtCore import QAbstractItemModel, QEvent
    from PySide6.QtWidgets import QTableView

    from caseapp.services.case_rows import CaseRow
    from caseapp.ui.models.table import Column

ROW_HEIGHT = 36
_SMALL = 12  # pixels of a text in two lines
_MARK = 14  # of a group, open or folded


class CaseDelegate(CellDelegate):
    """Draws cases and the heads of groups; a head goes over all columns of its line."""

    def __init__(self, view: QTableView) -> None:
        super().__init__(view)
        self._table = view

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw the ground of the line, then what the cell says."""
        model: Any = index.model()
        lines: CaseLines = model
        tokens, rect, state = current(), option.rect, option.state
        line = lines.row(index)
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, QColor(tokens.brand_soft))
        elif isinstance(line, GroupLine):
            painter.fillRect(rect, QColor(tokens.neutral_ground))
        painter.setPen(QColor(tokens.line))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        if isinstance(line, GroupLine):
            self._head(painter, rect, line, tokens)
        else:
            column = lines.columns[index.column()]
            inner = rect.adjusted(SIDE, 0, -SIDE, 0)
            if column.kind is Kind.TICK:
                _tick(painter, tokens, inner, ticked=line.id in lines.ticked_ids)
            else:
                text = lines.words(column, line)  # the model may hide a name
                _text(painter, tokens, inner, column, line, text)
        self.mark_current(painter, rect, index)

    def editorEvent(
        self,
        event: QEvent,
        model: QAbstractItemModel,
        option: QStyleOptionViewItem,
        index: Index,
    ) -> bool:
        """Tick a case that is clicked; the head of a group shows an arrow there, and no box."""
        lines: Any = index.model()
        if isinstance(lines.row(index), GroupLine):
            return False
        return super().editorEvent(event, model, option, index)

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return a fixed height: no line is measured."""
        return QSize(self._table.columnWidth(index.column()), ROW_HEIGHT)

    def _head(self, painter: QPainter, rect: QRect, line: GroupLine, tokens: Tokens) -> None:
        whole = QRect(-self._table.horizontalHeader().offset(), rect.top(), 0, rect.height())
        painter.save()
        painter.setClipRect(rect)
        mark = QRectF(whole.left() + SIDE, rect.center().y() - _MARK // 2, _MARK, _MARK)
        name = f"chevron-{'down' if line.is_open else 'right'}"
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        drawing(_chevron(name, tokens), tokens.ink_2).render(painter, mark)
        whole.setLeft(whole.left() + SIDE + _MARK + 8)
        whole.setWidth(self._table.viewport().width())
        painter.setPen(QColor(tokens.ink))
        painter.setFont(_font(strong=True, figures=False))
        painter.drawText(whole, Qt.AlignmentFlag.AlignVCenter, line.words)
        painter.restore()


def _text(
    painter: QPainter,
    tokens: Tokens,
    inner: QRect,
    column: Column[CaseRow],
    row: CaseRow,
    text: str,
) -> None:
    tone = column.tone(row) if column.tone else None
    closed = row.closed_on is not None
    ink = tokens.tone(tone)[0] if tone else (tokens.ink_2 if closed else tokens.ink)
    figures = column.numeric or not any(map(str.isalpha, text))
    painter.setPen(QColor(ink))
    strong = column.is_strong(row)
    painter.setFont(_font(strong=strong, figures=figures))
    align = Qt.AlignmentFlag.AlignRight if column.numeric else Qt.AlignmentFlag.AlignLeft
    lines = fitted(text, inner.width(), strong=strong, figures=figures)
    if len(lines) == 1:
        painter.drawText(inner, align | Qt.AlignmentFlag.AlignVCenter, lines[0])
        return
    painter.setFont(font(_SMALL))
    high = inner.height() // 2 - 2
    for place, line in enumerate(lines):
        rect = QRect(inner.left(), inner.top() + 2 + place * high, inner.width(), high)
        painter.drawText(rect, align | Qt.AlignmentFlag.AlignVCenter, line)


def fitted(text: str, width: int, *, strong: bool, figures: bool) -> tuple[str, ...]:
    """Return a text as it is drawn in so many pixels: one line, or two small ones.

    What finds no room in one line has the last of its parts (« a · b ») under the rest.
    """
    typed, metrics = typeset(text), _metrics(strong=strong, figures=figures)
    shown = metrics.elidedText(typed, Qt.TextElideMode.ElideRight, width)
    first, mark, last = typed.rpartition(" · ")
    if shown == typed or not mark:
        return (shown,)
    small = QFontMetrics(font(_SMALL))
    return tuple(
        small.elidedText(line, Qt.TextElideMode.ElideRight, width) for line in (first, last)
    )


def _tick(painter: QPainter, tokens: Tokens, inner: QRect, *, ticked: bool) -> None:
    box = QRectF(inner.left(), inner.center().y() - TICK // 2, TICK, TICK)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QColor(tokens.brand_fill if ticked else tokens.line_strong))
    painter.setBrush(QColor(tokens.brand_fill if ticked else tokens.surface))
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
    if ticked:
        drawing("check-white", tokens.on_brand).render(painter, box.adjusted(2, 2, -2, -2))
    painter.restore()


def _chevron(name: str, tokens: Tokens) -> str:
    return f"{name}-{tokens.name}" if name == "chevron-down" else name


@cache
def _font(*, strong: bool, figures: bool) -> QFont:
    weight = QFont.Weight.DemiBold if strong else QFont.Weight.Normal
    return font(14, weight=weight, figures=figures)


@cache
def _metrics(*, strong: bool, figures: bool) -> QFontMetrics:
    return QFontMetrics(_font(strong=strong, figures=figures))
