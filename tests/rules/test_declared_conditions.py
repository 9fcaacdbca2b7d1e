"""Every condition of every right that a test judges: met by one household, failed by another.

The household that meets them stands in `cases/declared_rights_*.yaml`; the one that fails comes
from the condition itself. A right that is added without a household, or with a condition that
nothing makes fail, fails here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from pydantic import TypeAdapter

from caseapp.domain.deadline import Confidence
from caseapp.domain.estimate import Outcome
from caseapp.kernel.typography import typeset
from caseapp.rules.catalogue_loader import load_catalogue
from caseapp.rules.conditions.grammar import Test as Grammar
from tests.support.declared import answer_in, home_of
from tests.support.flips import changed, subjects, ways

if TYPE_CHECKING:
    from caseapp.domain.estimate import RightEstimate
    from caseapp.rules.catalogue import DeclaredCondition

CATALOGUE = load_catalogue()
TESTED = [
    (right.code, condition)
    for right in CATALOGUE.all()
    for condition in right.conditions
    if condition.test is not None
]
# « Aucune condition de ressources »: told beside the others, it is true of every household.
ALWAYS = TypeAdapter[Any](Grammar).validate_python({"fact": "people", "at_least": 1})
FLIPPED = [(code, condition) for code, condition in TESTED if condition.test != ALWAYS]


def _named(value: object) -> str:
    return value if isinstance(value, str) else str(getattr(value, "text", value))[:40]


def _met(answered: RightEstimate, condition: DeclaredCondition) -> bool | None:
    return next(c.met for c in answered.conditions if c.text == typeset(condition.text))


@pytest.mark.parametrize(("code", "condition"), TESTED, ids=_named)
def test_the_household_of_a_right_meets_each_of_its_conditions(
    code: str, condition: DeclaredCondition
) -> None:
    met = _met(answer_in(code, home_of(code)), condition)

    assert met is True or (met is None and condition.judged)


@pytest.mark.parametrize(("code", "condition"), FLIPPED, ids=_named)
def test_each_condition_of_a_right_can_fail_and_is_then_told(
    code: str, condition: DeclaredCondition
) -> None:
    assert condition.test is not None
    home, own = home_of(code), subjects(condition.test)
    others = {
        typeset(other.text)
        for right, other in TESTED
        if right == code and other.test is not None and not subjects(other.test) & own
    }

    for edits in ways(condition.test, met=False):
        answered = answer_in(code, changed(home, edits))
        failed = {c.text for c in answered.conditions if c.met is False}
        if _met(answered, condition) is False and not failed & others:
            break
    else:
        pytest.fail(f"nothing makes this condition fail alone: {condition.text}")

    if answered.outcome is not Outcome.NO:
        assert answered.outcome is Outcome.TO_CHECK
        assert answered.confidence is Confidence.LOW, "a condition that fails refuses the right"
