"""Households that others published, with the amounts they published, at their own date.

They stand in `cases/published/`, each with its source. Where what is expected is not what was
published, the entry says why.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from caseapp.domain.estimate import Outcome
from caseapp.exchange.household import FORMAT, read_household
from tests.support.households import TODAY, household, of, paid, person, rented

if TYPE_CHECKING:
    from caseapp.domain.estimate import RightEstimate
    from caseapp.rules.openfisca.estimator import Estimator

FILES = sorted(Path(__file__).with_name("cases").joinpath("published").glob("*.yaml"))
WITHIN = 1.0  # €, unless the source publishes to another precision


@cache
def _cases() -> dict[tuple[str, str], dict[str, Any]]:
    found = {}
    for file in FILES:
        for name, case in yaml.safe_load(file.read_text("utf-8")).items():
            found[file.stem, name] = case
    return found


def _amount(answer: RightEstimate) -> tuple[float, float]:
    if answer.amount is None:
        return 0.0, 0.0
    return answer.amount.min.cents / 100, answer.amount.max.cents / 100


@pytest.mark.parametrize(("file", "name"), _cases())
def test_a_published_household_gives_its_published_amount(
    file: str, name: str, estimator: Estimator
) -> None:
    case = _cases()[file, name]
    known = read_household({"format": FORMAT, **case["household"]}, today=TODAY)

    estimate = estimator.estimate(known)

    for right, expected in case["expected"].items():
        answer = estimate.of(right)
        if isinstance(expected, str):
            assert expected in {answer.variant, answer.outcome.value}
            continue
        least, most = _amount(answer)
        margin = case.get("within", WITHIN)
        assert (least, most) == pytest.approx((expected, expected), abs=margin), right
        assert (answer.outcome is Outcome.NO) is (expected == 0), right


def test_a_household_says_where_it_was_published_and_why_another_amount_is_held() -> None:
    for key, case in _cases().items():
        assert case["source"]["where"], key
        assert case["source"]["case"], key
        published = case.get("published", case["expected"])
        assert ("why" in case) is (published != case["expected"]), key


@pytest.mark.parametrize("tenure", ["tenant_unfurnished", "tenant_furnished"])
def test_the_agreement_of_a_private_landlord_takes_no_rent_reduction_off(
    tenure: str, estimator: Estimator
) -> None:
    def aid(**home: Any) -> float:
        return of(estimator.estimate(household(person(), housing=rented(**home))), "aide_logement")

    private, agreed = aid(tenure=tenure), aid(tenure=tenure, state_agreement=True)

    assert agreed == pytest.approx(private, abs=1)
    assert aid(tenure="tenant_social") < private - 30


def test_who_pays_the_host_is_not_lodged_for_nothing(estimator: Estimator) -> None:
    def c2s(tenure: str) -> str:
        worker = person(activity="employed", resources=[paid("wage", 850)])
        home = household(worker, housing={"tenure": tenure, "commune": "44109"})
        return estimator.estimate(home).of("c2s").variant

    assert (c2s("hosted_paying"), c2s("hosted")) == ("gratuite", "avec participation")
