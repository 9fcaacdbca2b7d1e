"""Many households at once: the same answers as one by one, whatever stands beside them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from caseapp.exchange.household import read_household
from tests.support.cases import CASES
from tests.support.households import TODAY

if TYPE_CHECKING:
    from caseapp.domain.household import Household
    from caseapp.rules.openfisca.estimator import Estimator


def cases() -> list[Household]:
    """Return the eight situations."""
    texts = (path.read_text(encoding="utf-8") for path in CASES)
    return [read_household(json.loads(text), today=TODAY) for text in texts]


def test_the_eight_situations_are_answered_together_as_one_by_one(estimator: Estimator) -> None:
    households = cases()
    together = list(estimator.estimate_many(households))
    assert together == [estimator.estimate(household) for household in households]
