"""One thing to do is told once, whether a claim or what is noted of the household dates it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from caseapp.domain.claim import Channel, Closed, Filed, Granted, NoAnswer, Refused
from caseapp.domain.household import Role
from caseapp.kernel.calendar import Month
from tests.support.builders import TODAY, Office, a_case, an_office
from tests.support.case_year import year_of
from tests.support.documents import add
from tests.support.hands import plain

if TYPE_CHECKING:
    from pathlib import Path
    from uuid import UUID

END = date(2027, 3, 31)
PERMIT = "titre_sejour_prerequis"


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return an_office(tmp_path)  # Monday 23/11/2026


@pytest.fixture
def case(office: Office) -> UUID:
    return a_case(office)


def permit(office: Office, case: UUID, person: UUID, until: str = "31/03/2027") -> None:
    office.desk.set_fact(case, person, "nationality", "other")
    office.desk.set_fact(case, person, "residence_permit_until", until)


def granted(office: Office, case: UUID, right: str, until: date | None) -> UUID:
    claim = office.claims.open(case, right)
    office.claims.record(claim, Filed(on=date(2026, 2, 2), channel=Channel.COUNTER))
    answer = Granted(on=date(2026, 3, 20), since=Month(2026, 4), until=until)
    office.claims.record(claim, answer)
    return claim


def asked_again(office: Office, case: UUID) -> list[str]:
    """Return what the year says is to be asked again, and on which day."""
    return [
        f"{row.on:%d/%m/%Y} {'claim' if row.claim_id else 'duty'}"
        for row in year_of(office).of_case(case)
        if "renouvellement" in plain(row.title) and (row.claim_id or row.item)
    ]


def test_a_permit_that_a_claim_obtained_is_asked_again_once(office: Office, case: UUID) -> None:
    permit(office, case, office.cases.header(case).applicant_id)
    assert asked_again(office, case) == ["29/01/2027 duty"]
    granted(office, case, PERMIT, END)
    assert asked_again(office, case) == ["29/01/2027 claim"]
    items = office.dated_items.between(date(2027, 1, 1), date(2027, 1, 31))
    assert [item.source for item in items if item.on == date(2027, 1, 29)] == ["deadline"]


def test_two_ends_that_do_not_agree_are_both_told(office: Office, case: UUID) -> None:
    permit(office, case, office.cases.header(case).applicant_id, "28/02/2027")
    granted(office, case, PERMIT, END)
    assert asked_again(office, case) == ["30/12/2026 duty", "29/01/2027 claim"]


def test_a_claim_answers_for_one_permit_not_for_those_of_two_people(
    office: Office, case: UUID
) -> None:
    permit(office, case, office.cases.header(case).applicant_id)
    permit(office, case, office.desk.add_person(case, Role.PARTNER, "Issa"))
    granted(office, case, PERMIT, END)
    assert asked_again(office, case) == ["29/01/2027 claim", "29/01/2027 duty"]
    (item,) = [
        item
        for item in office.dated_items.between(date(2027, 1, 29), date(2027, 1, 29))
        if item.source == "duty"
    ]
    assert item.hint == "partenaire"


def test_a_permit_that_is_being_renewed_is_not_asked_for_again(office: Office, case: UUID) -> None:
    permit(office, case, office.cases.header(case).applicant_id, "15/01/2027")
    assert asked_again(office, case) == ["16/11/2026 duty"]
    claim = office.claims.open(case, PERMIT)
    assert asked_again(office, case) == ["16/11/2026 duty"]  # nothing was sent yet
    office.claims.record(claim, Filed(on=TODAY, channel=Channel.ONLINE))
    assert asked_again(office, case) == []


@pytest.mark.parametrize(
    "last",
    [
        Refused(on=date(2026, 10, 1), notified_on=date(2026, 10, 5)),
        NoAnswer(on=date(2026, 10, 1)),
        Closed(on=date(2026, 10, 1)),
    ],
)
def test_a_claim_that_got_nothing_answers_for_nothing(
    office: Office, case: UUID, last: Refused | NoAnswer | Closed
) -> None:
    permit(office, case, office.cases.header(case).applicant_id)
    claim = office.claims.open(case, PERMIT)
    office.claims.record(claim, Filed(on=date(2026, 2, 2), channel=Channel.COUNTER))
    office.claims.record(claim, last)
    assert "29/01/2027 duty" in asked_again(office, case)


def test_an_attestation_and_its_claim_are_one_renewal(office: Office, case: UUID) -> None:
    add(office, case, "election.pdf", kind="election_domicile", valid_until="31/03/2027")
    assert asked_again(office, case) == ["29/01/2027 duty"]
    granted(office, case, "domiciliation", None)  # a year from April 2026: until 31/03/2027
    assert asked_again(office, case) == ["29/01/2027 claim"]


def test_an_attestation_that_ends_before_what_its_claim_supposes_is_still_told(
    office: Office, case: UUID
) -> None:
    add(office, case, "election.pdf", kind="election_domicile", valid_until="19/03/2027")
    granted(office, case, "domiciliation", None)
    assert asked_again(office, case) == ["19/01/2027 duty", "29/01/2027 claim"]


def test_a_notification_of_the_mdph_is_one_file_whatever_the_right(
    office: Office, case: UUID
) -> None:
    add(office, case, "notification.pdf", kind="notification_mdph", valid_until="31/07/2027")
    assert asked_again(office, case) == ["29/01/2027 duty"]
    granted(office, case, "pch", date(2027, 7, 31))
    assert asked_again(office, case) == ["29/01/2027 claim"]
