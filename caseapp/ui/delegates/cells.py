"""How a cell of a table is drawn: one or two lines, a pill, a button, a box to tick."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QLineEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from caseapp.kernel.typography import typeset
from caseapp.ui.delegates.measures import (
    ABOVE,
    BUTTON_CELL,
    BUTTON_HEIGHT,
    GAP,
    PILL_CELL,
    PILL_HEIGHT,
    SIDE,
    TICK,
    WRAP,
    Face,
    button_face,
    button_width,
    hint_face,
    pill_face,
    pill_width,
    room,
    text_face,
    text_height,
)
from caseapp.ui.models.table import CellRole, Kind, RowModel
from caseapp.ui.theme import Tokens, Tone, current, drawing

if TYPE_CHECKING:
    from PySide6.QtCore import QAbstractItemModel

Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Cell:
    """What a cell shows, read from the model once for each drawing."""

    kind: Kind
    text: str
    hint: str
    tone: Tone | None
    strong: bool
    main: bool
    ticked: bool | None
    right: bool

    @classmethod
    def at(cls, index: Index) -> Cell:
        """Read a cell."""
        model = cast("RowModel[object]", index.model())
        column = model.columns[index.column()]
        data = model.data  # not through Qt: a table of hundreds of rows measures each of its cells
        check = data(index, Qt.ItemDataRole.CheckStateRole)
        return cls(
            kind=column.kind,
            text=typeset(data(index) or ""),
            hint=typeset(data(index, CellRole.HINT) or ""),
            tone=data(index, CellRole.TONE),
            strong=bool(data(index, CellRole.STRONG)),
            main=data(index, CellRole.MAIN),
            ticked=None if check is None else check == Qt.CheckState.Checked,
            right=column.numeric,
        )


class CellDelegate(QStyledItemDelegate):
    """Draws every cell of our tables in the colours on screen now."""

    def __init__(self, view: QAbstractItemView) -> None:
        super().__init__(view)
        self._view = view
        self._hovered = QModelIndex()

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw the ground of the row, then what the cell shows."""
        tokens, cell = current(), Cell.at(index)
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, QColor(tokens.brand_soft))
        if cell.kind is Kind.TEXT and cell.tone is Tone.UNKNOWN and not cell.hint:
            painter.fillRect(rect, QColor(tokens.unknown_ground))
        painter.setPen(QColor(tokens.line))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        inner = rect.adjusted(SIDE, 0, -SIDE, 0)
        if cell.kind is Kind.PILL and cell.text:
            _pill(painter, tokens, inner, cell)
        elif cell.kind is Kind.ACTION and cell.text:
            _button(painter, tokens, button_rect(rect, cell.text), cell, self._is_under(index))
        elif cell.kind is Kind.TICK:
            _tick(painter, tokens, inner, cell)
        else:
            _lines(painter, tokens, inner, cell)
        if state & QStyle.StateFlag.State_HasFocus and self._shows_cell_focus(cell):
            painter.setPen(QPen(QColor(tokens.brand), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(rect).adjusted(1, 1, -1, -2), 4, 4)
        self.mark_current(painter, rect, index)
        painter.restore()

    def mark_current(self, painter: QPainter, rect: QRect, index: Index) -> None:
        """Mark the edge of the row one is on, where the keyboard walks from row to row."""
        view = self._view
        offset = view.horizontalHeader().offset() if isinstance(view, QTableView) else 0
        is_first = rect.left() <= -offset
        by_row = view.selectionBehavior() is QAbstractItemView.SelectionBehavior.SelectRows
        if is_first and by_row and view.hasFocus() and view.currentIndex().row() == index.row():
            painter.setPen(QPen(QColor(current().brand), 3))
            painter.drawLine(rect.left() + 1, rect.top() + 2, rect.left() + 1, rect.bottom() - 2)

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the size of a cell: the height of its lines at the width of its column."""
        cell = Cell.at(index)
        if cell.kind is Kind.PILL:
            return QSize(pill_width(cell.text) + 2 * SIDE, PILL_CELL)
        if cell.kind is Kind.ACTION:
            width = button_width(cell.text) + 2 * SIDE if cell.text else 0
            return QSize(width, BUTTON_CELL if cell.text else 0)
        width = room(cell.kind, self._column_width(index))
        return QSize(_lines_width(cell), _lines_height(cell, width)) + QSize(2 * SIDE, 2 * ABOVE)

    def editorEvent(
        self,
        event: QEvent,
        model: QAbstractItemModel,
        option: QStyleOptionViewItem,
        index: Index,
    ) -> bool:
        """Tick a box that is clicked."""
        cell = Cell.at(index)
        if cell.kind is Kind.TICK and event.type() == QEvent.Type.MouseButtonRelease:
            rect: QRect = option.rect
            if rect.contains(cast("QMouseEvent", event).position().toPoint()):
                return toggle(index)
        return super().editorEvent(event, model, option, index)

    def createEditor(self, parent: QWidget, _option: QStyleOptionViewItem, index: Index) -> QWidget:
        """Edit a cell in a bare line, aligned as the cell is."""
        editor = QLineEdit(parent)
        editor.setAlignment(index.data(Qt.ItemDataRole.TextAlignmentRole))
        editor.setStyleSheet("padding: 0 7px; border-radius: 0; min-height: 0;")
        return editor

    def hover(self, index: QModelIndex) -> None:
        """Remember the cell under the pointer, whose button is drawn as such."""
        if index != self._hovered:
            self._hovered = index
            self._view.viewport().update()

    def _is_under(self, index: Index) -> bool:
        return self._hovered.isValid() and self._hovered == index

    def _shows_cell_focus(self, cell: Cell) -> bool:
        by_row = QAbstractItemView.SelectionBehavior.SelectRows
        return cell.kind is Kind.TICK or self._view.selectionBehavior() is not by_row

    def _column_width(self, index: Index) -> int:
        view = self._view
        return int(getattr(view, "columnWidth", lambda _column: 200)(index.column()))


def toggle(index: Index) -> bool:
    """Tick or untick the box of a cell."""
    now = index.data(Qt.ItemDataRole.CheckStateRole)
    other = Qt.CheckState.Unchecked if now == Qt.CheckState.Checked else Qt.CheckState.Checked
    return index.model().setData(index, other, Qt.ItemDataRole.CheckStateRole)


def button_rect(cell: QRect, text: str) -> QRect:
    """Return where the button of a cell stands."""
    top = cell.center().y() - BUTTON_HEIGHT // 2
    return QRect(cell.left() + SIDE, top, button_width(text), BUTTON_HEIGHT)


def _face_of(cell: Cell) -> Face:
    return text_face(cell.text, strong=cell.strong, right=cell.right)


def _pill(painter: QPainter, tokens: Tokens, inner: QRect, cell: Cell) -> None:
    ink, ground = tokens.tone(cell.tone or Tone.NEUTRAL)
    width = min(inner.width(), pill_width(cell.text))
    left = inner.right() - width + 1 if cell.right else inner.left()
    pill = QRect(left, inner.center().y() - PILL_HEIGHT // 2, width, PILL_HEIGHT)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(ground))
    painter.drawRoundedRect(pill, PILL_HEIGHT / 2, PILL_HEIGHT / 2)
    painter.setPen(QColor(ink))
    painter.setFont(pill_face().font)
    text = pill_face().metrics.elidedText(cell.text, Qt.TextElideMode.ElideRight, width - 14)
    painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, text)


def _button(painter: QPainter, tokens: Tokens, rect: QRect, cell: Cell, under: bool) -> None:  # noqa: FBT001 - drawn under the pointer or not
    if cell.main:
        ground, edge, ink = (
            tokens.brand_hover if under else tokens.brand_fill,
            tokens.brand_fill,
            tokens.on_brand,
        )
    else:
        ground, edge, ink = (
            tokens.hover if under else tokens.surface,
            tokens.line_strong,
            tokens.ink,
        )
    painter.setPen(QColor(edge))
    painter.setBrush(QColor(ground))
    painter.drawRoundedRect(QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
    painter.setPen(QColor(ink))
    painter.setFont(button_face().font)
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, cell.text)


def _tick(painter: QPainter, tokens: Tokens, inner: QRect, cell: Cell) -> None:
    box = QRectF(inner.left(), inner.center().y() - TICK // 2, TICK, TICK)
    painter.setPen(QColor(tokens.brand_fill if cell.ticked else tokens.line_strong))
    painter.setBrush(QColor(tokens.brand_fill if cell.ticked else tokens.surface))
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
    if cell.ticked:
        drawing("check-white", tokens.on_brand).render(painter, box.adjusted(2, 2, -2, -2))
    if cell.text:
        _lines(painter, tokens, inner.adjusted(TICK + 8, 0, 0, 0), cell)


def _lines(painter: QPainter, tokens: Tokens, inner: QRect, cell: Cell) -> None:
    face, align = _face_of(cell), Qt.AlignmentFlag.AlignLeft
    if cell.right:
        align = Qt.AlignmentFlag.AlignRight
    height = _lines_height(cell, inner.width())
    top = inner.center().y() - height // 2
    text_high = text_height(cell.text, face, inner.width())
    painter.setPen(QColor(tokens.tone(cell.tone)[0] if cell.tone else tokens.ink))
    painter.setFont(face.font)
    where = QRect(inner.left(), top, inner.width(), text_high)
    painter.drawText(where, align.value | WRAP, cell.text)
    if cell.hint:
        painter.setPen(QColor(tokens.ink_2))
        painter.setFont(hint_face().font)
        below = QRect(inner.left(), top + text_high + GAP, inner.width(), height)
        painter.drawText(below, align.value | WRAP, cell.hint)


def _lines_width(cell: Cell) -> int:
    wide = _face_of(cell).metrics.horizontalAdvance(cell.text)
    return max(wide, hint_face().metrics.horizontalAdvance(cell.hint)) if cell.hint else wide


def _lines_height(cell: Cell, width: int) -> int:
    height = text_height(cell.text, _face_of(cell), width)
    return height + GAP + text_height(cell.hint, hint_face(), width) if cell.hint else height
