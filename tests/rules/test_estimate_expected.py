"""The eight situations, within one euro of what they are known to give."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from caseapp.exchange.household import read_household
from tests.support.households import CASES, TODAY, case, euros, later

if TYPE_CHECKING:
    from caseapp.rules.openfisca.estimator import Estimator

EXPECTED = json.loads((CASES / "expected.json").read_text(encoding="utf-8"))
KINDS = {"free": "gratuite", "contribution": "avec participation"}


@pytest.mark.parametrize("name", sorted(EXPECTED["cases"]))
def test_a_known_situation_gives_its_known_results(name: str, estimator: Estimator) -> None:
    estimate = estimator.estimate(read_household(case(name), today=TODAY))

    for key, expected in EXPECTED["cases"][name]["expected"].items():
        right, _, which = key.partition(".")
        answer = estimate.of(right)
        if right == "c2s":
            assert answer.variant == KINDS[expected]
            continue
        amount = later(answer) if which == "later" else euros(answer)
        assert amount == pytest.approx(expected, abs=EXPECTED["tolerance_eur_per_month"]), key
