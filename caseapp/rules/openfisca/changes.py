"""An unknown fact and its plausible values, each as a change of the household."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, TypeAlias

from caseapp.domain.facts import NoFact
from caseapp.domain.household import Household, Person, Role
from caseapp.kernel.calendar import Month, age_on
from caseapp.rules.openfisca import words

Change: TypeAlias = Callable[[Household], Household]

ADULTS = frozenset({Role.APPLICANT, Role.PARTNER})
YES_NO = (False, True)
FINER = 25  # steps between two of the amounts that are tried first


@dataclass(frozen=True)
class Unknown:
    """A fact (or the same fact of several people) and what it may turn out to be."""

    paths: tuple[str, ...]
    labels: tuple[str, ...]
    options: tuple[Change, ...]  # the first is the central one
    finer: tuple[Change, ...] = ()  # amounts in between, tried beside the ends of a range
    neighbours: tuple[tuple[int, ...], ...] = ()  # of each option, the finer ones beside it

    @property
    def every_option(self) -> tuple[Change, ...]:
        """Return the options, then the finer ones."""
        return self.options + self.finer


def of_amounts(
    paths: tuple[str, ...],
    labels: tuple[str, ...],
    amounts: tuple[int, ...],
    change: Callable[[int], Change],
) -> Unknown:
    """Return an unknown amount in euros: the amounts tried, and a finer scale between them.

    A right may be highest between two of the amounts, as the prime d'activité is.
    """
    ordered = sorted(amounts)
    finer: list[int] = []
    beside: dict[int, list[int]] = {amount: [] for amount in amounts}
    for low, high in itertools.pairwise(ordered):
        step = max(1, (high - low) // FINER)
        for amount in range(low + step, high, step):
            for end in (low, high):
                beside[end].append(len(amounts) + len(finer))
            finer.append(amount)
    return Unknown(
        paths,
        labels,
        tuple(change(amount) for amount in amounts),
        tuple(change(amount) for amount in finer),
        tuple(tuple(beside[amount]) for amount in amounts),
    )


def age_of(person: Person, month: Month) -> int | None:
    """Return the age on the first day of the month, as benefits take it; None when unknown."""
    birth = person.birth_date
    if isinstance(birth, NoFact):
        return None
    return 0 if birth > month.first_day else age_on(birth, month.first_day)


def with_person(home: Household, index: int, changes: dict[str, Any]) -> Household:
    """Return the household with one person changed."""
    people = list(home.people)
    people[index] = replace(people[index], **changes)
    return replace(home, people=tuple(people))


def person_changes(
    household: Household, index: int, name: str, options: list[dict[str, Any]]
) -> Unknown:
    """Return an unknown fact of a person, each value of which changes several facts."""

    def change(changes: dict[str, Any]) -> Change:
        return lambda home: with_person(home, index, changes)

    return Unknown(
        (f"people[{index}].{name}",),
        (words.person_label(household, index, name),),
        tuple(change(changes) for changes in options),
    )


def person_fact(household: Household, index: int, name: str, values: Any) -> Unknown:
    """Return an unknown fact of a person."""
    return person_changes(household, index, name, [{name: value} for value in values])


def home_fact(path: str, name: str, values: list[Any]) -> Unknown:
    """Return an unknown fact of the household."""

    def change(value: Any) -> Change:
        return lambda home: replace(home, **{name: value})

    return Unknown((path,), (words.label(path),), tuple(change(value) for value in values))


def nested(part: str, name: str, value: Any) -> Change:
    """Return the change of a fact of a part of the household."""

    def apply(home: Household) -> Household:
        changes: dict[str, Any] = {part: replace(getattr(home, part), **{name: value})}
        return replace(home, **changes)

    return apply


def housing_fact(name: str, values: Any) -> Unknown:
    """Return an unknown fact of the home."""
    path = f"housing.{name}"
    return Unknown(
        (path,), (words.label(path),), tuple(nested("housing", name, value) for value in values)
    )
