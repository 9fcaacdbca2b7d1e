"""The letters of a case, and what the sending of one made."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from caseapp.kernel.errors import NotFoundError
from db.models import (
    Case,
    ClaimEventRow,
    ClaimExchange,
    ClaimRow,
    Letter,
    Person,
    Task,
)

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence
    from uuid import UUID

    from sqlalchemy.orm import Session

    from caseapp.domain.claim import Exchange


def case_of(session: Session, case_id: UUID) -> sa.Row[str, str, str]:
    """Return the number of a case and the name of its applicant.

    Raises:
        NotFoundError: there is no such case any more.
    """
    row = session.execute(
        sa.select(Case.reference, Person.last_name, Person.first_name)
        .join(Person, sa.and_(Person.case_id == Case.id, Person.position == 0))
        .where(Case.id == case_id)
    ).one_or_none()
    if row is None:
        raise NotFoundError("Ce dossier n'existe plus.")
    return row


def of_case(session: Session, case_id: UUID) -> Sequence[sa.Row[*tuple[Any, ...]]]:
    """Return the letters of a case: those to send, then those that went, the newest first."""
    return session.execute(
        sa.select(
            Letter.id,
            Letter.claim_id,
            Letter.name,
            ClaimRow.right,
            Letter.recipient,
            Letter.on_date,
            Letter.sent_on,
            Letter.sent_by,
            Letter.subject,
            Letter.body,
            Letter.enclosures,
        )
        .outerjoin(ClaimRow, ClaimRow.id == Letter.claim_id)
        .where(Letter.case_id == case_id)
        .order_by(Letter.sent_on.is_not(None), Letter.sent_on.desc(), Letter.made_at.desc())
    ).all()


def count_unsent(session: Session, case_id: UUID) -> int:
    """Return how many letters of a case are still to be sent."""
    counted = sa.select(sa.func.count()).where(Letter.case_id == case_id, Letter.sent_on.is_(None))
    return session.scalar(counted) or 0


def add_exchange(session: Session, claim_id: UUID, exchange: Exchange, at: dt.datetime) -> UUID:
    """Add an exchange to the thread of a claim."""
    row = ClaimExchange(
        claim_id=claim_id,
        on_date=exchange.on,
        medium=exchange.medium,
        spoken_to=exchange.spoken_to,
        words=exchange.words,
        recorded_at=at,
    )
    session.add(row)
    session.flush()
    return row.id


_TOGETHER = timedelta(seconds=1)  # apart at most, two events that one act recorded


def silence_with(session: Session, event_id: UUID | None, kind: str) -> UUID | None:
    """Return the absence of an answer that was recorded with an appeal, in the same act."""
    event = session.get(ClaimEventRow, event_id) if event_id is not None else None
    if event is None:
        return None
    same = (
        ClaimEventRow.claim_id == event.claim_id,
        ClaimEventRow.kind == kind,
        ClaimEventRow.on_date == event.on_date,
        ClaimEventRow.recorded_at.between(event.recorded_at - _TOGETHER, event.recorded_at),
    )
    return session.scalar(sa.select(ClaimEventRow.id).where(*same))


def delete_made(
    session: Session, event_id: UUID | None, exchange_id: UUID | None, task_id: UUID | None
) -> None:
    """Delete what the sending of a letter made, row by row, so that « Historique » tells it."""
    for model, id_ in ((ClaimEventRow, event_id), (ClaimExchange, exchange_id), (Task, task_id)):
        row = session.get(model, id_) if id_ is not None else None
        if row is not None:
            session.delete(row)
    session.flush()
