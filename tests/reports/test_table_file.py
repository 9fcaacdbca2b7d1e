"""A table as a file: read back whole, and nothing in it is computed by a spreadsheet."""

from __future__ import annotations

import csv
import io

import pytest
from openpyxl import load_workbook

from caseapp.reports.table_file import TableFile, csv_file, workbook

DANGEROUS = ("=2+2", "+33612345678", "-1", "@SUM(A1)", "\tx", " =HYPERLINK(1)")
TABLE = TableFile(
    "Journal des accès",
    ("Toutes les lignes.",),
    ("Numéro", "Objet"),
    (("1", "entretien ; tâche"), *((str(n), words) for n, words in enumerate(DANGEROUS, 2))),
)


def test_a_workbook_keeps_every_text_as_a_text() -> None:
    sheet = load_workbook(io.BytesIO(workbook(TABLE))).active
    assert sheet is not None
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=4)]
    assert rows[0] == ["Numéro", "Objet"]
    assert [row[1] for row in rows[2:]] == list(DANGEROUS)
    assert {cell.data_type for row in sheet.iter_rows(min_row=5) for cell in row} == {"s"}


@pytest.mark.parametrize("words", DANGEROUS)
def test_a_csv_computes_nothing(words: str) -> None:
    rows = list(csv.reader(io.StringIO(csv_file(TABLE).decode("utf-8-sig")), delimiter=";"))
    assert rows[1] == ["1", "entretien ; tâche"]
    assert f"'{words}" in [row[1] for row in rows]
