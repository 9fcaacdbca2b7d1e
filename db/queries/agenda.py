"""Tasks, appointments and mandates: of one case, and those the whole caseload waits for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from db.models import Case, ClaimRow, DeadlineRow, Mandate, Person, Task

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence
    from uuid import UUID

    from sqlalchemy.orm import Session

    from caseapp.domain.agenda import TaskKind


def tasks(session: Session, case_id: UUID) -> Sequence[Task]:
    """Return the tasks and appointments of a case, those done last."""
    return session.scalars(
        sa.select(Task)
        .where(Task.case_id == case_id)
        .order_by(Task.done_on.is_not(None), Task.due_on, Task.at, Task.made_at)
    ).all()


def open_tasks(session: Session, case_id: UUID) -> int:
    """Return how many tasks and appointments of a case are not done."""
    return (
        session.scalar(
            sa.select(sa.func.count())
            .select_from(Task)
            .where(Task.case_id == case_id, Task.done_on.is_(None))
        )
        or 0
    )


def deadlines(session: Session, case_id: UUID) -> Sequence[sa.Row[*tuple[Any, ...]]]:
    """Return the dates of the law of a case that are not done, with their claims."""
    return session.execute(
        sa.select(
            DeadlineRow.id,
            DeadlineRow.claim_id,
            DeadlineRow.label,
            DeadlineRow.cautious_on,
            DeadlineRow.computed_on,
            ClaimRow.right,
        )
        .join(ClaimRow, ClaimRow.id == DeadlineRow.claim_id)
        .where(DeadlineRow.case_id == case_id, DeadlineRow.done_on.is_(None))
        .order_by(DeadlineRow.cautious_on, DeadlineRow.id)
    ).all()


def due(session: Session, until: dt.date, limit: int) -> Sequence[sa.Row[*tuple[Any, ...]]]:
    """Return the tasks and appointments due until a day over all cases, with whose they are."""
    applicant = aliased(Person)
    return session.execute(
        sa.select(
            Task.id,
            Task.case_id,
            Task.kind,
            Task.title,
            Task.due_on,
            Task.at,
            Task.place,
            Task.recurrence,
            applicant.last_name,
            applicant.first_name,
        )
        .outerjoin(applicant, sa.and_(applicant.case_id == Task.case_id, applicant.position == 0))
        .where(Task.done_on.is_(None), Task.due_on <= until)
        .order_by(Task.due_on, Task.at, Task.id)
        .limit(limit)
    ).all()


def due_by_kind(
    session: Session, today: dt.date, until: dt.date
) -> Sequence[sa.Row[TaskKind, int, int]]:
    """Return, by kind, how many tasks are late, and how many are due until a day."""
    late = sa.func.count().filter(Task.due_on < today)
    soon = sa.func.count().filter(Task.due_on >= today)
    return session.execute(
        sa.select(Task.kind, late, soon)
        .where(Task.done_on.is_(None), Task.due_on <= until)
        .group_by(Task.kind)
    ).all()


def mandates(session: Session, case_id: UUID) -> Sequence[sa.Row[*tuple[Any, ...]]]:
    """Return the mandates of a case, with the names of those who gave them."""
    return session.execute(
        sa.select(Mandate, Person.last_name, Person.first_name)
        .outerjoin(Person, Person.id == Mandate.person_id)
        .where(Mandate.case_id == case_id)
        .order_by(Mandate.given_on.desc(), Mandate.made_at.desc())
    ).all()


def ending(session: Session, first: dt.date, last: dt.date) -> Sequence[sa.Row[*tuple[Any, ...]]]:
    """Return the mandates of open cases that end between two days and were not renewed."""
    applicant = aliased(Person)
    return session.execute(
        sa.select(
            Mandate.id,
            Mandate.case_id,
            Mandate.kind,
            Mandate.holder,
            Mandate.covers,
            Mandate.ends_on,
            applicant.last_name,
            applicant.first_name,
        )
        .join(Case, Case.id == Mandate.case_id)
        .join(applicant, sa.and_(applicant.case_id == Mandate.case_id, applicant.position == 0))
        .where(
            Case.closed_on.is_(None),
            Mandate.ends_on >= first,
            Mandate.ends_on <= last,
            Mandate.withdrawn_on.is_(None),
            ~renewed(),
        )
        .order_by(Mandate.ends_on, Mandate.id)
    ).all()


def renewed() -> sa.ColumnElement[bool]:
    """Say that the same person gave the same to the same holder, for longer."""
    newer = aliased(Mandate)
    return sa.exists().where(
        newer.case_id == Mandate.case_id,
        newer.id != Mandate.id,
        newer.kind == Mandate.kind,
        newer.holder == Mandate.holder,
        newer.person_id.is_not_distinct_from(Mandate.person_id),
        newer.withdrawn_on.is_(None),
        sa.or_(newer.ends_on.is_(None), newer.ends_on > Mandate.ends_on),
    )
