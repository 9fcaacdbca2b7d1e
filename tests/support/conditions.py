"""Small catalogues and households for the declared conditions of rights."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import yaml

from caseapp.domain.deadline import Confidence
from caseapp.domain.estimate import Budget, Estimate, Outcome, RightEstimate
from caseapp.exchange.household import read_household
from caseapp.kernel.calendar import Month
from caseapp.kernel.money import ZERO
from caseapp.rules.catalogue_loader import Catalogue
from caseapp.rules.every_right import answer_every_right

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from caseapp.domain.household import Household

DAY = dt.date(2026, 11, 24)
_RIGHT: dict[str, Any] = {
    "name": "Aide de la commune",
    "short_name": "Aide",
    "family": "budget",
    "agency": "CCAS",
    "free": True,
    "computed": False,
    "checked_on": "2026-11-24",
    "legal_basis": [{"article": "Règlement du CCAS, art. 3"}],
    "channel": {"place": "Guichet du CCAS"},
    "pieces": [],
    "steps": [],
    "opening": None,
    "silence": None,
    "sources": [],
    "confidence": {},
}


def write_right(folder: Path, code: str, conditions: Sequence[Any], **more: Any) -> None:
    """Write the file of a right, whose conditions have high confidence unless they say else."""
    document = {
        **_RIGHT,
        "code": code,
        "confidence": {"conditions": "high"},
        "conditions": list(conditions),
        **more,
    }
    (folder / f"{code}.yaml").write_text(yaml.safe_dump(document, allow_unicode=True), "utf-8")


def conditions_of(*tests: Any, **more: Any) -> list[dict[str, Any]]:
    """Return a condition for each test."""
    return [{"text": f"Condition {n}", "test": test, **more} for n, test in enumerate(tests, 1)]


def household(*others: dict[str, Any], **more: Any) -> Household:
    """Return a household of the applicant, 45 years old, and others; `applicant` adds facts."""
    first = {
        "id": "a",
        "role": "applicant",
        "birth_date": "1981-05-14",
        **more.pop("applicant", {}),
    }
    people = [first, *({"id": f"p{n}", **other} for n, other in enumerate(others))]
    document = {"format": "caseapp.household/1", "date": DAY.isoformat(), "people": people, **more}
    return read_household(document, today=DAY)


def estimate(*answers: RightEstimate) -> Estimate:
    """Return what the model answered."""
    return Estimate(
        date=DAY,
        month=Month.of(DAY),
        engine="model",
        catalogue="2026-11-24",
        rights=answers,
        budget=Budget(income=ZERO, rights=ZERO),
    )


def model_answer(code: str, outcome: Outcome) -> RightEstimate:
    """Return an answer of the model."""
    return RightEstimate(
        right=code,
        outcome=outcome,
        amount=None,
        later=None,
        received=None,
        confidence=Confidence.HIGH,
    )


def answer(
    folder: Path, home: Household, *model: RightEstimate, code: str = "aide"
) -> RightEstimate:
    """Return the answer for a right of a catalogue in a folder."""
    return answer_every_right(estimate(*model), home, Catalogue(folder)).of(code)
