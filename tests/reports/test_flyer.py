"""The flyer on free steps: one page of each size, every address on it, readable by another program."""

from __future__ import annotations

import io

import pypdfium2
import pytest
from pypdf import PdfReader

from caseapp.reports import flyer
from caseapp.rules.paid_services import load_paid_services
from tests.support.pdf import fonts


@pytest.mark.parametrize("size", ["A4", "A5"])
def test_one_page_holds_every_official_address(size: str) -> None:
    made = flyer.render(flyer.SIZES[size], "Service social de Nantes", "2 rue de l'Hôtel\n44000")
    with pypdfium2.PdfDocument(made) as document:
        assert len(document) == 1
        page = document[0]
        assert page.get_size() == pytest.approx(flyer.SIZES[size], abs=0.1)
        text = page.get_textpage().get_text_range().replace("\xa0", " ")
    for place in load_paid_services().flyer.places:
        assert place.site in text  # on one line: an address that is cut is copied wrong
        assert place.phone in text
    assert "Service social de Nantes" in text
    assert "2 rue de l'Hôtel, 44000" in text


def test_its_fonts_are_embedded_and_it_says_its_title() -> None:
    reader = PdfReader(io.BytesIO(flyer.render(flyer.SIZES["A4"], "", "")))
    assert reader.metadata is not None
    assert reader.metadata.title == "Vos démarches sont gratuites"
    assert str(reader.root_object["/Lang"]) == "fr-FR"
    found = fonts(reader)
    assert found
    assert all("/FontFile2" in described for described in found.values())
