"""The claims that may have moved, as the driver gives them: thousands are read at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa

from caseapp.domain.claim import ENDED, ClaimState
from caseapp.domain.deadline import DeadlineKind
from db.models import ClaimEventRow, ClaimRow, DeadlineRow, FactRow
from db.queries.case_list import Raw, raw_rows
from db.queries.claims import IS_COMMUNE

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence
    from uuid import UUID

    from sqlalchemy.orm import Session


def to_refresh(session: Session, claim_ids: Sequence[UUID]) -> Raw:
    """Return what of some claims follows from their events, and where each household lives.

    Key, right, state, day of opening, cents granted, since when, commune.
    """
    return raw_rows(
        session,
        sa.select(
            ClaimRow.id,
            ClaimRow.right,
            ClaimRow.state,
            ClaimRow.opened_on,
            ClaimRow.granted_cents,
            ClaimRow.granted_since,
            FactRow.value,
        )
        .outerjoin(FactRow, sa.and_(FactRow.case_id == ClaimRow.case_id, *IS_COMMUNE))
        .where(ClaimRow.id.in_(claim_ids)),
    )


def events_to_refresh(session: Session, claim_ids: Sequence[UUID]) -> Raw:
    """Return the events of some claims in the order they were recorded.

    Claim, kind, day, details.
    """
    return raw_rows(
        session,
        sa.select(
            ClaimEventRow.claim_id,
            ClaimEventRow.kind,
            ClaimEventRow.on_date,
            ClaimEventRow.details,
        )
        .where(ClaimEventRow.claim_id.in_(claim_ids))
        .order_by(ClaimEventRow.recorded_at, ClaimEventRow.id),
    )


def dates_to_refresh(session: Session, claim_ids: Sequence[UUID]) -> Raw:
    """Return the computed dates of some claims, the key of the claim first."""
    return raw_rows(
        session,
        sa.select(
            DeadlineRow.claim_id,
            DeadlineRow.cautious_on,
            DeadlineRow.computed_on,
            DeadlineRow.kind,
            DeadlineRow.route,
            DeadlineRow.label,
            DeadlineRow.article,
            DeadlineRow.confidence,
            DeadlineRow.explanation,
            DeadlineRow.body,
            DeadlineRow.doubt,
        ).where(DeadlineRow.claim_id.in_(claim_ids)),
    )


_EACH_DAY = (ClaimState.TO_PREPARE, ClaimState.GRANTED, ClaimState.PARTLY_GRANTED)


def moving_with_the_day(session: Session, today: dt.date) -> Sequence[UUID]:
    """Return the claims whose dates depend on the present day, not on their events alone.

    They are to be filed, wait for pieces with no end given, for a mediation or for legal aid, what
    they could still claim is lost, or they are paid: what comes back within a year is dated, so
    that each day may bring the renewal of a right that was granted for years.
    """
    waiting = sa.select(ClaimEventRow.claim_id).where(
        ClaimEventRow.kind.in_(("pieces_asked", "legal_aid_asked", "appeal_filed"))
    )
    lost = sa.select(DeadlineRow.claim_id).where(
        DeadlineRow.kind == DeadlineKind.LIMITATION, DeadlineRow.computed_on < today
    )
    return session.scalars(
        sa.select(ClaimRow.id).where(
            ClaimRow.state.not_in(ENDED),
            sa.or_(
                ClaimRow.state.in_(_EACH_DAY),
                ClaimRow.id.in_(waiting),
                ClaimRow.id.in_(lost),
            ),
        )
    ).all()


def under_way(session: Session) -> Sequence[UUID]:
    """Return every claim that is not over."""
    return session.scalars(sa.select(ClaimRow.id).where(ClaimRow.state.not_in(ENDED))).all()
