"""A sensitive fact is closed until an aid needs it; closed again, nothing of what it said stays."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import sqlalchemy as sa

from caseapp.domain.facts import NOT_STATED, UNKNOWN
from caseapp.domain.household import DisabilityRate, Household
from caseapp.services.household_page import FieldState, FieldValue
from caseapp.services.settings import ServiceSettings
from db.models import Base, JournalLine, SensitiveOpening
from tests.support.builders import Office, a_case, a_child, an_office, awa, field_of

if TYPE_CHECKING:
    from pathlib import Path
    from uuid import UUID

    from caseapp.services.sensitive_rows import AidOffer, SensitiveLine

RATE, MARK = "disability_rate", "50_79"


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return an_office(tmp_path)


def applicant(office: Office, case_id: UUID) -> UUID:
    return office.desk.page(case_id).people[0].id


def field(office: Office, case_id: UUID, key: str, person: int = 0) -> FieldValue:
    return field_of(office.desk.page(case_id).people[person].facts, key)


def line(office: Office, case_id: UUID, person: int = 0) -> SensitiveLine:
    found = office.desk.page(case_id).people[person].sensitive
    assert found is not None
    return found


def offer(office: Office, case_id: UUID, right: str, person: int = 0) -> AidOffer:
    return next(one for one in line(office, case_id, person).offers if one.right == right)


def household(office: Office, case_id: UUID) -> Household:
    return office.desk.household(case_id)


def kept_of(office: Office, words: str) -> set[str]:
    """Return the tables where a word stands."""
    with office.store.read() as session:
        return {
            table.name
            for table in Base.metadata.sorted_tables
            if any(words in str(tuple(row)) for row in session.execute(sa.select(table)))
        }


def test_what_concerns_health_is_closed_and_the_aids_that_need_it_are_offered(
    office: Office,
) -> None:
    case_id = a_case(office, birth_date="12/03/1985")
    assert field(office, case_id, RATE).is_closed
    assert not field(office, case_id, "nationality").is_closed
    shown = line(office, case_id)
    assert (shown.title, shown.closed) == ("Santé", 2)  # the rate, a pregnancy
    assert offer(office, case_id, "aah").keys == (RATE, "work_restriction")
    assert offer(office, case_id, "aah").first == RATE
    assert "aeeh" not in {one.right for one in shown.offers}  # of a child


def test_an_aid_of_children_is_offered_at_the_child(office: Office) -> None:
    case_id = a_case(office)
    a_child(office, case_id, birth_date="10/05/2018")
    offered = {one.right for one in line(office, case_id, person=1).offers}
    assert "aeeh" in offered
    assert "mva" not in offered
    assert offer(office, case_id, "aeeh", person=1).keys == (RATE, "aeeh_complement")


def test_opening_says_for_which_aid_when_and_by_whom_and_states_nothing(office: Office) -> None:
    office.settings.save_service(ServiceSettings(worker="Julie Martin"))
    case_id = a_case(office)
    whose, aah = applicant(office, case_id), offer(office, case_id, "aah")
    made = office.desk.sensitive.open(case_id, whose, aah.keys, aah.right)
    assert len(made) == 2
    assert not field(office, case_id, RATE).is_closed
    assert household(office, case_id).applicant.disability_rate is NOT_STATED  # never « no »
    opened = line(office, case_id).open[0]
    assert (opened.key, opened.has_value) == (RATE, False)
    assert opened.reason.startswith("pour")
    assert "23/11/2026, par Julie Martin" in opened.reason
    assert office.desk.sensitive.open(case_id, whose, aah.keys, aah.right) == ()  # once is enough
    with office.store.read() as session:
        about = session.scalars(sa.select(JournalLine.about)).all()
    assert "sensitive" in about  # a code, and nothing of what was opened
    told = {one.what: one.after for one in office.history.page(case_id).entries}
    assert told["Taux d'incapacité"].startswith("ouvert")


def test_a_fact_that_is_not_sensitive_is_never_opened(office: Office) -> None:
    case_id = a_case(office)
    whose = applicant(office, case_id)
    assert office.desk.sensitive.open(case_id, whose, ("birth_date",), "aah") == ()


def test_what_stood_in_the_file_counts_as_open_and_is_read_by_the_rules(office: Office) -> None:
    case_id = a_case(office, disability_rate="de 50 à 79 %", gir="?")
    assert not field(office, case_id, RATE).is_closed
    assert field(office, case_id, "gir").state is FieldState.UNKNOWN
    reasons = {one.key: one.reason for one in line(office, case_id).open}
    assert reasons == {RATE: "déjà au dossier", "gir": "déjà au dossier"}
    person = household(office, case_id).applicant
    assert (person.disability_rate, person.gir) == (DisabilityRate.FROM_50_TO_79, UNKNOWN)


def test_closing_erases_the_value_with_its_past_and_what_history_told_of_it(
    office: Office,
) -> None:
    case_id = a_case(office)
    whose = applicant(office, case_id)
    sensitive = office.desk.sensitive
    sensitive.open(case_id, whose, (RATE,), "aah")
    office.desk.set_fact(case_id, whose, RATE, "de 50 à 79 %")
    assert kept_of(office, MARK) == {"fact", "history"}
    closed = sensitive.close(case_id, whose, (RATE,))
    assert kept_of(office, MARK) == set()
    assert field(office, case_id, RATE).is_closed
    assert household(office, case_id).applicant.disability_rate is NOT_STATED
    with office.store.read() as session:
        row = session.scalars(sa.select(SensitiveOpening)).one()
        assert (row.right, row.closed_at is None) == ("aah", False)  # the trace stays
    sensitive.reopen(closed)
    assert household(office, case_id).applicant.disability_rate is DisabilityRate.FROM_50_TO_79
    assert not field(office, case_id, RATE).is_closed
    assert "history" in kept_of(office, MARK)


def test_a_refused_text_goes_too_and_a_value_of_before_leaves_a_trace(office: Office) -> None:
    case_id = a_case(office, disability_rate="80 % ou plus")
    whose = applicant(office, case_id)
    closed = office.desk.sensitive.close(case_id, whose, (RATE,))
    assert (len(closed.closed), len(closed.noted)) == (0, 1)
    assert kept_of(office, "80_plus") == set()
    office.desk.sensitive.reopen(closed)
    assert [one.reason for one in line(office, case_id).open] == ["déjà au dossier"]
    with office.store.read() as session:
        assert session.scalars(sa.select(SensitiveOpening)).all() == []


def test_somebody_removed_comes_back_with_what_was_open(office: Office) -> None:
    case_id = a_case(office)
    child = a_child(office, case_id)
    office.desk.sensitive.open(case_id, child, (RATE,), "aeeh")
    gone = office.desk.remove_person(child)
    office.desk.restore(gone)
    assert [one.key for one in line(office, case_id, person=1).open] == [RATE]


def test_a_question_of_health_opens_with_the_aid_that_asks_it(office: Office) -> None:
    case_id = awa(office)
    path = "household/declared.health_limits_work"
    (asked,) = (one for one in office.desk.page(case_id).declared if one.path == path)
    assert asked.is_closed
    office.desk.sensitive.open_field(case_id, path, "rqth")
    page = office.desk.page(case_id)
    assert page.sensitive is not None
    assert [one.key for one in page.sensitive.open] == ["declared.health_limits_work"]
