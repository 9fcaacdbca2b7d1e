"""Reads the facts of a household by their names in the grammar; each once for one estimate."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from caseapp.domain.facts import NOT_STATED, UNKNOWN, NoFact
from caseapp.domain.household import Nationality, Role
from caseapp.kernel.calendar import Month, age_on
from caseapp.kernel.money import Money
from caseapp.rules.conditions.grammar import Who
from caseapp.rules.conditions.home_reading import HOME
from caseapp.rules.conditions.knowledge import NOTHING, Known, number
from caseapp.rules.conditions.means import MEANS, mean_of
from caseapp.rules.conditions.vocabulary import DECLARED

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from caseapp.domain.household import Household, Person

# What stands for a fact that was never stated, as docs of the exchange format say; the others
# are not known until they are.
_DEFAULTS: Mapping[str, str | bool] = {
    "nationality": "french",
    "protection": "none",
    "disability_rate": "none",
    "work_restriction": False,
    "unfit_for_work": False,
    "shared_custody": False,
    "placed": False,
}
_ZERO_BY_DEFAULT = frozenset({"aeeh_complement", "care_plan"})
_DAYS = {"permit_years": "residence_permit_since", "job_seeker_years": "job_seeker_since"}


class Reading:
    """The facts of one household on its day."""

    def __init__(self, household: Household) -> None:
        self.household = household
        self.day = household.date
        self.month = Month.of(household.date)
        self._declared = dict(household.declared)
        self._of_home: dict[str, Known] = {}
        self._of_people: dict[tuple[str, int], Known] = {}

    def people(self, who: Who) -> tuple[int, ...]:
        """Return the indexes of those a test speaks of."""
        if who is Who.APPLICANT:
            return (0,)
        return tuple(i for i, p in enumerate(self.household.people) if _is(p, who))

    def home(self, fact: str) -> Known:
        """Return what is known of a fact of the household."""
        found = self._of_home.get(fact)
        if found is None:
            found = self._of_home[fact] = HOME[fact](self.household)
        return found

    def person(self, fact: str, index: int) -> Known:
        """Return what is known of a fact of one person."""
        found = self._of_people.get((fact, index))
        if found is None:
            found = self._of_people[fact, index] = self._person(fact, index)
        return found

    def declared(self, key: str) -> Known:
        """Return what was answered to a question."""
        answer = self._declared.get(key, NOT_STATED)
        if isinstance(answer, NoFact):
            return Known(missing=(DECLARED + key,))
        return Known(word=answer)

    def receives(self, right: str) -> bool | None:
        """Say whether a right is in payment this month."""
        amounts = [
            entry.amount
            for entry in self.household.received
            if entry.right == right and entry.first <= self.month <= entry.last
        ]
        return bool(amounts) and (amounts[-1] is UNKNOWN or amounts[-1] != Money(0))

    def _person(self, fact: str, index: int) -> Known:
        person = self.household.people[index]
        path = f"people[{index}]."
        if fact in {"age", "age_in_month"}:
            day = self.day if fact == "age" else self.month.last_day
            return _years(person.birth_date, path + "birth_date", day, oldest=120)
        if fact in _DAYS:
            return self._since(fact, person, path + _DAYS[fact])
        if fact == "is_pregnant":
            return _pregnancy(person, path + "pregnant_due")
        if fact in MEANS:
            return mean_of(self.household, index, MEANS[fact])
        return _stated(getattr(person, fact), path + fact, fact)

    def _since(self, fact: str, person: Person, path: str) -> Known:
        if fact == "permit_years":
            if person.nationality in {NOT_STATED, Nationality.FRENCH, Nationality.EU}:
                return NOTHING
            if person.nationality is UNKNOWN:
                owner = path.rpartition(".")[0]
                return Known(low=0, missing=(f"{owner}.nationality", path))
        elif person.job_seeker_since is NOT_STATED and person.activity != "job_seeker":
            return NOTHING if not isinstance(person.activity, NoFact) else Known(missing=(path,))
        return _years(getattr(person, _DAYS[fact]), path, self.day)


def _is(person: Person, who: Who) -> bool:
    match who:
        case Who.PARTNER:
            return person.role is Role.PARTNER
        case Who.CHILD | Who.EVERY_CHILD:
            return person.role is Role.CHILD
        case Who.ADULT | Who.EVERY_ADULT:
            return person.role is not Role.CHILD
        case _:
            return True


def _years(since: dt.date | NoFact, path: str, day: dt.date, oldest: float = math.inf) -> Known:
    if isinstance(since, NoFact):
        return Known(low=0, high=oldest, missing=(path,))
    return number(age_on(since, day), since=since)


def _pregnancy(person: Person, path: str) -> Known:
    if person.pregnant_due is UNKNOWN:
        return Known(missing=(path,))
    if person.pregnant_due is NOT_STATED:
        return Known(word=False, assumed=(path,))
    return Known(word=True)


def _stated(value: object, path: str, fact: str) -> Known:
    if value is NOT_STATED and fact in _DEFAULTS:
        return Known(word=_DEFAULTS[fact], assumed=(path,))
    if value is NOT_STATED and fact in _ZERO_BY_DEFAULT:
        return number(0, assumed=(path,))
    match value:
        case NoFact():
            return Known(low=0, missing=(path,))
        case Money():
            return number(float(value.in_euros))
        case int() if not isinstance(value, bool):
            return number(value)
        case _:
            return Known(word=value if isinstance(value, bool) else str(value))
