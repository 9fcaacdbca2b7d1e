from __future__ import annotations

import datetime as dt
import json
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings

from caseapp.domain.facts import NOT_STATED, UNKNOWN
from caseapp.domain.household import ResourceKind, Tenure, amount_in
from caseapp.exchange.document import parse_document
from caseapp.exchange.household import (
    InvalidHouseholdError,
    Known,
    read_household,
    write_household,
)
from caseapp.kernel.calendar import Month
from caseapp.kernel.money import Money
from caseapp.rules.places import Communes
from tests.support.cases import CASES
from tests.support.random_households import CODES, households

if TYPE_CHECKING:
    from pathlib import Path

    from caseapp.domain.household import Household, Resource

TODAY = dt.date(2026, 11, 23)
KNOWN = Known(places=Communes(), rights=CODES)


def read(**fields: Any) -> Household:
    document = {
        "format": "caseapp.household/1",
        "date": "2026-11-23",
        "people": [{"id": "a", "role": "applicant"}],
        **fields,
    }
    return read_household(document, today=TODAY)


def resource(**fields: Any) -> Resource:
    entry = {"kind": "wage", "amount": 900, **fields}
    people = [{"id": "a", "role": "applicant", "resources": [entry]}]
    return read(people=people).applicant.resources[0]


@given(household=households)
@settings(deadline=None, max_examples=200, suppress_health_check=[HealthCheck.too_slow])
def test_a_household_written_then_read_is_the_same(household: Household) -> None:
    text = json.dumps(write_household(household), allow_nan=False)
    document = parse_document(text.encode())
    assert read_household(document, today=TODAY, known=KNOWN) == household
    assert read_household(json.loads(text), today=TODAY, known=KNOWN) == household


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_a_case_written_again_says_the_same_word_for_word(case: Path) -> None:
    document = json.loads(case.read_text(encoding="utf-8"))
    assert write_household(read_household(document, today=TODAY)) == document


def test_the_date_is_today_when_absent() -> None:
    document = {"format": "caseapp.household/1", "people": [{"id": "a", "role": "applicant"}]}
    assert read_household(document, today=dt.date(2027, 1, 2)).date == dt.date(2027, 1, 2)


def test_absent_unknown_and_stated_are_three_things() -> None:
    home = read(housing={"rent": "unknown", "charges": 0}).housing
    assert home.tenure is NOT_STATED
    assert home.rent is UNKNOWN
    assert home.charges == Money(0)
    assert read(housing={"tenure": "homeless"}).housing.tenure is Tenure.HOMELESS


def test_cents_are_exact() -> None:
    assert resource(amount=555.6).amount == Money(55560)
    assert resource(amount=0.29).amount == Money(29)
    assert resource(amount=1e2).amount == Money(10000)


def test_a_resource_without_beginning_holds_since_before_any_month_that_counts() -> None:
    entry = resource(to="2026-09")
    assert (entry.first, entry.last) == (Month(2023, 10), Month(2026, 9))


def test_a_resource_without_end_holds_until_the_month_of_the_date() -> None:
    entry = resource(**{"from": "2026-01"})
    assert (entry.first, entry.last) == (Month(2026, 1), Month(2026, 11))


def test_a_resource_that_begins_after_the_date_is_one_month_long_at_least() -> None:
    entry = resource(**{"from": "2027-02"})
    assert (entry.first, entry.last) == (Month(2027, 2), Month(2027, 2))


def test_a_resource_that_ended_long_ago_is_kept() -> None:
    entry = resource(to="2020-05")
    assert (entry.first, entry.last) == (Month(2020, 5), Month(2020, 5))


def test_a_resource_of_one_month_overrides_what_was_said_before() -> None:
    entries = [{"kind": "wage", "amount": 900}, {"kind": "wage", "amount": 0, "month": "2026-10"}]
    people = [{"id": "a", "role": "applicant", "resources": entries}]
    resources = read(people=people).applicant.resources
    wages = [amount_in(resources, ResourceKind.WAGE, Month(2026, n)) for n in (9, 10, 11)]
    assert wages == [Money(90000), Money(0), Money(90000)]


def test_a_former_commune_is_accepted_as_part_of_the_new_one() -> None:
    document = {
        "format": "caseapp.household/1",
        "people": [{"id": "a", "role": "applicant"}],
        "housing": {"commune": "49092"},
    }
    assert read_household(document, today=TODAY, known=KNOWN).housing.commune == "49092"


def test_a_household_does_not_show_its_people_when_printed() -> None:
    people = [
        {
            "id": "a",
            "role": "applicant",
            "birth_date": "1990-02-14",
            "resources": [{"kind": "wage", "amount": 987.65}],
        }
    ]
    shown = repr(read(people=people))
    assert "1990" not in shown
    assert "98765" not in shown


def test_declared_facts_are_true_false_or_unknown() -> None:
    household = read(declared={"stable_home": True, "going_to_court": "unknown"})
    assert household.declared == (("going_to_court", UNKNOWN), ("stable_home", True))
    assert read_household(write_household(household), today=TODAY) == household


@pytest.mark.parametrize(
    ("declared", "path"),
    [
        ({"stable_home": "oui"}, "declared.stable_home"),
        ({"Stable home": True}, "declared.Stable home"),
        ({"stable_home": None}, "declared.stable_home"),
    ],
)
def test_a_declared_fact_at_fault_is_named(declared: dict[str, Any], path: str) -> None:
    with pytest.raises(InvalidHouseholdError) as refused:
        read(declared=declared)
    assert [fault.path for fault in refused.value.faults] == [path]
