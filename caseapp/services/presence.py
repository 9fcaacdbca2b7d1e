"""When a person of a case is of the household: the day they came, the day they left."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import sqlalchemy as sa

from caseapp.domain.household import Role
from caseapp.kernel import french
from caseapp.kernel.errors import UserInputError
from caseapp.kernel.typography import typeset
from caseapp.services import household_records as records
from caseapp.services.dated_facts import read_past_day
from caseapp.services.fact_text import UNKNOWN_JSON
from db.models import FactRow

if TYPE_CHECKING:
    from uuid import UUID

    from sqlalchemy.orm import Session

    from caseapp.kernel.clock import Clock
    from db.models import Person
    from db.store import Store

JOINED, LEFT = "joined_on", "left_on"


@dataclass(frozen=True, slots=True)
class Stay:
    """The first day in the household (none: always, or birth) and the first day out of it."""

    joined_on: date | None
    left_on: date | None


class Presence:
    """Keeps when people came and left; a removal is something else: they were never there."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    def set_joined(self, person_id: UUID, text: str) -> Stay:
        """Keep the day a person came, none when nothing is typed; return what stood before.

        Raises:
            UserInputError: the day cannot be.
        """
        return self._set(person_id, JOINED, text)

    def set_left(self, person_id: UUID, text: str) -> Stay:
        """Keep the day a person left, none when nothing is typed; return what stood before.

        Raises:
            UserInputError: the day cannot be, it is the applicant, or somebody took the place.
        """
        return self._set(person_id, LEFT, text)

    def restore(self, person_id: UUID, stay: Stay) -> Stay:
        """Put back the days that stood there; return those that stand there now."""
        with self._store.write() as session:
            person = records.person(session, person_id)
            before = _stay(person)
            person.joined_on, person.left_on = stay.joined_on, stay.left_on
            return before

    def _set(self, person_id: UUID, name: str, text: str) -> Stay:
        day = self._read(text, field=name)
        with self._store.write() as session:
            person = records.person(session, person_id)
            before = _stay(person)
            if person.role is Role.APPLICANT:
                raise UserInputError(name, "La personne suivie reste dans le foyer.")
            setattr(person, name, day)
            _check_order(session, person, name)
            if name == LEFT and day is None and person.role is Role.PARTNER:
                _check_place_is_free(session, person)
            return before

    def _read(self, text: str, *, field: str) -> date | None:
        if not text.strip():
            return None
        try:
            return read_past_day(text, self._clock.today())
        except ValueError as error:
            raise UserInputError(field, typeset(str(error))) from None


def _stay(person: Person) -> Stay:
    return Stay(person.joined_on, person.left_on)


def _check_order(session: Session, person: Person, field: str) -> None:
    day = getattr(person, field)
    if day is None:
        return
    if person.joined_on and person.left_on and person.left_on <= person.joined_on:
        raise UserInputError(field, "Le départ vient après l'arrivée.")
    birth = session.scalar(
        sa.select(FactRow.value).where(FactRow.person_id == person.id, FactRow.key == "birth_date")
    )
    if birth and birth != UNKNOWN_JSON and day < date.fromisoformat(birth):
        born = french.day(date.fromisoformat(birth))
        raise UserInputError(field, typeset(f"Cette date est avant la naissance ({born})."))


def _check_place_is_free(session: Session, person: Person) -> None:
    others = records.people(session, person.case_id)
    if records.has_partner(other for other in others if other.id != person.id):
        raise UserInputError(LEFT, "Le foyer a déjà un partenaire.")
