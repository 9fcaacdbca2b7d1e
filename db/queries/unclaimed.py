"""The estimated rights that nobody asked for, over the whole caseload."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from caseapp.domain.claim import ClaimState
from caseapp.domain.estimate import Outcome, Period
from db.models import Case, ClaimRow, EstimatedRight, EstimateRow, Person, UnclaimedSum

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence
    from uuid import UUID

    from sqlalchemy.orm import Session


@dataclass(frozen=True, slots=True)
class UnclaimedCase:
    """A case whose estimated rights nobody asked for."""

    estimate_id: UUID
    least: int  # cents
    most: int
    case_id: UUID
    made_at: dt.datetime
    last_name: str = field(repr=False)
    first_name: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Unclaimed:
    """The rights nobody asked for: the totals over all cases, and those that have the most."""

    cases: int
    least: int  # cents
    most: int
    rows: tuple[UnclaimedCase, ...]


def largest(session: Session, limit: int) -> Unclaimed:
    """Return the cases whose estimated rights nobody asked for, the largest amount first."""
    least, most = UnclaimedSum.least_cents, UnclaimedSum.most_cents
    total = session.execute(
        sa.select(sa.func.count(), sa.func.sum(least), sa.func.sum(most)).select_from(UnclaimedSum)
    ).one()
    first = (
        sa.select(UnclaimedSum)
        .order_by(least.desc(), most.desc(), UnclaimedSum.estimate_id)
        .limit(limit)
        .subquery()
    )
    applicant = aliased(Person)
    rows = session.execute(
        sa.select(
            first.c.estimate_id,
            first.c.least_cents,
            first.c.most_cents,
            first.c.case_id,
            EstimateRow.made_at,
            applicant.last_name,
            applicant.first_name,
        )
        .join(EstimateRow, EstimateRow.id == first.c.estimate_id)
        .join(applicant, sa.and_(applicant.case_id == first.c.case_id, applicant.position == 0))
        .order_by(first.c.least_cents.desc(), first.c.most_cents.desc(), first.c.estimate_id)
    )
    return Unclaimed(
        cases=total[0],
        least=int(total[1] or 0),
        most=int(total[2] or 0),
        rows=tuple(UnclaimedCase(*row) for row in rows),
    )


def sums(cases: Sequence[UUID]) -> sa.Select[*tuple[Any, ...]]:
    """Select what is kept of some cases as their `UnclaimedSum`, from the rights themselves."""
    is_likely = EstimatedRight.outcome == Outcome.LIKELY  # only these are counted as certain
    most = _sum_of(EstimatedRight.max_cents)
    return (
        _unclaimed(
            EstimatedRight.estimate_id,
            EstimateRow.case_id,
            _sum_of(EstimatedRight.min_cents, is_likely),
            most,
        )
        .where(EstimateRow.case_id.in_(cases))
        .group_by(EstimatedRight.estimate_id, EstimateRow.case_id)
        .having(most > 0)
    )


def rights(session: Session, estimate_ids: Sequence[UUID]) -> Sequence[sa.Row[*tuple[Any, ...]]]:
    """Return the rights nobody asked for of some estimates: the estimate, the right."""
    return session.execute(
        _unclaimed(EstimatedRight.estimate_id, EstimatedRight.right)
        .where(EstimatedRight.estimate_id.in_(estimate_ids))
        .order_by(EstimatedRight.right)
    ).all()


def _is_monthly() -> sa.ColumnElement[bool]:
    return sa.and_(EstimatedRight.period == Period.MONTH, EstimatedRight.max_cents > 0)


def _sum_of(
    amount: sa.ColumnElement[int | None] | Any, *also: sa.ColumnElement[bool]
) -> sa.ColumnElement[int]:
    return sa.func.sum(sa.case((sa.and_(_is_monthly(), *also), amount), else_=0))


def _unclaimed(*columns: sa.ColumnElement[Any] | Any) -> sa.Select[*tuple[Any, ...]]:
    """Select from the rights of latest estimates, not in payment, that were never asked for.

    Only the rights of latest estimates are kept one by one, so nothing else is looked at. A right
    that pays nothing by itself (C2S) is named beside the monthly ones. A claim that was closed
    without a grant does not count as asked: the estimate is newer.
    """
    claimed = sa.exists().where(
        ClaimRow.case_id == EstimateRow.case_id,
        ClaimRow.right == EstimatedRight.right,
        sa.or_(
            ClaimRow.state != ClaimState.CLOSED,
            ClaimRow.granted_cents.is_not(None),
            ClaimRow.granted_since.is_not(None),
        ),
    )
    without_amount = sa.and_(
        EstimatedRight.outcome == Outcome.LIKELY, EstimatedRight.max_cents.is_(None)
    )
    return (
        sa.select(*columns)
        .select_from(EstimatedRight)
        .join(EstimateRow, EstimateRow.id == EstimatedRight.estimate_id)
        .join(Case, Case.id == EstimateRow.case_id)
        .where(
            Case.closed_on.is_(None),
            EstimatedRight.outcome.in_((Outcome.LIKELY, Outcome.TO_CHECK)),
            sa.or_(_is_monthly(), without_amount),
            sa.func.coalesce(EstimatedRight.received_cents, 0) == 0,
            ~claimed,
        )
    )
