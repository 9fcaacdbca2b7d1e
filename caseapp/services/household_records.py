"""The rows that changes to a household start from."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import sqlalchemy as sa

from caseapp.domain.household import Role
from caseapp.kernel import french
from caseapp.kernel.errors import NotFoundError, UserInputError
from caseapp.kernel.typography import typeset
from caseapp.services.fact_text import UNKNOWN_JSON
from caseapp.services.household_facts import definition_of
from db.models import FactRow, Person

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from uuid import UUID

    from sqlalchemy.orm import Session

NAME_LENGTH = 120
_IN_A_LIFE = ("job_seeker_since", "residence_permit_since")


def read_name(text: str, *, field: str, needed: bool = False) -> str:
    """Return a name with single blanks.

    Raises:
        UserInputError: it is too long, or empty where one is needed.
    """
    name = " ".join(text.split())
    if needed and not name:
        raise UserInputError(field, "Le nom est nécessaire.")
    if len(name) > NAME_LENGTH:
        raise UserInputError(field, f"Un nom a {NAME_LENGTH} caractères au plus.")
    return name


def people(session: Session, case_id: UUID) -> Sequence[Person]:
    """Return the people of a case, the applicant first.

    Raises:
        NotFoundError: there is no such case any more.
    """
    found = session.scalars(
        sa.select(Person).where(Person.case_id == case_id).order_by(Person.position)
    ).all()
    if not found:
        raise NotFoundError("Ce dossier n'existe plus.")
    return found


def has_partner(people: Iterable[Person]) -> bool:
    """Say whether one of the people is a partner who did not leave."""
    return any(person.role is Role.PARTNER and person.left_on is None for person in people)


def person(session: Session, person_id: UUID) -> Person:
    """Return one person.

    Raises:
        NotFoundError: the person is no longer there.
    """
    found = session.get(Person, person_id)
    if found is None:
        raise NotFoundError("Cette personne n'est plus dans le foyer.")
    return found


def fact(session: Session, case_id: UUID, person_id: UUID | None, key: str) -> FactRow | None:
    """Return the row of a fact, if it was stated."""
    return session.scalar(
        sa.select(FactRow).where(
            FactRow.case_id == case_id,
            FactRow.person_id.is_(None) if person_id is None else FactRow.person_id == person_id,
            FactRow.key == key,
        )
    )


def check_birth_first(session: Session, person_id: UUID, *, field: str) -> None:
    """Check that nothing in a person's life is dated before the birth.

    Raises:
        UserInputError: something is; the change is not to be kept.
    """
    session.flush()
    found = session.execute(
        sa.select(FactRow.key, FactRow.value).where(
            FactRow.person_id == person_id, FactRow.key.in_(("birth_date", *_IN_A_LIFE))
        )
    )
    days = {key: date.fromisoformat(value) for key, value in found if value != UNKNOWN_JSON}
    birth = days.pop("birth_date", None)
    for key, day in days.items():
        if birth is not None and day < birth:
            label = definition_of(key, of_person=True).label
            raise UserInputError(
                field,
                typeset(
                    f"La naissance ({french.day(birth)}) est après « {label} » ({french.day(day)})."
                ),
            )
