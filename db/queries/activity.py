"""What the activity of a period is counted from, case by case: nothing is added up here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from db.models import (
    Case,
    CaseClosing,
    ClaimEventRow,
    ClaimRow,
    Interview,
    PaidService,
    Payment,
    Person,
    UnclaimedSum,
)

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    Rows = Sequence[sa.Row[*tuple[Any, ...]]]


def cases(session: Session, first: dt.date, last: dt.date, referent: str) -> Rows:
    """Return the cases followed on some day of the period: id, opening, closing."""
    found = sa.select(Case.id, Case.opened_on, Case.closed_on).where(
        Case.merged_into_id.is_(None),
        Case.opened_on <= last,
        sa.or_(Case.closed_on.is_(None), Case.closed_on >= first),
    )
    return session.execute(found.where(Case.referent == referent) if referent else found).all()


def closings(session: Session, first: dt.date, last: dt.date) -> Rows:
    """Return how the cases closed in the period still are: case, reason (or null: not asked)."""
    return session.execute(
        sa.select(Case.id, CaseClosing.reason)
        .outerjoin(
            CaseClosing,
            sa.and_(
                CaseClosing.case_id == Case.id,
                CaseClosing.closed_on == Case.closed_on,
                CaseClosing.reopened_on.is_(None),
            ),
        )
        .where(Case.closed_on.between(first, last))
        .group_by(Case.id, CaseClosing.reason)
    ).all()


def people(session: Session, first: dt.date, last: dt.date) -> Rows:
    """Return how many people of each case were there on some day of the period."""
    return session.execute(
        sa.select(Person.case_id, sa.func.count())
        .where(
            sa.or_(Person.joined_on.is_(None), Person.joined_on <= last),
            sa.or_(Person.left_on.is_(None), Person.left_on >= first),
        )
        .group_by(Person.case_id)
    ).all()


def interviews(session: Session, first: dt.date, last: dt.date) -> Rows:
    """Return the interviews of each case by kind: case, kind, how many."""
    return session.execute(
        sa.select(Interview.case_id, Interview.kind, sa.func.count())
        .where(Interview.on_date.between(first, last))
        .group_by(Interview.case_id, Interview.kind)
    ).all()


def claims(session: Session, first: dt.date, last: dt.date) -> Rows:
    """Return the claims opened in the period: case, right, state."""
    return session.execute(
        sa.select(ClaimRow.case_id, ClaimRow.right, ClaimRow.state).where(
            ClaimRow.opened_on.between(first, last)
        )
    ).all()


def granted(session: Session, first: dt.date, last: dt.date) -> Rows:
    """Return the claims granted in the period: case, cents a month (or null)."""
    return session.execute(
        sa.select(ClaimRow.case_id, ClaimRow.granted_cents).where(
            sa.exists().where(
                ClaimEventRow.claim_id == ClaimRow.id,
                ClaimEventRow.kind == "granted",
                ClaimEventRow.on_date.between(first, last),
            )
        )
    ).all()


def decisions(session: Session, first: dt.date, last: dt.date) -> Rows:
    """Return the claims answered in the period: case, agency, day filed, day of the first answer."""
    filed, answered = sa.orm.aliased(ClaimEventRow), sa.orm.aliased(ClaimEventRow)
    return session.execute(
        sa.select(
            ClaimRow.case_id,
            ClaimRow.agency,
            sa.func.min(filed.on_date),
            sa.func.min(answered.on_date),
        )
        .join(answered, answered.claim_id == ClaimRow.id)
        .join(filed, filed.claim_id == ClaimRow.id)
        .where(
            answered.kind.in_(("granted", "refused")),
            answered.on_date.between(first, last),
            filed.kind == "filed",
            filed.on_date <= answered.on_date,
        )
        .group_by(ClaimRow.id, ClaimRow.case_id, ClaimRow.agency)
    ).all()


def appeals(session: Session, first: dt.date, last: dt.date) -> Rows:
    """Return the appeals filed and answered in the period: case, kind of event, its details."""
    return _events(session, first, last, ("appeal_filed", "appeal_decided"))


def given_up(session: Session, first: dt.date, last: dt.date) -> Rows:
    """Return the claims given up in the period: case, kind of event, its details (the reason)."""
    return _events(session, first, last, ("withdrawn",))


def payments(session: Session, first: dt.date, last: dt.date) -> Rows:
    """Return what was paid to each case for the months of the period: case, cents."""
    return session.execute(
        sa.select(Payment.case_id, sa.func.sum(Payment.cents))
        .where(Payment.month.between(first.replace(day=1), last))
        .group_by(Payment.case_id)
    ).all()


def unclaimed(session: Session) -> Rows:
    """Return what nobody asked for, by the latest estimates: case, least and most cents a month."""
    return session.execute(
        sa.select(UnclaimedSum.case_id, UnclaimedSum.least_cents, UnclaimedSum.most_cents)
    ).all()


def paid_services(session: Session, first: dt.datetime, last: dt.datetime) -> Rows:
    """Return the paid services noted in the period: case, cents paid (or null)."""
    return session.execute(
        sa.select(PaidService.case_id, PaidService.paid_cents).where(
            PaidService.made_at >= first, PaidService.made_at < last
        )
    ).all()


def _events(session: Session, first: dt.date, last: dt.date, kinds: tuple[str, ...]) -> Rows:
    return session.execute(
        sa.select(ClaimRow.case_id, ClaimEventRow.kind, ClaimEventRow.details)
        .join(ClaimRow, ClaimRow.id == ClaimEventRow.claim_id)
        .where(ClaimEventRow.kind.in_(kinds), ClaimEventRow.on_date.between(first, last))
    ).all()
