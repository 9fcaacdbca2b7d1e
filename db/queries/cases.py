"""The header of one case, and the references that were given."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa

from caseapp.domain.claim import ENDED
from db.models import Case, ClaimRow, DeadlineRow

if TYPE_CHECKING:
    import datetime as dt
    from uuid import UUID

    from sqlalchemy.orm import Session

AFTER_ALL = "\U0010ffff"  # sorts after every letter: the end of a range by prefix


def header(
    session: Session, case_id: UUID
) -> sa.Row[str, str, dt.date, dt.date | None, int, int] | None:
    """Return a case with how many claims are open and how many dates are not done."""
    claims = (
        sa.select(sa.func.count())
        .where(ClaimRow.case_id == Case.id, ClaimRow.state.not_in(ENDED))
        .scalar_subquery()
    )
    deadlines = (
        sa.select(sa.func.count())
        .where(DeadlineRow.case_id == Case.id, DeadlineRow.done_on.is_(None))
        .scalar_subquery()
    )
    return session.execute(
        sa.select(
            Case.reference,
            Case.referent,
            Case.opened_on,
            Case.last_contact_on,
            claims,
            deadlines,
        ).where(Case.id == case_id)
    ).one_or_none()


def merged_into(session: Session, case_id: UUID) -> UUID | None:
    """Return the case that another was merged into, if it was."""
    return session.scalar(sa.select(Case.merged_into_id).where(Case.id == case_id))


def named(session: Session, reference: str) -> UUID | None:
    """Return the case that bears a reference, or the one that it was merged into."""
    shown = sa.func.coalesce(Case.merged_into_id, Case.id, type_=sa.Uuid())
    return session.scalar(sa.select(shown).where(Case.reference == reference))


def last_reference(session: Session, year: int) -> int:
    """Return the highest number given in a year, 0 when there is none."""
    start = f"{year}-"
    reference = session.scalar(
        sa.select(Case.reference)
        .where(Case.reference >= start, Case.reference < start + AFTER_ALL)
        .order_by(sa.func.length(Case.reference).desc(), Case.reference.desc())
        .limit(1)
    )
    return int(reference.removeprefix(start)) if reference else 0
