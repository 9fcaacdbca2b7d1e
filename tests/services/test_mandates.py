"""Mandates and consents: given, told thirty days before they end, withdrawn whenever one says so."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from caseapp.domain.mandate import MandateState
from caseapp.kernel.errors import UserInputError
from caseapp.services.agenda_rows import AgendaKind
from caseapp.services.dated_rows import ItemSource
from tests.support.builders import Office, a_case, an_office
from tests.support.documents import add as add_document
from tests.support.documents import documents_of

if TYPE_CHECKING:
    from pathlib import Path
    from uuid import UUID


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return an_office(tmp_path)


@pytest.fixture
def case(office: Office) -> UUID:
    return a_case(office)


def a_mandate(office: Office, case: UUID, **typed: str) -> UUID:
    return office.mandates.record(
        case,
        {
            "kind": "consent",
            "covers": "échanges avec le bailleur",
            "given_on": "01/06/2026",
            "holder": "Nantes Habitat",
            **typed,
        },
    )


@pytest.mark.parametrize(
    ("ends_on", "state", "words"),
    [
        ("", MandateState.HOLDS, "en cours"),
        ("24/12/2026", MandateState.HOLDS, "en cours"),
        ("23/12/2026", MandateState.ENDING, "expire dans 30 jours"),
        ("24/11/2026", MandateState.ENDING, "expire demain"),
        ("23/11/2026", MandateState.ENDING, "expire aujourd'hui"),
        ("22/11/2026", MandateState.ENDED, "échu le 22/11/2026"),
    ],
)
def test_the_state_of_a_mandate_is_told_in_words(
    office: Office, case: UUID, ends_on: str, state: MandateState, words: str
) -> None:
    a_mandate(office, case, ends_on=ends_on)
    (row,) = office.mandates.of_case(case)
    assert (row.state, row.state_words.replace("\N{NO-BREAK SPACE}", " ")) == (state, words)


def test_a_mandate_is_withdrawn_whenever_the_person_says_so(office: Office, case: UUID) -> None:
    mandate = a_mandate(office, case, ends_on="30/11/2026")
    before = office.mandates.withdraw(mandate, "20/11/2026")
    assert office.mandates.of_case(case)[0].state_words == "retiré le 20/11/2026"
    assert office.board.day().rows == ()
    office.mandates.put_back(before)
    assert office.mandates.of_case(case)[0].state is MandateState.ENDING
    for day in ("24/11/2026", "31/05/2026", "hier"):
        with pytest.raises(UserInputError) as refused:
            office.mandates.withdraw(mandate, day)
        assert refused.value.field == "withdrawn_on"


def test_a_mandate_that_ends_is_told_thirty_days_before(office: Office, case: UUID) -> None:
    a_mandate(office, case, ends_on="23/12/2026")
    a_mandate(office, case, ends_on="24/12/2026", holder="la CAF")
    (row,) = office.board.day().rows
    assert (row.source, row.case_id, row.days) == (ItemSource.MANDATE, case, 30)
    assert "échanges avec le bailleur" in office.board.to_do(row)
    (told,) = office.agenda.of_case(case)
    assert (told.kind, told.on) == (AgendaKind.MANDATE, date(2026, 12, 23))


def test_a_mandate_given_again_for_longer_is_told_no_more(office: Office, case: UUID) -> None:
    a_mandate(office, case, ends_on="30/11/2026")
    renewed = a_mandate(office, case, given_on="20/11/2026", ends_on="20/11/2027")
    assert office.board.day().rows == ()
    office.mandates.remove(renewed)
    assert len(office.board.day().rows) == 1


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"covers": " "}, "covers"),
        ({"given_on": ""}, "given_on"),
        ({"given_on": "24/11/2026"}, "given_on"),
        ({"ends_on": "31/05/2026"}, "ends_on"),
        ({"holder": "x" * 161}, "holder"),
    ],
)
def test_a_mandate_that_cannot_be_is_refused_at_its_field(
    office: Office, case: UUID, typed: dict[str, str], field: str
) -> None:
    with pytest.raises(UserInputError) as refused:
        a_mandate(office, case, **typed)
    assert refused.value.field == field


def test_a_mandate_is_given_by_somebody_of_the_household(office: Office, case: UUID) -> None:
    other = a_case(office, "Leroy", "Maxime")
    (giver,) = office.mandates.givers(case)
    mandate = a_mandate(office, case, person=giver[0])
    assert office.mandates.of_case(case)[0].giver == "OUATTARA Awa"
    stranger = office.mandates.givers(other)[0][0]
    with pytest.raises(UserInputError) as refused:
        office.mandates.change(mandate, {**office.mandates.typed(mandate), "person": stranger})
    assert refused.value.field == "person"


def test_a_mandate_that_was_removed_comes_back(office: Office, case: UUID) -> None:
    mandate = a_mandate(office, case, ends_on="20/11/2027")
    before = office.mandates.of_case(case)
    office.mandates.restore(office.mandates.remove(mandate))
    assert office.mandates.of_case(case) == before


def test_the_signed_document_is_of_the_case_and_stays_in_the_history(
    office: Office, case: UUID
) -> None:
    document = add_document(office, case, "accord.pdf")
    mandate = a_mandate(office, case)
    before = office.mandates.sign(mandate, document)
    (row,) = office.mandates.of_case(case)
    assert (row.document_id, row.document) == (document, "accord")
    assert office.mandates.typed(mandate)["document"] == str(document)
    assert "document joint" in office.history.page(case).entries[0].words
    office.mandates.put_back(before)
    assert office.mandates.of_case(case)[0].document_id is None
    elsewhere = add_document(office, a_case(office), "autre.pdf")
    with pytest.raises(UserInputError) as error:
        office.mandates.sign(mandate, elsewhere)
    assert error.value.field == "document"


def test_a_signed_document_that_is_removed_leaves_the_mandate_and_comes_back_to_it(
    office: Office, case: UUID
) -> None:
    documents = documents_of(office)
    document = add_document(office, case, "accord.pdf")
    mandate = a_mandate(office, case, document=str(document))
    gone = documents.remove(document)
    assert office.mandates.of_case(case)[0].document == ""
    documents.restore(gone)
    assert office.mandates.of_case(case)[0].document_id == document
    other = add_document(office, case, "bis.pdf")
    gone = documents.remove(document)
    office.mandates.sign(mandate, other)
    documents.restore(gone)
    assert office.mandates.of_case(case)[0].document_id == other
