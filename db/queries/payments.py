"""What was paid, arrears and overpayments, and what they are compared with."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from caseapp.domain.deadline import DeadlineKind
from db.models import (
    ClaimRow,
    DeadlineRow,
    Debt,
    DebtInstalment,
    EstimateRow,
    Payment,
    PaymentStopRow,
)

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence
    from uuid import UUID

    from sqlalchemy.orm import Session


def paid(session: Session, case_id: UUID) -> Sequence[sa.Row[str, dt.date, int]]:
    """Return what was typed of a case: right, first day of the month, cents."""
    return session.execute(
        sa.select(Payment.right, Payment.month, Payment.cents).where(Payment.case_id == case_id)
    ).all()


def one_paid(session: Session, case_id: UUID, right: str, month: dt.date) -> Payment | None:
    """Return what was typed of one month of a right."""
    return session.scalar(
        sa.select(Payment).where(
            Payment.case_id == case_id, Payment.right == right, Payment.month == month
        )
    )


def stops(session: Session, case_id: UUID) -> Sequence[PaymentStopRow]:
    """Return the suspensions and ends of a case, the first one first."""
    return session.scalars(
        sa.select(PaymentStopRow)
        .where(PaymentStopRow.case_id == case_id)
        .order_by(PaymentStopRow.first_month)
    ).all()


def estimates_before(
    session: Session, case_id: UUID, month: dt.date
) -> Sequence[sa.Row[UUID, dt.date]]:
    """Return the estimates of a case up to a month, the latest first: id, month."""
    return session.execute(
        sa.select(EstimateRow.id, EstimateRow.month)
        .where(EstimateRow.case_id == case_id, EstimateRow.month <= month)
        .order_by(EstimateRow.month.desc(), EstimateRow.made_at.desc(), EstimateRow.id.desc())
    ).all()


def results(session: Session, ids: Sequence[UUID]) -> dict[UUID, Any]:
    """Return the answers of some estimates, as documents."""
    found = session.execute(
        sa.select(EstimateRow.id, EstimateRow.result).where(EstimateRow.id.in_(ids))
    )
    return {row.id: row.result for row in found}


def claims(session: Session, case_id: UUID) -> Sequence[sa.Row[UUID, str]]:
    """Return the claims of a case, the oldest first: id, right."""
    return session.execute(
        sa.select(ClaimRow.id, ClaimRow.right)
        .where(ClaimRow.case_id == case_id)
        .order_by(ClaimRow.opened_on, ClaimRow.id)
    ).all()


def appeals(session: Session, case_id: UUID, today: dt.date) -> dict[UUID, dt.date]:
    """Return the next cautious day of appeal of each claim that may still be contested."""
    found = session.execute(
        sa.select(DeadlineRow.claim_id, sa.func.min(DeadlineRow.cautious_on).label("day"))
        .where(
            DeadlineRow.case_id == case_id,
            DeadlineRow.kind == DeadlineKind.APPEAL,
            DeadlineRow.done_on.is_(None),
            DeadlineRow.cautious_on >= today,
        )
        .group_by(DeadlineRow.claim_id)
    )
    return {row.claim_id: row.day for row in found}


def debts(session: Session, case_id: UUID) -> Sequence[Debt]:
    """Return the debts of a case, the open ones first, then by their months."""
    return session.scalars(
        sa.select(Debt)
        .where(Debt.case_id == case_id)
        .order_by(Debt.closed_on.is_not(None), Debt.first_month.desc(), Debt.id)
    ).all()


def instalments(session: Session, debt_ids: Sequence[UUID]) -> Sequence[DebtInstalment]:
    """Return the instalments of some debts, in the order of their months."""
    return session.scalars(
        sa.select(DebtInstalment)
        .where(DebtInstalment.debt_id.in_(debt_ids))
        .order_by(DebtInstalment.month)
    ).all()
