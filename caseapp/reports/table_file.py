"""A table as a file: a workbook or a CSV, in which no text can be taken for a formula."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from caseapp.kernel.spreadsheet import harmless

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet

_WIDEST = 60  # characters of a column


@dataclass(frozen=True, slots=True)
class TableFile:
    """What is written: a title, sentences under it, headings, rows of texts."""

    title: str
    notes: tuple[str, ...]
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def workbook(table: TableFile) -> bytes:
    """Return the table as .xlsx."""
    book = Workbook()
    sheet: Worksheet = book.active  # type: ignore[assignment]  # a new book has a sheet of cells
    sheet.title = table.title[:31]
    _put(sheet, 1, 1, table.title).font = Font(bold=True, size=14)
    for place, note in enumerate(table.notes, 2):
        _put(sheet, place, 1, note)
    top = len(table.notes) + 3
    for column, words in enumerate(table.headings, 1):
        _put(sheet, top, column, words).font = Font(bold=True)
        longest = max((len(row[column - 1]) for row in table.rows), default=0)
        sheet.column_dimensions[get_column_letter(column)].width = min(
            max(longest, len(words)) + 2, _WIDEST
        )
    sheet.freeze_panes = f"A{top + 1}"
    for line, row in enumerate(table.rows, top + 1):
        for column, words in enumerate(row, 1):
            _put(sheet, line, column, words)
    book.properties.title = table.title
    book.properties.creator = "CaseApp"
    book.properties.language = "fr-FR"
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def csv_file(table: TableFile) -> bytes:
    """Return the table as a CSV that French programs open as it is: semicolons, UTF-8 with its mark.

    Only headings and rows are written. A text that a spreadsheet would compute gets an apostrophe.
    """
    target = io.StringIO()
    writer = csv.writer(target, delimiter=";", lineterminator="\r\n")
    writer.writerow([harmless(words) for words in table.headings])
    writer.writerows([[harmless(words) for words in row] for row in table.rows])
    return target.getvalue().encode("utf-8-sig")


def _put(sheet: Worksheet, row: int, column: int, words: str) -> Cell:
    cell = sheet.cell(row, column, value=words)
    cell.data_type = "s"
    cell.quotePrefix = True
    return cell
