"""How far a fact is from a condition, in words: « 34 € au-dessus du plafond de 1 225 €/mois »."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from caseapp.kernel import french
from caseapp.kernel.calendar import months_after
from caseapp.rules.conditions.grammar import Operator
from caseapp.rules.conditions.names import Kind

if TYPE_CHECKING:
    from datetime import date

    from caseapp.rules.conditions.knowledge import Known
    from caseapp.rules.conditions.names import FactName

_CEILINGS = {Operator.AT_MOST, Operator.LESS_THAN}
_STRICT = {Operator.MORE_THAN, Operator.LESS_THAN}
_SIDES = {Operator.MORE_THAN: "plus de ", Operator.LESS_THAN: "moins de "}
# not law but what is worth saying: a birthday further off, or further past, is no near miss
_COMING_MONTHS = 72
_PAST_MONTHS = 12


def near(name: FactName, operator: Operator, known: Known, bound: float, day: date) -> str:
    """Return the words of a comparison that is not met; empty where the value is not exact."""
    if not known.is_exact:
        return _at_least_so_far(name, operator, known, bound)
    match name.kind:
        case Kind.MONEY:
            return _amount(known.low - bound, bound, name.unit, operator)
        case Kind.AGE if known.since is not None:
            return _age(known.since, operator, bound, day)
        case Kind.YEARS if known.since is not None:
            return _years(known.since, operator, bound, name.unit, day)
        case Kind.NUMBER:
            return _count(known.low, bound, name.unit, operator)
        case _:
            return ""


def euros(amount: float) -> str:
    """Return « 1 225 € », with cents only where there are some."""
    cents = round(amount * 100)
    return f"{french.number(Decimal(cents) / 100, 2 if cents % 100 else 0)}{french.NO_BREAK}€"


def duration(months: int) -> str:
    """Return « 4 mois », « 2 ans », « 1 an et 3 mois »."""
    years, rest = divmod(months, 12)
    parts = [french.plural(years, "an")] if years else []
    if rest:
        parts.append(f"{rest}{french.NO_BREAK}mois")
    return " et ".join(parts)


def _amount(gap: float, bound: float, unit: str, operator: Operator) -> str:
    if not bound:
        return ""  # having some, or none, is no distance
    limit = euros(bound) + unit.removeprefix("€")
    if operator in _CEILINGS:
        if round(gap * 100) <= 0:
            return f"égal au plafond de {limit}"
        return f"{euros(gap)} au-dessus du plafond de {limit}"
    if round(gap * 100) >= 0:
        return f"égal au seuil de {limit}"
    return f"{euros(-gap)} au-dessous du seuil de {limit}"


def _at_least_so_far(name: FactName, operator: Operator, known: Known, bound: float) -> str:
    """Say how far over a ceiling what is known of an amount is already."""
    if name.kind is not Kind.MONEY or operator not in _CEILINGS or known.low <= bound:
        return ""
    return "au moins " + _amount(known.low - bound, bound, name.unit, operator)


def _birthday(operator: Operator, bound: float) -> int:
    """Return the age whose birthday makes or ends a condition on completed years."""
    return int(bound) + (1 if operator in {Operator.MORE_THAN, Operator.AT_MOST} else 0)


def _age(birth: date, operator: Operator, bound: float, day: date) -> str:
    age = _birthday(operator, bound)
    reached = months_after(birth, 12 * age)
    words = french.plural(age, "an")
    if operator in _CEILINGS:
        months = _months_between(reached, day)
        if months > _PAST_MONTHS:
            return ""
        past = duration(months) or "moins d'un mois"
        return f"{words} depuis {past}"
    if _months_between(day, reached) > _COMING_MONTHS:
        return ""
    return f"à {words}, dans {_wait(day, reached)}"


def _years(since: date, operator: Operator, bound: float, of: str, day: date) -> str:
    years = _birthday(operator, bound)
    reached = months_after(since, 12 * years)
    if operator in _CEILINGS:
        past = duration(_months_between(reached, day)) or "moins d'un mois"
        return f"{french.plural(years, 'an')} dépassés depuis {past}"
    months = _months_between(day, reached)
    if not months:
        return f"il manque moins d'un mois de {of}"
    return f"il manque {duration(months)} de {of}"


def _wait(day: date, reached: date) -> str:
    """Return how long until a day, in whole months begun; days when it is this close."""
    months = _months_between(day, reached)
    if months:
        return duration(months)
    return french.plural((reached - day).days, "jour")


def _months_between(first: date, last: date) -> int:
    """Return the whole months from one day to another."""
    months = (last.year - first.year) * 12 + last.month - first.month
    return max(0, months - (months_after(first, months) > last))


def _count(value: float, bound: float, unit: str, operator: Operator) -> str:
    gap = value - bound
    if operator in _STRICT:
        gap += 1 if operator is Operator.LESS_THAN else -1
    size = abs(gap)
    if not unit:
        side = _SIDES.get(operator, "")
        return f"{french.decimal(value)} au lieu de {side}{french.decimal(bound)}"
    words = french.plural(int(size), unit)
    return f"{words} de trop" if operator in _CEILINGS else f"il manque {words}"
