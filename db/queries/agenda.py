"""Tasks, appointments and mandates: of one case, and those the whole caseload waits for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from db.models import ClaimRow, DeadlineRow, DocumentRow, Mandate, Person, Task

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

    from sqlalchemy.orm import Session


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


def mandates(session: Session, case_id: UUID) -> Sequence[sa.Row[*tuple[Any, ...]]]:
    """Return the mandates of a case, with who gave them and the title of the signed document."""
    return session.execute(
        sa.select(Mandate, Person.last_name, Person.first_name, DocumentRow.title)
        .outerjoin(Person, Person.id == Mandate.person_id)
        .outerjoin(DocumentRow, DocumentRow.id == Mandate.document_id)
        .where(Mandate.case_id == case_id)
        .order_by(Mandate.given_on.desc(), Mandate.made_at.desc())
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
