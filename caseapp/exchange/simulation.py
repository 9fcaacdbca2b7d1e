"""What is kept of a simulation: changes, months and curve, out and in again as they were.

Not a format others read: it stays in the base, beside the households and estimates in theirs.
A fact that was not stated is `null`, one that nobody knows « unknown », an amount euros.
"""

from __future__ import annotations

from dataclasses import fields
from datetime import date
from enum import Enum
from typing import TYPE_CHECKING, Any, TypeAlias

from caseapp.domain.curve import CurvePoint, IncomeCurve
from caseapp.domain.facts import NOT_STATED, UNKNOWN
from caseapp.domain.household import (
    Activity,
    Couple,
    DisabilityRate,
    Nationality,
    OtherParent,
    Protection,
    Schooling,
    Tenure,
)
from caseapp.domain.scenario import (
    ChildBorn,
    ChildLeaves,
    DisabilityRecognised,
    FactEdited,
    JobLost,
    Moved,
    NewWage,
    PaidRight,
    PartnerComes,
    PathMonth,
    Retired,
    Separated,
    Tried,
    Variant,
)
from caseapp.exchange.estimate import read_estimate, write_estimate
from caseapp.exchange.household import (
    euros_as_json,
    euros_from_json,
    read_household,
    write_household,
)
from caseapp.kernel.calendar import Month
from caseapp.kernel.errors import CaseAppError
from caseapp.kernel.money import Money

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from caseapp.domain.scenario import Change

Json: TypeAlias = dict[str, Any]

_KINDS: dict[str, type[Change]] = {
    "job": NewWage,
    "job_loss": JobLost,
    "separation": Separated,
    "partner": PartnerComes,
    "birth": ChildBorn,
    "child_leaves": ChildLeaves,
    "move": Moved,
    "retirement": Retired,
    "disability": DisabilityRecognised,
    "fact": FactEdited,
}
_NAMES = {kind: name for name, kind in _KINDS.items()}
_ENUMS: dict[str, type[Enum]] = {
    kind.__name__: kind
    for kind in (
        Activity,
        Couple,
        DisabilityRate,
        Nationality,
        OtherParent,
        Protection,
        Schooling,
        Tenure,
    )
}


class InvalidSimulationError(CaseAppError):
    """A document that is not a simulation this program wrote."""


def write_tried(tried: Tried) -> Json:
    """Return the document of a variant with its answer; reading it again gives an equal one."""
    return {
        "name": tried.variant.name,
        "changes": [_written_change(change) for change in tried.variant.changes],
        "household": write_household(tried.household),
        "estimate": write_estimate(tried.estimate),
        "months": write_months(tried.months),
    }


def read_tried(document: Any, *, today: date) -> Tried:
    """Read a variant with its answer.

    Raises:
        InvalidSimulationError: the document is something else.
    """
    try:
        return Tried(
            variant=Variant(
                name=document["name"],
                changes=tuple(_change(change) for change in document["changes"]),
            ),
            household=read_household(document["household"], today=today),
            estimate=read_estimate(document["estimate"]),
            months=read_months(document["months"]),
        )
    except (AttributeError, KeyError, TypeError, ValueError, ArithmeticError) as error:
        raise InvalidSimulationError(
            "Cette simulation enregistrée n'est pas lisible par cette version du programme."
        ) from error


def write_months(months: Iterable[PathMonth]) -> list[Json]:
    """Return the document of months to come."""
    return [
        {
            "month": str(month.month),
            "income": euros_as_json(month.income),
            "rights": [
                {
                    "right": paid.right,
                    "least": euros_as_json(paid.least),
                    "most": euros_as_json(paid.most),
                    "likely": paid.is_likely,
                }
                for paid in month.rights
            ],
        }
        for month in months
    ]


def read_months(documents: Iterable[Json]) -> tuple[PathMonth, ...]:
    """Read months to come."""
    return tuple(
        PathMonth(
            month=Month.parse(document["month"]),
            income=euros_from_json(document["income"]),
            rights=tuple(
                PaidRight(
                    right=paid["right"],
                    least=euros_from_json(paid["least"]),
                    most=euros_from_json(paid["most"]),
                    is_likely=paid["likely"],
                )
                for paid in document["rights"]
            ),
        )
        for document in documents
    )


def write_curve(curve: IncomeCurve | None) -> Json | None:
    """Return the document of a curve."""
    if curve is None:
        return None
    return {
        "present": euros_as_json(curve.present),
        "points": [
            {
                "wage": euros_as_json(point.wage),
                "income": euros_as_json(point.income),
                "rights": {right: euros_as_json(amount) for right, amount in point.rights},
            }
            for point in curve.points
        ],
    }


def read_curve(document: Json | None) -> IncomeCurve | None:
    """Read a curve."""
    if document is None:
        return None
    return IncomeCurve(
        present=euros_from_json(document["present"]),
        points=tuple(
            CurvePoint(
                wage=euros_from_json(point["wage"]),
                income=euros_from_json(point["income"]),
                rights=tuple((code, euros_from_json(a)) for code, a in point["rights"].items()),
            )
            for point in document["points"]
        ),
    )


def _written_change(change: Change) -> Json:
    values = {field.name: _json(getattr(change, field.name)) for field in fields(change)}
    return {"change": _NAMES[type(change)], **values}


def _change(document: Json) -> Change:
    kind = _KINDS[document["change"]]
    values: Json = {field.name: _fact(document[field.name]) for field in fields(kind)}
    return kind(**values)


def _json(value: Any) -> Any:
    """Return a value that says of what kind it is, where JSON alone would not."""
    if value is NOT_STATED:
        return None
    if value is UNKNOWN:
        return {"unknown": True}
    if isinstance(value, Enum):
        return {type(value).__name__: value.value}
    for kind, (tag, write, _read) in _TAGS.items():
        if isinstance(value, kind):
            return {tag: write(value)}
    return value


def _fact(document: Any) -> Any:
    if document is None:
        return NOT_STATED
    if not isinstance(document, dict):
        return document
    ((tag, value),) = document.items()
    if tag == "unknown":
        return UNKNOWN
    return _ENUMS[tag](value) if tag in _ENUMS else _READERS[tag](value)


_TAGS: dict[type, tuple[str, Callable[[Any], object], Callable[[Any], object]]] = {
    Money: ("euros", euros_as_json, euros_from_json),
    Month: ("month", str, Month.parse),
    date: ("day", date.isoformat, date.fromisoformat),
}
_READERS = {tag: read for tag, _write, read in _TAGS.values()}
