"""How wide the columns of the grid of resources must be for what stands in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics

from caseapp.ui.theme import font

if TYPE_CHECKING:
    from caseapp.ui.delegates.amounts import AmountDelegate
    from caseapp.ui.models.resource_grid import ResourceGridModel

_MONTH_WIDTH = 34


def amount_width(model: ResourceGridModel, amounts: AmountDelegate, column: int) -> int:
    """Return the width of a column of amounts."""
    title = str(model.headerData(column, Qt.Orientation.Horizontal))
    header = QFontMetrics(font(12)).horizontalAdvance(title) + 2 * amounts.side + 4
    cells = (model.cell(model.index(row, column)) for row in range(model.rowCount()))
    widths = (min(80, amounts.width_of(cell)) for cell in cells if cell)
    return max(_MONTH_WIDTH, header, *widths)


def name_width(model: ResourceGridModel) -> int:
    """Return the width of the longest name of a line, and of whose it is."""
    metrics, small = QFontMetrics(font(13)), QFontMetrics(font(12))
    names = (model.name_of(row) for row in range(model.rowCount()))
    return 16 + max(
        (
            metrics.horizontalAdvance(label) + (8 + small.horizontalAdvance(whose) if whose else 0)
            for label, whose in names
        ),
        default=0,
    )
