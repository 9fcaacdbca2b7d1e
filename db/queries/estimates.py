"""Estimates that were kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from db.models import EstimatedRight, EstimateRow

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence
    from uuid import UUID

    from sqlalchemy.orm import Session

_WHOLE = (
    EstimateRow.id,
    EstimateRow.case_id,
    EstimateRow.made_at,
    EstimateRow.month,
    EstimateRow.engine,
    EstimateRow.catalogue,
    EstimateRow.household,
    EstimateRow.result,
    EstimateRow.is_latest,
)


def latest(
    session: Session, case_id: UUID
) -> sa.Row[UUID, UUID, dt.datetime, dt.date, str, str, Any, Any, bool] | None:
    """Return the latest estimate of a case, whole."""
    return session.execute(
        sa.select(*_WHOLE).where(EstimateRow.case_id == case_id, EstimateRow.is_latest)
    ).one_or_none()


def latest_household(session: Session, case_id: UUID) -> sa.Row[Any, dt.date] | None:
    """Return the household and the month of the latest estimate of a case, without its answer."""
    return session.execute(
        sa.select(EstimateRow.household, EstimateRow.month).where(
            EstimateRow.case_id == case_id, EstimateRow.is_latest
        )
    ).one_or_none()


def one(
    session: Session, estimate_id: UUID
) -> sa.Row[UUID, UUID, dt.datetime, dt.date, str, str, Any, Any, bool] | None:
    """Return one estimate, whole."""
    return session.execute(sa.select(*_WHOLE).where(EstimateRow.id == estimate_id)).one_or_none()


def history(
    session: Session, case_id: UUID
) -> Sequence[sa.Row[UUID, dt.datetime, dt.date, str, str, bool]]:
    """Return the estimates of a case, the latest first, without their documents."""
    return session.execute(
        sa.select(
            EstimateRow.id,
            EstimateRow.made_at,
            EstimateRow.month,
            EstimateRow.engine,
            EstimateRow.catalogue,
            EstimateRow.is_latest,
        )
        .where(EstimateRow.case_id == case_id)
        .order_by(EstimateRow.made_at.desc(), EstimateRow.id.desc())
    ).all()


def forget_latest(session: Session, case_id: UUID) -> None:
    """Let no estimate of a case be the latest one: their rights are kept in their documents."""
    session.execute(
        sa.delete(EstimatedRight).where(
            EstimatedRight.estimate_id.in_(
                sa.select(EstimateRow.id).where(EstimateRow.case_id == case_id)
            )
        )
    )
    session.execute(
        sa.update(EstimateRow)
        .where(EstimateRow.case_id == case_id, EstimateRow.is_latest)
        .values(is_latest=False, version=EstimateRow.version + 1)
    )
