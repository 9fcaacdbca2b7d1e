"""Arabic on paper, read back by another reader than the one that wrote it."""

from __future__ import annotations

import io
import unicodedata
from typing import TYPE_CHECKING

import pypdfium2
import pytest
from pypdf import PdfReader
from reportlab.platypus import SimpleDocTemplate

from caseapp.reports import fonts, shaping, styles
from caseapp.reports.tagging import Spoken

if TYPE_CHECKING:
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.platypus import Flowable

NAME = "أحمد بن محمد"
SENTENCE = (
    "هذه جملة طويلة جدا باللغة العربية لنرى كيف تنكسر السطور عند نهاية العرض المتاح في الصفحة"
)


def printed(*parts: Flowable) -> bytes:
    target = io.BytesIO()
    SimpleDocTemplate(target, initialFontName=fonts.REGULAR).build(list(parts))
    return target.getvalue()


def lines_read(pdf: bytes) -> list[str]:
    """Return the lines as PDFium reads them, which puts what runs to the left in its order."""
    pages = pypdfium2.PdfDocument(pdf)
    text = "\n".join(pages[at].get_textpage().get_text_range() for at in range(len(pages)))
    return [unicodedata.normalize("NFKC", line) for line in text.splitlines() if line.strip()]


@pytest.fixture(autouse=True)
def _faces() -> None:
    fonts.register()


def test_a_name_in_arabic_stands_in_a_french_sentence() -> None:
    pdf = printed(styles.text(f"Demande de {NAME}, de Nantes"))
    (line,) = lines_read(pdf)
    assert all(word in line for word in ("Demande de", *NAME.split(), "de Nantes"))


def test_its_letters_are_joined() -> None:
    drawn = PdfReader(io.BytesIO(printed(styles.text(NAME)))).pages[0].extract_text()
    assert "\ufee3\ufea4\ufee4\ufeaa" in drawn  # meem, hah, meem, dal, as they join: محمد


def test_a_vowel_sign_stays_in_a_name() -> None:
    assert "\u064f" in "".join(lines_read(printed(styles.text("مُحمد"))))


@pytest.mark.parametrize("style", [styles.TEXT, shaping.right_to_left(styles.TITLE)])
def test_a_sentence_that_wraps_is_read_from_its_first_word(style: ParagraphStyle) -> None:
    lines = lines_read(printed(styles.text(SENTENCE, style), styles.text("x")))[:-1]
    words = SENTENCE.split()
    assert lines[0].split()[0] == words[0]
    assert lines[-1].split()[-1] == words[-1]
    assert len(lines) > 1 or style is styles.TEXT


def test_a_text_cut_by_the_end_of_a_page_goes_on_the_next() -> None:
    many = f"{SENTENCE} 12 " * 90
    pdf = printed(styles.text(many, styles.TITLE))
    assert len(PdfReader(io.BytesIO(pdf)).pages) > 1
    read = " ".join(lines_read(pdf)).split()
    assert read.count("جملة") == 90


def test_the_faces_are_in_the_file() -> None:
    pdf = PdfReader(io.BytesIO(printed(styles.text(NAME), styles.text(NAME, styles.TITLE))))
    resources = pdf.pages[0]["/Resources"]
    named = {str(font.get_object()["/BaseFont"]) for font in resources["/Font"].values()}  # type: ignore[index]
    assert {name.rpartition("+")[2] for name in named} >= {
        "NotoSansArabic-Regular",
        "NotoSansArabic-Bold",
    }


def test_a_label_that_begins_at_the_right_keeps_its_colon_beside_it() -> None:
    style = shaping.right_to_left(styles.TEXT)
    drawn = PdfReader(io.BytesIO(printed(styles.text("الاسم: Awa", style)))).pages[0].extract_text()
    assert drawn.strip().index("Awa") < drawn.strip().index(":") < len(drawn.strip()) - 2


def test_a_text_without_arabic_is_left_as_it_was() -> None:
    assert type(styles.text("Awa OUATTARA")) is Spoken
