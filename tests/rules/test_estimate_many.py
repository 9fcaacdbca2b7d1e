"""Many households at once: the same answers as one by one, whatever stands beside them."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from benchmarks.families import family
from caseapp.domain.estimate import Estimate
from caseapp.exchange.household import read_household
from caseapp.kernel.money import Money
from caseapp.rules.openfisca import evaluation
from tests.support.cases import CASES
from tests.support.households import TODAY, euros, household, later, paid, person, rented

if TYPE_CHECKING:
    from caseapp.domain.household import Household
    from caseapp.rules.openfisca.estimator import Estimator

RANGE = (0, 400, 900, 1500)
IN_JUNE = date(2026, 6, 9)


def cases() -> list[Household]:
    """Return the eight situations."""
    texts = (path.read_text(encoding="utf-8") for path in CASES)
    return [read_household(json.loads(text), today=TODAY) for text in texts]


def families(*numbers: int, **facts: Any) -> list[Household]:
    """Return invented households."""
    return [read_household(family(number, **facts), today=TODAY) for number in numbers]


@pytest.fixture(scope="module")
def households() -> list[Household]:
    """Households of all kinds: known, partly unknown, of two months."""
    return [
        *cases(),
        *families(*range(30)),
        *families(*range(100, 108), unknown=0.08),
        *families(*range(200, 206), day=IN_JUNE),
        household(),
    ]


@pytest.fixture(scope="module")
def alone(estimator: Estimator, households: list[Household]) -> list[Estimate]:
    """What is said of each of them alone."""
    return [estimator.estimate(one) for one in households]


def test_they_are_answered_together_as_one_by_one(
    estimator: Estimator, households: list[Household], alone: list[Estimate]
) -> None:
    assert list(estimator.estimate_many(households)) == alone


def test_their_order_changes_nothing(
    estimator: Estimator, households: list[Household], alone: list[Estimate]
) -> None:
    order = [*range(0, len(households), 2), *range(1, len(households), 2)][::-1]
    answers = estimator.estimate_many([households[number] for number in order])
    assert list(answers) == [alone[number] for number in order]


@pytest.mark.parametrize("people", [1, 9])
def test_where_a_simulation_ends_changes_nothing(
    estimator: Estimator,
    households: list[Household],
    alone: list[Estimate],
    people: int,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(evaluation, "MOST_PEOPLE", people)
    some = slice(4, 24)
    assert list(estimator.estimate_many(households[some])) == alone[some]


def test_a_tax_notice_beside_a_household_without_one_is_not_mixed_up(
    estimator: Estimator,
) -> None:
    without = cases()[6]
    rich = replace(
        without, tax=replace(without.tax, reference_income=((2024, Money.euros(90_000)),))
    )
    together = list(estimator.estimate_many([without, rich, without]))
    assert together == [estimator.estimate(one) for one in (without, rich, without)]
    assert together[0] != together[1]


def test_a_right_in_payment_is_that_of_the_household_that_has_it(estimator: Estimator) -> None:
    def disabled(**facts: Any) -> Household:
        return household(person(disability_rate="80_plus"), housing=rented(), **facts)

    received = [{"right": "aah", "amount": 700, "from": "2025-01", "to": "2026-11"}]
    both = [disabled(), disabled(received=received)]
    new, paid_already = estimator.estimate_many(both)
    assert isinstance(new, Estimate)
    assert isinstance(paid_already, Estimate)
    assert [new, paid_already] == [estimator.estimate(one) for one in both]
    assert new.of("rsa").amount != paid_already.of("rsa").amount


def test_one_that_cannot_be_computed_does_not_end_the_others(estimator: Estimator) -> None:
    good = household(person(resources=[paid("wage", 700)]), housing=rented())
    broken = replace(good, people=(replace(good.applicant, activity="Zorglub"),))  # type: ignore[arg-type]
    first, error, last = estimator.estimate_many([good, broken, good])
    assert first == last == estimator.estimate(good)
    assert isinstance(error, KeyError)


def test_an_error_that_stands_for_a_household_comes_back_in_its_place(
    estimator: Estimator,
) -> None:
    unreadable = ValueError("unreadable")
    answers = list(estimator.estimate_many([unreadable, cases()[0]]))
    assert answers[0] is unreadable
    assert isinstance(answers[1], Estimate)


def test_there_may_be_nobody(estimator: Estimator) -> None:
    assert list(estimator.estimate_many([])) == []


def test_amounts_alone_are_those_that_the_answers_show(estimator: Estimator) -> None:
    asked = [household(person(resources=[paid("wage", wage)]), housing=rented()) for wage in RANGE]
    (found,) = estimator.amounts(asked)
    for number, one in enumerate(asked):
        estimate = estimator.estimate(one)
        for code in ("rsa", "prime_activite", "aide_logement"):
            assert euros(estimate.of(code)) == pytest.approx(
                found.new.amounts[code][number], abs=0.01
            )
            assert later(estimate.of(code)) == pytest.approx(
                found.later.amounts[code][number], abs=0.01
            )


def test_amounts_come_by_chunks(estimator: Estimator, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = cases()
    (whole,) = estimator.amounts(asked)
    monkeypatch.setattr(evaluation, "MOST_PEOPLE", 4)
    parts = [list(found.new.amounts["rsa"]) for found in estimator.amounts(asked)]
    assert len(parts) > 2
    assert [amount for part in parts for amount in part] == list(whole.new.amounts["rsa"])
