"""The list of cases and the header of one, over the whole caseload in few statements."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from caseapp.domain.claim import ClaimState
from db.models import Case, ClaimRow, DeadlineRow, Person

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence
    from uuid import UUID

    from sqlalchemy.orm import Session

# Nothing more is expected of these; listed from this side, so that a new state counts as open.
ENDED = (ClaimState.CLOSED, ClaimState.WITHDRAWN)
_AFTER_ALL = "\U0010ffff"  # sorts after every letter: the end of a range by prefix


def rows(
    session: Session, *, name: str, references: Sequence[str], limit: int
) -> Sequence[sa.Row[UUID, str, str, str, str, str, dt.date | None]]:
    """Return cases sorted by the applicant's name; an empty name and no reference means all.

    A name is the folded beginning of the name of anybody in the household; a reference is one
    of the whole references given. Both are looked up in their index.
    """
    applicant = aliased(Person)
    statement = (
        sa.select(
            Case.id,
            Case.reference,
            applicant.last_name,
            applicant.first_name,
            applicant.name_folded,
            Case.referent,
            Case.last_contact_on,
        )
        .join(applicant, sa.and_(applicant.case_id == Case.id, applicant.position == 0))
        .order_by(applicant.name_folded, Case.reference)
        .limit(limit)
    )
    if name or references:
        by_name = sa.select(Person.case_id).where(
            Person.name_folded >= name, Person.name_folded < name + _AFTER_ALL
        )
        by_reference = sa.select(Case.id).where(Case.reference.in_(references))
        wanted = by_name.union(by_reference) if name else by_reference
        statement = statement.where(Case.id.in_(wanted))
    return session.execute(statement).all()


def open_claims(session: Session, case_ids: Sequence[UUID]) -> dict[UUID, int]:
    """Return how many claims are under way, by case."""
    return dict(
        session.execute(
            sa.select(ClaimRow.case_id, sa.func.count())
            .where(ClaimRow.case_id.in_(case_ids), ClaimRow.state.not_in(ENDED))
            .group_by(ClaimRow.case_id)
        ).all()
    )


def next_deadlines(session: Session, case_ids: Sequence[UUID]) -> dict[UUID, tuple[dt.date, str]]:
    """Return the first date not done of each case, with its words."""
    found = session.execute(
        sa.select(DeadlineRow.case_id, DeadlineRow.cautious_on, DeadlineRow.label)
        .where(DeadlineRow.case_id.in_(case_ids), DeadlineRow.done_on.is_(None))
        .order_by(DeadlineRow.cautious_on.desc(), DeadlineRow.id.desc())
    )
    return {case_id: (day, label) for case_id, day, label in found}  # the first date comes last


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


def last_reference(session: Session, year: int) -> int:
    """Return the highest number given in a year, 0 when there is none."""
    start = f"{year}-"
    reference = session.scalar(
        sa.select(Case.reference)
        .where(Case.reference >= start, Case.reference < start + _AFTER_ALL)
        .order_by(sa.func.length(Case.reference).desc(), Case.reference.desc())
        .limit(1)
    )
    return int(reference.removeprefix(start)) if reference else 0
