"""How a cell of the grid of resources is drawn and typed in."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QLineEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from caseapp.services.household_page import FieldState
from caseapp.ui.models.resource_grid import NATURE, ResourceGridModel
from caseapp.ui.theme import Tokens, current, font

if TYPE_CHECKING:
    from caseapp.services.household_page import CellValue

Index = QModelIndex | QPersistentModelIndex
_SLACK = 2  # metrics are rounded; an amount a fraction too wide would be cut
SIDE = 5  # room at the left and right of an amount
_UP_DOWN = {Qt.Key.Key_Up, Qt.Key.Key_Down}
_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}
_PLAIN = Qt.KeyboardModifier.NoModifier
_ARROWS = {*_UP_DOWN, Qt.Key.Key_Left, Qt.Key.Key_Right}


class AmountDelegate(QStyledItemDelegate):
    """Draws every amount to the cent: on one line, or its cents under it where room is tight."""

    def __init__(self, view: QAbstractItemView) -> None:
        super().__init__(view)
        self._view = view
        self.is_stacked = False  # the cents stand under the euros
        self.is_short = False  # « ? » for « inconnu », and smaller figures
        self.is_replacing = False  # the editor was opened by typing: arrows leave it

    def lines_of(self, cell: CellValue) -> tuple[str, str]:
        """Return what a cell shows, and what it shows under it: « 1 402 » and « ,50 »."""
        if cell.amount is not None and self.is_stacked:
            euros, comma, cents = cell.text.partition(",")
            return euros, comma + cents
        if cell.state is FieldState.UNKNOWN and self.is_short:
            return "?", ""
        return cell.text, ""

    @property
    def side(self) -> int:
        """The room at the left and right of an amount."""
        return SIDE // 2 if self.is_short else SIDE

    def width_of(self, cell: CellValue) -> int:
        """Return the width a cell asks for."""
        metrics = QFontMetrics(self._font_of(cell))
        widest = max(metrics.horizontalAdvance(line) for line in self.lines_of(cell))
        return widest + 2 * self.side + _SLACK

    def _font_of(self, cell: CellValue) -> QFont:
        return font(12 if self.is_short else 13, figures=cell.amount is not None)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw the ground, the line under it, the text, and the frame of the cell one is on."""
        tokens, rect = current(), option.rect
        model = cast("ResourceGridModel", index.model())
        cell = model.cell(index)
        state: QStyle.StateFlag = option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = _ground(cell, tokens)
        if ground:
            painter.fillRect(rect, QColor(ground))
        painter.setPen(QColor(tokens.line))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        if index.column() == NATURE:
            _name(painter, tokens, rect.adjusted(10, 0, -4, -1), *model.name_of(index.row()))
        elif cell is not None:
            painter.setFont(self._font_of(cell))
            painter.setPen(QColor(_ink(cell, tokens)))
            _amount(painter, rect.adjusted(2, 0, -self.side, -1), *self.lines_of(cell))
        if state & QStyle.StateFlag.State_Selected:
            has_focus = self._view.hasFocus()
            painter.setPen(QPen(QColor(tokens.brand if has_focus else tokens.line_strong), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(rect).adjusted(1, 1, -1, -2), 4, 4)
        painter.restore()

    def createEditor(
        self, parent: QWidget, _option: QStyleOptionViewItem, _index: Index
    ) -> QWidget:
        """Edit an amount in a bare line, aligned as the cell is."""
        editor = QLineEdit(parent)
        editor.setAlignment(Qt.AlignmentFlag.AlignRight)
        editor.setStyleSheet("padding: 0 4px; border-radius: 4px; min-height: 0; font-size: 13px;")
        return editor

    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, _index: Index
    ) -> None:
        """Give the line room for an amount with cents, over the cell at its left if need be."""
        rect = QRect(option.rect)
        rect.setLeft(min(rect.left(), rect.right() - 84))
        editor.setGeometry(rect)

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        """Let Enter leave a cell at once, and the arrows one that is being filled."""
        if (
            not isinstance(event, QKeyEvent)
            or event.type() != QEvent.Type.KeyPress
            or not isinstance(editor, QLineEdit)
        ):
            return super().eventFilter(editor, event)
        arrows = _ARROWS if self.is_replacing else _UP_DOWN
        plain = event.modifiers() in {_PLAIN, Qt.KeyboardModifier.KeypadModifier}
        if event.key() in _ENTER:
            self._close(editor, QAbstractItemDelegate.EndEditHint.SubmitModelCache)
        elif event.key() in arrows and plain:
            self._close(editor, QAbstractItemDelegate.EndEditHint.NoHint)
            self._view.keyPressEvent(event)
        else:
            return super().eventFilter(editor, event)
        return True

    def _close(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        self.commitData.emit(editor)
        self.closeEditor.emit(editor, hint)


def _ground(cell: CellValue | None, tokens: Tokens) -> str:
    if cell is None:
        return ""
    if cell.text and cell.amount is None and cell.state is not FieldState.DRAFT:
        return tokens.unknown_ground
    return tokens.bad_ground if cell.state is FieldState.DRAFT else ""


def _ink(cell: CellValue, tokens: Tokens) -> str:
    if cell.state is FieldState.DRAFT:
        return tokens.bad
    if cell.amount is None:
        return tokens.unknown
    return tokens.ink_3 if cell.state is FieldState.IMPLIED else tokens.ink


def _amount(painter: QPainter, rect: QRect, upper: str, lower: str) -> None:
    """Draw an amount at the right, its cents close under its euros where they are apart."""
    metrics = painter.fontMetrics()
    right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
    apart = metrics.capHeight() // 2 + 3 if lower else 0
    for text, down in ((upper, -apart), (lower, apart)):
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
        painter.drawText(rect.translated(0, down), right, shown)


def _two_lines(text: str, metrics: QFontMetrics, width: int) -> tuple[str, str]:
    """Part a text that is too long for one line."""
    words = text.split()
    fits = [
        n for n in range(1, len(words)) if metrics.horizontalAdvance(" ".join(words[:n])) <= width
    ]
    cut = max(fits, default=len(words))
    return " ".join(words[:cut]), " ".join(words[cut:])


def _name(painter: QPainter, tokens: Tokens, rect: QRect, nature: str, whose: str) -> None:
    """Draw « Salaire net » and whose it is: beside it where there is room, else under it."""
    large, small = font(13), font(12)
    if not whose and QFontMetrics(large).horizontalAdvance(nature) > rect.width():
        nature, whose = _two_lines(nature, QFontMetrics(large), rect.width())
    wide = QFontMetrics(large).horizontalAdvance(nature)
    room = rect.width() - wide - 8
    side = QFontMetrics(small).horizontalAdvance(whose) <= room
    left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
    upper, lower = QRect(rect), QRect(rect)
    if whose and not side:
        upper.setBottom(rect.center().y() + 1)
        lower.setTop(rect.center().y())
    elif whose:
        lower.setLeft(rect.left() + wide + 8)
    for where, words, of, ink in (
        (upper, nature, large, tokens.ink),
        (lower, whose, small, tokens.ink_2),
    ):
        painter.setFont(of)
        painter.setPen(QColor(ink))
        shown = QFontMetrics(of).elidedText(words, Qt.TextElideMode.ElideRight, where.width())
        painter.drawText(where, left, shown)
