"""Households of the exchange format, built from a few words, for the tests of the engine."""

from __future__ import annotations

import datetime as dt
import itertools
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from caseapp.exchange.household import read_household

if TYPE_CHECKING:
    from caseapp.domain.estimate import Estimate, RightEstimate
    from caseapp.domain.household import Household

TODAY = dt.date(2026, 11, 23)
CASES = Path(__file__).parents[1] / "rules" / "cases"
_NUMBERS = itertools.count(1)
NANTES, PARIS_12 = "44109", "75112"


def case(name: str) -> dict[str, Any]:
    """Read one of the eight situations as a document."""
    document: dict[str, Any] = json.loads((CASES / f"{name}.json").read_text(encoding="utf-8"))
    return document


def person(role: str = "applicant", **facts: Any) -> dict[str, Any]:
    """Return a person; an adult is 36 and inactive unless said."""
    adult = {"birth_date": "1990-02-14", "activity": "inactive"}
    base: dict[str, Any] = adult if role in {"applicant", "partner"} else {}
    merged = {"id": role, "role": role, **base, **facts}
    return {name: value for name, value in merged.items() if value is not None}


def child(born: str | None, **facts: Any) -> dict[str, Any]:
    """Return a child, with an identifier of its own."""
    return person("child", **{"id": f"child {next(_NUMBERS)}", "birth_date": born, **facts})


def paid(
    kind: str, amount: object, first: str = "2023-10", last: str = "2026-11"
) -> dict[str, Any]:
    """Return a resource over a span of months."""
    return {"kind": kind, "amount": amount, "from": first, "to": last}


def rented(rent: object = 450, **facts: Any) -> dict[str, Any]:
    """Return an unfurnished flat in Nantes unless said."""
    home = {"tenure": "tenant_unfurnished", "commune": NANTES, "rent": rent, "charges": 40}
    return {name: value for name, value in {**home, **facts}.items() if value is not None}


def household(*people: dict[str, Any], **facts: Any) -> Household:
    """Return a household, hosted in Nantes unless said."""
    document: dict[str, Any] = {
        "format": "caseapp.household/1",
        "date": TODAY.isoformat(),
        "people": list(people) or [person()],
        "housing": {"tenure": "hosted", "commune": NANTES},
    }
    document.update(facts)
    return read_household(document, today=TODAY)


def euros(answer: RightEstimate) -> float:
    """Return the amount of a claim made now; an absent amount is zero."""
    assert answer.amount is None or answer.amount.min == answer.amount.max, answer
    return 0.0 if answer.amount is None else answer.amount.min.cents / 100


def span(answer: RightEstimate) -> tuple[float, float]:
    """Return the range of an amount."""
    assert answer.amount is not None, answer
    return answer.amount.min.cents / 100, answer.amount.max.cents / 100


def later(answer: RightEstimate) -> float:
    """Return the amount once the other rights are in payment."""
    return euros(answer) if answer.later is None else answer.later.min.cents / 100


def of(estimate: Estimate, right: str) -> float:
    """Return the amount of a right in an estimate."""
    return euros(estimate.of(right))
