"""As `test_declared_rights_a`, for the rights of `cases/declared_rights_b.yaml`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from caseapp.domain.estimate import Outcome, RightEstimate
from tests.support.declared import answer, merged
from tests.support.households import span

Situation = dict[str, Any]

RIGHTS: dict[str, Situation] = yaml.safe_load(
    Path(__file__).with_name("cases").joinpath("declared_rights_b.yaml").read_text("utf-8")
)
NOT_MET = [
    (code, flip["change"], flip["fails"])
    for code, case in RIGHTS.items()
    for flip in case.get("not_met", ())
]
UNKNOWN = [
    (code, flip["change"], flip["missing"])
    for code, case in RIGHTS.items()
    for flip in case.get("unknown", ())
]


def _answer(code: str, change: Situation | None = None) -> RightEstimate:
    computed = {name: Outcome(word) for name, word in RIGHTS[code].get("computed", {}).items()}
    return answer(code, merged(RIGHTS[code]["situation"], change or {}), **computed)


def _failing(answered: RightEstimate) -> list[str]:
    plain = str.maketrans({"\u00a0": " ", "\u202f": " ", "\u2019": "'"})
    return [c.text.translate(plain) for c in answered.conditions if c.met is False]


@pytest.mark.parametrize("code", RIGHTS)
def test_a_household_that_meets_the_conditions(code: str) -> None:
    answered = _answer(code)
    assert (answered.outcome, _failing(answered)) == (Outcome(RIGHTS[code]["outcome"]), [])


@pytest.mark.parametrize(("code", "change", "words"), NOT_MET)
def test_one_condition_that_fails_is_named(code: str, change: Situation, words: str) -> None:
    answered = _answer(code, change)
    assert answered.outcome is Outcome.NO
    assert any(words in text for text in _failing(answered)), _failing(answered)


@pytest.mark.parametrize(("code", "change", "path"), UNKNOWN)
def test_a_fact_that_nobody_knows_is_asked_for(code: str, change: Situation, path: str) -> None:
    answered = _answer(code, change)
    assert answered.outcome is Outcome.TO_CHECK
    assert path in [missing.path for missing in answered.missing]


@pytest.mark.parametrize(
    ("tenure", "euros"), [("homeless", (426, 426)), ("institution", (204, 426))]
)
def test_the_allowance_of_asylum_depends_on_the_place_offered(
    tenure: str, euros: tuple[float, float]
) -> None:
    assert span(_answer("ada", {"housing": {"tenure": tenure}})) == euros


def test_a_doubtful_campaign_is_never_a_refusal() -> None:
    child = {"id": "c", "role": "child", "birth_date": "2018-01-01"}
    answered = _answer("pass_sport", {"others": [child]})
    assert answered.outcome is Outcome.TO_CHECK


def test_nobody_is_asked_about_violence_on_a_screen_that_is_shared() -> None:
    answered = _answer("aide_urgence_violences")
    assert answered.outcome is Outcome.NOT_COMPUTED
    assert len(answered.conditions) == 3
    assert answered.missing == ()
