"""What a household lives on by wage: each point is what an estimate says of that wage."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from benchmarks.families import family
from caseapp.domain.estimate import Period
from caseapp.exchange.household import read_household
from caseapp.kernel.money import ZERO, Money
from caseapp.rules.openfisca import evaluation
from caseapp.rules.parameters import load_plausible
from tests.support.households import TODAY, child, household, later, paid, person, rented

if TYPE_CHECKING:
    from collections.abc import Iterator

    from caseapp.domain.estimate import Estimate
    from caseapp.rules.openfisca.estimator import Estimator


def test_a_point_is_the_estimate_of_somebody_who_always_had_that_wage(
    estimator: Estimator,
) -> None:
    def family(*resources: dict[str, object]) -> dict[str, object]:
        return person(activity="employed", resources=list(resources))

    children = (
        child("2016-05-02", other_parent="does_not_pay"),
        child("2019-01-20", other_parent="does_not_pay"),
    )
    home = {"housing": rented(), "single_since": "2023-02-01"}
    asked = household(family(paid("wage", 512)), *children, **home)
    wages = (ZERO, Money.euros(900), Money.euros(1600))
    curve = estimator.curve(asked, wages)
    assert curve.present == Money.euros(512)
    for wage, point in zip(wages, curve.points, strict=True):
        euros = wage.cents // 100
        alone = estimator.estimate(
            household(family(paid("wage", euros)) if wage else family(), *children, **home)
        )
        expected = {
            code: Money(round(later(alone.of(code)) * 100))
            for code in ("rsa", "prime_activite", "aide_logement", "allocations_familiales", "asf")
        }
        assert dict(point.rights) == {code: amount for code, amount in expected.items() if amount}
        assert point.wage == wage
        assert point.income == wage + Money.total(expected.values())


def test_a_refused_right_counts_for_nothing(estimator: Estimator) -> None:
    asylum = person(nationality="other", protection="asylum_seeker")
    point = estimator.curve(household(asylum, housing=rented()), [ZERO]).points[0]
    assert point.rights == ()
    assert point.income == ZERO


@pytest.mark.parametrize("number", range(0, 40, 3))
def test_each_point_of_an_invented_household_is_its_estimate_with_that_wage(
    estimator: Estimator, number: int
) -> None:
    wages = [ZERO, Money.euros(650), Money.euros(1480)]
    curve = estimator.curve(read_household(family(number), today=TODAY), wages)
    for point in curve.points:
        estimate = estimator.estimate(read_household(earning(number, point.wage), today=TODAY))
        expected = dict(paid_each_month(estimate))
        assert dict(point.rights).keys() >= expected.keys()
        for code, (least, most) in expected.items():
            assert least <= dict(point.rights)[code] <= most
        assert point.income == estimate.budget.income + Money.total(a for _, a in point.rights)


def earning(number: int, wage: Money) -> dict[str, Any]:
    """Return an invented household whose applicant has had this wage for three years."""
    document = family(number)
    applicant = document["people"][0]
    others = [entry for entry in applicant["resources"] if entry["kind"] != "wage"]
    applicant["resources"] = [*others, *([paid("wage", wage.cents // 100)] if wage else [])]
    return document


def paid_each_month(estimate: Estimate) -> Iterator[tuple[str, tuple[Money, Money]]]:
    """Yield the ends of what each right comes to once all are in payment, where it is due."""
    for right in estimate.rights:
        span = right.later or right.amount
        if span is not None and span.period is Period.MONTH and span.min:
            yield right.right, (span.min, span.max)


def test_what_nobody_knows_takes_its_central_value(estimator: Estimator) -> None:
    unknown = household(person(), housing=rented("unknown"))
    rent = load_plausible().rents[0]
    known = household(person(), housing=rented(rent))
    wages = [ZERO, Money.euros(1000)]
    assert estimator.curve(unknown, wages) == estimator.curve(known, wages)


def test_the_unknown_wage_of_today_is_the_central_one(estimator: Estimator) -> None:
    asked = household(person(resources=[paid("wage", "unknown")]))
    central = Money.euros(load_plausible().resources["wage"][0])
    assert estimator.curve(asked, [ZERO]).present == central


def test_a_curve_may_be_longer_than_a_simulation(
    estimator: Estimator, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = household(person(), housing=rented())
    wages = [Money.euros(step * 100) for step in range(8)]
    whole = estimator.curve(asked, wages)
    monkeypatch.setattr(evaluation, "MOST_PEOPLE", 3)
    assert estimator.curve(asked, wages) == whole
