"""Unknown facts become ranges, and the ones that change most come first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from caseapp.domain.estimate import Outcome
from tests.support.households import child, household, paid, person, rented, span

if TYPE_CHECKING:
    from caseapp.domain.estimate import RightEstimate
    from caseapp.rules.openfisca.estimator import Estimator


def paths(answer: RightEstimate) -> list[str]:
    return [fact.path for fact in answer.missing]


def test_an_unknown_rent_gives_a_range_with_its_effect(estimator: Estimator) -> None:
    answer = estimator.estimate(household(housing=rented("unknown"))).of("aide_logement")

    low, high = span(answer)
    assert answer.outcome is Outcome.TO_CHECK
    assert low < 308 <= high
    assert paths(answer) == ["housing.rent"]
    assert answer.missing[0].label == "Loyer sans les charges"
    assert answer.missing[0].effect == answer.amount


def test_an_absent_needed_fact_is_unknown(estimator: Estimator) -> None:
    answer = estimator.estimate(household(housing=rented(None))).of("aide_logement")

    assert paths(answer) == ["housing.rent"]


def test_an_unknown_wage_is_named_with_its_month(estimator: Estimator) -> None:
    wages = [paid("wage", 500), {"kind": "wage", "amount": "unknown", "month": "2026-08"}]
    worker = person(activity="employed", resources=wages)

    answer = estimator.estimate(household(worker)).of("prime_activite")

    assert answer.outcome is Outcome.TO_CHECK
    assert [fact.label for fact in answer.missing] == ["Salaire d'août 2026 (personne suivie)"]


def test_a_month_that_no_right_reads_is_not_asked_for_that_right(estimator: Estimator) -> None:
    wages = [paid("wage", 500), {"kind": "wage", "amount": "unknown", "month": "2026-03"}]
    worker = person(activity="employed", resources=wages)

    estimate = estimator.estimate(household(worker, housing=rented()))

    assert paths(estimate.of("rsa")) == []
    assert estimate.of("rsa").outcome is not Outcome.TO_CHECK


def test_the_most_decisive_fact_comes_first(estimator: Estimator) -> None:
    unknown = person(disability_rate="unknown", activity="employed", resources=[paid("wage", 300)])

    answer = estimator.estimate(household(unknown, housing=rented("unknown"))).of("rsa")

    effects = [fact.effect for fact in answer.missing if fact.effect is not None]
    swings = [effect.max.cents - effect.min.cents for effect in effects]
    assert swings == sorted(swings, reverse=True)


def test_the_range_of_several_unknown_facts_holds_each_single_answer(estimator: Estimator) -> None:
    facts: list[dict[str, Any]] = [
        {"rent": rent, "wage": wage} for rent in (300, 900) for wage in (300, 1480)
    ]
    unknown = person(activity="employed", resources=[paid("wage", "unknown")])
    estimate = estimator.estimate(household(unknown, housing=rented("unknown")))

    for known in facts:
        worker = person(activity="employed", resources=[paid("wage", known["wage"])])
        answer = estimator.estimate(household(worker, housing=rented(known["rent"])))
        for code in ("prime_activite", "aide_logement", "rsa"):
            low, high = span(estimate.of(code))
            amount = span(answer.of(code))[0]
            assert low - 0.01 <= amount <= high + 0.01, (code, known)


def test_many_unknown_facts_still_give_ranges_that_hold_their_corners(estimator: Estimator) -> None:
    unknown = {"id": "a", "role": "applicant", "resources": [paid("wage", "unknown")]}
    other = {"id": "c", "role": "child"}
    estimate = estimator.estimate(household(unknown, other, housing={}))

    alone = person(birth_date="1986-05-01", activity="employed", resources=[paid("wage", 300)])
    homeless = household(
        alone,
        child("2019-05-01", other_parent="pays"),
        housing={"tenure": "homeless", "commune": "44109"},
    )
    low, high = span(estimate.of("rsa"))
    assert low <= span(estimator.estimate(homeless).of("rsa"))[0] <= high


def test_a_known_fact_asks_for_nothing(estimator: Estimator) -> None:
    known = person(worked_5_years_in_10=True, worked_2_years_in_3=True)

    estimate = estimator.estimate(household(known, housing=rented()))

    assert not any(answer.missing for answer in estimate.rights)


@pytest.mark.parametrize(
    ("fact", "right"),
    [
        ({"birth_date": None}, "aspa"),
        ({"birth_date": "unknown"}, "aspa"),
        ({"activity": None}, "rsa"),
        ({"disability_rate": "unknown"}, "aah"),
        ({"pregnant_due": "unknown"}, "prime_naissance_adoption"),
        ({"nationality": "unknown"}, "rsa"),
    ],
)
def test_an_unknown_fact_of_a_person_leaves_to_check_the_right_that_it_decides(
    estimator: Estimator, fact: dict[str, Any], right: str
) -> None:
    answer = estimator.estimate(household(person(**fact))).of(right)

    assert answer.outcome is Outcome.TO_CHECK
    assert f"people[0].{next(iter(fact))}" in paths(answer)


@pytest.mark.parametrize(
    "home", [{}, {"tenure": "unknown"}, {"commune": "unknown", "tenure": "unknown"}]
)
def test_an_unknown_home_leaves_housing_aid_to_check(
    estimator: Estimator, home: dict[str, Any]
) -> None:
    answer = estimator.estimate(household(housing=home)).of("aide_logement")

    assert answer.outcome is Outcome.TO_CHECK
    assert {"housing.tenure", "housing.commune", "housing.rent"} <= set(paths(answer))


def test_resources_that_do_not_reach_year_n_2_are_asked_when_they_decide(
    estimator: Estimator,
) -> None:
    parents = [
        person(activity="employed", resources=[paid("wage", 2600, "2026-01")]),
        person("partner", activity="employed", resources=[paid("wage", 2600, "2026-01")]),
    ]
    home = household(*parents, child("2018-01-01"))

    assert paths(estimator.estimate(home).of("ars")) == ["tax.reference_income.2024"]
    declared = household(*parents, child("2018-01-01"), tax={"reference_income": {"2024": 9870}})
    assert estimator.estimate(declared).of("ars").outcome is Outcome.LIKELY


def test_a_right_in_payment_of_an_unknown_amount_gives_a_range(estimator: Estimator) -> None:
    def prime(received: list[dict[str, Any]]) -> RightEstimate:
        parent = person(activity="employed", resources=[paid("wage", 900)])
        home = household(
            parent, child("2018-01-01", other_parent="pays"), housing=rented(), received=received
        )
        return estimator.estimate(home).of("prime_activite")

    def aid(amount: object) -> list[dict[str, Any]]:
        return [{"right": "aide_logement", "amount": amount, "from": "2025-01", "to": "2026-11"}]

    unknown = prime(aid("unknown"))
    assert paths(unknown) == ["received[0].amount"]
    assert unknown.missing[0].label.endswith("aide au logement")
    assert span(unknown)[0] == span(prime(aid(397)))[0]
    assert span(unknown)[1] == pytest.approx(span(prime([]))[0], abs=0.1)
