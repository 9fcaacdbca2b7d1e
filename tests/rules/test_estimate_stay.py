"""Nationality and residence: checked for every right, those where the model ignores them too."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from caseapp.domain.estimate import Outcome
from tests.support.households import child, household, paid, person, rented

if TYPE_CHECKING:
    from caseapp.domain.estimate import Estimate
    from caseapp.rules.openfisca.estimator import Estimator

OLD_PERMIT = {"nationality": "other", "residence_permit_since": "2010-01-01"}
NEW_PERMIT = {"nationality": "other", "residence_permit_since": "2025-06-01"}
ASYLUM = {"nationality": "other", "protection": "asylum_seeker"}
NO_PERMIT = {"nationality": "other"}
REFUGEE = {"nationality": "other", "protection": "refugee"}
FAMILY = (
    "aide_logement", "aah", "mva", "allocations_familiales", "paje_allocation_base", "aeeh", "ars",
)  # fmt: skip
STAY, FIVE, TEN = "Séjour régulier", "depuis au moins 5 ans", "depuis au moins 10 ans"


def family(estimator: Estimator, stay: dict[str, Any]) -> Estimate:
    """Answer for a couple whose every right of FAMILY is open but for the stay."""
    disabled = person(disability_rate="80_plus", **stay)
    children = [child("2015-01-01", disability_rate="80_plus"), child("2018-01-01"),
                child("2025-01-01")]  # fmt: skip
    home = household(disabled, person("partner", **stay), *children, housing=rented())
    return estimator.estimate(home)


def unmet(estimate: Estimate, right: str) -> list[str]:
    return [c.text for c in estimate.of(right).conditions if c.met is False]


@pytest.mark.parametrize("right", FAMILY)
@pytest.mark.parametrize(
    ("stay", "outcome"),
    [
        ({}, Outcome.LIKELY),
        (OLD_PERMIT, Outcome.LIKELY),
        (NEW_PERMIT, Outcome.LIKELY),
        (REFUGEE, Outcome.LIKELY),
        (NO_PERMIT, Outcome.TO_CHECK),
        (ASYLUM, Outcome.NO),
    ],
)
def test_the_rights_that_the_model_gives_to_all_ask_for_a_regular_stay(
    estimator: Estimator, right: str, stay: dict[str, Any], outcome: Outcome
) -> None:
    estimate = family(estimator, stay)

    assert estimate.of(right).outcome is outcome
    refused = unmet(estimate, right)
    assert (outcome is Outcome.NO) == any(text.startswith(STAY) for text in refused)


@pytest.mark.parametrize(
    ("right", "facts", "needed"),
    [
        ("rsa", {}, FIVE),
        ("prime_activite", {"activity": "employed", "resources": [paid("wage", 900)]}, FIVE),
        ("aspa", {"birth_date": "1955-01-01"}, TEN),
        ("asi", {"resources": [paid("invalidity_pension", 300)]}, TEN),
    ],
)
def test_a_permit_too_recent_is_the_only_condition_that_fails(
    estimator: Estimator, right: str, facts: dict[str, Any], needed: str
) -> None:
    french, recent, seeker = (
        estimator.estimate(household(person(**facts, **stay))) for stay in ({}, NEW_PERMIT, ASYLUM)
    )

    assert french.of(right).outcome is not Outcome.NO
    for estimate in (recent, seeker):
        assert estimate.of(right).outcome is Outcome.NO
        refused = unmet(estimate, right)
        assert len(refused) == 1
        assert needed in refused[0]


@pytest.mark.parametrize(
    ("stay", "outcome"),
    [
        ({}, Outcome.LIKELY),
        (NEW_PERMIT, Outcome.LIKELY),
        (NO_PERMIT, Outcome.TO_CHECK),
        (ASYLUM, Outcome.TO_CHECK),
    ],
)
def test_the_c2s_asks_for_a_stay(
    estimator: Estimator, stay: dict[str, Any], outcome: Outcome
) -> None:
    assert estimator.estimate(household(person(**stay))).of("c2s").outcome is outcome


def test_what_rests_on_an_old_scale_is_to_be_checked_and_says_why(estimator: Estimator) -> None:
    asi = estimator.estimate(household(person(resources=[paid("invalidity_pension", 300)])))

    assert asi.of("asi").outcome is Outcome.TO_CHECK
    assert any("avril 2026" in note for note in asi.of("asi").notes)


@pytest.mark.parametrize(
    ("wage", "outcome", "variant"),
    [
        (700, Outcome.LIKELY, "gratuite"),
        (790, Outcome.TO_CHECK, "avec participation"),  # 10 418 €, over 10 339 € by under 3 %
        (900, Outcome.LIKELY, "avec participation"),
        (1090, Outcome.TO_CHECK, ""),  # 14 018 €, over 13 957 € by under 3 %
        (1200, Outcome.NO, ""),
    ],
)
def test_the_c2s_just_over_a_ceiling_of_last_year_is_to_be_checked(
    estimator: Estimator, wage: int, outcome: Outcome, variant: str
) -> None:
    worker = person(activity="employed", resources=[paid("wage", wage)])

    answer = estimator.estimate(household(worker, housing=rented())).of("c2s")

    assert (answer.outcome, answer.variant) == (outcome, variant)
