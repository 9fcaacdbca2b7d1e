"""The activity report on paper and in a workbook: small groups masked, no text becomes a formula."""

from __future__ import annotations

import datetime as dt
import io

from openpyxl import load_workbook
from pypdf import PdfReader

from caseapp.domain.activity import ActivityData, ActivityTable, Figure, Unit
from caseapp.kernel.ids import new_id
from caseapp.reports.activity import render
from caseapp.reports.activity_workbook import write
from tests.support.hands import plain
from tests.support.pdf import fonts, text_of


def figure(label: str, value: int, group: int, *, unit: Unit = Unit.COUNT) -> Figure:
    cases = frozenset(new_id() for _ in range(group))
    return Figure(label=label, value=value, unit=unit, cases=cases)


DATA = ActivityData(
    first=dt.date(2026, 1, 1),
    last=dt.date(2026, 12, 31),
    referent="=HYPERLINK(Claire)",
    service_name="@SUM(Service)",
    service_address="",
    edited_at=dt.datetime(2026, 11, 23, 9, tzinfo=dt.UTC),
    tables=(
        ActivityTable(
            code="given_up",
            title="Démarches abandonnées",
            figures=(figure("=2+2", 4321, 9), figure("À cause de Mme Petit", 777, 4)),
            is_typed=True,
        ),
        ActivityTable(
            code="money", title="Euros", figures=(figure("Versé", 123450, 30, unit=Unit.CENTS),)
        ),
        ActivityTable(code="appeals", title="Recours", figures=()),
    ),
)


def test_small_groups_are_on_no_page() -> None:
    text = plain(text_of(render(DATA)))
    for words in ("=2+2", "4 321", "Autre", "masqué", "1 235 €", "Rien dans la période"):
        assert words in text, words
    assert "777" not in text
    assert "Petit" not in text  # a reason that was typed may name somebody


def test_its_fonts_are_embedded() -> None:
    found = fonts(PdfReader(io.BytesIO(render(DATA))))
    assert all("/FontFile2" in described for described in found.values())


def test_numbers_stay_numbers_and_small_groups_are_in_no_cell() -> None:
    book = load_workbook(io.BytesIO(write(DATA)))
    (sheet,) = book.worksheets
    rows = {row[1]: row[2] for row in sheet.iter_rows(min_row=6, values_only=True)}
    assert rows == {"=2+2": 4321, "Autre": "masqué", "Versé": 1234.5}


def test_no_cell_is_a_formula() -> None:
    book = load_workbook(io.BytesIO(write(DATA)))
    (sheet,) = book.worksheets
    texts = [cell for row in sheet.iter_rows() for cell in row if isinstance(cell.value, str)]
    assert any(cell.value == "=2+2" for cell in texts)
    assert all(cell.data_type == "s" and cell.quotePrefix for cell in texts)
