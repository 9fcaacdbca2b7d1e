"""Who is who in two cases: by name and birth, else set apart."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from uuid import UUID

from caseapp.kernel import french
from caseapp.services.duplicates import likeness
from caseapp.services.fact_text import UNKNOWN_JSON

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from db.models import FactRow, Person

_NEAR = 0.75  # of two names, where the birth is the same or the place in the household


@dataclass(frozen=True, slots=True)
class Known:
    """What tells a person from another."""

    person: Person = field(repr=False)
    birth: str = field(repr=False)  # ISO, empty where it is not known

    @property
    def name(self) -> str:
        """The folded name."""
        return self.person.name_folded


def known(people: Iterable[Person], facts: Iterable[FactRow]) -> list[Known]:
    """Return people with their births."""
    births = {
        fact.person_id: fact.value
        for fact in facts
        if fact.key == "birth_date" and fact.value != UNKNOWN_JSON
    }
    return [Known(person, births.get(person.id, "")) for person in people]


def propose(kept: Sequence[Known], merged: Sequence[Known]) -> dict[UUID, UUID | None]:
    """Return who each person of the merged case is in the kept one, or nobody."""
    free = list(kept)
    found: dict[UUID, UUID | None] = {}
    for other in merged:
        same = max(free, key=lambda one: _score(one, other), default=None)
        if same is None or _score(same, other) <= 0:
            found[other.person.id] = None
        else:
            free.remove(same)
            found[other.person.id] = same.person.id
    return found


def checked(
    chosen: Mapping[UUID, UUID | None] | None, kept: Sequence[Known], merged: Sequence[Known]
) -> dict[UUID, UUID | None]:
    """Return what was chosen where it can be: nobody is two people at once."""
    proposed = propose(kept, merged)
    if chosen is None:
        return proposed
    there, taken = {one.person.id for one in kept}, set[UUID]()
    found: dict[UUID, UUID | None] = {}
    for one in merged:
        same = chosen.get(one.person.id)
        found[one.person.id] = same if same in there and same not in taken else None
        if same is not None:
            taken.add(same)
    return found


def _score(one: Known, other: Known) -> float:
    """Return how sure it is that two people are one; 0 or less where they are not."""
    if one.birth and other.birth and one.birth != other.birth:
        return 0
    alike = likeness(one.name, other.name)
    if one.birth and one.birth == other.birth:
        first = french.fold(one.person.first_name) == french.fold(other.person.first_name)
        return 2 + alike if alike >= _NEAR or first else 0
    if alike == 1:
        return 1.5
    both_applicants = one.person.position == other.person.position == 0
    own = french.fold(one.person.first_name)
    same_first = bool(own) and own == french.fold(other.person.first_name)
    return alike if (both_applicants or same_first) and alike >= _NEAR else 0
