"""A PDF form from outside: what acts in it is gone, what is filled is read by another program."""

from __future__ import annotations

import io
from contextlib import suppress
from typing import TYPE_CHECKING

import pikepdf
import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from caseapp.exchange import pdf_form
from caseapp.exchange.pdf_form import PdfFieldKind
from caseapp.exchange.pdf_harmless import MOST, PdfFormError, harmless
from tests.support import pdf_forms

if TYPE_CHECKING:
    from collections.abc import Callable


def values(content: bytes) -> dict[str, str]:
    """What each field holds, as qpdf reads it."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        return {
            str(field.T): str(field.get("/V", ""))
            for field in pdf.Root.AcroForm.Fields
            if "/T" in field
        }


def test_the_fields_are_read_in_the_order_of_the_pages() -> None:
    found = pdf_form.fields(harmless(pdf_forms.a_form()))
    assert [(one.name, one.kind, one.page) for one in found] == [
        ("nom", PdfFieldKind.TEXT, 1),
        ("situation", PdfFieldKind.TEXT, 1),
        ("tutelle", PdfFieldKind.BOX, 1),
        ("logement", PdfFieldKind.CHOICE, 1),
        ("civilite", PdfFieldKind.RADIO, 1),
        ("code", PdfFieldKind.TEXT, 2),
    ]
    assert found[0].words == "Nom de naissance"
    assert found[3].options == ("locataire", "propriétaire")
    assert found[4].options == ("Mme", "M")
    assert found[5].longest == 5


def test_a_form_is_filled_and_another_program_reads_it() -> None:
    made = pdf_form.fill(
        harmless(pdf_forms.a_form()),
        {
            "nom": "D'Éon-Œuvrard",
            "tutelle": "oui",
            "logement": "propriétaire",
            "civilite": "Mme",
            "code": "443001",
            "nowhere": "x",
        },
    )
    assert values(made) == {
        "nom": "D'Éon-Œuvrard",
        "situation": "",
        "tutelle": "/Yes",
        "logement": "propriétaire",
        "civilite": "/Mme",
        "code": "44300",
    }


def test_a_box_that_is_not_so_stays_empty() -> None:
    made = pdf_form.fill(harmless(pdf_forms.a_form()), {"tutelle": "non"})
    assert values(made)["tutelle"] in {"", "/Off"}


def test_what_is_filled_is_seen() -> None:
    form = harmless(pdf_forms.a_form())

    def ink(content: bytes) -> int:
        with pypdfium2.PdfDocument(content) as document:
            document.init_forms()
            page = document[0].render(scale=1).to_pil().convert("L")
            bitmap = page.crop((54, 124, 246, 140))  # inside the first field
        return sum(shade < 100 for shade in bitmap.tobytes())

    assert ink(pdf_form.fill(form, {"nom": "OUATTARA OUATTARA"})) > ink(form) + 50


def test_nothing_that_acts_is_taken_in() -> None:
    content = harmless(pdf_forms.an_acting_form())
    with pikepdf.open(io.BytesIO(content)) as pdf:
        assert not {"/OpenAction", "/AA"} & set(pdf.Root.keys())
        assert not pdf.attachments
        assert "/JavaScript" not in pdf.Root.get("/Names", {})
        for page in pdf.pages:
            assert "/AA" not in page.obj
            for note in page.obj.get("/Annots", []):
                assert not {"/A", "/AA"} & set(note.keys())
                assert note.Subtype == "/Widget"
    plain = b"".join(_streams(content))
    for word in (b"JavaScript", b"calc.exe", b"app.alert", b"exemple.invalid", b"MZ\x00"):
        assert word not in content
        assert word not in plain
    assert pdf_form.fields(content)


def _streams(content: bytes) -> list[bytes]:
    """Every object of a file, written out."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        return [one.unparse(resolved=True) for one in pdf.objects]


def test_a_form_that_only_asks_not_to_be_changed_is_filled() -> None:
    content = harmless(pdf_forms.a_restricted_form())
    assert values(pdf_form.fill(content, {"nom": "Awa"}))["nom"] == "Awa"
    assert b"/Encrypt" not in content


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda: b"", "n'est pas un PDF"),
        (lambda: b"<html>" * 100, "n'est pas un PDF"),
        (lambda: b"%PDF-1.7\n" + b"\x00" * 300, "abîmé"),
        (lambda: b"%PDF-" + b"0" * (MOST + 1), "trop grand"),
        (pdf_forms.a_sheet, "aucun champ"),
        (pdf_forms.a_locked_form, "mot de passe"),
        (pdf_forms.an_xfa_form, "XFA"),
        (pdf_forms.a_deep_form, "abîmé"),
        (pdf_forms.a_wide_form, "trop de champs"),
    ],
)
def test_a_file_that_is_no_form_is_refused_in_a_sentence(
    make: Callable[[], bytes], words: str
) -> None:
    with pytest.raises(PdfFormError) as refused:
        harmless(make())
    assert words in refused.value.sentence


@settings(max_examples=60, deadline=None)
@given(place=st.integers(0, 6000), some=st.binary(min_size=1, max_size=40))
def test_a_damaged_form_is_read_or_refused_and_never_fails_otherwise(
    place: int, some: bytes
) -> None:
    whole = pdf_forms.a_form()
    at = place % len(whole)
    with suppress(PdfFormError):
        content = harmless(whole[:at] + some + whole[at + len(some) :])
        names = {field.name: "Éloïse" for field in pdf_form.fields(content)}
        pdf_form.fill(content, names)
