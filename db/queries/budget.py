"""What a household owes, and the quotients of the service."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa

from db.models import Liability, QuotientFormula

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

    from sqlalchemy.orm import Session


def liabilities(session: Session, case_id: UUID) -> Sequence[Liability]:
    """Return the debts of a case in their order, those that ended last."""
    return session.scalars(
        sa.select(Liability)
        .where(Liability.case_id == case_id)
        .order_by(Liability.closed_on.is_not(None), Liability.position, Liability.id)
    ).all()


def last_position(session: Session, case_id: UUID) -> int:
    """Return the highest position among the debts of a case, -1 without one."""
    found = session.scalar(
        sa.select(sa.func.max(Liability.position)).where(Liability.case_id == case_id)
    )
    return -1 if found is None else found


def formulas(session: Session) -> Sequence[QuotientFormula]:
    """Return the formulas of the service in their order."""
    return session.scalars(
        sa.select(QuotientFormula).order_by(QuotientFormula.position, QuotientFormula.id)
    ).all()
