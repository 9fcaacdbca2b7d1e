"""The exchange format `caseapp.household/1`: what is known of a household, in and out.

Where an entry of resources has no `from`, it holds since the first month that any calculation
looks at (37 months before the month of the date); where it has no `to`, until the month of the
date. What is written always states both, so that a document read again says the same.
"""

from __future__ import annotations

from dataclasses import fields
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar

from caseapp.domain.facts import NOT_STATED, UNKNOWN
from caseapp.domain.household import (
    Household,
    Housing,
    Person,
    ReceivedRight,
    Resource,
    Savings,
    TaxNotice,
)
from caseapp.exchange.checks import Known, check_between_fields
from caseapp.exchange.faults import Fault, InvalidHouseholdError
from caseapp.exchange.fields import UNKNOWN_WORD
from caseapp.exchange.shape import check_shape
from caseapp.kernel.calendar import Month
from caseapp.kernel.money import Money

if TYPE_CHECKING:
    from pydantic import BaseModel

    from caseapp.exchange.schema import HouseholdPart, PersonPart, SpanPart

__all__ = [
    "FORMAT",
    "Fault",
    "InvalidHouseholdError",
    "Known",
    "read_household",
    "write_household",
]

FORMAT = "caseapp.household/1"
MONTHS_BACK = 37  # the oldest month a calculation looks at: incomes of the year N-3 begin there
_NOTHING_KNOWN = Known()

Json: TypeAlias = dict[str, Any]  # a JSON object, whose shape is the format's
P = TypeVar("P", Person, Housing, Savings)


def read_household(document: object, *, today: date, known: Known = _NOTHING_KNOWN) -> Household:
    """Read a document; the communes and rights it names are checked against what is known.

    Raises:
        InvalidHouseholdError: the document is at fault; all its faults are listed.
    """
    part, faults = check_shape(document)
    if part is None:
        raise InvalidHouseholdError(faults)
    on = part.date or today
    faults += check_between_fields(part, on, today, known)
    if faults:
        raise InvalidHouseholdError(faults)
    return _household(part, on)


def _household(part: HouseholdPart, on: date) -> Household:
    month = Month.of(on)
    return Household(
        date=on,
        people=tuple(_person(person, month) for person in part.people),
        couple=part.couple,
        single_since=part.single_since,
        housing=_same_fields(Housing, part.housing),
        tax=TaxNotice(
            reference_income=tuple((int(y), a) for y, a in part.tax.reference_income.items()),
            shares=part.tax.shares,
        ),
        savings=_same_fields(Savings, part.savings),
        received=tuple(
            ReceivedRight(right=r.right, amount=r.amount, **_span(r, month)) for r in part.received
        ),
        declared=tuple(sorted(part.declared.items())),
    )


def _person(part: PersonPart, month: Month) -> Person:
    resources = tuple(
        Resource(kind=r.kind, amount=r.amount, **_span(r, month)) for r in part.resources
    )
    return _same_fields(Person, part, resources=resources)


def _same_fields(kind: type[P], part: BaseModel, **others: object) -> P:
    values: Json = {f.name: getattr(part, f.name) for f in fields(kind) if f.name not in others}
    return kind(**{**values, **others})


def _span(part: SpanPart, month: Month) -> dict[str, Month]:
    if part.month is not None:
        return {"first": part.month, "last": part.month}
    since = month.plus(-MONTHS_BACK)
    first = part.first or min(since, part.last or since)
    return {"first": first, "last": part.last or max(month, first)}


def read_kept_household(document: object, *, today: date) -> Household:
    """Read a document that the program kept itself; what its dates say of each other is not judged.

    It was written under the clock of its day, which may have been wrong.

    Raises:
        InvalidHouseholdError: it is no such document.
    """
    part, faults = check_shape(document)
    if part is None:
        raise InvalidHouseholdError(faults)
    return _household(part, part.date or today)


def write_household(household: Household) -> Json:
    """Return the document of a household; reading it again gives an equal household."""
    document: Json = {
        "format": FORMAT,
        "date": household.date.isoformat(),
        "people": [_written_person(person) for person in household.people],
    }
    _put(document, "couple", household.couple)
    _put(document, "single_since", household.single_since)
    _put_part(document, "housing", _written(household.housing))
    _put_part(document, "tax", _written_tax(household.tax))
    _put_part(document, "savings", _written(household.savings))
    if household.received:
        document["received"] = [
            {"right": received.right, **_written_span(received)} for received in household.received
        ]
    declared: Json = {}
    for key, fact in household.declared:
        _put(declared, key, fact)
    _put_part(document, "declared", declared)
    return document


def _written_person(person: Person) -> Json:
    document = _written(person, but=("resources",))
    if person.resources:
        document["resources"] = [
            {"kind": resource.kind.value, **_written_span(resource)}
            for resource in person.resources
        ]
    return document


def _written_tax(tax: TaxNotice) -> Json:
    document: Json = {}
    incomes: Json = {}
    for year, amount in tax.reference_income:
        _put(incomes, str(year), amount)
    _put_part(document, "reference_income", incomes)
    _put(document, "shares", tax.shares)
    return document


def _written_span(entry: Resource | ReceivedRight) -> Json:
    return {
        "amount": _json(entry.amount),
        "from": str(entry.first),
        "to": str(entry.last),
    }


def _written(part: Person | Housing | Savings, but: tuple[str, ...] = ()) -> Json:
    document: Json = {}
    for field in fields(part):
        if field.name not in but:
            _put(document, field.name, getattr(part, field.name))
    return document


def _put(document: Json, name: str, fact: object) -> None:
    if fact is not NOT_STATED:
        document[name] = _json(fact)


def _put_part(document: Json, name: str, part: Json) -> None:
    if part:
        document[name] = part


def _json(value: object) -> object:
    if value is UNKNOWN:
        return UNKNOWN_WORD
    if isinstance(value, Money):
        return euros_as_json(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value.value if isinstance(value, Enum) else value


def euros_as_json(amount: Money) -> int | float:
    """Return an amount as a JSON number of euros, with at most two decimals."""
    euros = amount.in_euros
    return int(euros) if euros == euros.to_integral_value() else float(euros)


def euros_from_json(number: object) -> Money:
    """Return the amount of a JSON number of euros that this program wrote.

    Raises:
        TypeError: this is not a number.
    """
    if isinstance(number, bool) or not isinstance(number, int | float | Decimal):
        raise TypeError(f"{type(number).__name__} is not an amount")
    return Money.euros(Decimal(str(number)))
