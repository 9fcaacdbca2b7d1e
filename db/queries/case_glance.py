"""What the reading pane shows of one case beside its header, its claims and its estimate."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from db.models import Case, CaseTag, DeadlineRow, Interview

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence
    from uuid import UUID

    from sqlalchemy.orm import Session


def state(session: Session, case_id: UUID) -> sa.Row[*tuple[Any, ...]] | None:
    """Return when and why a case was closed, and its note."""
    return session.execute(
        sa.select(Case.closed_on, Case.closed_reason, Case.note).where(Case.id == case_id)
    ).one_or_none()


def tags(session: Session, case_id: UUID) -> Sequence[str]:
    """Return the tags of a case in the order of the alphabet."""
    return session.scalars(
        sa.select(CaseTag.label).where(CaseTag.case_id == case_id).order_by(CaseTag.folded)
    ).all()


def deadlines(session: Session, case_id: UUID, limit: int) -> Sequence[sa.Row[dt.date, str]]:
    """Return the first dates of a case that are not done: day, words."""
    return session.execute(
        sa.select(DeadlineRow.cautious_on, DeadlineRow.label)
        .where(DeadlineRow.case_id == case_id, DeadlineRow.done_on.is_(None))
        .order_by(DeadlineRow.cautious_on, DeadlineRow.id)
        .limit(limit)
    ).all()


def last_interview(session: Session, case_id: UUID) -> sa.Row[*tuple[Any, ...]] | None:
    """Return the last interview: day, kind, medium, then what it says; private notes stay out."""
    return session.execute(
        sa.select(
            Interview.on_date,
            Interview.kind,
            Interview.medium,
            Interview.facts,
            Interview.words,
            Interview.analysis,
        )
        .where(Interview.case_id == case_id)
        .order_by(Interview.on_date.desc(), Interview.at.desc(), Interview.id.desc())
        .limit(1)
    ).one_or_none()
