"""What « Ma journée » asks of the whole caseload: few statements, none by case."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from caseapp.domain.claim import ENDED
from caseapp.domain.deadline import DeadlineKind
from db.models import (
    Case,
    ClaimEventRow,
    ClaimRow,
    DeadlineRow,
    Person,
)

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection, Sequence
    from uuid import UUID

    from sqlalchemy.orm import Session

    from caseapp.domain.claim import ClaimState


def cases_followed(session: Session) -> int:
    """Return how many cases are not closed."""
    return session.scalar(sa.select(sa.func.count()).where(Case.closed_on.is_(None))) or 0


def due_by_kind(
    session: Session, today: dt.date, until: dt.date, optional: Collection[str]
) -> list[tuple[DeadlineKind, int, int]]:
    """Return, by kind, how many dates are late, and how many are due until a day.

    A silence is something to act on once it has become a decision, never before.
    """
    is_late = DeadlineRow.cautious_on < today
    # A column for each count: to group, SQLite would put every row in a table of its own first.
    counts = session.execute(
        sa.select(
            *(
                sa.func.count().filter(DeadlineRow.kind == kind, late)
                for kind in DeadlineKind
                for late in (is_late, ~is_late)
            )
        ).where(
            DeadlineRow.done_on.is_(None),
            DeadlineRow.cautious_on <= until,
            _to_act(today, optional),
        )
    ).one()
    found = zip(DeadlineKind, counts[::2], counts[1::2], strict=True)
    return [(kind, late, due) for kind, late, due in found if late or due]


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


def claims_by_state(session: Session, today: dt.date) -> list[tuple[ClaimState, bool, int]]:
    """Return how many claims stand in each state, those silent past their delay apart."""
    counted = session.execute(
        sa.select(ClaimRow.state, sa.func.count())
        .where(ClaimRow.state.not_in(ENDED))
        .group_by(ClaimRow.state)
    ).all()
    # From the few dates that are past, not by looking for one beside each claim.
    past = session.execute(
        sa.select(ClaimRow.state, sa.func.count(DeadlineRow.claim_id.distinct()))
        .join(ClaimRow, ClaimRow.id == DeadlineRow.claim_id)
        .where(*_passed_silence(today), ClaimRow.state.not_in(ENDED))
        .group_by(ClaimRow.state)
    ).all()
    silent = dict(past)
    found = [(state, False, count - silent.get(state, 0)) for state, count in counted]
    return [*(part for part in found if part[2]), *((s, True, count) for s, count in past)]


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
