"""The activity report as a workbook: numbers stay numbers, no text can be taken for a formula."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from openpyxl import Workbook
from openpyxl.styles import Font

from caseapp.domain.activity import Unit, masked
from caseapp.services.activity_words import MASKED, MASKING, label_text, period_text

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet

    from caseapp.domain.activity import ActivityData

_UNITS = {Unit.COUNT: "nombre", Unit.CENTS: "euros", Unit.DAYS: "jours"}
_FORMATS = {Unit.COUNT: "#,##0", Unit.CENTS: "#,##0.00", Unit.DAYS: "0"}
_WIDTHS = {"A": 44, "B": 52, "C": 16, "D": 12}


def write(data: ActivityData) -> bytes:
    """Return the workbook (.xlsx), small groups masked."""
    book = Workbook()
    sheet: Worksheet = book.active  # type: ignore[assignment]  # a new book has a sheet of cells
    sheet.title = "Activité"
    for column, width in _WIDTHS.items():
        sheet.column_dimensions[column].width = width
    _put(sheet, 1, 1, "Rapport d'activité").font = Font(bold=True, size=14)
    _put(sheet, 2, 1, period_text(data))
    _put(sheet, 3, 1, MASKING)
    for place, words in enumerate(("Rubrique", "Chiffre", "Valeur", "Unité"), 1):
        _put(sheet, 5, place, words).font = Font(bold=True)
    sheet.freeze_panes = "A6"
    row = 6
    for table in data.tables:
        hidden = masked(table)
        for place, figure in enumerate(table.figures):
            _put(sheet, row, 1, table.title)
            _put(sheet, row, 2, label_text(table, figure, is_masked=place in hidden))
            if place in hidden:
                _put(sheet, row, 3, MASKED)
            else:
                told = figure.value / 100 if figure.unit is Unit.CENTS else figure.value
                value = sheet.cell(row, 3, value=told)
                value.number_format = _FORMATS[figure.unit]
            _put(sheet, row, 4, _UNITS[figure.unit])
            row += 1
    book.properties.title = f"Rapport d'activité {period_text(data)}"
    book.properties.creator = data.service_name or "CaseApp"
    book.properties.language = "fr-FR"
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def _put(sheet: Worksheet, row: int, column: int, words: str) -> Cell:
    """Put a text in a cell, never a formula: « =2+2 » stays what somebody typed as a reason."""
    cell = sheet.cell(row, column, value=words)
    cell.data_type = "s"
    cell.quotePrefix = True
    return cell
