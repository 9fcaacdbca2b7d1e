from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import caseapp
from caseapp.kernel.spreadsheet import block, harmless
from caseapp.services import case_table

FORMULAS = ["=1+1", "+33 6", "-2", "@SUM(A1)", "\t=1", "\r=1", " =1", "\u202f=1", "\ufeff=1", "＝1"]


@pytest.mark.parametrize("text", FORMULAS)
def test_no_text_is_taken_for_a_formula(text: str) -> None:
    assert harmless(text) == f"'{text}"
    written = case_table.as_csv([text], [[text]]).decode("utf-8-sig")
    for row in csv.reader(io.StringIO(written), delimiter=";"):
        assert row[0].startswith("'")
    assert block([[text]]).startswith("'")


def test_an_ordinary_text_stays_as_it_is() -> None:
    for text in ("Ouattara Awa", "12/03/1992", "512,00 €", "", "a=b", "Loyer - charges"):
        assert harmless(text) == text


@given(st.text())
def test_whatever_is_written_begins_with_no_sign_of_a_formula(text: str) -> None:
    assert not harmless(text).lstrip().startswith(("=", "+", "-", "@"))


def test_every_table_that_leaves_goes_through_it() -> None:
    root = Path(caseapp.__file__).parent
    writers = [
        path
        for path in root.rglob("*.py")
        if "csv.writer(" in (text := path.read_text(encoding="utf-8")) or "def curve_csv" in text
    ]
    assert len(writers) >= 3
    for path in writers:
        assert "harmless(" in path.read_text(encoding="utf-8"), path
