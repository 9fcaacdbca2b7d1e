"""Households whose rights are answered from declared conditions alone, without the engine."""

from __future__ import annotations

import copy
from functools import cache
from typing import TYPE_CHECKING, Any

import yaml

from caseapp.domain.deadline import Confidence
from caseapp.domain.estimate import Budget, Estimate, Outcome, RightEstimate
from caseapp.kernel.calendar import Month
from caseapp.kernel.money import ZERO
from caseapp.rules.catalogue_loader import load_catalogue
from caseapp.rules.every_right import answer_every_right
from tests.support.households import CASES, TODAY, household, person

if TYPE_CHECKING:
    from collections.abc import Mapping


COMPUTED = "computed"  # the outcomes of the rights that the engine answers, in a situation
FILES = ("declared_rights_a", "declared_rights_b", "declared_rights_first")


@cache
def situations() -> dict[str, dict[str, Any]]:
    """Return, by right, the household that meets its conditions, as `cases/` states it."""
    found: dict[str, dict[str, Any]] = {}
    for name in FILES:
        found |= yaml.safe_load((CASES / f"{name}.yaml").read_text("utf-8"))
    return found


def home_of(code: str) -> dict[str, Any]:
    """Return a copy of the household that meets the conditions of a right, to be changed."""
    case = situations()[code]
    return {**copy.deepcopy(case["situation"]), COMPUTED: dict(case.get(COMPUTED, {}))}


def answer_in(code: str, situation: Mapping[str, Any]) -> RightEstimate:
    """Return the answer for one right in a situation that tells the engine's outcomes too."""
    facts = dict(situation)
    computed = {name: Outcome(word) for name, word in facts.pop(COMPUTED, {}).items()}
    return answer(code, facts, **computed)


def answer(code: str, situation: Mapping[str, Any], **computed: Outcome) -> RightEstimate:
    """Return the answer for one right; `computed` are the engine's outcomes for other rights."""
    facts = dict(situation)
    people = [person(**facts.pop("applicant", {})), *facts.pop("others", [])]
    known = household(*people, **facts)
    rights = tuple(_engine_answer(right, computed) for right in load_catalogue().codes())
    estimate = Estimate(
        date=TODAY,
        month=Month(TODAY.year, TODAY.month),
        engine="",
        catalogue="",
        rights=rights,
        budget=Budget(income=ZERO, rights=ZERO),
    )
    return answer_every_right(estimate, known, load_catalogue()).of(code)


def merged(situation: Mapping[str, Any], change: Mapping[str, Any]) -> dict[str, Any]:
    """Return a situation with some facts replaced; an answer None is an answer nobody gave."""
    result = dict(situation)
    for key, value in change.items():
        if isinstance(value, dict) and key != "received":
            facts = {**situation.get(key, {}), **value}
            result[key] = {name: fact for name, fact in facts.items() if fact is not None}
        else:
            result[key] = value
    return result


def _engine_answer(code: str, computed: Mapping[str, Outcome]) -> RightEstimate:
    return RightEstimate(
        right=code,
        outcome=computed.get(code, Outcome.NOT_COMPUTED),
        amount=None,
        later=None,
        received=None,
        confidence=Confidence.HIGH,
    )
