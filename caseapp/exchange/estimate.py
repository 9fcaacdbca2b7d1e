"""The exchange format `caseapp.estimate/1`: an estimate out, and in again as it was.

To the format's fields it adds `variant` (« apl », « gratuite »…), the `label` of a missing fact
and the `link` of a step.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar

from caseapp.domain.deadline import Confidence
from caseapp.domain.estimate import (
    Budget,
    Condition,
    Estimate,
    MissingFact,
    Outcome,
    Period,
    Range,
    RightEstimate,
    Step,
)
from caseapp.exchange.household import euros_as_json, euros_from_json
from caseapp.kernel.calendar import Month
from caseapp.kernel.errors import CaseAppError

if TYPE_CHECKING:
    from collections.abc import Callable

FORMAT = "caseapp.estimate/1"

Json: TypeAlias = dict[str, Any]  # a JSON object, whose shape is the format's
T = TypeVar("T")
R = TypeVar("R")


class InvalidEstimateError(CaseAppError):
    """A document that is not an estimate this program wrote."""


def write_estimate(estimate: Estimate) -> Json:
    """Return the document of an estimate; reading it again gives an equal estimate."""
    return {
        "format": FORMAT,
        "date": estimate.date.isoformat(),
        "month": str(estimate.month),
        "engine": estimate.engine,
        "catalogue": estimate.catalogue,
        "rights": [_written_right(right) for right in estimate.rights],
        "budget": {
            "income": euros_as_json(estimate.budget.income),
            "rights": euros_as_json(estimate.budget.rights),
            "period": Period.MONTH.value,
        },
    }


def read_estimate(document: object) -> Estimate:
    """Read an estimate that this program wrote.

    Raises:
        InvalidEstimateError: the document is something else.
    """
    try:
        return _estimate(document)
    except (AttributeError, KeyError, TypeError, ValueError, ArithmeticError) as error:
        raise InvalidEstimateError(
            "Cette estimation enregistrée n'est pas lisible par cette version du programme."
        ) from error


def _written_right(right: RightEstimate) -> Json:
    return {
        "right": right.right,
        "outcome": right.outcome.value,
        "variant": right.variant,
        "amount": _or_null(right.amount, _written_range),
        "later": _or_null(right.later, _written_range),
        "received": _or_null(right.received, euros_as_json),
        "missing": [
            {
                "path": missing.path,
                "label": missing.label,
                "effect": _or_null(missing.effect, _written_range),
            }
            for missing in right.missing
        ],
        "assumed": list(right.assumed),
        "conditions": [
            {
                "text": condition.text,
                "met": condition.met,
                "source": condition.source,
                "near": condition.near,
            }
            for condition in right.conditions
        ],
        "steps": [
            {
                "label": step.label,
                "value": step.value,
                "unit": step.unit,
                "source": step.source,
                "link": step.link,
            }
            for step in right.steps
        ],
        "confidence": right.confidence.value,
        "notes": list(right.notes),
    }


def _written_range(amount: Range) -> Json:
    return {
        "min": euros_as_json(amount.min),
        "max": euros_as_json(amount.max),
        "period": amount.period.value,
    }


def _or_null(value: T | None, convert: Callable[[T], R]) -> R | None:
    return None if value is None else convert(value)


def _estimate(document: Any) -> Estimate:
    if document["format"] != FORMAT:
        raise ValueError("another format")
    budget = document["budget"]
    return Estimate(
        date=date.fromisoformat(document["date"]),
        month=Month.parse(document["month"]),
        engine=document["engine"],
        catalogue=document["catalogue"],
        rights=tuple(_right(right) for right in document["rights"]),
        budget=Budget(
            income=euros_from_json(budget["income"]), rights=euros_from_json(budget["rights"])
        ),
    )


def _right(document: Json) -> RightEstimate:
    return RightEstimate(
        right=document["right"],
        outcome=Outcome(document["outcome"]),
        amount=_or_null(document["amount"], _range),
        later=_or_null(document["later"], _range),
        received=_or_null(document["received"], euros_from_json),
        variant=document["variant"],
        missing=tuple(
            MissingFact(
                path=missing["path"],
                label=missing["label"],
                effect=_or_null(missing["effect"], _range),
            )
            for missing in document["missing"]
        ),
        assumed=tuple(document["assumed"]),
        conditions=tuple(Condition(**condition) for condition in document["conditions"]),
        steps=tuple(Step(**step) for step in document["steps"]),
        confidence=Confidence(document["confidence"]),
        notes=tuple(document["notes"]),
    )


def _range(document: Json) -> Range:
    return Range(
        min=euros_from_json(document["min"]),
        max=euros_from_json(document["max"]),
        period=Period(document["period"]),
    )
