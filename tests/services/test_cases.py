"""Cases: opened with a name, found again, told in one line."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
import sqlalchemy as sa

from caseapp.domain.household import Role
from caseapp.kernel.clock import FixedClock
from caseapp.kernel.errors import NotFoundError, UserInputError
from caseapp.kernel.french import NO_BREAK
from caseapp.kernel.ids import new_id
from caseapp.services.case_criteria import CaseCriteria
from caseapp.services.settings import ServiceSettings
from tests.support.builders import (
    TODAY,
    Office,
    a_case,
    a_child,
    a_home,
    an_interview,
    an_office,
    awa,
)

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return an_office(tmp_path)


def test_a_last_name_is_enough_to_open_a_case(office: Office) -> None:
    case_id = office.cases.create("  ouattara ")
    header = office.cases.header(case_id)
    assert (header.name, header.reference, header.summary) == ("OUATTARA", "2026-0001", "")
    assert header.opened_on == TODAY


def test_a_case_without_a_name_is_refused_at_the_name(office: Office) -> None:
    with pytest.raises(UserInputError) as refusal:
        office.cases.create("  ")
    assert refusal.value.field == "last_name"
    assert not office.cases.rows()


def test_references_follow_each_other_and_start_again_each_year(office: Office) -> None:
    first, second = a_case(office), a_case(office)
    office.clock.moment = FixedClock.on(date(2027, 1, 4)).moment
    third = a_case(office)
    references = [office.cases.header(case_id).reference for case_id in (first, second, third)]
    assert references == ["2026-0001", "2026-0002", "2027-0001"]


def test_the_reference_of_an_erased_case_is_not_given_again(office: Office) -> None:
    case_id = a_case(office)
    with office.store.write() as session:
        session.execute(sa.text("DELETE FROM case_file"))
    with pytest.raises(NotFoundError):
        office.cases.header(case_id)
    assert office.cases.header(a_case(office)).reference == "2026-0002"


def test_the_header_tells_the_household_in_one_line(office: Office) -> None:
    assert office.cases.header(awa(office)).summary.replace(NO_BREAK, " ") == (
        "34 ans · 2 enfants (3 et 8 ans) · locataire, Nantes"
    )


def test_the_header_says_only_what_is_known(office: Office) -> None:
    case_id = a_case(office)
    a_child(office, case_id, birth_date="inconnu")
    a_home(office, case_id, {"housing.tenure": "?", "housing.commune": "Nantes (44109)"})
    assert office.cases.header(case_id).summary.replace(NO_BREAK, " ") == "1 enfant · Nantes"


def test_a_couple_is_told_by_its_bond(office: Office) -> None:
    case_id = a_case(office)
    office.desk.add_person(case_id, Role.PARTNER, "Paul")
    assert office.cases.header(case_id).summary == "en couple"
    a_home(office, case_id, {"couple": "pacs"})
    assert office.cases.header(case_id).summary == "couple pacsé"


@pytest.mark.parametrize("typed", ["koné", "KONE", "kone i", "2026-0002", "2026-2", "2", "0002"])
def test_a_case_is_found_by_the_beginning_of_a_name_or_by_its_reference(
    office: Office, typed: str
) -> None:
    a_case(office, "Ouattara", "Awa")
    a_case(office, "Koné", "Ibrahim")
    assert [row.name for row in office.cases.rows(typed)] == ["KONÉ Ibrahim"]


def test_a_case_is_found_by_anybody_of_its_household(office: Office) -> None:
    case_id = a_case(office, "Ouattara", "Awa")
    office.desk.add_person(case_id, Role.PARTNER, "Paul", "Le Guen")
    assert [row.name for row in office.cases.rows("le guen")] == ["OUATTARA Awa"]


def test_cases_are_sorted_by_name_whatever_the_accents(office: Office) -> None:
    for name in ("Zola", "Étienne", "Eboué", "Ferry"):
        a_case(office, name, "")
    assert [row.name for row in office.cases.rows()] == ["EBOUÉ", "ÉTIENNE", "FERRY", "ZOLA"]


def test_a_text_that_leads_nowhere_finds_nothing(office: Office) -> None:
    a_case(office)
    assert not office.cases.rows("zz")
    assert not office.cases.rows("'")


def test_searching_a_name_uses_its_index(office: Office) -> None:
    with office.store.read() as session:
        plan = session.execute(
            sa.text(
                "EXPLAIN QUERY PLAN SELECT case_id FROM person "
                "WHERE name_folded >= 'oua' AND name_folded < 'oub'"
            )
        ).all()
    assert "ix_person_name_folded" in str(plan)


def test_opening_a_case_is_no_contact_and_its_silence_counts_from_that_day(office: Office) -> None:
    case_id = a_case(office)
    assert office.cases.header(case_id).last_contact_on is None
    (row,) = office.cases.rows()
    assert (row.last_contact_on, row.silent_since) == (None, TODAY)
    silent = CaseCriteria(silent_months=3)
    assert silent.kept([row], {}, date(2027, 2, 1)) == []
    assert silent.kept([row], {}, date(2027, 3, 1)) == [row]
    interview = an_interview(office, case_id, facts="Vue.")
    assert office.cases.header(case_id).last_contact_on == TODAY
    office.interviews.remove(interview)
    assert office.cases.header(case_id).last_contact_on is None


def test_the_last_contact_only_moves_forward(office: Office) -> None:
    case_id = a_case(office)
    office.cases.record_contact(case_id, TODAY)
    office.cases.record_contact(case_id, date(2026, 1, 5))
    assert office.cases.header(case_id).last_contact_on == TODAY
    with pytest.raises(UserInputError):
        office.cases.record_contact(case_id, date(2027, 1, 5))


def test_a_new_case_is_followed_by_the_worker_of_the_settings(office: Office) -> None:
    office.settings.save_service(ServiceSettings(worker="Claire Morel", service_name="Service"))
    assert office.settings.service().worker == "Claire Morel"
    assert office.cases.header(a_case(office)).referent == "Claire Morel"


def test_unknown_cases_are_said_to_be_gone(office: Office) -> None:
    with pytest.raises(NotFoundError):
        office.cases.header(new_id())
