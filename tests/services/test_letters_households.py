"""Every letter for twenty households: sentences that read well, and the same words in every file."""

from __future__ import annotations

import io
import re
import unicodedata
from typing import TYPE_CHECKING

import docx
import pypdfium2
import pytest
from odfdo import Document as OdtDocument

from caseapp.reports import letter, letter_docx, letter_odt, letter_words
from caseapp.rules.letters.loader import load_letters
from caseapp.rules.letters.text import read
from caseapp.services import letter_drafts
from tests.support.builders import an_office
from tests.support.letter_households import FAMILIES, settle
from tests.support.letters import facts_of, letters_of, papers_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any
    from uuid import UUID

    from caseapp.services.letter_facts import Gathered
    from tests.support.builders import Office

# What no sentence of a letter may hold, whatever is known or not.
AWKWARD = re.compile(
    r"  | [,.)]|\(\s*\)|,,|\.\.(?!\.)|La décision du [^,]+, porte|\) \(|\(s\)|None|\{|\}"
    r"|: \.|: ;|charges (?:sont )?de 0,00"
)


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    return an_office(tmp_path_factory.mktemp("letters"))


@pytest.fixture(scope="module")
def settled(office: Office) -> list[tuple[UUID, UUID]]:
    return [settle(office, family) for family in FAMILIES]


@pytest.fixture(scope="module")
def gathered(office: Office) -> dict[tuple[UUID, tuple[str, ...]], Gathered]:
    return {}


@pytest.mark.parametrize("code", load_letters())
def test_every_sentence_reads_well_for_every_household(
    code: str,
    office: Office,
    settled: list[tuple[UUID, UUID]],
    gathered: dict[tuple[UUID, tuple[str, ...]], Gathered],
) -> None:
    template, facts = load_letters()[code], facts_of(office)
    for case, claim in settled:
        key = (case, template.routes)
        if key not in gathered:
            gathered[key] = facts.gather(case, claim, template.routes)
        drafted: Mapping[str, Any] = letter_drafts.from_library(template, gathered[key])
        paragraphs = ["".join(run.text for run in one.runs) for one in read(drafted["body"])]
        texts = [drafted["subject"], *drafted["recipient"].splitlines(), *paragraphs]
        for text in (*texts, *drafted["enclosures"]):
            assert text.strip()
            assert not AWKWARD.search(text), (case, text)
        assert " ou " not in drafted["recipient"].splitlines()[0] or "[" in drafted["recipient"]


def folded(text: str) -> str:
    """Return words whatever the spaces, the joined letters and the breaks of lines."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def word_text(content: bytes) -> str:
    return "\n".join(one.text for one in docx.Document(io.BytesIO(content)).paragraphs)


def odt_text(content: bytes) -> str:
    body = OdtDocument(io.BytesIO(content)).body
    return "\n".join(one.inner_text for one in body.get_elements("//text:p"))


def pdf_text(content: bytes) -> str:
    pages = pypdfium2.PdfDocument(content)
    return "\n".join(pages[at].get_textpage().get_text_range() for at in range(len(pages)))


@pytest.mark.parametrize("at", range(len(FAMILIES)))
def test_the_three_files_say_the_same_of_every_household(
    at: int, office: Office, settled: list[tuple[UUID, UUID]]
) -> None:
    case, claim = settled[at]
    code = list(load_letters())[at]
    on = papers_of(office).of(letters_of(office).begin(case, code, claim))
    words = [*on.paper.sender, *on.paper.recipient, on.paper.subject, *on.paper.enclosures]
    words += ["".join(run.text for run in one.runs) for one in on.paper.paragraphs]
    word = folded(word_text(letter_docx.render(on.paper)))
    odt = folded(odt_text(letter_odt.render(on.paper)))
    pdf = folded(pdf_text(letter.render(on.paper)))
    for text in words:
        assert folded(letter_words.in_xml(text)) in word
        assert folded(letter_words.in_xml(text)) in odt
        if all(ord(sign) < 0x600 for sign in text):  # a PDF orders the signs beside Arabic itself
            assert folded(letter_words.in_xml(text)).replace("\xad", "") in pdf
        else:
            assert all(folded(part) in pdf for part in re.findall("[\u0600-\u06ff]+", text))
