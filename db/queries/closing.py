"""What is still alive in cases about to be closed: rows as they stand, judged by the services."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from caseapp.domain.claim import ENDED
from caseapp.domain.payment import DebtKind
from db.models import (
    Case,
    CaseClosing,
    ClaimPiece,
    ClaimRow,
    DateHandling,
    DeadlineRow,
    Debt,
    DocumentRow,
    Letter,
    NoticeGiven,
    Person,
    RightsRequest,
    Task,
)

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection, Sequence
    from uuid import UUID

    from sqlalchemy.orm import Session

    from caseapp.domain.deadline import DeadlineKind

    Rows = Sequence[sa.Row[*tuple[Any, ...]]]


def without_notice(session: Session, case_ids: Collection[UUID]) -> set[UUID]:
    """Return the cases in which the information notice was neither given nor refused."""
    told = session.scalars(
        sa.select(NoticeGiven.case_id).where(NoticeGiven.case_id.in_(case_ids)).distinct()
    )
    return set(case_ids) - set(told)


def originals(session: Session, case_ids: Collection[UUID]) -> Rows:
    """Return the documents whose paper original the service holds: case, document, title."""
    return session.execute(
        sa.select(DocumentRow.case_id, DocumentRow.id, DocumentRow.title)
        .where(
            DocumentRow.case_id.in_(case_ids),
            DocumentRow.original_kept.is_(True),
            DocumentRow.original_returned_on.is_(None),
        )
        .order_by(DocumentRow.id)
    ).all()


def claims(session: Session, case_ids: Collection[UUID]) -> Sequence[ClaimRow]:
    """Return the claims that have not ended, the oldest first."""
    return session.scalars(
        sa.select(ClaimRow)
        .where(ClaimRow.case_id.in_(case_ids), ClaimRow.state.not_in(ENDED))
        .order_by(ClaimRow.opened_on, ClaimRow.id)
    ).all()


def deadlines(
    session: Session, claim_ids: Collection[UUID], kind: DeadlineKind | None = None
) -> Sequence[DeadlineRow]:
    """Return the dates of some claims that are not done, the first first; of one kind if told."""
    found = sa.select(DeadlineRow).where(
        DeadlineRow.claim_id.in_(claim_ids), DeadlineRow.done_on.is_(None)
    )
    if kind is not None:
        found = found.where(DeadlineRow.kind == kind)
    return session.scalars(found.order_by(DeadlineRow.cautious_on, DeadlineRow.id)).all()


def debts(session: Session, case_ids: Collection[UUID]) -> Sequence[Debt]:
    """Return the arrears and overpayments that are not settled."""
    return session.scalars(
        sa.select(Debt)
        .where(Debt.case_id.in_(case_ids), Debt.closed_on.is_(None))
        .order_by(Debt.id)
    ).all()


def overpayments_since(
    session: Session, case_ids: Collection[UUID], since: dt.date
) -> Sequence[Debt]:
    """Return the overpayments notified from a day on that are not settled."""
    return session.scalars(
        sa.select(Debt)
        .where(
            Debt.case_id.in_(case_ids),
            Debt.closed_on.is_(None),
            Debt.kind == DebtKind.OVERPAYMENT,
            Debt.notified_on >= since,
        )
        .order_by(Debt.notified_on, Debt.id)
    ).all()


def tasks(session: Session, case_id: UUID) -> Sequence[Task]:
    """Return what is to be done and the appointments, those without a day last."""
    return session.scalars(
        sa.select(Task)
        .where(Task.case_id == case_id, Task.done_on.is_(None))
        .order_by(Task.due_on.is_(None), Task.due_on, Task.at, Task.id)
    ).all()


def reminders(session: Session, case_id: UUID, today: dt.date) -> Sequence[DateHandling]:
    """Return the dates whose reminder is still to come."""
    return session.scalars(
        sa.select(DateHandling)
        .where(
            DateHandling.case_id == case_id,
            DateHandling.done_on.is_(None),
            DateHandling.postponed_to >= today,
        )
        .order_by(DateHandling.postponed_to, DateHandling.id)
    ).all()


def missing_pieces(session: Session, claim_ids: Collection[UUID]) -> Rows:
    """Return the pieces that are still missing: claim, label."""
    return session.execute(
        sa.select(ClaimPiece.claim_id, ClaimPiece.label)
        .where(ClaimPiece.claim_id.in_(claim_ids), ClaimPiece.received_on.is_(None))
        .order_by(ClaimPiece.claim_id, ClaimPiece.position)
    ).all()


def drafts_of_letters(session: Session, case_id: UUID) -> Sequence[Letter]:
    """Return the letters that were never sent."""
    return session.scalars(
        sa.select(Letter)
        .where(Letter.case_id == case_id, Letter.sent_on.is_(None))
        .order_by(Letter.made_at, Letter.id)
    ).all()


def requests(session: Session, case_id: UUID) -> Sequence[RightsRequest]:
    """Return what a person asked of their data and nobody answered."""
    return session.scalars(
        sa.select(RightsRequest)
        .where(RightsRequest.case_id == case_id, RightsRequest.answered_on.is_(None))
        .order_by(RightsRequest.received_on, RightsRequest.id)
    ).all()


def people(session: Session, case_id: UUID) -> Sequence[Person]:
    """Return the people of a household, the applicant first."""
    return session.scalars(
        sa.select(Person).where(Person.case_id == case_id).order_by(Person.position)
    ).all()


def of_case(session: Session, case_id: UUID) -> Sequence[CaseClosing]:
    """Return the closings of a case, the last first."""
    return session.scalars(
        sa.select(CaseClosing)
        .where(CaseClosing.case_id == case_id)
        .order_by(CaseClosing.made_at.desc(), CaseClosing.id.desc())
    ).all()


def cases(session: Session, case_ids: Collection[UUID]) -> Sequence[Case]:
    """Return some cases; those that are no longer there are left out."""
    return session.scalars(sa.select(Case).where(Case.id.in_(case_ids))).all()
