"""A household as it is kept in the base, and the domain household that is made from it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from caseapp.domain.facts import UNKNOWN, Fact, NoFact
from caseapp.domain.household import (
    Activity,
    Couple,
    DisabilityRate,
    Household,
    Housing,
    Nationality,
    OtherParent,
    Person,
    Protection,
    Role,
    Savings,
    Schooling,
    TaxNotice,
    Tenure,
)
from caseapp.kernel.calendar import Month, age_on, months_after
from caseapp.kernel.errors import NotFoundError
from caseapp.kernel.money import Money
from caseapp.rules.conditions.vocabulary import DECLARED
from caseapp.services import resource_grid
from caseapp.services.fact_text import UNKNOWN_JSON
from caseapp.services.household_facts import (
    FOR_FILE,
    PERSON_FACTS,
    REFERENCE_INCOME,
    FactKind,
    Situation,
    definition_of,
)
from caseapp.services.household_then import KeptPerson, Key, Then, household_then
from caseapp.services.resource_grid import StoredLine
from db.kept import once
from db.queries import household as queries

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from enum import StrEnum
    from uuid import UUID

    from sqlalchemy.orm import Session

    from caseapp.domain.household import ResourceKind

_ENUMS: dict[str, type[StrEnum]] = {
    "activity": Activity,
    "nationality": Nationality,
    "protection": Protection,
    "disability_rate": DisabilityRate,
    "schooling": Schooling,
    "other_parent": OtherParent,
    "couple": Couple,
    "housing.tenure": Tenure,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredPerson:
    """One person and the facts stated of them."""

    id: UUID
    role: Role
    last_name: str = field(repr=False)
    first_name: str = field(repr=False)
    joined_on: date | None = None  # none: since always, or since birth
    left_on: date | None = None  # the first day out of the household
    facts: Mapping[str, Any] = field(repr=False)

    def age(self, on: date) -> int | None:
        """Return the age on a day, if the birth is known."""
        birth = self.facts.get("birth_date", UNKNOWN_JSON)
        return None if birth == UNKNOWN_JSON else age_on(date.fromisoformat(birth), on)


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredHousehold:
    """Everything that is kept of one household on a day; the applicant comes first."""

    case_id: UUID
    people: tuple[StoredPerson, ...]
    home: Mapping[str, Any] = field(repr=False)  # facts of the household
    lines: tuple[StoredLine, ...]
    drafts: Mapping[str, str] = field(repr=False)  # refused texts by field
    gone: tuple[StoredPerson, ...] = ()  # who had left the household by that day
    dated: frozenset[Key] = frozenset()  # the facts that were something else once
    openings: tuple[Opened, ...] = ()  # for which aids sensitive facts are open, today

    @property
    def has_partner(self) -> bool:
        """Whether the applicant lives with a partner."""
        return any(person.role is Role.PARTNER for person in self.people)

    @property
    def has_children(self) -> bool:
        """Whether there is a child."""
        return any(person.role is Role.CHILD for person in self.people)

    def unasked_of(self, person: StoredPerson) -> ResourceKind | None:
        """Return what the activity of a person pays and nobody asked yet."""
        return resource_grid.unasked(person.id, person.facts.get("activity", ""), self.lines)

    def situation(self, today: date, person: StoredPerson | None = None) -> Situation:
        """Return what decides which facts are asked of a person, or of the household."""
        return Situation(
            today=today,
            own=person.facts if person else self.home,
            home=self.home,
            role=person.role if person else None,
            age=person.age(today) if person else None,
            has_partner=self.has_partner,
            has_children=self.has_children,
        )


@dataclass(frozen=True, slots=True)
class Opened:
    """One aid for which a sensitive fact is open."""

    person_id: UUID | None
    key: str
    right: str
    at: datetime
    by: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of one case, as `db.queries.household` gives them."""

    people: Iterable[tuple[UUID, Role, str, str, date | None, date | None]]
    facts: Iterable[tuple[UUID | None, str, Any, date | None]]
    pasts: Iterable[tuple[UUID | None, str, Any, date | None, date]]
    lines: Iterable[tuple[UUID, UUID | None, str, int | None]]
    cells: Iterable[tuple[UUID, date, int | None]]
    drafts: Mapping[str, str]
    openings: Iterable[tuple[UUID | None, str, str, datetime, str]] = ()


def load(session: Session, case_id: UUID, on: date) -> StoredHousehold:
    """Read a household as it is, or was, on a day; once between two writings.

    Raises:
        NotFoundError: there is no such case any more.
    """
    return once(session, (StoredHousehold, case_id, on), lambda: _read(session, case_id, on))


def _read(session: Session, case_id: UUID, on: date) -> StoredHousehold:
    if not queries.case_exists(session, case_id):
        raise NotFoundError("Ce dossier n'existe plus.")
    rows = Rows(
        queries.people(session, case_id),
        queries.facts(session, case_id),
        queries.pasts(session, case_id),
        queries.lines(session, case_id),
        queries.cells(session, case_id),
        dict(queries.drafts(session, case_id)),
        queries.openings(session, case_id),
    )
    return assembled(case_id, on, rows)


def assembled(case_id: UUID, on: date, rows: Rows) -> StoredHousehold:
    """Return a household on a day, from the rows of its case."""
    kept = (
        KeptPerson(
            id=id_, role=role, last_name=last, first_name=first, joined_on=joined, left_on=left
        )
        for id_, role, last, first, joined, left in rows.people
    )
    then = household_then(kept, rows.facts, rows.pasts, on)
    cells: dict[UUID, dict[Month, Money | NoFact]] = {}
    for line_id, first_day, cents in rows.cells:
        amount = UNKNOWN if cents is None else Money(cents)
        cells.setdefault(line_id, {})[Month.of(first_day)] = amount
    there = {person.id for person in then.people}
    return StoredHousehold(
        case_id=case_id,
        people=tuple(_stored(person, then) for person in then.people),
        gone=tuple(_stored(person, then) for person in then.gone),
        dated=then.dated,
        home=then.facts.get(None, {}),
        lines=tuple(
            StoredLine(
                id=id_,
                person_id=person_id,
                nature=nature,
                before=None if before is None else Money(before),
                cells=cells.get(id_, {}),
            )
            for id_, person_id, nature, before in rows.lines
            if person_id is None or person_id in there
        ),
        drafts=rows.drafts,
        openings=tuple(Opened(*row) for row in rows.openings),
    )


def _stored(person: KeptPerson, then: Then) -> StoredPerson:
    return StoredPerson(
        id=person.id,
        role=person.role,
        last_name=person.last_name,
        first_name=person.first_name,
        joined_on=person.joined_on,
        left_on=person.left_on,
        facts=then.facts.get(person.id, {}),
    )


def to_domain(stored: StoredHousehold, on: date) -> Household:
    """Return what is known of the household on a day, as rules read it."""
    now = Month.of(on)
    home = {key: value for key, value in stored.home.items() if key not in FOR_FILE}
    housing = _facts(home, "housing.")
    couple = _facts(home, "couple") if stored.has_partner else {}
    single = {} if stored.has_partner else _facts(home, "single_since")
    return Household(
        date=on,
        people=tuple(_person(stored, person, on) for person in stored.people),
        housing=Housing(**housing),
        tax=TaxNotice(reference_income=_reference_incomes(home), **_facts(home, "tax.shares")),
        savings=Savings(**_facts(home, "savings.")),
        received=resource_grid.received((line for line in stored.lines if line.right), now),
        declared=tuple(sorted(_facts(home, DECLARED).items())),
        **couple,
        **single,
    )


def _person(stored: StoredHousehold, person: StoredPerson, on: date) -> Person:
    now = Month.of(on)
    facts = {
        definition.key: decode(definition.key, person.facts[definition.key], of_person=True)
        for definition in PERSON_FACTS
        if definition.key in person.facts and not definition.for_file
    }
    if _is_over(facts.get("pregnant_due"), on):
        del facts["pregnant_due"]
    own = (line for line in stored.lines if line.person_id == person.id and not line.right)
    resources = resource_grid.resources(own, now)
    if unasked := stored.unasked_of(person):
        resources = (resource_grid.never_entered(unasked, now),)
    return Person(id=str(person.id), role=person.role, resources=resources, **facts)


def _is_over(due: object, on: date) -> bool:
    """Whether a birth was expected over a month ago: nothing is known of that pregnancy now."""
    return isinstance(due, date) and due < months_after(on, -1)


def _facts(home: Mapping[str, Any], start: str) -> dict[str, Any]:
    return {
        key.rpartition(".")[2]: decode(key, stored, of_person=False)
        for key, stored in home.items()
        if key.startswith(start)
    }


def _reference_incomes(home: Mapping[str, Any]) -> tuple[tuple[int, Fact[Money]], ...]:
    return tuple(
        (int(key.removeprefix(REFERENCE_INCOME)), decode(key, home[key], of_person=False))
        for key in sorted(home)
        if key.startswith(REFERENCE_INCOME)
    )


def decode(key: str, stored: Any, *, of_person: bool) -> Any:
    """Return the domain value of a stored fact."""
    if stored == UNKNOWN_JSON:
        return UNKNOWN
    if key in _ENUMS:
        return _ENUMS[key](stored)
    match definition_of(key, of_person=of_person).kind:
        case FactKind.DATE:
            return date.fromisoformat(stored)
        case FactKind.MONEY:
            return Money(stored)
        case _:
            return stored
