"""A letter as a Word file and as an OpenDocument text, read back."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import docx
import pytest
from odfdo import Document as OdtDocument

from caseapp.reports import letter, letter_docx, letter_odt
from caseapp.rules.letters.text import read
from tests.reports.test_letter import PAPER, the_text

if TYPE_CHECKING:
    from collections.abc import Callable

    from docx.text.paragraph import Paragraph as WordParagraph

    from caseapp.domain.letter import LetterPaper

BLANKS = replace(
    PAPER,
    sender=("[à compléter : prénom et nom]",),
    recipient=("CAF", "[à compléter : adresse de l'organisme]"),
    subject="Demande du [à compléter : date du dépôt]",
    signature=("[à compléter : signataire]",),
    enclosures=("Copie du [à compléter : document]",),
    paragraphs=read("Le [à compléter : jour]."),
)
PLACES = (
    "prénom et nom", "adresse de l'organisme", "date du dépôt", "signataire", "document", "jour",
)  # fmt: skip
LISTS = replace(PAPER, paragraphs=read("D'abord :\n\n1. un\n2. deux\n\nPuis :\n\n1. trois"))


def word(paper: LetterPaper) -> list[WordParagraph]:
    return list(docx.Document(io.BytesIO(letter_docx.render(paper))).paragraphs)


def word_text(paper: LetterPaper) -> str:
    return "\n".join(one.text for one in word(paper))


def odt(paper: LetterPaper) -> OdtDocument:
    return OdtDocument(io.BytesIO(letter_odt.render(paper)))


def odt_text(paper: LetterPaper) -> str:
    return "\n".join(one.inner_text for one in odt(paper).body.get_elements("//text:p"))


def told(text: str) -> str:
    return " ".join(text.replace("\N{NO-BREAK SPACE}", " ").replace("\u202f", " ").split())


@pytest.mark.parametrize("read_back", [word_text, odt_text, the_text])
def test_every_kind_of_file_says_the_same(read_back: Callable[[LetterPaper], str]) -> None:
    text = told(read_back(PAPER))
    for words in (
        *PAPER.sender, "3 quai Ceineray", "Nantes, le 26 novembre 2026", PAPER.sent_by,
        "Objet : Demande de communication", "AAH & « PCH » <aide>", "Le 1er juin, j'ai demandé.",
        "[à compléter : date de la décision]", "une autre", "ensuite", "Pièces jointes :",
        "- Copie de la demande",
    ):  # fmt: skip
        assert words in text


def test_a_blank_stands_out_everywhere_in_word() -> None:
    marked = [
        run.text
        for paragraph in word(BLANKS)
        for run in paragraph.runs
        if run.bold and run.font.color.rgb is not None and "fdeceb" in run._r.xml.lower()
    ]
    assert all(any(place in text for text in marked) for place in PLACES)
    assert all(text.startswith("[") for text in marked)


def test_a_blank_stands_out_everywhere_in_libreoffice() -> None:
    document = odt(BLANKS)
    marked = [
        span.inner_text
        for span in document.body.get_elements("//text:span")
        if span.get_attribute("text:style-name") == "Blanc"
    ]
    assert all(any(place in text for text in marked) for place in PLACES)
    style: Any = document.get_style("text", "Blanc")
    look = style.get_properties()
    assert look["fo:font-weight"] == "bold"
    assert look["fo:background-color"] == "#fdeceb"


def test_bold_and_italic_are_kept() -> None:
    runs = [run for paragraph in word(PAPER) for run in paragraph.runs]
    assert any(run.text == "1er juin" and run.bold for run in runs)
    assert any(run.text == "j'ai" and run.italic for run in runs)
    spans = {
        span.inner_text: span.get_attribute("text:style-name")
        for span in odt(PAPER).body.get_elements("//text:span")
    }
    assert spans["1er juin"] == "Gras"
    assert spans["j'ai"] == "Italique"


def test_a_second_numbered_list_begins_again() -> None:
    points: list[Any] = list(word(LISTS))
    numbers = [
        one._p.pPr.numPr.numId.val
        for one in points
        if one.style and one.style.name == "List Number"
    ]
    assert numbers[0] == numbers[1] != numbers[2]
    lists = odt(LISTS).body.get_elements("//text:list")
    assert [len(one.get_elements("text:list-item")) for one in lists] == [2, 1]


def test_the_address_stands_in_the_window_of_the_envelope() -> None:
    framed = [one for one in word(PAPER) if "w:framePr" in one._p.xml]
    assert [one.text for one in framed] == list(PAPER.recipient)
    assert 'w:x="6237"' in framed[0]._p.xml
    assert 'w:y="2552"' in framed[0]._p.xml
    (frame,) = odt(PAPER).body.get_elements("//draw:frame")
    assert frame.get_attribute("svg:x") == "110mm"
    assert frame.get_attribute("svg:y") == "45mm"


def test_arabic_is_marked_as_read_from_the_right() -> None:
    paper = replace(PAPER, sender=("Famille أحمد بن محمد",))
    runs = [run for paragraph in word(paper) for run in paragraph.runs if run.font.rtl]
    assert [run.text for run in runs] == ["أحمد بن محمد"]
    assert "أحمد بن محمد" in odt_text(paper)


@pytest.mark.parametrize("render", [letter.render, letter_docx.render, letter_odt.render])
def test_what_no_file_may_hold_does_not_stop_a_letter(
    render: Callable[[LetterPaper], bytes],
) -> None:
    odd = "Ligne\x0b1 \x00]]> &amp; <w:p/> {{ x }}"
    assert render(replace(PAPER, sender=(odd,), paragraphs=read(odd), subject=odd))


def test_the_text_of_a_whole_letter_is_all_of_it() -> None:
    whole = replace(PAPER, is_whole=True)
    for text in (word_text(whole), odt_text(whole), the_text(whole)):
        assert "Madame, Monsieur," in told(text)
        assert "Objet" not in text
        assert "Ceineray" not in text
        assert "Pièces jointes" not in text


def test_a_file_names_nobody_in_its_properties_but_who_signs() -> None:
    with zipfile.ZipFile(io.BytesIO(letter_docx.render(PAPER))) as packed:
        core = packed.read("docProps/core.xml").decode()
    assert "python-docx" not in core
    assert "<dc:creator>Awa OUATTARA</dc:creator>" in core
    assert odt(PAPER).meta.creator == "Awa OUATTARA"


def test_an_address_without_lines_does_not_stop_a_letter() -> None:
    empty = replace(PAPER, sender=(), recipient=(), signature=(), enclosures=(), paragraphs=())
    assert "Objet" in word_text(empty)
    assert "Objet" in odt_text(empty)
