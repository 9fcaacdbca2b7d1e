"""The yes-or-no facts that only declared conditions ask: stored, shown, exchanged, estimated."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from caseapp.domain.facts import UNKNOWN
from caseapp.exchange.household import read_household, write_household
from caseapp.kernel.errors import UserInputError
from caseapp.services.household_page import FieldState
from tests.support.builders import Office, a_case, an_office
from tests.support.hands import plain

if TYPE_CHECKING:
    from pathlib import Path
    from uuid import UUID

    from caseapp.services.household_page import FieldValue

KEY = "declared.going_to_court"


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return an_office(tmp_path)


def fact(office: Office, case_id: UUID, key: str = KEY) -> FieldValue:
    return next(f for f in office.desk.page(case_id).declared if f.key == key)


def test_a_question_is_asked_in_its_words(office: Office) -> None:
    shown = fact(office, a_case(office))
    assert shown.label.startswith("Y a-t-il un procès")
    assert (shown.state, shown.path) == (FieldState.NOT_STATED, f"household/{KEY}")


@pytest.mark.parametrize(("text", "value"), [("oui", True), ("non", False), ("inconnu", UNKNOWN)])
def test_an_answer_is_stored_and_read_by_rules(office: Office, text: str, value: object) -> None:
    case_id = a_case(office)
    office.desk.set_fact(case_id, None, KEY, text)
    assert fact(office, case_id).text == text
    assert office.desk.household(case_id).declared == (("going_to_court", value),)


def test_an_answer_is_taken_back(office: Office) -> None:
    case_id = a_case(office)
    office.desk.set_fact(case_id, None, KEY, "oui")
    office.desk.set_fact(case_id, None, KEY, "")
    assert office.desk.household(case_id).declared == ()


def test_something_else_is_refused_at_the_field(office: Office) -> None:
    case_id = a_case(office)
    with pytest.raises(UserInputError):
        office.desk.set_fact(case_id, None, KEY, "peut-être")
    assert fact(office, case_id).error


def test_an_answer_to_a_question_that_no_file_asks_any_more_stays_in_sight(office: Office) -> None:
    case_id = a_case(office)
    office.desk.set_fact(case_id, None, "declared.local_vieille_ville", "oui")
    assert fact(office, case_id, "declared.local_vieille_ville").label == "Vieille ville"


def test_an_estimate_is_stale_once_a_question_is_answered(office: Office) -> None:
    case_id = a_case(office)
    office.estimates.run(case_id)
    office.desk.set_fact(case_id, None, KEY, "oui")
    assert office.estimates.is_stale(case_id)


def test_two_estimates_tell_which_answer_changed(office: Office) -> None:
    case_id = a_case(office)
    before = office.estimates.run(case_id)
    office.desk.set_fact(case_id, None, KEY, "oui")
    (change,) = office.estimates.compare(before, office.estimates.run(case_id)).facts
    assert change.label.startswith("Y a-t-il un procès")
    assert (change.before, change.after) == ("non indiqué", "oui")


def test_a_parental_leave_is_the_same_once_exchanged_and_read_again(office: Office) -> None:
    case_id = a_case(office)
    parent = office.cases.header(case_id).applicant_id
    office.desk.set_fact(case_id, parent, "birth_date", "14/02/1990")
    hint = next(f.hint for f in office.desk.page(case_id).people[0].facts if f.key == "activity")
    assert "Congé parental" in hint
    office.desk.set_fact(case_id, parent, "activity", "emploi salarié")
    leave = "declared.stops_work_for_child"
    assert "s'occuper" in plain(fact(office, case_id, leave).label)
    office.desk.set_fact(case_id, None, leave, "oui")
    household = office.desk.household(case_id)
    document = json.loads(json.dumps(write_household(household)))
    assert document["people"][0]["activity"] == "employed"
    assert document["declared"] == {"stops_work_for_child": True}
    assert read_household(document, today=office.clock.today()) == household
