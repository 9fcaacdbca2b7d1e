"""One letter for many cases: each about its own claim, all written or none, taken back together."""

from __future__ import annotations

import io
from datetime import date
from typing import TYPE_CHECKING

import pytest
from pypdf import PdfReader

from caseapp.domain.claim import Channel, Filed, Refused
from caseapp.reports import letter_pile
from caseapp.services.letter_batch import LetterBatch
from tests.support.builders import Office, a_case, an_office
from tests.support.letters import letters_of, papers_of

if TYPE_CHECKING:
    from pathlib import Path
    from uuid import UUID


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return an_office(tmp_path)


@pytest.fixture
def batch(office: Office) -> LetterBatch:
    return LetterBatch(letters_of(office), office.claims)


def filed(office: Office, case: UUID, right: str = "rsa") -> UUID:
    claim = office.claims.open(case, right)
    office.claims.record(claim, Filed(on=date(2026, 11, 2), channel=Channel.ONLINE))
    return claim


def unheard(_share: float) -> None:
    pass


def test_each_case_gets_the_letter_about_its_own_claim(office: Office, batch: LetterBatch) -> None:
    first, second, without = (a_case(office, name) for name in ("A", "B", "C"))
    claim = filed(office, first)
    filed(office, second, "aah")
    shares: list[float] = []
    written = batch.write("relance", [first, second, without], shares.append)
    assert written.without_claim == (without,)
    assert shares == sorted(shares)
    letters = letters_of(office)
    assert [letters.page(one).claim_id == claim for one in written.letters] == [True, False]
    assert "Allocation aux adultes handicapés" in letters.page(written.letters[1]).subject


def test_of_several_claims_the_one_that_calls_for_the_letter_is_spoken_of(
    office: Office, batch: LetterBatch
) -> None:
    case = a_case(office)
    refused = filed(office, case)
    office.claims.record(refused, Refused(on=date(2026, 11, 5), notified_on=date(2026, 11, 9)))
    filed(office, case, "aah")
    (letter,) = batch.write("communication_dossier", [case], unheard).letters
    assert letters_of(office).page(letter).claim_id == refused


def test_a_batch_that_is_stopped_leaves_nothing(office: Office, batch: LetterBatch) -> None:
    cases = [a_case(office, name) for name in ("A", "B")]

    def stopped(share: float) -> None:
        if share:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        batch.write("domiciliation", cases, stopped)
    assert all(letters_of(office).of_case(case) == () for case in cases)


def test_a_batch_is_taken_back(office: Office, batch: LetterBatch) -> None:
    cases = [a_case(office, name) for name in ("A", "B")]
    written = batch.write("domiciliation", cases, unheard)
    batch.take_back(written)
    assert all(letters_of(office).of_case(case) == () for case in cases)


def test_the_letters_of_a_batch_are_one_pdf_each_from_a_page_of_its_own(
    office: Office, batch: LetterBatch
) -> None:
    cases = [a_case(office, name) for name in ("Alpha", "Beta", "Gamma")]
    written = batch.write("domiciliation", cases, unheard)
    papers = papers_of(office)
    pages = PdfReader(
        io.BytesIO(letter_pile.render(papers.of(one).paper for one in written.letters))
    ).pages
    assert ["Alpha" in pages[0].extract_text(), "Gamma" in pages[2].extract_text()] == [True, True]
    assert len(pages) == 3
