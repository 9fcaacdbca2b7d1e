"""Odd but legal families: an answer is always given, and never without its reasons."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from caseapp.domain.estimate import Estimate, Outcome
from tests.support.households import child, household, of, paid, person, rented

if TYPE_CHECKING:
    from caseapp.domain.household import Household
    from caseapp.rules.openfisca.estimator import Estimator

WORKER: dict[str, Any] = {
    "activity": "employed",
    "resources": [paid("wage", 900, "2023-10", "2026-11")],
}
FAMILIES: dict[str, tuple[list[dict[str, Any]], dict[str, Any]]] = {
    "two other adults and a young cousin": (
        [
            person(),
            person("other", id="b", birth_date="1950-01-01"),
            person("other", id="c", birth_date="1980-01-01"),
            person("other", id="d", birth_date="2012-01-01"),
        ],
        {},
    ),
    "an applicant of 17": ([person(birth_date="2009-03-01", activity="pupil")], {}),
    "a child without a birth date": ([person(), child(None)], {}),
    "twelve children": ([person(), *[child(f"20{n}-02-01") for n in range(10, 22)]], {}),
    "a partner about whom nothing is known": ([person(), {"id": "p", "role": "partner"}], {}),
    "somebody of 104": ([person(birth_date="1922-01-01", activity="retired")], {}),
    "in January": ([person(**WORKER), child("2018-01-01")], {"date": "2026-01-15"}),
    "in June 2025": ([person(**WORKER), child("2018-01-01")], {"date": "2025-06-10"}),
    "in a leap February": ([person(**WORKER)], {"date": "2024-02-29"}),
    "twins": ([person(), child("2025-05-05"), child("2025-05-05")], {}),
    "two students": (
        [
            person(activity="student", birth_date="2003-01-01"),
            person("partner", activity="student", birth_date="2004-01-01"),
        ],
        {},
    ),
    "a pregnant partner": ([person(), person("partner", pregnant_due="2027-03-01")], {}),
    "a child in care": ([person(), child("2015-01-01", placed=True)], {}),
    "a child of 24 who earns a living": (
        [person(), child("2002-06-01", activity="employed", resources=[paid("wage", 1400)])],
        {},
    ),
    "a child of 27": ([person(), child("1999-06-01")], {}),
    "a child born this month": ([person(), child("2026-11-20")], {}),
    "overlapping spans of a right": (
        [person()],
        {
            "received": [
                {"right": "rsa", "amount": 500, "from": "2025-01", "to": "2026-11"},
                {"right": "rsa", "amount": "unknown", "from": "2026-05", "to": "2026-11"},
            ]
        },
    ),
    "a right that is not computed in payment": (
        [person()],
        {"received": [{"right": "prepare", "amount": 450, "from": "2026-01", "to": "2026-11"}]},
    ),
    "nothing known at all": ([{"id": "a", "role": "applicant"}], {"housing": {}}),
}


def build(name: str) -> Household:
    people, facts = FAMILIES[name]
    return household(*people, **facts)


@pytest.mark.parametrize("name", list(FAMILIES))
def test_every_right_is_answered_with_its_reasons(name: str, estimator: Estimator) -> None:
    estimate: Estimate = estimator.estimate(build(name))

    for answer in estimate.rights:
        unmet = [condition for condition in answer.conditions if condition.met is False]
        assert bool(unmet) is (answer.outcome is Outcome.NO), answer
        if answer.amount is not None:
            assert answer.amount.min <= answer.amount.max
        if answer.outcome is Outcome.LIKELY and answer.amount is not None:
            assert answer.amount.min == answer.amount.max


def test_a_child_born_this_month_opens_family_benefits_from_the_next_one(
    estimator: Estimator,
) -> None:
    parents = [person(), person("partner", birth_date="1991-01-01")]
    newborn = household(*parents, child("2026-11-20"), child("2024-11-20"))

    answer = estimator.estimate(newborn).of("allocations_familiales")

    assert answer.outcome is Outcome.LIKELY
    assert any("mois suivant" in note for note in answer.notes)


def test_other_adults_do_not_enter_the_household_of_the_caf(estimator: Estimator) -> None:
    alone = estimator.estimate(household())
    with_others = estimator.estimate(
        household(person(), person("other", id="b", birth_date="1980-01-01"))
    )

    assert of(with_others, "rsa") == of(alone, "rsa")


def test_an_allowance_listed_among_the_rights_counts_as_an_income(estimator: Estimator) -> None:
    received = [{"right": "are", "amount": 400, "from": "2025-01", "to": "2026-11"}]
    seeker = person(activity="job_seeker", worked_5_years_in_10=False)

    as_right = estimator.estimate(household(seeker, received=received))
    income = person(
        activity="job_seeker",
        worked_5_years_in_10=False,
        resources=[paid("unemployment", 400, "2025-01")],
    )

    assert of(as_right, "rsa") == of(estimator.estimate(household(income)), "rsa")


KINDS = (
    "wage", "unemployment", "pension", "invalidity_pension", "sickness_benefit",
    "maternity_benefit", "work_accident_benefit", "work_accident_annuity", "self_employed_profit",
    "micro_turnover_sales", "micro_turnover_services", "micro_turnover_liberal",
    "alimony_received", "alimony_paid", "training_pay", "internship_pay", "scholarship", "rents",
    "capital_income", "partial_activity", "other",
)  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_resource_changes_some_right(kind: str, estimator: Estimator) -> None:
    base = [paid("wage", 600)] if kind in {"alimony_paid", "scholarship"} else []
    activity = "student" if kind == "scholarship" else "inactive"

    def answers(*resources: dict[str, Any]) -> list[object]:
        applicant = person(
            activity=activity, resources=[*base, *resources], birth_date="2000-01-01"
        )
        estimate = estimator.estimate(household(applicant, housing=rented(500)))
        return [(a.outcome, a.amount, a.later, a.variant, a.steps) for a in estimate.rights]

    assert answers(paid(kind, 300)) != answers()


HOUSE_FACTS: tuple[dict[str, Any], ...] = (
    {"housing": rented(tenure="tenant_furnished")},
    {"housing": rented(tenure="hosted_paying", rent=None)},
    {"housing": rented(commune="75112")},
    {"housing": rented(state_agreement=True)},
    {"housing": rented(flat_share=True)},
    {"housing": rented(landlord_is_family=True)},
    {"housing": rented(moved_in="2026-11-02")},
    {"savings": {"non_taxable": 20000}},
    {"savings": {"taxable": 31000, "non_taxable": 100}},
    {"savings": {"unrented_property": 50000, "non_taxable": 5000}},
    {"savings": {"rented_property": 50000, "non_taxable": 5000}},
    {"tax": {"reference_income": {"2024": 90000}}},
    {"single_since": "2026-06-01"},
)


@pytest.mark.parametrize("facts", HOUSE_FACTS, ids=str)
def test_every_fact_of_the_household_changes_some_answer(
    facts: dict[str, Any], estimator: Estimator
) -> None:
    people = [person(), child("2017-01-01", other_parent="pays")]

    def answers(extra: dict[str, Any]) -> list[object]:
        estimate = estimator.estimate(household(*people, **{"housing": rented(), **extra}))
        return [
            (a.outcome, a.amount, a.later, a.notes, a.assumed, a.steps) for a in estimate.rights
        ]

    assert answers(facts) != answers({})
