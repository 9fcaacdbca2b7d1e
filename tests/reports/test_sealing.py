"""A PDF as it leaves: opened by its password alone, or made for an archive."""

from __future__ import annotations

import io
from typing import Any

import pypdfium2
import pytest
from pypdf import PdfReader

from caseapp.reports import sealing
from caseapp.reports.case_report import render
from tests.support.case_report import ordinary_report
from tests.support.pdf import fonts, text_of

PASSWORD = "été à Nantes"


@pytest.fixture(scope="module")
def made() -> bytes:
    return render(ordinary_report())


def test_a_protected_file_opens_with_its_password_alone(made: bytes) -> None:
    sealed = sealing.protected(made, PASSWORD)
    for wrong in ("", "pas le bon"):
        with pytest.raises(pypdfium2.PdfiumError):
            pypdfium2.PdfDocument(sealed, password=wrong)
    with pypdfium2.PdfDocument(sealed, password=PASSWORD) as document:
        assert "OUATTARA" in document[0].get_textpage().get_text_range()


def test_it_is_encrypted_by_aes_256_and_nothing_is_in_clear(made: bytes) -> None:
    sealed = sealing.protected(made, PASSWORD)
    reader = PdfReader(io.BytesIO(sealed))
    assert reader.is_encrypted
    encryption: Any = reader.trailer["/Encrypt"].get_object()
    assert (int(encryption["/R"]), int(encryption["/Length"])) == (6, 256)
    assert b"OUATTARA" not in sealed
    assert b"2026-0147" not in sealed


def test_an_archived_file_says_what_it_is_and_carries_its_colours(made: bytes) -> None:
    archived = sealing.archived(made)
    assert text_of(archived) == text_of(made)
    reader = PdfReader(io.BytesIO(archived))
    xmp = reader.xmp_metadata
    assert xmp is not None
    assert (xmp.pdfaid_part, xmp.pdfaid_conformance) == ("2", "B")
    assert reader.metadata is not None
    assert xmp.dc_title == {"x-default": reader.metadata.title}
    assert str(reader.root_object["/Lang"]) == "fr-FR"
    profile = colours(reader)
    assert profile[36:40] == b"acsp"  # an ICC profile
    assert profile[16:20] == b"RGB "
    assert all("/FontFile2" in font for font in fonts(reader).values())


def colours(reader: PdfReader) -> bytes:
    intents: Any = reader.root_object["/OutputIntents"]
    data: bytes = intents[0].get_object()["/DestOutputProfile"].get_object().get_data()
    return data
