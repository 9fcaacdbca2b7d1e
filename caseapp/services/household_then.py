"""A household on a day: its people of that day, and what each fact was."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from caseapp.domain.household import Role
from caseapp.services.fact_text import UNKNOWN_JSON
from caseapp.services.fact_times import Past, timeline, value_on

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from uuid import UUID

ROLE = "role"  # the one thing kept of a person that is no fact and has a past all the same
Key = tuple["UUID | None", str]  # of whom, which fact


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptPerson:
    """A person of the case, whenever of the household."""

    id: UUID
    role: Role
    last_name: str = field(repr=False)
    first_name: str = field(repr=False)
    joined_on: date | None = None
    left_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Then:
    """Who was there and what was known on a day."""

    people: tuple[KeptPerson, ...]
    gone: tuple[KeptPerson, ...]  # who had left by that day
    facts: Mapping[UUID | None, Mapping[str, Any]] = field(repr=False)
    dated: frozenset[Key]  # the facts that were something else once


def household_then(
    people: Iterable[KeptPerson],
    stated: Iterable[tuple[UUID | None, str, Any, date | None]],
    pasts: Iterable[tuple[UUID | None, str, Any, date | None, date]],
    on: date,
) -> Then:
    """Return the household of a day."""
    earlier: dict[Key, list[Past]] = {}
    for whose, key, value, since, until in pasts:
        earlier.setdefault((whose, key), []).append((value, since, until))
    facts: dict[UUID | None, dict[str, Any]] = {}
    present = {(whose, key): (value, since) for whose, key, value, since in stated}
    for whose, key in {**present, **earlier}:
        value, since = present.get((whose, key), (None, None))
        if since is not None or (whose, key) in earlier:
            value = value_on(timeline(value, since, earlier.get((whose, key), ())), on)
        if value is not None and key != ROLE:
            facts.setdefault(whose, {})[key] = value
    everyone = [_of_day(person, earlier.get((person.id, ROLE), ()), on) for person in people]
    there, gone = _present(everyone, facts, on)
    dated = {place for place, (_value, since) in present.items() if since is not None}
    return Then(people=there, gone=gone, facts=facts, dated=frozenset({*earlier, *dated}))


def _of_day(person: KeptPerson, roles: Iterable[Past], on: date) -> KeptPerson:
    """Return a person with the link to the applicant of that day."""
    role = value_on(timeline(person.role.value, None, roles), on)
    return KeptPerson(
        id=person.id,
        role=Role(role or person.role),
        last_name=person.last_name,
        first_name=person.first_name,
        joined_on=person.joined_on,
        left_on=person.left_on,
    )


def _present(
    everyone: Iterable[KeptPerson], facts: Mapping[UUID | None, Mapping[str, Any]], on: date
) -> tuple[tuple[KeptPerson, ...], tuple[KeptPerson, ...]]:
    there: list[KeptPerson] = []
    gone: list[KeptPerson] = []
    for person in everyone:
        if person.left_on is not None and person.left_on <= on:
            gone.append(person)
        elif _has_come(person, facts.get(person.id, {}), on):
            there.append(person)
    partners = [person for person in there if person.role is Role.PARTNER]
    if len(partners) > 1:  # of two at once, the dates of one are known: it is the one of that day
        known = [person for person in partners if person.left_on or person.joined_on]
        kept = max(known or partners, key=lambda person: (person.left_on is not None, person.id))
        there = [p for p in there if p.role is not Role.PARTNER or p is kept]
    return tuple(there), tuple(gone)


def _has_come(person: KeptPerson, facts: Mapping[str, Any], on: date) -> bool:
    if person.role is Role.APPLICANT:
        return True  # a case is about somebody, whatever the day
    birth = facts.get("birth_date", UNKNOWN_JSON)
    born = birth == UNKNOWN_JSON or date.fromisoformat(birth) <= on
    return born and (person.joined_on is None or person.joined_on <= on)
