"""Claims, read with one statement a table."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from db.models import (
    Case,
    ClaimEventRow,
    ClaimPiece,
    ClaimRow,
    ClaimStepRow,
    DeadlineRow,
    Person,
)

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence
    from uuid import UUID

    from sqlalchemy.orm import Session

    from caseapp.domain.claim import ClaimState
    from caseapp.domain.deadline import Confidence, DeadlineKind


def of_case(session: Session, case_id: UUID) -> Sequence[sa.Row[UUID, str, ClaimState, dt.date]]:
    """Return the claims of a case, the newest first: id, right, state, day of opening."""
    return session.execute(
        sa.select(ClaimRow.id, ClaimRow.right, ClaimRow.state, ClaimRow.opened_on)
        .where(ClaimRow.case_id == case_id)
        .order_by(ClaimRow.opened_on.desc(), ClaimRow.id.desc())
    ).all()


def one(session: Session, claim_id: UUID) -> sa.Row[*tuple[Any, ...]] | None:
    """Return one claim with the name of its applicant."""
    applicant = aliased(Person)
    return session.execute(
        sa.select(
            ClaimRow.case_id,
            Case.reference,
            applicant.last_name,
            applicant.first_name,
            ClaimRow.right,
            ClaimRow.state,
            ClaimRow.opened_on,
            ClaimRow.agency,
            ClaimRow.estimated_cents,
            ClaimRow.granted_cents,
            ClaimRow.granted_since,
        )
        .join(Case, Case.id == ClaimRow.case_id)
        .join(applicant, sa.and_(applicant.case_id == Case.id, applicant.position == 0))
        .where(ClaimRow.id == claim_id)
    ).one_or_none()


def events(
    session: Session, claim_ids: Sequence[UUID]
) -> Sequence[sa.Row[UUID, UUID, str, dt.date, Any]]:
    """Return the events of some claims in the order they were recorded."""
    return session.execute(
        sa.select(
            ClaimEventRow.claim_id,
            ClaimEventRow.id,
            ClaimEventRow.kind,
            ClaimEventRow.on_date,
            ClaimEventRow.details,
        )
        .where(ClaimEventRow.claim_id.in_(claim_ids))
        .order_by(ClaimEventRow.recorded_at, ClaimEventRow.id)
    ).all()


def pieces(session: Session, claim_id: UUID) -> Sequence[sa.Row[UUID, str, dt.date | None]]:
    """Return the pieces of a claim in their order."""
    return session.execute(
        sa.select(ClaimPiece.id, ClaimPiece.label, ClaimPiece.received_on)
        .where(ClaimPiece.claim_id == claim_id)
        .order_by(ClaimPiece.position, ClaimPiece.id)
    ).all()


def steps(session: Session, claim_id: UUID) -> Sequence[sa.Row[UUID, str, str, dt.date | None]]:
    """Return the official steps of a claim in their order."""
    return session.execute(
        sa.select(ClaimStepRow.id, ClaimStepRow.who, ClaimStepRow.label, ClaimStepRow.done_on)
        .where(ClaimStepRow.claim_id == claim_id)
        .order_by(ClaimStepRow.position, ClaimStepRow.id)
    ).all()


def deadlines(
    session: Session, claim_id: UUID
) -> Sequence[
    sa.Row[
        UUID, DeadlineKind, str, dt.date, dt.date, str, Confidence, str, str, str, str,
        dt.date | None,
    ]
]:  # fmt: skip
    """Return the computed dates of a claim, by cautious date."""
    return session.execute(
        sa.select(
            DeadlineRow.id,
            DeadlineRow.kind,
            DeadlineRow.label,
            DeadlineRow.cautious_on,
            DeadlineRow.computed_on,
            DeadlineRow.article,
            DeadlineRow.confidence,
            DeadlineRow.explanation,
            DeadlineRow.body,
            DeadlineRow.doubt,
            DeadlineRow.route,
            DeadlineRow.done_on,
        )
        .where(DeadlineRow.claim_id == claim_id)
        .order_by(DeadlineRow.cautious_on, DeadlineRow.computed_on, DeadlineRow.id)
    ).all()


def rows(session: Session, case_id: UUID | None) -> Sequence[sa.Row[*tuple[Any, ...]]]:
    """Return the claims of a case, or of all cases, with what is counted of each."""
    applicant = aliased(Person)
    pieces_of = sa.select(
        ClaimPiece.claim_id.label("claim_id"),
        sa.func.count().label("all"),
        sa.func.count(ClaimPiece.received_on).label("received"),
    ).group_by(ClaimPiece.claim_id)
    rank = sa.func.row_number().over(
        partition_by=DeadlineRow.claim_id, order_by=(DeadlineRow.cautious_on, DeadlineRow.id)
    )
    dated = sa.select(
        DeadlineRow.claim_id.label("claim_id"),
        DeadlineRow.cautious_on.label("day"),
        DeadlineRow.label.label("label"),
        rank.label("rank"),
    ).where(DeadlineRow.done_on.is_(None))
    statement = sa.select(
        ClaimRow.id, ClaimRow.case_id, applicant.last_name, applicant.first_name, ClaimRow.right,
        ClaimRow.agency, ClaimRow.state, ClaimRow.opened_on, ClaimRow.estimated_cents,
        ClaimRow.granted_cents,
    )  # fmt: skip
    if case_id is not None:
        statement = statement.where(ClaimRow.case_id == case_id)
        mine = sa.select(ClaimRow.id).where(ClaimRow.case_id == case_id)
        pieces_of = pieces_of.where(ClaimPiece.claim_id.in_(mine))
        dated = dated.where(DeadlineRow.case_id == case_id)
    counted, first = pieces_of.subquery(), dated.subquery()
    return session.execute(
        statement.add_columns(counted.c.all, counted.c.received, first.c.day, first.c.label)
        .join(applicant, sa.and_(applicant.case_id == ClaimRow.case_id, applicant.position == 0))
        .outerjoin(counted, counted.c.claim_id == ClaimRow.id)
        .outerjoin(first, sa.and_(first.c.claim_id == ClaimRow.id, first.c.rank == 1))
        .order_by(ClaimRow.opened_on.desc(), ClaimRow.id.desc())
    ).all()


def filed_on(session: Session, case_id: UUID | None) -> dict[UUID, dt.date]:
    """Return the day on which each claim was filed."""
    statement = (
        sa.select(ClaimEventRow.claim_id, sa.func.min(ClaimEventRow.on_date))
        .where(ClaimEventRow.kind == "filed")
        .group_by(ClaimEventRow.claim_id)
    )
    if case_id is not None:
        mine = sa.select(ClaimRow.id).where(ClaimRow.case_id == case_id)
        statement = statement.where(ClaimEventRow.claim_id.in_(mine))
    return dict(session.execute(statement).all())
