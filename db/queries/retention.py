"""What is read to say which cases await a decision, and which nobody may read meanwhile."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from caseapp.domain.claim import ENDED
from db.models import Case, ClaimRow, DocumentRow, Person, Retention

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection, Sequence
    from uuid import UUID

    from sqlalchemy.orm import Session

SINCE = sa.func.coalesce(Case.last_contact_on, Case.opened_on)


def old_or_decided(session: Session, before: dt.date) -> Sequence[sa.Row[*tuple[Any, ...]]]:
    """Return the cases whose last contact is not after a day, and those decided of.

    Key, reference, referent, opening, last contact, names, decision (or none), purpose, reason,
    its last day, open claims, documents.
    """
    claims = (
        sa.select(sa.func.count())
        .where(ClaimRow.case_id == Case.id, ClaimRow.state.not_in(ENDED))
        .scalar_subquery()
    )
    documents = sa.select(sa.func.count()).where(DocumentRow.case_id == Case.id).scalar_subquery()
    return session.execute(
        sa.select(
            Case.id, Case.reference, Case.referent, Case.opened_on, Case.last_contact_on,
            Person.last_name, Person.first_name,
            Retention.decision, Retention.purpose, Retention.reason, Retention.until,
            claims, documents,
        )
        .outerjoin(Retention, Retention.case_id == Case.id)
        .outerjoin(Person, sa.and_(Person.case_id == Case.id, Person.position == 0))
        .where(
            Case.merged_into_id.is_(None), sa.or_(before >= SINCE, Retention.id.is_not(None))
        )
        .order_by(SINCE)
    ).all()  # fmt: skip


def dates(
    session: Session, before: dt.date, among: Collection[UUID] | None = None
) -> Sequence[sa.Row[*tuple[Any, ...]]]:
    """Return the same cases with what their standing follows from alone; all, or some."""
    return session.execute(
        sa.select(Case.id, SINCE, Retention.decision, Retention.until)
        .outerjoin(Retention, Retention.case_id == Case.id)
        .where(
            Case.merged_into_id.is_(None),
            sa.or_(before >= SINCE, Retention.id.is_not(None)),
            *(() if among is None else (Case.id.in_(among),)),
        )
    ).all()


def count(session: Session, cases: Collection[UUID]) -> int:
    """Return how many of some cases the session reads."""
    counted = sa.select(sa.func.count(Case.id)).where(Case.id.in_(cases))
    return session.scalar(counted) or 0


def of_case(session: Session, case_id: UUID) -> sa.Row[*tuple[Any, ...]] | None:
    """Return the same of one case."""
    return session.execute(
        sa.select(Case.id, SINCE, Retention.decision, Retention.until)
        .outerjoin(Retention, Retention.case_id == Case.id)
        .where(Case.id == case_id)
    ).first()
