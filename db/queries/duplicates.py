"""People of the base who may be somebody whose case is about to be opened."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from db.models import Case, FactRow, Person
from db.queries.cases import AFTER_ALL

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from uuid import UUID

    from sqlalchemy.orm import Session

BIRTH = "birth_date"


def named_alike(session: Session, beginnings: Collection[str]) -> Sequence[sa.Row[UUID, str]]:
    """Return the people whose folded name begins with one of some letters: person, name."""
    spans = [
        sa.and_(Person.name_folded >= start, Person.name_folded < start + AFTER_ALL)
        for start in beginnings
    ]
    return session.execute(sa.select(Person.id, Person.name_folded).where(sa.or_(*spans))).all()


def born_on(session: Session, day: str) -> Sequence[sa.Row[UUID, str]]:
    """Return the people born on an ISO day: person, folded name."""
    return session.execute(
        sa.select(Person.id, Person.name_folded)
        .join(FactRow, FactRow.person_id == Person.id)
        .where(FactRow.key == BIRTH, sa.cast(FactRow.value, sa.String()) == json.dumps(day))
    ).all()


def people(session: Session, person_ids: Collection[UUID]) -> Sequence[sa.Row[*tuple[Any, ...]]]:
    """Return some people with the case they are found in: the kept one where it was merged."""
    case, applicant, kept, birth = aliased(Case), aliased(Person), aliased(Case), aliased(FactRow)
    return session.execute(
        sa.select(
            Person.id,
            Person.last_name,
            Person.first_name,
            kept.id.label("case_id"),
            kept.reference,
            kept.closed_on,
            applicant.id.label("applicant_id"),
            applicant.last_name.label("applicant_last"),
            applicant.first_name.label("applicant_first"),
            birth.value.label("birth"),
        )
        .join(case, case.id == Person.case_id)
        .join(kept, kept.id == sa.func.coalesce(case.merged_into_id, case.id))
        .join(applicant, sa.and_(applicant.case_id == kept.id, applicant.position == 0))
        .outerjoin(birth, sa.and_(birth.person_id == Person.id, birth.key == BIRTH))
        .where(Person.id.in_(person_ids))
    ).all()
