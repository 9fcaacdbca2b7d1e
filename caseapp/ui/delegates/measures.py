"""How large the content of a cell is: a font is measured once, a row without asking Qt."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFont, QFontMetrics

from caseapp.kernel.typography import typeset
from caseapp.ui.models.table import CellRole, Kind
from caseapp.ui.theme import font

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from caseapp.ui.models.table import RowModel

SIDE = 10  # room at the left and right of a cell
ABOVE = 8
PILL_HEIGHT = 22
BUTTON_HEIGHT = 32
TICK = 16
GAP = 2  # between a text and its second line
PILL_CELL, BUTTON_CELL = PILL_HEIGHT + 2 * ABOVE, BUTTON_HEIGHT + 2 * ABOVE
WRAP = Qt.TextFlag.TextWordWrap.value
_LEAST = 40  # pixels that a text is given, however narrow its column


@dataclass(frozen=True, slots=True)
class Face:
    """A font and its measures."""

    font: QFont
    metrics: QFontMetrics


@cache
def _face(
    pixels: int, weight: QFont.Weight = QFont.Weight.Normal, *, figures: bool = False
) -> Face:
    made = font(pixels, weight=weight, figures=figures)
    return Face(made, QFontMetrics(made))


def pill_face() -> Face:
    """Return the face of a pill."""
    return _face(12, QFont.Weight.DemiBold)


def button_face() -> Face:
    """Return the face of a button."""
    return _face(14, QFont.Weight.Medium)


def hint_face() -> Face:
    """Return the face of a second line."""
    return _face(12)


def text_face(text: str, *, strong: bool, right: bool) -> Face:
    """Return the face of a text; the digits of numbers and dates align."""
    weight = QFont.Weight.DemiBold if strong else QFont.Weight.Normal
    only_figures = right or not ("-" in text or any(map(str.isalpha, text)))
    return _face(14, weight, figures=only_figures)


def pill_width(text: str) -> int:
    """Return the width of a pill."""
    return pill_face().metrics.horizontalAdvance(text) + 18


def button_width(text: str) -> int:
    """Return the width of a button."""
    return button_face().metrics.horizontalAdvance(text) + 28


def room(kind: Kind, width: int) -> int:
    """Return the width that is left to the words of a column."""
    return max(_LEAST, width - 2 * SIDE) - (TICK + 8 if kind is Kind.TICK else 0)


def text_height(text: str, face: Face, width: int) -> int:
    """Return the height of a text that is wrapped at a width."""
    metrics, line = face.metrics, face.metrics.height()
    if "\n" not in text and metrics.horizontalAdvance(text) < width:
        return line  # which wrapping would find again
    wrapped = metrics.boundingRect(QRect(0, 0, max(1, width), 10_000), WRAP, text)
    return max(line, wrapped.height())


def words_width(model: RowModel[Any], place: int) -> int:
    """Return the width that a column of pills or buttons asks for, each word measured once."""
    column = model.columns[place]
    width = pill_width if column.kind is Kind.PILL else button_width
    words = {typeset(model.words(column, row)) for row in model.rows}
    return max((width(word) + 2 * SIDE for word in words if word), default=0)


def row_heights(model: RowModel[Any], widths: Mapping[int, int]) -> Iterator[int]:
    """Yield the height of the highest cell of each row, in columns of these widths.

    Qt, which asks the delegate cell by cell, takes five times as long.
    """
    columns = [(place, model.columns[place], width) for place, width in widths.items()]
    for at, row in enumerate(model.rows):
        highest = 0
        for place, column, width in columns:
            text = typeset(model.words(column, row))
            if column.kind is Kind.PILL:
                height = PILL_CELL
            elif column.kind is Kind.ACTION:
                height = BUTTON_CELL if text else 0
            else:
                face = text_face(text, strong=column.is_strong(row), right=column.numeric)
                left = room(column.kind, width)
                height = 2 * ABOVE + text_height(text, face, left)
                hint = model.data(model.index(at, place), CellRole.HINT) if column.hint else ""
                if hint:
                    height += GAP + text_height(typeset(hint), hint_face(), left)
            highest = max(highest, height)
        yield highest
