"""A household once its changes have happened: settled in them, or in a given month to come.

Pure: a household and changes in, another household out. Facts that a change does not touch stay
as they are.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from caseapp.domain import scenario
from caseapp.domain.facts import NOT_STATED, UNKNOWN, Fact, NoFact
from caseapp.domain.household import (
    Activity,
    Household,
    Housing,
    Person,
    Resource,
    ResourceKind,
    Role,
    amount_in,
)
from caseapp.exchange.household import MONTHS_BACK
from caseapp.kernel.calendar import Month
from caseapp.kernel.errors import UserInputError
from caseapp.kernel.money import ZERO, Money
from caseapp.rules.conditions.vocabulary import DECLARED

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterable


_NEW = "simulation:"  # begins the identifier of a person who is not there today
_AT_WORK = frozenset({Activity.EMPLOYED, Activity.APPRENTICE})
_REFERENCE_INCOME = "tax.reference_income."


def settled(household: Household, changes: Iterable[scenario.Change]) -> Household:
    """Return the household as if each change had lasted as far back as any right looks.

    It is what remains once all rights have caught up: the day stays that of the household, so
    that nobody is older than today.

    Raises:
        UserInputError: a change cannot happen in this household.
    """
    month = Month.of(household.date)
    for change in changes:
        household = _apply(household, change, since=month.plus(-MONTHS_BACK))
        if isinstance(change, scenario.Moved):
            home = replace(household.housing, moved_in=NOT_STATED)
            household = replace(household, housing=home)
    return household


def in_month(household: Household, changes: Iterable[scenario.Change], month: Month) -> Household:
    """Return the household of a month to come: what has begun by then has happened.

    What comes in today goes on until a change ends it; a day of today's month stays today.

    Raises:
        UserInputError: a change cannot happen in this household.
    """
    now = Month.of(household.date)
    home = _carried_to(household, month)
    for change in changes:
        if change.since <= month:
            home = _apply(home, change, since=change.since)
    return home if month == now else replace(home, date=month.first_day)


def _carried_to(household: Household, month: Month) -> Household:
    """Return the household whose resources and rights of today go on until a month."""
    now = Month.of(household.date)
    if month <= now:
        return household

    def go_on(person: Person) -> Person:
        entries = tuple(
            replace(entry, last=month) if entry.last >= now else entry for entry in person.resources
        )
        return replace(person, resources=entries)

    received = tuple(
        replace(entry, last=month) if entry.last >= now else entry for entry in household.received
    )
    people = tuple(map(go_on, household.people))
    return replace(household, people=people, received=received, date=month.first_day)


def _apply(home: Household, change: scenario.Change, since: Month) -> Household:
    return _APPLIED[type(change)](home, change, since)


def _disabled(home: Household, change: scenario.DisabilityRecognised, _since: Month) -> Household:
    facts: dict[str, Any] = {"disability_rate": change.rate, "work_restriction": change.restriction}
    return _of_one(home, change.who, lambda person: replace(person, **facts))


def _moved(home: Household, change: scenario.Moved, _since: Month) -> Household:
    housing = Housing(
        tenure=change.tenure,
        commune=change.commune,
        rent=change.rent,
        charges=change.charges,
        moved_in=change.since.first_day,
    )
    return replace(home, housing=housing)


def _working(
    home: Household, change: scenario.NewWage | scenario.JobLost | scenario.Retired, since: Month
) -> Household:
    return _of_one(home, change.who, lambda person: _at_work(home, person, change, since))


def _of_one(home: Household, who: str, change: Callable[[Person], Person]) -> Household:
    if not any(person.id == who for person in home.people):
        raise UserInputError("who", "Cette personne n'est plus dans le foyer.")
    people = tuple(change(person) if person.id == who else person for person in home.people)
    return replace(home, people=people)


def _at_work(
    home: Household,
    person: Person,
    change: scenario.NewWage | scenario.JobLost | scenario.Retired,
    since: Month,
) -> Person:
    month = Month.of(home.date)
    amounts: dict[ResourceKind, Money | NoFact] = {
        ResourceKind.WAGE: ZERO,
        ResourceKind.UNEMPLOYMENT: ZERO,
    }
    activity: Fact[Activity] = Activity.RETIRED
    seeking: dt.date | None = None
    if isinstance(change, scenario.NewWage):
        amounts[ResourceKind.WAGE] = change.amount
        kept = isinstance(person.activity, Activity) and person.activity in _AT_WORK
        activity = person.activity if kept else Activity.EMPLOYED
    elif isinstance(change, scenario.JobLost):
        amounts[ResourceKind.UNEMPLOYMENT] = change.unemployment
        activity, seeking = Activity.JOB_SEEKER, min(change.since.first_day, home.date)
    else:
        amounts[ResourceKind.PENSION] = change.pension
    added = tuple(
        Resource(kind=kind, amount=amount, first=since, last=month)
        for kind, amount in amounts.items()
        if _differs(person, kind, amount, since, month)
    )
    return replace(
        person,
        activity=activity,
        job_seeker_since=seeking or NOT_STATED,
        resources=(*person.resources, *added),
    )


def _differs(
    person: Person, kind: ResourceKind, amount: Money | NoFact, first: Month, last: Month
) -> bool:
    """Whether stating an amount says something: a resource nobody has is not stated as zero."""
    return any(amount_in(person.resources, kind, month) != amount for month in first.until(last))


def _separated(home: Household, change: scenario.Separated, _since: Month) -> Household:
    if home.partner is None:
        raise UserInputError("kind", "Il n'y a pas de partenaire dans ce foyer.")
    people = tuple(
        replace(person, other_parent=UNKNOWN)
        if person.role is Role.CHILD and person.other_parent is NOT_STATED
        else person
        for person in home.people
        if person.role is not Role.PARTNER
    )
    return replace(
        home,
        people=people,
        couple=NOT_STATED,
        single_since=min(change.since.first_day, home.date),
        tax=replace(home.tax, reference_income=(), shares=NOT_STATED),
    )


def _with_partner(home: Household, change: scenario.PartnerComes, since: Month) -> Household:
    if home.partner is not None:
        raise UserInputError("kind", "Il y a déjà un partenaire dans ce foyer.")
    wage = Resource(
        kind=ResourceKind.WAGE, amount=change.wage, first=since, last=Month.of(home.date)
    )
    partner = Person(
        id=f"{_NEW}partner",
        role=Role.PARTNER,
        birth_date=change.birth_date,
        activity=change.activity,
        resources=() if change.wage == ZERO else (wage,),
    )
    first, *others = home.people
    return replace(
        home,
        people=(first, partner, *others),
        couple=change.couple,
        single_since=NOT_STATED,
        tax=replace(home.tax, reference_income=(), shares=NOT_STATED),
    )


def _with_child(home: Household, change: scenario.ChildBorn, _since: Month) -> Household:
    """Return the household with the child, born by the first of its month: ages are read then."""
    number = sum(person.id.startswith(f"{_NEW}child") for person in home.people) + 1
    child = Person(
        id=f"{_NEW}child {number}",
        role=Role.CHILD,
        birth_date=min(change.on, Month.of(home.date).first_day),
        other_parent=UNKNOWN if home.partner is None else NOT_STATED,
    )
    people = tuple(replace(person, pregnant_due=NOT_STATED) for person in home.people)
    return replace(home, people=(*people, child))


def _without_child(home: Household, change: scenario.ChildLeaves, _since: Month) -> Household:
    left = tuple(p for p in home.people if p.role is not Role.CHILD or p.id != change.who)
    if len(left) == len(home.people):
        raise UserInputError("who", "Cet enfant n'est plus dans le foyer.")
    return replace(home, people=left)


def _edited(home: Household, change: scenario.FactEdited, _since: Month) -> Household:
    if change.who:
        return _of_one(home, change.who, lambda p: replace(p, **{change.key: change.value}))
    if change.key.startswith(_REFERENCE_INCOME):
        year = int(change.key.removeprefix(_REFERENCE_INCOME))
        incomes = {**dict(home.tax.reference_income), year: change.value}
        stated = tuple((y, a) for y, a in sorted(incomes.items()) if a is not NOT_STATED)
        return replace(home, tax=replace(home.tax, reference_income=stated))
    if change.key.startswith(DECLARED):
        answers = {**dict(home.declared), change.key.removeprefix(DECLARED): change.value}
        said = tuple((key, a) for key, a in sorted(answers.items()) if a is not NOT_STATED)
        return replace(home, declared=said)
    part, dot, name = change.key.rpartition(".")
    if not dot:
        changes: dict[str, Any] = {name: change.value}
        return replace(home, **changes)
    return replace(home, **{part: replace(getattr(home, part), **{name: change.value})})


_APPLIED: dict[type[scenario.Change], Callable[[Household, Any, Month], Household]] = {
    scenario.NewWage: _working,
    scenario.JobLost: _working,
    scenario.Retired: _working,
    scenario.DisabilityRecognised: _disabled,
    scenario.Separated: _separated,
    scenario.PartnerComes: _with_partner,
    scenario.ChildBorn: _with_child,
    scenario.ChildLeaves: _without_child,
    scenario.Moved: _moved,
    scenario.FactEdited: _edited,
}
