"""The interviews of a case, in few statements."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from db.models import Case, Interview

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence
    from uuid import UUID

    from sqlalchemy.orm import Session

_FIRST_WORDS = 160  # characters of each field that a list may show


def rows(session: Session, case_id: UUID) -> Sequence[sa.Row[*tuple[Any, ...]]]:
    """Return the interviews of a case, the newest first, with the first words of each field.

    The private notes are not among them.
    """
    return session.execute(
        sa.select(
            Interview.id,
            Interview.on_date,
            Interview.at,
            Interview.kind,
            Interview.medium,
            Interview.minutes,
            Interview.author,
            Interview.is_contact,
            *(
                sa.func.substr(column, 1, _FIRST_WORDS).label(name)
                for name, column in (
                    ("facts", Interview.facts),
                    ("words", Interview.words),
                    ("analysis", Interview.analysis),
                )
            ),
        )
        .where(Interview.case_id == case_id)
        .order_by(Interview.on_date.desc(), Interview.at.desc(), Interview.recorded_at.desc())
    ).all()


def texts(session: Session, case_id: UUID) -> Sequence[sa.Row[*tuple[Any, ...]]]:
    """Return all that is looked through when one searches the interviews of a case."""
    return session.execute(
        sa.select(
            Interview.id,
            Interview.place,
            Interview.present,
            Interview.facts,
            Interview.words,
            Interview.analysis,
            Interview.private,
        ).where(Interview.case_id == case_id)
    ).all()


def count(session: Session, case_id: UUID) -> int:
    """Return how many interviews a case has."""
    return (
        session.scalar(
            sa.select(sa.func.count()).select_from(Interview).where(Interview.case_id == case_id)
        )
        or 0
    )


def disclosed(
    session: Session, case_id: UUID, ids: Sequence[UUID]
) -> Sequence[sa.Row[*tuple[Any, ...]]]:
    """Return what a report may hold of some interviews, the oldest first.

    The private notes are not read: what is not read cannot leave.
    """
    return session.execute(
        sa.select(
            Interview.on_date,
            Interview.kind,
            Interview.medium,
            Interview.place,
            Interview.minutes,
            Interview.present,
            Interview.facts,
            Interview.words,
            Interview.analysis,
            Interview.author,
        )
        .where(Interview.case_id == case_id, Interview.id.in_(ids))
        .order_by(Interview.on_date, Interview.at, Interview.recorded_at)
    ).all()


def last_contact(session: Session, case_id: UUID, today: dt.date) -> dt.date | None:
    """Return the day of the last interview that counts as a contact."""
    return session.scalar(
        sa.select(sa.func.max(Interview.on_date)).where(
            Interview.case_id == case_id,
            Interview.is_contact,
            Interview.on_date <= today,
        )
    )


def follow_contact(session: Session, case_id: UUID, today: dt.date) -> None:
    """Have the last contact of a case follow from its interviews and from what was noted."""
    session.flush()
    case = session.get(Case, case_id)
    if case is None:
        return
    known = [case.contact_noted_on, last_contact(session, case_id, today)]
    latest = max((day for day in known if day is not None), default=None)
    if case.last_contact_on != latest:
        case.last_contact_on = latest
