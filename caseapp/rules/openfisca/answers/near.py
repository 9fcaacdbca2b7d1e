"""How far a household is from a condition, in words: a ceiling, an age, the years of a permit."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from caseapp.domain.facts import NoFact
from caseapp.kernel import french
from caseapp.kernel.calendar import Month, months_after
from caseapp.kernel.money import Money
from caseapp.rules.openfisca.answers.step_values import value_of
from caseapp.rules.openfisca.answers.steps import row_of
from caseapp.rules.openfisca.words import typeset
from caseapp.rules.parameters import StepRole, load_steps

if TYPE_CHECKING:
    from collections.abc import Iterable

    from caseapp.domain.household import Person
    from caseapp.rules.openfisca.answers.case import Case
    from caseapp.rules.parameters import StepLine

# not law but what is worth saying: a date further off, or a ceiling further up, is not near
_FAR_YEARS = 6
_CLOSE_SHARE = 0.1
_IN_YEARS = 24  # months from which years are said


def at_age(case: Case, people: Iterable[Person], years: int) -> str:
    """Return « à 65 ans, dans 4 mois (le 14 mars 2027) » of whoever gets there first."""
    days = [
        birthday
        for person in people
        if isinstance(person.birth_date, dt.date)
        and (birthday := months_after(person.birth_date, 12 * years)) > case.month.first_day
    ]
    return _when(case, f"à {french.plural(years, 'an')}", min(days)) if days else ""


def past_age(case: Case, people: Iterable[Person], years: int) -> str:
    """Return « 3 ans depuis le 2 mai 2026 » of whoever was the last to reach an age."""
    days = [
        birthday
        for person in people
        if isinstance(person.birth_date, dt.date)
        and (birthday := months_after(person.birth_date, 12 * years)) <= case.month.first_day
    ]
    if not days or max(days) < months_after(case.month.first_day, -12):
        return ""
    return typeset(f"{french.plural(years, 'an')} depuis le {french.long_day(max(days))}")


def at_permit(case: Case, people: Iterable[Person], years: int) -> str:
    """Return « 5 ans de titre dans 8 mois (le 1er juillet 2027) »."""
    days = [
        months_after(person.residence_permit_since, 12 * years)
        for person in people
        if not isinstance(person.residence_permit_since, NoFact)
    ]
    later = [day for day in days if day > case.month.first_day]
    return _when(case, f"{french.plural(years, 'an')} de titre", min(later)) if later else ""


def to_ceiling(case: Case, code: str, *, met: bool | None) -> str:
    """Return « 34,00 € au-dessus du plafond », by the values that the calculation shows.

    A condition that is met is only worth a word where it is met by little.
    """
    found = gap_to_ceiling(case, code)
    if found is None or met is None:
        return ""
    gap, ceiling, unit = found
    if (gap <= 0) is not met or (met and -gap > ceiling * _CLOSE_SHARE):
        return ""
    amount = Money(round(abs(gap) * 100))
    if not amount.cents:
        return ""
    per = {"€/an": " par an", "€/mois": " par mois"}.get(unit, "")
    side = "au-dessus" if gap > 0 else "au-dessous"
    return typeset(f"{french.euros(amount, cents=bool(amount.cents % 100))}{per} {side} du plafond")


def gap_to_ceiling(case: Case, code: str) -> tuple[float, float, str] | None:
    """Return resources minus ceiling, the ceiling, and their unit; None where there is none."""
    row = row_of(case, code)
    if row is None or len(case.grid.households) > 1:  # a range has no one distance
        return None
    lines = load_steps().rights[code].steps
    ceiling = _total(
        case, row, [line for line in lines if line.role is StepRole.CEILING], largest=True
    )
    resources = _total(
        case, row, [line for line in lines if line.role is StepRole.RESOURCES], largest=False
    )
    if not ceiling or resources is None:
        return None
    unit = next(line.unit for line in lines if line.role is StepRole.CEILING)
    return resources - ceiling, ceiling, unit


def _total(case: Case, row: int, lines: list[StepLine], *, largest: bool) -> float | None:
    values = [value_of(case, row, line) for line in lines]
    known = [abs(value) for value in values if value is not None]
    if not known or len(known) < len(values):
        return None
    return max(known) if largest else sum(known)


def _when(case: Case, start: str, day: dt.date) -> str:
    """Return the words of a day that comes, counted in calendar months; nothing when far."""
    months = Month.of(day).minus(case.month)
    if months > 12 * _FAR_YEARS:
        return ""
    if months == 0:
        span = "ce mois-ci"
    elif months < _IN_YEARS:
        span = f"dans {months} mois"
    else:
        years, rest = divmod(months, 12)
        span = f"dans {french.plural(years, 'an')}" + (f" et {rest} mois" if rest else "")
    return typeset(f"{start}, {span} (le {french.long_day(day)})")
