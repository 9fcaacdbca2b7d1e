"""What is about to happen in a household and touches a right: dates, never amounts.

The numbers, their articles and the sentences stand in `resources/parameters/coming.yaml` and
`thresholds.yaml`. A fact that nobody knows announces nothing.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING

import yaml
from pydantic import BaseModel, ConfigDict, Field

from caseapp.domain.household import DisabilityRate, Nationality, Protection, Role
from caseapp.kernel.calendar import age_on, months_after
from caseapp.kernel.places import resources
from caseapp.rules.parameters import Whole, load_thresholds

if TYPE_CHECKING:
    from collections.abc import Iterator

    from caseapp.domain.deadline import Confidence
    from caseapp.domain.facts import Fact
    from caseapp.domain.household import Household, Person

_YEAR = 12  # months
_SEPTEMBER = 9


class EventKind(StrEnum):
    """What makes the date."""

    BIRTHDAY = "birthday"
    SEPTEMBER = "september"  # the first return to school once a child has the age
    PERMIT_END = "permit_end"
    PERMIT_SINCE = "permit_since"  # so many years of permit
    SEPARATION = "separation"  # so many months after it


class Need(StrEnum):
    """What must be known of a person for the event to matter."""

    DISABLED = "disabled"
    UNFIT = "unfit"  # for work, or disabled
    UNPROTECTED = "unprotected"  # of another nationality, without international protection
    HAS_CHILDREN = "has_children"


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class DayOfYear(_Part):
    """A day of every year."""

    month: int
    day: int


class Event(_Part):
    """One kind of coming date, and what it does to which rights."""

    code: str
    kind: EventKind
    who: tuple[Role, ...]
    threshold: str
    rights: tuple[str, ...] = Field(min_length=1)
    words: str
    needs: Need | None = None
    before: DayOfYear | None = None  # of a September: the age is reached before this day follows
    from_age: str = ""


class ComingRules(_Part):
    """All of `coming.yaml`."""

    months_ahead: int
    numbers: dict[str, Whole]
    events: tuple[Event, ...]

    def number(self, name: str) -> Whole:
        """Return a number of this file or of `thresholds.yaml`.

        Raises:
            KeyError: there is no such whole number.
        """
        entry = self.numbers.get(name) or load_thresholds().entries()[name]
        if not isinstance(entry, Whole):
            raise KeyError(name)
        return entry


@dataclass(frozen=True, slots=True, kw_only=True)
class Coming:
    """One coming date of a household."""

    code: str
    on: date
    person: str = field(repr=False)  # its id in the household
    right: str  # the one to look at first
    rights: tuple[str, ...]
    words: str  # with {name} still to be written in
    article: str
    confidence: Confidence


@lru_cache(maxsize=1)
def load_coming() -> ComingRules:
    """Read what may come."""
    text = (resources() / "parameters" / "coming.yaml").read_text(encoding="utf-8")
    return ComingRules.model_validate(yaml.safe_load(text))


def coming(household: Household, months: int | None = None) -> tuple[Coming, ...]:
    """Return what comes after the day of the household, by date, within some months.

    Without a number of months, within those that a review of the caseload looks at.
    """
    rules = load_coming()
    until = months_after(household.date, months or rules.months_ahead)
    found = [
        _coming(rules, event, person, day)
        for event in rules.events
        for person in household.people
        if person.role in event.who
        for day in _days(rules, event, household, person)
        if household.date < day <= until
    ]
    return tuple(sorted(found, key=lambda item: (item.on, item.person, item.code)))


def _coming(rules: ComingRules, event: Event, person: Person, day: date) -> Coming:
    entry = rules.number(event.threshold)
    return Coming(
        code=event.code,
        on=day,
        person=person.id,
        right=event.rights[0],
        rights=event.rights,
        words=event.words.replace("{number}", str(entry.value)),
        article=entry.article,
        confidence=entry.confidence,
    )


def _days(rules: ComingRules, event: Event, household: Household, person: Person) -> Iterator[date]:
    if event.needs is None or _has(event.needs, household, person):
        value = rules.number(event.threshold).value
        yield from _READERS[event.kind](rules, event, household, person, value)


def _birthday(
    _rules: ComingRules, _event: Event, _home: Household, person: Person, years: int
) -> Iterator[date]:
    return _after(person.birth_date, _YEAR * years)


def _september(
    _rules: ComingRules, event: Event, _home: Household, person: Person, years: int
) -> Iterator[date]:
    for birthday in _after(person.birth_date, _YEAR * years):
        yield _first_september(birthday, event.before)


def _permit_end(
    _rules: ComingRules, _event: Event, _home: Household, person: Person, months: int
) -> Iterator[date]:
    if person.nationality is Nationality.OTHER:
        yield from _after(person.residence_permit_until, -months)


def _permit_since(
    rules: ComingRules, event: Event, _home: Household, person: Person, years: int
) -> Iterator[date]:
    for day in _after(person.residence_permit_since, _YEAR * years):
        if not event.from_age or _is_aged(person, rules.number(event.from_age).value, day):
            yield day


def _separation(
    _rules: ComingRules, _event: Event, household: Household, _person: Person, months: int
) -> Iterator[date]:
    if household.partner is None:
        yield from _after(household.single_since, months)


_READERS = {
    EventKind.BIRTHDAY: _birthday,
    EventKind.SEPTEMBER: _september,
    EventKind.PERMIT_END: _permit_end,
    EventKind.PERMIT_SINCE: _permit_since,
    EventKind.SEPARATION: _separation,
}


def _after(fact: Fact[date], months: int) -> Iterator[date]:
    if isinstance(fact, date):
        yield months_after(fact, months)


def _first_september(birthday: date, before: DayOfYear | None) -> date:
    """Return the first return to school of one who has the age before a day of the year after."""
    year = birthday.year
    if before is not None and (birthday.month, birthday.day) < (before.month, before.day):
        year -= 1
    return date(year, _SEPTEMBER, 1)


def _is_aged(person: Person, age: int, day: date) -> bool:
    birth = person.birth_date
    return isinstance(birth, date) and age_on(birth, day) >= age


def _has(need: Need, household: Household, person: Person) -> bool:
    disabled = person.disability_rate in {
        DisabilityRate.UNDER_50,
        DisabilityRate.FROM_50_TO_79,
        DisabilityRate.FROM_80,
    }
    match need:
        case Need.DISABLED:
            return disabled
        case Need.UNFIT:
            return disabled or person.unfit_for_work is True
        case Need.UNPROTECTED:
            protected = {Protection.REFUGEE, Protection.SUBSIDIARY, Protection.STATELESS}
            return person.nationality is Nationality.OTHER and person.protection not in protected
        case Need.HAS_CHILDREN:
            return bool(household.children)
