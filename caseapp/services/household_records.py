"""The rows that changes to a household start from."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa

from caseapp.kernel.errors import NotFoundError, UserInputError
from db.models import FactRow, Person

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

    from sqlalchemy.orm import Session

NAME_LENGTH = 120


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
