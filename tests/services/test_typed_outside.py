"""What a spreadsheet or another program pastes is an amount or a refused text: never a failure."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from caseapp.kernel.calendar import Month
from caseapp.services.household_page import CellChange
from caseapp.services.typed_values import read_amount, read_date, read_integer, read_month
from tests.support.builders import TODAY, a_case, a_line, an_office

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("text", ["9" * 30, "9" * 4000, f"1{' 000' * 12}", "0" * 400 + "1"])
def test_an_amount_without_end_is_too_large(text: str) -> None:
    with pytest.raises(ValueError, match="trop grand"):
        read_amount(text)


def test_a_pasted_nul_is_refused_as_any_text_and_kept_without_it(tmp_path: Path) -> None:
    office = an_office(tmp_path)
    case = a_case(office)
    line = a_line(office, case, m2026_10="100")
    office.desk.set_cells(line, [CellChange(month=Month(2026, 9), text="12\0x")])
    cells = [cell for row in office.desk.page(case).lines for cell in row.cells]
    assert any(cell.text == "12x" and cell.error for cell in cells)
    office.store.close()


@pytest.mark.parametrize("size", [9, 30, 5000])
def test_a_number_without_end_is_no_date_and_no_count(size: int) -> None:
    digits = "9" * size
    for text in (f"{digits}/03/1992", f"12/{digits}/1992", f"12/03/{digits}"):
        with pytest.raises(ValueError, match="Écrire une date"):
            read_date(text, today=TODAY)
    with pytest.raises(ValueError, match="mois"):
        read_month(f"{digits}/2024", today=TODAY)
    with pytest.raises(ValueError, match="Écrire un nombre"):
        read_integer(digits, 1, 9)
