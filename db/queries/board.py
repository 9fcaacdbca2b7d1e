"""What « Ma journée » asks of the whole caseload: few statements, none by case."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from caseapp.domain.claim import ClaimState
from caseapp.domain.deadline import DeadlineKind
from caseapp.domain.estimate import Outcome, Period
from db.models import (
    Case,
    ClaimEventRow,
    ClaimRow,
    DeadlineRow,
    EstimatedRight,
    EstimateRow,
    Person,
)
from db.queries.cases import ENDED

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection, Sequence
    from uuid import UUID

    from sqlalchemy.orm import Session


def cases_followed(session: Session) -> int:
    """Return how many cases are not closed."""
    return session.scalar(sa.select(sa.func.count()).where(Case.closed_on.is_(None))) or 0


def due_by_kind(
    session: Session, today: dt.date, until: dt.date, optional: Collection[str]
) -> Sequence[sa.Row[DeadlineKind, int, int]]:
    """Return, by kind, how many dates are late, and how many are due until a day.

    A silence is something to act on once it has become a decision, never before.
    """
    late = sa.func.count().filter(DeadlineRow.cautious_on < today)
    due = sa.func.count().filter(DeadlineRow.cautious_on >= today)
    return session.execute(
        sa.select(DeadlineRow.kind, late, due)
        .where(
            DeadlineRow.done_on.is_(None),
            DeadlineRow.cautious_on <= until,
            _to_act(today, optional),
        )
        .group_by(DeadlineRow.kind)
    ).all()


def silent_by_right(session: Session, today: dt.date) -> Sequence[sa.Row[str, str, int]]:
    """Return how many claims are silent past their delay, by right and awaited appeal."""
    return session.execute(
        sa.select(ClaimRow.right, DeadlineRow.route, sa.func.count())
        .join(ClaimRow, ClaimRow.id == DeadlineRow.claim_id)
        .where(*_passed_silence(today))
        .group_by(ClaimRow.right, DeadlineRow.route)
    ).all()


def rows(
    session: Session, today: dt.date, until: dt.date, optional: Collection[str], limit: int
) -> Sequence[sa.Row[*tuple[Any, ...]]]:
    """Return the dates to act on until a day, the latest first, with whose they are."""
    applicant = aliased(Person)
    return session.execute(
        sa.select(
            DeadlineRow.id,
            DeadlineRow.claim_id,
            DeadlineRow.case_id,
            DeadlineRow.kind,
            DeadlineRow.label,
            DeadlineRow.body,
            DeadlineRow.route,
            DeadlineRow.cautious_on,
            DeadlineRow.computed_on,
            ClaimRow.right,
            ClaimRow.state,
            ClaimRow.agency,
            applicant.last_name,
            applicant.first_name,
        )
        .join(ClaimRow, ClaimRow.id == DeadlineRow.claim_id)
        .join(
            applicant,
            sa.and_(applicant.case_id == DeadlineRow.case_id, applicant.position == 0),
        )
        .where(
            DeadlineRow.done_on.is_(None),
            DeadlineRow.cautious_on <= until,
            _to_act(today, optional),
        )
        .order_by(DeadlineRow.cautious_on, DeadlineRow.id)
        .limit(limit)
    ).all()


def refused_on(session: Session, claim_ids: Sequence[UUID]) -> dict[UUID, dt.date]:
    """Return the day of the last refusal of some claims."""
    return dict(
        session.execute(
            sa.select(ClaimEventRow.claim_id, sa.func.max(ClaimEventRow.on_date))
            .where(ClaimEventRow.claim_id.in_(claim_ids), ClaimEventRow.kind == "refused")
            .group_by(ClaimEventRow.claim_id)
        ).all()
    )


def claims_by_state(session: Session, today: dt.date) -> Sequence[sa.Row[ClaimState, bool, int]]:
    """Return how many claims stand in each state, those silent past their delay apart."""
    silent = (
        sa.select(DeadlineRow.id)
        .where(DeadlineRow.claim_id == ClaimRow.id, *_passed_silence(today))
        .exists()
    )
    marked = (
        sa.select(ClaimRow.state, silent.label("silent")).where(ClaimRow.state.not_in(ENDED))
    ).subquery()
    return session.execute(
        sa.select(marked.c.state, marked.c.silent, sa.func.count()).group_by(
            marked.c.state, marked.c.silent
        )
    ).all()


def unclaimed(session: Session, limit: int) -> Sequence[sa.Row[*tuple[Any, ...]]]:
    """Return the cases whose estimated rights nobody asked for, the largest amount first.

    Each row also holds the totals over all such cases, so that they are counted once.
    """
    applicant = aliased(Person)
    is_likely = EstimatedRight.outcome == Outcome.LIKELY  # only these are counted as certain
    least = _sum_of(EstimatedRight.min_cents, is_likely)
    most = _sum_of(EstimatedRight.max_cents)
    # Grouped by the key of an index and without any text: ten times faster than by case.
    summed = (
        _unclaimed(EstimatedRight.estimate_id, least.label("least"), most.label("most"))
        .group_by(EstimatedRight.estimate_id)
        .having(most > 0)
        .subquery()
    )
    ranked = (
        sa.select(
            summed,
            sa.func.sum(summed.c.least).over().label("all_least"),
            sa.func.sum(summed.c.most).over().label("all_most"),
            sa.func.count().over().label("all_cases"),
        )
        .order_by(summed.c.least.desc(), summed.c.most.desc(), summed.c.estimate_id)
        .limit(limit)
        .subquery()
    )
    return session.execute(
        sa.select(
            ranked,
            EstimateRow.case_id,
            EstimateRow.made_at,
            applicant.last_name,
            applicant.first_name,
        )
        .join(EstimateRow, EstimateRow.id == ranked.c.estimate_id)
        .join(
            applicant,
            sa.and_(applicant.case_id == EstimateRow.case_id, applicant.position == 0),
        )
        .order_by(ranked.c.least.desc(), ranked.c.most.desc(), ranked.c.estimate_id)
    ).all()


def unclaimed_rights(
    session: Session, estimate_ids: Sequence[UUID]
) -> Sequence[sa.Row[*tuple[Any, ...]]]:
    """Return the rights nobody asked for of some estimates: the estimate, the right."""
    return session.execute(
        _unclaimed(EstimatedRight.estimate_id, EstimatedRight.right)
        .where(EstimatedRight.estimate_id.in_(estimate_ids))
        .order_by(EstimatedRight.right)
    ).all()


def _passed_silence(today: dt.date) -> tuple[sa.ColumnElement[bool], ...]:
    return (
        DeadlineRow.kind == DeadlineKind.SILENCE,
        DeadlineRow.done_on.is_(None),
        DeadlineRow.cautious_on < today,  # never after the computed date, and it has an index
        DeadlineRow.computed_on < today,
    )


def _to_act(today: dt.date, optional: Collection[str]) -> sa.ColumnElement[bool]:
    """A silence once it is a decision; an appeal nobody has to make until its date, no longer."""
    spoken = sa.or_(DeadlineRow.kind != DeadlineKind.SILENCE, DeadlineRow.computed_on < today)
    open_still = sa.or_(DeadlineRow.route.not_in(optional), DeadlineRow.cautious_on >= today)
    return sa.and_(spoken, open_still)


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
