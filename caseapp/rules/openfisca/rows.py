"""Rows of a simulation: one whole household, every fact of it known, for one purpose."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from enum import Enum

from caseapp.domain.facts import NoFact, value_or
from caseapp.domain.household import (
    Household,
    Person,
    Resource,
    ResourceKind,
    Role,
    amount_in,
)
from caseapp.kernel.calendar import Month, age_on
from caseapp.kernel.money import ZERO
from caseapp.rules.parameters import load_thresholds

# not law but windows of the model: how far back a lost income is erased, so that nothing of it is
# left in what OpenFisca reads; over how many months the pay of a child is averaged
NEUTRALISED_MONTHS = 8
EARNING_MONTHS = range(1, 7)
UNBORN_MONTHS = 2  # when OpenFisca computes the prime à la naissance: at this month from birth only


class Purpose(Enum):
    """What is read of a row."""

    MAIN = "main"
    LOST_INCOME = "lost_income"  # only its RSA
    UNBORN = "unborn"  # only its prime à la naissance


@dataclass(frozen=True, slots=True)
class Row:
    """One household of the simulation."""

    household: Household
    purpose: Purpose
    main: int  # the row of the same household as it is: itself, or the one before it
    asked: Household  # as it was asked for, unknown facts included


@dataclass(frozen=True, slots=True)
class Asked:
    """A household that somebody asks for, and what it may turn out to be; the first is central."""

    household: Household
    variants: tuple[Household, ...]


# activity incomes, and those that replace them, that the RSA stops counting once they are lost
# (CASF R262-13)
PROFESSIONAL = frozenset(
    {
        ResourceKind.WAGE,
        ResourceKind.UNEMPLOYMENT,
        ResourceKind.SICKNESS_BENEFIT,
        ResourceKind.MATERNITY_BENEFIT,
        ResourceKind.WORK_ACCIDENT_BENEFIT,
        ResourceKind.TRAINING_PAY,
        ResourceKind.INTERNSHIP_PAY,
        ResourceKind.PARTIAL_ACTIVITY,
        ResourceKind.MICRO_TURNOVER_SALES,
        ResourceKind.MICRO_TURNOVER_SERVICES,
        ResourceKind.MICRO_TURNOVER_LIBERAL,
    }
)
SUBSTITUTES = (
    ResourceKind.UNEMPLOYMENT,
    ResourceKind.SICKNESS_BENEFIT,
    ResourceKind.MATERNITY_BENEFIT,
    ResourceKind.WORK_ACCIDENT_BENEFIT,
    ResourceKind.PENSION,
)


def in_family(person: Person, month: Month, own_income: float) -> bool:
    """Say whether the CAF counts a person with the applicant.

    A child who earns 55 % of the SMIC is not at charge any more: OpenFisca's prime d'activité
    would count that pay without counting the child.
    """
    if person.role in {Role.APPLICANT, Role.PARTNER}:
        return True
    birth = person.birth_date
    limit = load_thresholds().rsa_child_age.value
    young = not isinstance(birth, NoFact) and age_on(birth, month.first_day) < limit
    earned = sum(_euros(person, ResourceKind.WAGE, month.plus(-k)) for k in EARNING_MONTHS)
    independent = earned / 100 / len(EARNING_MONTHS) >= own_income
    return young and not independent and not value_or(person.placed, False)


def rows_of(asked: Asked, month: Month, start: int = 0) -> tuple[Row, ...]:
    """Return the rows of every variant: itself, its lost incomes set aside, its unborn child.

    They stand in the simulation one after the other, from a row on.
    """
    rows: list[Row] = []
    stripped: dict[int, Person] = {}  # variants share the people who are the same in them
    for household in asked.variants:
        main = start + len(rows)
        rows.append(Row(household, Purpose.MAIN, main, asked.household))
        without = without_lost_income(household, month, stripped)
        if without is not None:
            rows.append(Row(without, Purpose.LOST_INCOME, main, asked.household))
        born = with_unborn_children(household, month)
        if born is not None:
            rows.append(Row(born, Purpose.UNBORN, main, asked.household))
    return tuple(rows)


def without_lost_income(
    household: Household, month: Month, stripped: dict[int, Person]
) -> Household | None:
    """Return the household as the RSA sees it when an income ended two to four months ago.

    OpenFisca only sets aside what ended last month; the law does so as long as the reference
    months still hold the lost income and nothing replaces it.
    """
    for person in household.people:
        if id(person) not in stripped:
            stripped[id(person)] = _stripped(person, month)
    people = tuple(stripped[id(person)] for person in household.people)
    same = all(new is old for new, old in zip(people, household.people, strict=True))
    return None if same else replace(household, people=people)


def _stripped(person: Person, month: Month) -> Person:
    if not person.resources or any(_euros(person, kind, month) for kind in SUBSTITUTES):
        return person
    reference = load_thresholds().reference_months.value
    lost = {
        kind
        for kind in {entry.kind for entry in person.resources} & PROFESSIONAL
        if not _euros(person, kind, month)
        and not _euros(person, kind, month.plus(-1))
        and any(_euros(person, kind, month.plus(-k)) for k in reference)
    }
    if not lost:
        return person
    return replace(person, resources=person.resources + _nothing_since(lost, month))


def _nothing_since(kinds: set[ResourceKind], month: Month) -> tuple[Resource, ...]:
    first = month.plus(-NEUTRALISED_MONTHS)
    return tuple(
        Resource(kind=kind, amount=ZERO, first=first, last=month)
        for kind in sorted(kinds, key=lambda kind: kind.value)
    )


def _euros(person: Person, kind: ResourceKind, month: Month) -> int:
    amount = amount_in(person.resources, kind, month)
    return 0 if isinstance(amount, NoFact) else amount.cents


def with_unborn_children(household: Household, month: Month) -> Household | None:
    """Return the household with a child two months from birth for each pregnancy.

    The prime à la naissance is only computed for such a child, who would be counted at once in
    every other right: hence a row of its own.
    """
    due = [p for p in household.people if not isinstance(p.pregnant_due, NoFact)]
    expected = [p for p in due if is_pregnant(p, month)]
    if not expected:
        return None
    birth = month.plus(UNBORN_MONTHS).first_day
    unborn = tuple(
        Person(id=f"unborn-{index}", role=Role.CHILD, birth_date=birth)
        for index, _ in enumerate(expected)
    )
    return replace(household, people=household.people + unborn)


def is_pregnant(person: Person, month: Month) -> bool:
    """Say whether a child is expected: the date of birth is this month or later."""
    due = person.pregnant_due
    return isinstance(due, dt.date) and Month.of(due) >= month
