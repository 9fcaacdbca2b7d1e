"""How long a case is kept: from the last contact, listed at 21 months, closed at 24, decided."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseapp.domain.interview import InterviewKind, Medium, usually_contact
from caseapp.domain.retention import Decided, Decision, Purpose, Standing, standing
from caseapp.kernel.clock import FixedClock
from caseapp.kernel.errors import UserInputError
from caseapp.rules.catalogue_loader import load_catalogue
from caseapp.rules.places import load_communes
from caseapp.services.journal import Journal
from caseapp.services.retention import Retentions
from caseapp.services.search import PEOPLE, Search
from db.sight import Sight
from tests.support.builders import Office, a_case, an_interview, an_office
from tests.support.desk_rows import a_task

if TYPE_CHECKING:
    from pathlib import Path

ARCHIVE = {"purpose": "litigation", "until": "23/11/2030", "reason": "Contentieux CAF en cours."}


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return an_office(tmp_path)


@pytest.fixture
def retentions(office: Office) -> Retentions:
    return Retentions(office.store, office.clock)


def on(office: Office, day: date) -> None:
    office.clock.moment = FixedClock.on(day).moment


def where(retentions: Retentions) -> dict[str, Standing]:
    return {row.reference: row.standing for row in retentions.rows()}


def test_a_case_is_listed_at_21_months_and_closed_at_24(
    office: Office, retentions: Retentions
) -> None:
    case_id = a_case(office)
    an_interview(office, case_id)  # the last contact: 23/11/2026
    on(office, date(2028, 8, 22))
    assert retentions.rows() == ()
    on(office, date(2028, 8, 23))
    assert where(retentions) == {"2026-0001": Standing.LISTED}
    assert retentions.refusal(case_id) is None
    on(office, date(2028, 11, 22))
    assert retentions.refusal(case_id) is None
    on(office, date(2028, 11, 23))
    assert where(retentions) == {"2026-0001": Standing.CLOSED}
    refused = retentions.refusal(case_id)
    assert refused is not None
    assert refused.awaits_decision
    assert retentions.unreadable() == {case_id}
    assert retentions.waiting() == 1


def test_an_internal_reminder_is_no_contact(office: Office, retentions: Retentions) -> None:
    case_id = a_case(office)
    an_interview(office, case_id)
    on(office, date(2028, 8, 23))
    a_task(office.store, case_id, "Relancer la CAF")
    claim = office.claims.open(case_id, "rsa")
    assert claim is not None
    office.claim_exchanges.record(
        claim, {"on": "23/08/2028", "medium": "phone", "words": "La CAF relancée."}
    )
    sent = usually_contact(InterviewKind.FOLLOW_UP, Medium.LETTER)  # as the screen proposes
    an_interview(office, case_id, medium="letter", is_contact=sent)
    assert where(retentions) == {"2026-0001": Standing.LISTED}


@pytest.mark.parametrize("medium", ["office", "phone", "home", "video"])
def test_whoever_was_spoken_with_was_in_contact(
    office: Office, retentions: Retentions, medium: str
) -> None:
    case_id = a_case(office)
    on(office, date(2028, 8, 23))
    assert where(retentions) == {"2026-0001": Standing.LISTED}
    an_interview(office, case_id, medium=medium)
    assert retentions.rows() == ()


def test_a_mail_received_is_a_contact_once_it_is_said(
    office: Office, retentions: Retentions
) -> None:
    case_id = a_case(office)
    on(office, date(2028, 11, 23))
    assert retentions.refusal(case_id) is not None
    before = retentions.note_contact([case_id], {"on": "20/11/2028"})
    assert retentions.refusal(case_id) is None
    retentions.put_back(before)
    assert retentions.refusal(case_id) is not None


def test_an_archive_is_read_by_the_person_in_charge_alone(
    office: Office, retentions: Retentions
) -> None:
    case_id = a_case(office)
    on(office, date(2028, 10, 1))
    retentions.archive([case_id], ARCHIVE)
    row = retentions.rows()[0]
    assert (row.standing, row.purpose) == (Standing.ARCHIVED, Purpose.LITIGATION)
    assert office.cases.header(case_id).reference == "2026-0001"
    assert retentions.refusal(case_id) is None
    others = Retentions(office.store, office.clock, in_charge=lambda: False)
    refused = others.refusal(case_id)
    assert refused is not None
    assert not refused.awaits_decision
    assert others.unreadable() == {case_id}


def test_an_archive_that_ends_asks_for_erasing(office: Office, retentions: Retentions) -> None:
    case_id = a_case(office)
    on(office, date(2028, 10, 1))
    retentions.archive([case_id], ARCHIVE)
    on(office, date(2030, 11, 23))
    assert where(retentions) == {"2026-0001": Standing.ARCHIVED}  # its last day
    on(office, date(2030, 11, 24))
    assert where(retentions) == {"2026-0001": Standing.ARCHIVE_OVER}
    refused = retentions.refusal(case_id)
    assert refused is not None
    assert refused.awaits_decision


def test_a_prolonged_case_is_listed_again_before_its_end(
    office: Office, retentions: Retentions
) -> None:
    case_id = a_case(office)
    on(office, date(2028, 11, 25))
    retentions.prolong([case_id], {"until": "25/11/2029", "reason": "Recours annoncé."})
    assert retentions.refusal(case_id) is None
    assert where(retentions) == {"2026-0001": Standing.ACTIVE}
    on(office, date(2029, 8, 25))
    assert where(retentions) == {"2026-0001": Standing.LISTED}
    on(office, date(2029, 11, 25))
    assert where(retentions) == {"2026-0001": Standing.CLOSED}


def test_several_cases_are_decided_at_once_and_undone_at_once(
    office: Office, retentions: Retentions
) -> None:
    cases = [a_case(office, name) for name in ("Leroy", "Kaya", "Ouattara")]
    on(office, date(2028, 11, 25))
    before = retentions.archive(cases, ARCHIVE)
    assert set(where(retentions).values()) == {Standing.ARCHIVED}
    assert before.count == 3
    retentions.put_back(before)
    assert set(where(retentions).values()) == {Standing.CLOSED}
    told = [row.action for row in Journal(office.store, office.clock).rows()]
    assert told.count("archived") == 3


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"purpose": ""}, "purpose"),
        ({"reason": " "}, "reason"),
        ({"until": "23/11/2026"}, "until"),
        ({"until": "un jour"}, "until"),
    ],
)
def test_an_archive_needs_its_purpose_its_reason_and_its_end(
    office: Office, retentions: Retentions, typed: dict[str, str], field: str
) -> None:
    case_id = a_case(office)
    with pytest.raises(UserInputError) as refused:
        retentions.archive([case_id], {**ARCHIVE, **typed})
    assert refused.value.field == field
    assert retentions.rows() == ()


def test_one_decision_prolongs_by_two_years_at_most(office: Office, retentions: Retentions) -> None:
    case_id = a_case(office)
    with pytest.raises(UserInputError, match="23/11/2028"):
        retentions.prolong([case_id], {"until": "24/11/2028", "reason": "Recours."})
    with pytest.raises(UserInputError, match="motif"):
        retentions.prolong([case_id], {"until": "23/11/2028", "reason": ""})


def test_a_merged_case_is_not_listed_by_itself(office: Office, retentions: Retentions) -> None:
    kept, merged = a_case(office), a_case(office, "Leroy")
    from db.models import Case  # noqa: PLC0415 - one row to change

    with office.store.write() as session:
        session.get_one(Case, merged).merged_into_id = kept
    on(office, date(2029, 1, 1))
    assert [row.id for row in retentions.rows()] == [kept]


days = st.dates(date(2020, 1, 1), date(2035, 12, 31))


@given(since=days, until=days, today=days)
def test_a_decision_never_shortens_how_long_a_case_is_read(
    since: date, until: date, today: date
) -> None:
    alone, _due = standing(today, since, None)
    longer, _due = standing(today, since, Decided(Decision.PROLONG, until))
    if alone is Standing.ACTIVE:
        assert longer is Standing.ACTIVE
    if alone is Standing.LISTED:
        assert longer is not Standing.CLOSED


def test_the_notes_of_a_closed_case_are_not_found(office: Office, retentions: Retentions) -> None:
    case_id = a_case(office, "Ouattara", "Awa")
    an_interview(office, case_id, facts="Coupure de gaz.")
    search = Search(office.store, load_catalogue(), load_communes())
    office.store.see_by(lambda: Sight(closed=retentions.unreadable()))
    assert [group.title for group in search.find("coupure")] == ["Entretiens"]
    on(office, date(2028, 11, 23))
    assert search.find("coupure") == ()
    assert [group.title for group in search.find("ouattara")] == [PEOPLE]  # whose it is, no more
    retentions.prolong([case_id], {"until": "23/11/2029", "reason": "Recours."})
    assert [group.title for group in search.find("coupure")] == ["Entretiens"]
