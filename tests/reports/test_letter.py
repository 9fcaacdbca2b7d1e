"""A letter on paper, read back from its PDF."""

from __future__ import annotations

import ctypes
import io
from dataclasses import replace
from datetime import date

import pypdfium2
from pypdf import PdfReader

from caseapp.domain.letter import LetterPaper
from caseapp.reports.letter import render
from caseapp.reports.letter_words import file_name
from caseapp.rules.letters.text import read

PAPER = LetterPaper(
    sender=("Awa OUATTARA", "3 allée des Tilleuls, bât. B", "44100 Nantes", "06 12 34 56 78"),
    recipient=(
        "Maison départementale des personnes handicapées",
        "3 quai Ceineray",
        "44041 Nantes",
    ),
    place="Nantes",
    on=date(2026, 11, 26),
    sent_by="Lettre recommandée avec avis de réception",
    references=(),
    subject="Demande de communication des motifs d'un rejet implicite : AAH & « PCH » <aide>",
    paragraphs=read(
        "Madame, Monsieur,\n\nLe **1er juin**, *j'ai* demandé. [à compléter : date de la décision]\n\n"
        "- une pièce\n- une autre\n\n1. d'abord\n2. ensuite"
    ),
    signature=("Awa OUATTARA",),
    enclosures=("Copie de la demande",),
    reference="2026-0147",
)


def the_text(paper: LetterPaper) -> str:
    pages = PdfReader(io.BytesIO(render(paper))).pages
    return " ".join(" ".join(page.extract_text().split()) for page in pages)


def test_all_that_a_letter_says_is_on_the_paper() -> None:
    text = the_text(PAPER).replace("\N{NO-BREAK SPACE}", " ")
    for words in (
        "Awa OUATTARA",
        "3 quai Ceineray",
        "Nantes, le 26 novembre 2026",
        "AAH & « PCH » <aide>",
        "[à compléter : date de la décision]",
        "2. ensuite",
        "Copie de la demande",
    ):
        assert words in text


def test_a_long_letter_numbers_its_pages() -> None:
    long = replace(PAPER, paragraphs=read("Une phrase un peu longue pour voir. " * 40 + "\n\n") * 8)
    assert "2 / " in the_text(long)
    assert "1 / 1" not in the_text(PAPER)


def test_a_letter_without_a_day_leaves_it_to_the_hand() -> None:
    assert "le ……" in the_text(replace(PAPER, on=None))


def test_the_name_of_the_file_names_nobody() -> None:
    name = file_name(PAPER.reference, "Demander les motifs d'un rejet", ".pdf")
    assert name == "Courrier 2026-0147 demander-les-motifs-d-un-rejet.pdf"


def test_a_very_long_name_and_an_arabic_one_do_not_stop_the_paper() -> None:
    paper = replace(
        PAPER, sender=("A" * 120, "أحمد بن محمد"), recipient=("Organisme " * 30, "B" * 90)
    )
    assert "A" * 20 in the_text(paper).replace(" ", "")


def marked_as_blank(paper: LetterPaper) -> str:
    """Return what stands in the colour of a blank, as PDFium reads it."""
    page = pypdfium2.PdfDocument(render(paper))[0]
    text = page.get_textpage()
    found = []
    for one in page.get_objects(filter=(pypdfium2.raw.FPDF_PAGEOBJ_TEXT,)):
        red, green, blue, opaque = (ctypes.c_uint() for _ in range(4))
        pypdfium2.raw.FPDFPageObj_GetFillColor(one, red, green, blue, opaque)
        if (red.value, green.value, blue.value) == (0xB3, 0x26, 0x1E):
            found.append(text.get_text_bounded(*one.get_bounds()))
    return " ".join(" ".join(found).split())


def test_a_blank_stands_out_wherever_it_is() -> None:
    paper = replace(
        PAPER,
        sender=("[à compléter : prénom et nom]",),
        recipient=("CAF", "[à compléter : adresse de l'organisme]"),
        subject="Demande du [à compléter : date du dépôt]",
        signature=("[à compléter : signataire]",),
        enclosures=("Copie du [à compléter : document]",),
        paragraphs=read("Le [à compléter : jour]."),
    )
    marked = marked_as_blank(paper)
    for words in ("prénom et nom", "adresse de l'organisme", "date du dépôt", "signataire",
                  "document", "jour"):  # fmt: skip
        assert words in marked
    assert "Demande" not in marked
