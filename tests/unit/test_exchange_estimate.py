from __future__ import annotations

import copy
import datetime as dt
import json
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings

from caseapp.domain.deadline import Confidence
from caseapp.domain.estimate import Budget, Estimate, Outcome, Period, Range, RightEstimate
from caseapp.exchange.estimate import InvalidEstimateError, read_estimate, write_estimate
from caseapp.kernel.calendar import Month
from caseapp.kernel.money import Money
from tests.support.random_households import estimates

if TYPE_CHECKING:
    from typing import Any

ESTIMATE = Estimate(
    date=dt.date(2026, 11, 23),
    month=Month(2026, 11),
    engine="OpenFisca-France 176.1.8",
    catalogue="2026-11-20",
    rights=(
        RightEstimate(
            right="rsa",
            outcome=Outcome.LIKELY,
            amount=Range(min=Money(57349), max=Money(57349), period=Period.MONTH),
            later=None,
            received=None,
            confidence=Confidence.HIGH,
        ),
    ),
    budget=Budget(income=Money(0), rights=Money(57349)),
)


@given(estimate=estimates)
@settings(deadline=None, max_examples=100, suppress_health_check=[HealthCheck.too_slow])
def test_an_estimate_written_then_read_is_the_same(estimate: Estimate) -> None:
    text = json.dumps(write_estimate(estimate), allow_nan=False)
    assert read_estimate(json.loads(text)) == estimate


def test_an_estimate_is_written_as_the_format_says() -> None:
    document = write_estimate(ESTIMATE)
    assert document["format"] == "caseapp.estimate/1"
    assert document["rights"][0]["amount"] == {"min": 573.49, "max": 573.49, "period": "month"}
    assert document["budget"] == {"income": 0, "rights": 573.49, "period": "month"}


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("format", "caseapp.household/1"),
        ("month", "2026-13"),
        ("rights", None),
        ("rights", [{}]),
        ("budget", []),
        ("budget", {"income": "x", "rights": 1}),
    ],
)
def test_what_is_not_an_estimate_is_refused_with_a_sentence(field: str, value: object) -> None:
    document: dict[str, Any] = copy.deepcopy(write_estimate(ESTIMATE))
    document[field] = value
    with pytest.raises(InvalidEstimateError, match="n'est pas lisible"):
        read_estimate(document)
    with pytest.raises(InvalidEstimateError):
        read_estimate([document])
