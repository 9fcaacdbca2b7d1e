"""What nobody knows of a person, and the plausible values tried in its place."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from caseapp.domain.facts import NOT_STATED, UNKNOWN, NoFact
from caseapp.domain.household import (
    Activity,
    DisabilityRate,
    Household,
    Nationality,
    Person,
    Protection,
    Role,
)
from caseapp.kernel.calendar import Month, months_after
from caseapp.kernel.money import Money
from caseapp.rules.openfisca import words
from caseapp.rules.openfisca.changes import (
    ADULTS,
    YES_NO,
    Change,
    Unknown,
    age_of,
    of_amounts,
    person_changes,
    person_fact,
    with_person,
)
from caseapp.rules.openfisca.facts import is_protected
from caseapp.rules.parameters import load_plausible, load_thresholds

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

# not law: from which age it is worth trying that somebody of an unknown activity is retired, and
# how long before the early ASPA the unfitness for work is worth asking
EARLIEST_PENSION = 50
UNFIT_ASKED_YEARS_BEFORE = 2


def of_person(household: Household, index: int, person: Person, month: Month) -> Iterator[Unknown]:
    """Yield what nobody knows of a person."""
    adult = person.role in ADULTS
    if isinstance(person.birth_date, NoFact):
        ages = _plausible_ages(person)
        births = [_birth(month, age) for age in ages]
        yield person_fact(household, index, "birth_date", births)
    if adult:
        yield from _of_work(household, index, person, month)
        yield from _of_stay(household, index, person, month)
        if person.pregnant_due is UNKNOWN:
            due = month.plus(load_plausible().pregnancy_due_in_months).first_day
            yield person_fact(household, index, "pregnant_due", [NOT_STATED, due])
    else:
        for name in ("shared_custody", "placed"):
            if getattr(person, name) is UNKNOWN:
                yield person_fact(household, index, name, YES_NO)
        if person.aeeh_complement is UNKNOWN:
            levels = load_plausible().aeeh_complements
            yield person_fact(household, index, "aeeh_complement", levels)
    yield from _of_disability(household, index, person)
    yield from _of_resources(household, index, person)


def _plausible_ages(person: Person) -> tuple[int, ...]:
    plausible = load_plausible()
    if person.role is Role.CHILD:
        return plausible.child_ages
    if person.role is Role.OTHER:
        return plausible.other_ages
    return plausible.retired_ages if person.activity is Activity.RETIRED else plausible.adult_ages


def _birth(month: Month, age: int) -> dt.date:
    return months_after(month.first_day, -12 * age - 6)


def _of_work(household: Household, index: int, person: Person, month: Month) -> Iterator[Unknown]:
    unknown_activity = isinstance(person.activity, NoFact)
    age = age_of(person, month)
    if unknown_activity:
        working = any(
            entry.last >= month and entry.kind.value in {"wage", "partial_activity"}
            for entry in person.resources
        )
        options = [Activity.EMPLOYED if working else Activity.INACTIVE, Activity.JOB_SEEKER]
        options.append(Activity.STUDENT)
        if working:
            options.append(Activity.APPRENTICE)
        if age is None or age >= EARLIEST_PENSION:
            options.append(Activity.RETIRED)
        yield person_fact(household, index, "activity", options)
    seeking = unknown_activity or person.activity is Activity.JOB_SEEKER
    if seeking and isinstance(person.worked_5_years_in_10, NoFact):
        yield person_fact(household, index, "worked_5_years_in_10", YES_NO)
    if seeking and person.job_seeker_since is UNKNOWN:
        ago = month.plus(-load_plausible().seeking_months_ago).first_day
        yield person_fact(household, index, "job_seeker_since", [NOT_STATED, ago])
    law = load_thresholds()
    young = age is None or law.rsa_young_age.value <= age < law.rsa_age.value
    studying = person.activity in {Activity.STUDENT, Activity.PUPIL}
    alone = not any(p.role not in ADULTS for p in household.people)
    if young and alone and not studying and isinstance(person.worked_2_years_in_3, NoFact):
        yield person_fact(household, index, "worked_2_years_in_3", YES_NO)
    asked_from = law.aspa_unfit_age.value - UNFIT_ASKED_YEARS_BEFORE
    if person.unfit_for_work is UNKNOWN and (age is None or age >= asked_from):
        yield person_fact(household, index, "unfit_for_work", YES_NO)


def _of_stay(household: Household, index: int, person: Person, month: Month) -> Iterator[Unknown]:
    if person.nationality is UNKNOWN:
        recent = _permit(month, min(load_plausible().permit_years))
        foreign = {"nationality": Nationality.OTHER, "residence_permit_since": recent}
        options: list[dict[str, Any]] = [{"nationality": Nationality.FRENCH}, foreign]
        yield person_changes(household, index, "nationality", options)
        return
    if person.nationality is not Nationality.OTHER:
        return
    if person.protection is UNKNOWN:
        options_ = [Protection.NONE, Protection.REFUGEE]
        yield person_fact(household, index, "protection", options_)
    asylum = person.protection is Protection.ASYLUM_SEEKER
    if not (asylum or is_protected(person)) and isinstance(person.residence_permit_since, NoFact):
        permits = [_permit(month, years) for years in load_plausible().permit_years]
        yield person_fact(household, index, "residence_permit_since", permits)


def _permit(month: Month, years: int) -> dt.date:
    return months_after(month.first_day, -12 * years)


def _of_disability(household: Household, index: int, person: Person) -> Iterator[Unknown]:
    if person.disability_rate is UNKNOWN:
        options: list[dict[str, Any]] = []
        for text in load_plausible().disability_rates:
            changes: dict[str, Any] = {"disability_rate": DisabilityRate(text)}
            if isinstance(person.work_restriction, NoFact):
                changes["work_restriction"] = text == DisabilityRate.FROM_50_TO_79.value
            options.append(changes)
        yield person_changes(household, index, "disability_rate", options)
    elif (
        person.work_restriction is UNKNOWN
        and person.disability_rate is DisabilityRate.FROM_50_TO_79
        and person.role in ADULTS
    ):
        yield person_fact(household, index, "work_restriction", YES_NO)


def _of_resources(household: Household, index: int, person: Person) -> Iterator[Unknown]:
    kinds = dict.fromkeys(
        entry.kind for entry in person.resources if isinstance(entry.amount, NoFact)
    )
    for kind in kinds:
        unknown = [
            number
            for number, entry in enumerate(person.resources)
            if entry.kind is kind and isinstance(entry.amount, NoFact)
        ]

        def change(euros: int, unknown: list[int] = unknown) -> Change:
            def apply(home: Household) -> Household:
                owner = home.people[index]
                resources = tuple(
                    replace(entry, amount=Money.euros(euros)) if number in unknown else entry
                    for number, entry in enumerate(owner.resources)
                )
                return with_person(home, index, {"resources": resources})

            return apply

        yield of_amounts(
            tuple(f"people[{index}].resources[{number}].amount" for number in unknown),
            tuple(words.resource_label(household, index, number) for number in unknown),
            load_plausible().resources[kind.value],
            change,
        )
