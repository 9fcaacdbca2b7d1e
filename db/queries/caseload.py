"""What a review asks of many cases at once: one statement a table, never one a case."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from caseapp.domain.claim import ENDED
from db.documents import PackedText
from db.models import (
    Case,
    ChangeKind,
    ClaimRow,
    EstimateRow,
    FactRow,
    Person,
    ResourceCell,
    ResourceLine,
    Review,
    ReviewChange,
)

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence
    from uuid import UUID

    from sqlalchemy.orm import Session


def open_cases(session: Session) -> Sequence[UUID]:
    """Return the cases that are not closed, the oldest first."""
    return session.scalars(
        sa.select(Case.id).where(Case.closed_on.is_(None)).order_by(Case.id)
    ).all()


def still_open(session: Session, case_ids: Sequence[UUID]) -> set[UUID]:
    """Return which of some cases are there and not closed."""
    return set(
        session.scalars(
            sa.select(Case.id).where(Case.id.in_(case_ids), Case.closed_on.is_(None))
        ).all()
    )


def people(session: Session, case_ids: Sequence[UUID]) -> Sequence[sa.Row[*tuple[Any, ...]]]:
    """Return the people of some cases, the applicant first: as `household.people`."""
    return session.execute(
        sa.select(
            Person.case_id,
            Person.id,
            Person.role,
            Person.last_name,
            Person.first_name,
            Person.joined_on,
            Person.left_on,
        )
        .where(Person.case_id.in_(case_ids))
        .order_by(Person.case_id, Person.position, Person.id)
    ).all()


def facts(session: Session, case_ids: Sequence[UUID]) -> Sequence[sa.Row[*tuple[Any, ...]]]:
    """Return the facts of some cases: case, of whom, which, its value, since when."""
    return session.execute(
        sa.select(
            FactRow.case_id, FactRow.person_id, FactRow.key, FactRow.value, FactRow.since
        ).where(FactRow.case_id.in_(case_ids))
    ).all()


def lines(session: Session, case_ids: Sequence[UUID]) -> Sequence[sa.Row[*tuple[Any, ...]]]:
    """Return the lines of resources of some cases, in their order."""
    return session.execute(
        sa.select(
            ResourceLine.case_id,
            ResourceLine.id,
            ResourceLine.person_id,
            ResourceLine.nature,
            ResourceLine.before_cents,
        )
        .where(ResourceLine.case_id.in_(case_ids))
        .order_by(ResourceLine.case_id, ResourceLine.position, ResourceLine.id)
    ).all()


def cells(session: Session, case_ids: Sequence[UUID]) -> Sequence[sa.Row[*tuple[Any, ...]]]:
    """Return the typed months of some cases: case, line, month, cents or nothing (« inconnu »)."""
    return session.execute(
        sa.select(
            ResourceLine.case_id, ResourceCell.line_id, ResourceCell.month, ResourceCell.cents
        )
        .join(ResourceLine, ResourceLine.id == ResourceCell.line_id)
        .where(ResourceLine.case_id.in_(case_ids))
    ).all()


def latest_estimates(
    session: Session, case_ids: Sequence[UUID]
) -> Sequence[sa.Row[*tuple[Any, ...]]]:
    """Return the latest estimates of some cases, and whether a claim rests on them.

    The documents come as their text: most say what is said again, and need not be read.
    """
    claimed = sa.exists().where(ClaimRow.estimate_id == EstimateRow.id)
    return session.execute(
        sa.select(
            EstimateRow.id,
            EstimateRow.case_id,
            EstimateRow.made_at,
            EstimateRow.engine,
            EstimateRow.catalogue,
            sa.cast(EstimateRow.household, sa.Text).label("household"),
            sa.type_coerce(EstimateRow.result, PackedText()).label("result"),
            claimed.label("is_claimed"),
        ).where(EstimateRow.case_id.in_(case_ids), EstimateRow.is_latest)
    ).all()


def latest_ids(session: Session, case_ids: Sequence[UUID]) -> dict[UUID, UUID]:
    """Return which estimate is the latest of some cases."""
    return dict(
        session.execute(
            sa.select(EstimateRow.case_id, EstimateRow.id).where(
                EstimateRow.case_id.in_(case_ids), EstimateRow.is_latest
            )
        ).all()
    )


def oldest_month(session: Session) -> dt.date | None:
    """Return the oldest month of the latest estimates of the open cases."""
    return session.scalar(
        sa.select(sa.func.min(EstimateRow.month))
        .join(Case, Case.id == EstimateRow.case_id)
        .where(Case.closed_on.is_(None), EstimateRow.is_latest)
    )


def last_review(session: Session, *, ended: bool = False) -> Review | None:
    """Return the last review, or the last one that ended."""
    statement = sa.select(Review).order_by(Review.started_at.desc(), Review.id.desc()).limit(1)
    if ended:
        statement = statement.where(Review.ended_at.is_not(None))
    return session.scalar(statement)


def changes_of(session: Session, case_ids: Sequence[UUID]) -> Sequence[ReviewChange]:
    """Return what is told of some cases and not seen yet, and the dates already seen."""
    return session.scalars(
        sa.select(ReviewChange).where(
            ReviewChange.case_id.in_(case_ids),
            sa.or_(ReviewChange.seen_at.is_(None), ReviewChange.kind == ChangeKind.THRESHOLD.value),
        )
    ).all()


def unseen(session: Session) -> int:
    """Return how many changes of open cases nobody marked as seen."""
    return (
        session.scalar(
            sa.select(sa.func.count())
            .select_from(ReviewChange)
            .join(Case, Case.id == ReviewChange.case_id)
            .where(ReviewChange.seen_at.is_(None), Case.closed_on.is_(None))
        )
        or 0
    )


def rows(session: Session, seen_since: dt.datetime) -> Sequence[sa.Row[*tuple[Any, ...]]]:
    """Return the changes of open cases not seen, and those seen since a moment, with whose."""
    applicant = aliased(Person)
    return session.execute(
        sa.select(ReviewChange, applicant.last_name, applicant.first_name, Case.reference)
        .join(Case, Case.id == ReviewChange.case_id)
        .join(applicant, sa.and_(applicant.case_id == Case.id, applicant.position == 0))
        .where(
            Case.closed_on.is_(None),
            sa.or_(ReviewChange.seen_at.is_(None), ReviewChange.seen_at >= seen_since),
        )
    ).all()


def open_claims(session: Session) -> dict[tuple[UUID, str], UUID]:
    """Return the newest claim under way of each right of each open case."""
    found = session.execute(
        sa.select(ClaimRow.case_id, ClaimRow.right, ClaimRow.id)
        .join(Case, Case.id == ClaimRow.case_id)
        .where(Case.closed_on.is_(None), ClaimRow.state.not_in(ENDED))
        .order_by(ClaimRow.opened_on, ClaimRow.id)
    ).all()
    return {(case_id, right): id_ for case_id, right, id_ in found}
