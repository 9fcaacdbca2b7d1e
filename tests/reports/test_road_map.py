"""The road map on paper: one page whatever there is on it, read back by another program."""

from __future__ import annotations

import datetime as dt
import io
import unicodedata
from dataclasses import replace

import pypdfium2
import pytest
from pypdf import PdfReader
from pypdfium2 import PdfDocument

from caseapp.domain.road_map import Act, RoadMapData, RoadStep
from caseapp.reports.road_map import render
from caseapp.rules.road_words import load_road_words
from tests.support.pdf import fonts

STEP = RoadStep(
    key="rsa",
    act=Act.ASK,
    what="RSA",
    detail="environ 600 € par mois",
    where=("sur caf.fr", "CAF ou MSA"),
    papers=("pièce d'identité", "RIB"),
    before=dt.date(2026, 11, 30),
)
DATA = RoadMapData(
    service_name="CCAS <de> Nantes & Cie",
    service_address="2 rue de l'Hôtel\n44000 Nantes",
    worker="Claire Morel",
    person="N'DIAYE-OUATTARA Awa",
    reference="2026-0147",
    on=dt.date(2026, 11, 23),
    language="",
    steps=(STEP,),
)


def pages(data: RoadMapData) -> list[str]:
    with pypdfium2.PdfDocument(render(data)) as document:
        texts = [page.get_textpage().get_text_range() for page in document]
    return [text.replace("\xa0", " ").replace("\r\n", "\n") for text in texts]


def test_it_says_what_where_with_what_before_when_and_that_it_is_free() -> None:
    (text,) = pages(DATA)
    for words in (
        "Demander : RSA",
        "sur caf.fr",
        "pièce d'identité",
        "30 novembre 2026",
        "gratuites",
        "N'DIAYE-OUATTARA Awa",
        "CCAS <de> Nantes & Cie",
    ):
        assert words in text, words


def test_a_step_without_date_is_to_be_done_soon() -> None:
    (text,) = pages(replace(DATA, steps=(replace(STEP, before=None),)))
    assert "Dès que possible" in text
    assert "Avant le" not in text


def test_many_steps_stay_on_one_page_and_those_that_do_not_fit_are_named() -> None:
    many = tuple(replace(STEP, key=str(n), what=f"Droit {n} {'long ' * 12}") for n in range(12))
    (text,) = pages(replace(DATA, steps=many))
    assert "Ensuite" in text
    for n in range(12):
        assert f"Droit {n} long" in " ".join(text.split())


def test_a_long_list_of_papers_is_cut_with_a_sign_that_it_goes_on() -> None:
    (text,) = pages(replace(DATA, steps=(replace(STEP, papers=tuple(map(str, range(100, 120)))),)))
    assert "– 105" in text
    assert "– 106" not in text
    assert "– …" in text


@pytest.mark.parametrize("language", list(load_road_words().languages))
def test_the_fixed_words_stand_in_both_languages(language: str) -> None:
    text = as_read(render(replace(DATA, language=language)))
    words = load_road_words()
    second = words.languages[language]
    for name in ("title", "where", "papers", "before", "free", "question"):
        assert getattr(words.french, name) in text
        assert getattr(second, name).rstrip(".") in text
    # An act stands on one line by its no-break spaces, at which readers part what runs to the left.
    assert words.french.ask in text
    assert all(word in text for word in second.ask.split())


def test_a_language_from_the_right_stands_at_the_right_and_its_labels_under_the_french() -> None:
    words = load_road_words().languages["ar"]
    with PdfDocument(render(replace(DATA, language="ar"))) as document:
        page = document[0]
        read = page.get_textpage()
        places = {
            unicodedata.normalize("NFKC", read.get_text_bounded(*box)).strip(): box
            for box in (read.get_rect(at) for at in range(read.count_rects()))
        }
        width = page.get_width()
    title = places[words.title]
    assert title[2] > width - 48  # its end: the margin is 16 mm
    assert places[words.where][0] < 100  # in the column of the labels, from its left


def as_read(made: bytes) -> str:
    """The text as PDFium reads it, what runs to the left in its order, its letters apart."""
    with PdfDocument(made) as document:
        text = document[0].get_textpage().get_text_range()
    return " ".join(unicodedata.normalize("NFKC", text).split())


@pytest.mark.parametrize("language", ["", *load_road_words().languages])
def test_every_font_is_embedded(language: str) -> None:
    found = fonts(PdfReader(io.BytesIO(render(replace(DATA, language=language)))))
    assert found
    assert all("/FontFile2" in described for described in found.values())
