"""What the program and the engine's process say to each other, one line of JSON each.

    → {"household": {…}}                            ← one line
    → {"households": [{…}, …]}                      ← one line for each, in order
    → {"households": […], "catalogue": {…}}         ← the same, every right of it answered
    → {"curve": {"household": {…}, "wages": […]}}   ← one line
    → {"scales": "2026-11-23"}                      ← one line

A line of answer is `{"estimate": {…}}`, `{"curve": {…}}`, `{"scales": […]}` or
`{"failed": "KeyError, income.py:42"}`.
Estimates and households are in the exchange formats; amounts of a curve are in cents.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

from caseapp.domain.curve import CurvePoint, IncomeCurve
from caseapp.exchange.freshness import read_dated_fact
from caseapp.exchange.household import write_household
from caseapp.kernel.money import Money

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from caseapp.domain.freshness import DatedFact
    from caseapp.domain.household import Household

Json: TypeAlias = dict[str, Any]

OUT_OF_MEMORY = "out of memory"  # instead of where a calculation failed: it is no fault of ours

_BEFORE, _AFTER = b'{"estimate": ', b"}\n"  # of a line that holds an estimate


def ask_one(household: Household) -> Json:
    """Return the question for one estimate."""
    return {"household": write_household(household)}


def ask_many(households: Sequence[Household], catalogue: Json | None) -> Json:
    """Return the question for several estimates: the model's, or for every right of a catalogue."""
    question: Json = {"households": [write_household(household) for household in households]}
    if catalogue is not None:
        question["catalogue"] = catalogue
    return question


def ask_curve(household: Household, wages: Sequence[Money]) -> Json:
    """Return the question for a curve."""
    cents = [wage.cents for wage in wages]
    return {"curve": {"household": write_household(household), "wages": cents}}


def ask_scales(on: date) -> Json:
    """Return the question for the values of the model."""
    return {"scales": on.isoformat()}


def text_of_estimate(line: bytes) -> str | None:
    """Return the text of the estimate that a line of answer holds; None where it holds none."""
    if line.startswith(_BEFORE) and line.endswith(_AFTER):
        return line[len(_BEFORE) : -len(_AFTER)].decode("ascii")
    return None


def read_scales(said: Any) -> tuple[DatedFact, ...]:
    """Read the values of the model."""
    return tuple(read_dated_fact(document) for document in said)


def write_curve(curve: IncomeCurve) -> Json:
    """Return a curve as the engine's process says it."""
    return {
        "present": curve.present.cents,
        "points": [
            {
                "wage": point.wage.cents,
                "income": point.income.cents,
                "rights": {code: amount.cents for code, amount in point.rights},
            }
            for point in curve.points
        ],
    }


def read_curve(said: Any) -> IncomeCurve:
    """Read what `write_curve` wrote.

    Raises:
        AttributeError: it is something else.
        KeyError: it is something else.
        TypeError: it is something else.
    """
    return IncomeCurve(
        present=Money(said["present"]),
        points=tuple(
            CurvePoint(
                wage=Money(point["wage"]),
                income=Money(point["income"]),
                rights=tuple((code, Money(cents)) for code, cents in point["rights"].items()),
            )
            for point in said["points"]
        ),
    )
