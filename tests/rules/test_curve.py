"""What a household lives on by wage: each point is what an estimate says of that wage."""

from __future__ import annotations

from typing import TYPE_CHECKING

from caseapp.kernel.money import ZERO, Money
from tests.support.households import child, household, later, paid, person, rented

if TYPE_CHECKING:
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
