"""Reads the facts of the household as a whole: how many, where, with what."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from caseapp.domain.facts import NOT_STATED, UNKNOWN, NoFact
from caseapp.domain.household import Role, Tenure
from caseapp.kernel.calendar import age_on, territory_of
from caseapp.kernel.money import Money
from caseapp.rules.conditions.knowledge import NOTHING, Known, number
from caseapp.rules.conditions.means import YEAR, all_resources, quarter
from caseapp.rules.conditions.names import TERRITORIES
from caseapp.rules.conditions.thresholds import load_declared_thresholds

if TYPE_CHECKING:
    from collections.abc import Callable

    from caseapp.domain.household import Household

_LONG_CODES = ("97", "98")  # overseas, a department is three characters
_INCOME = "tax.reference_income."


def _children_ages(household: Household, pick: Callable[..., float]) -> Known:
    lows, highs, missing, births = [], [], [], []
    for index, person in enumerate(household.people):
        if person.role is not Role.CHILD:
            continue
        if isinstance(person.birth_date, NoFact):
            lows.append(0.0)
            highs.append(math.inf)
            missing.append(f"people[{index}].birth_date")
        else:
            age = float(age_on(person.birth_date, household.date))
            lows.append(age)
            highs.append(age)
            births.append(person.birth_date)
    if not lows:
        return NOTHING
    since = None
    if not missing:
        since = min(births) if pick is max else max(births)
    return Known(low=pick(lows), high=pick(highs), missing=tuple(missing), since=since)


def _people(household: Household) -> Known:
    return number(len(household.people))


def _children(household: Household) -> Known:
    return number(len(household.children))


def _is_couple(household: Household) -> Known:
    return Known(word=household.partner is not None)


def _is_lone_parent(household: Household) -> Known:
    return Known(word=household.partner is None and bool(household.children))


def _couple(household: Household) -> Known:
    if household.partner is None:
        return NOTHING
    return _word(household.couple, "couple")


def _word(value: object, path: str) -> Known:
    return Known(missing=(path,)) if isinstance(value, NoFact) else Known(word=str(value))


def _tenure(household: Household) -> Known:
    return _word(household.housing.tenure, "housing.tenure")


def _rent(household: Household) -> Known:
    housing = household.housing
    if isinstance(housing.rent, Money):
        return number(float(housing.rent.in_euros))
    pays_none = isinstance(housing.tenure, Tenure) and not housing.tenure.is_rented
    if housing.rent is NOT_STATED and pays_none:
        return number(0, assumed=("housing.rent",))
    return Known(low=0, missing=("housing.rent",))


def _money(value: Money | NoFact, path: str) -> Known:
    """Return an amount that is nothing where it was never stated."""
    if isinstance(value, Money):
        return number(float(value.in_euros))
    if value is NOT_STATED:
        return number(0, assumed=(path,))
    return Known(low=0, missing=(path,))


def _charges(household: Household) -> Known:
    return _money(household.housing.charges, "housing.charges")


def _flag(name: str) -> Callable[[Household], Known]:
    def read(household: Household) -> Known:
        value, path = getattr(household.housing, name), f"housing.{name}"
        if value is NOT_STATED:
            return Known(word=False, assumed=(path,))
        return Known(missing=(path,)) if value is UNKNOWN else Known(word=bool(value))

    return read


def _place(told: Callable[[str], str]) -> Callable[[Household], Known]:
    def read(household: Household) -> Known:
        code = household.housing.commune
        if isinstance(code, NoFact):
            return Known(missing=("housing.commune",))
        return Known(word=told(code))

    return read


def _department(code: str) -> str:
    return code[:3] if code.startswith(_LONG_CODES) else code[:2]


def _income(household: Household, latest: int, other: int) -> Known:
    """Return the reference income of a year, or of another where the first was not stated."""
    stated = dict(household.tax.reference_income)
    for years_ago in (latest, other):
        year = household.date.year - years_ago
        amount = stated.get(year, NOT_STATED)
        if isinstance(amount, Money):
            return number(float(amount.in_euros))
        if amount is UNKNOWN:
            return Known(low=0, missing=(f"{_INCOME}{year}",))
    return Known(low=0, missing=(f"{_INCOME}{household.date.year - latest}",))


def _reference_income(household: Household) -> Known:
    return _income(household, 2, 1)


def _latest_reference_income(household: Household) -> Known:
    return _income(household, 1, 2)


def _per_unit(household: Household) -> Known:
    units = load_declared_thresholds()["consumption_units"].of(len(household.people))
    income = _income(household, 2, 1)
    return Known(low=income.low / units, high=income.high / units, missing=income.missing)


def _monthly(household: Household) -> Known:
    months = quarter()
    found = all_resources(household, months)
    return Known(
        low=found.low / len(months),
        high=found.high / len(months),
        missing=found.missing,
        note=found.note,
    )


def _yearly(household: Household) -> Known:
    return all_resources(household, YEAR)


def _both(household: Household, one: str, other: str) -> Known:
    parts = [_money(getattr(household.savings, n), f"savings.{n}") for n in (one, other)]
    return Known(
        low=sum(part.low for part in parts),
        high=sum(part.high for part in parts),
        missing=tuple(path for part in parts for path in part.missing),
        assumed=tuple(path for part in parts for path in part.assumed),
    )


HOME: dict[str, Callable[[Household], Known]] = {
    "people": _people,
    "children": _children,
    "youngest_child_age": lambda household: _children_ages(household, min),
    "oldest_child_age": lambda household: _children_ages(household, max),
    "is_couple": _is_couple,
    "is_lone_parent": _is_lone_parent,
    "couple": _couple,
    "tenure": _tenure,
    "rent": _rent,
    "charges": _charges,
    "state_agreement": _flag("state_agreement"),
    "flat_share": _flag("flat_share"),
    "landlord_is_family": _flag("landlord_is_family"),
    "commune": _place(str),
    "department": _place(_department),
    "territory": _place(lambda code: TERRITORIES[territory_of(code)]),
    "reference_income": _reference_income,
    "latest_reference_income": _latest_reference_income,
    "reference_income_per_unit": _per_unit,
    "monthly_resources": _monthly,
    "yearly_resources": _yearly,
    "financial_savings": lambda household: _both(household, "non_taxable", "taxable"),
    "property": lambda household: _both(household, "rented_property", "unrented_property"),
}
