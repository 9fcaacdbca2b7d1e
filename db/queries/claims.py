"""Claims, read with one statement a table."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from caseapp.domain.claim import ENDED, ClaimState
from db.models import (
    Case,
    ClaimEventRow,
    ClaimExchange,
    ClaimPiece,
    ClaimRow,
    ClaimStepRow,
    DeadlineRow,
    DocumentRow,
    FactRow,
    Person,
)

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence
    from uuid import UUID

    from sqlalchemy.orm import Session

    from caseapp.domain.deadline import Confidence, DeadlineKind

IS_COMMUNE = (FactRow.person_id.is_(None), FactRow.key == "housing.commune")


def of_case(session: Session, case_id: UUID) -> Sequence[sa.Row[UUID, str, ClaimState, dt.date]]:
    """Return the claims of a case, the newest first: id, right, state, day of opening."""
    return session.execute(
        sa.select(ClaimRow.id, ClaimRow.right, ClaimRow.state, ClaimRow.opened_on)
        .where(ClaimRow.case_id == case_id)
        .order_by(ClaimRow.opened_on.desc(), ClaimRow.id.desc())
    ).all()


def count_open(session: Session, case_id: UUID) -> int:
    """Return how many claims of a case are open."""
    counted = sa.select(sa.func.count()).where(
        ClaimRow.case_id == case_id, ClaimRow.state.not_in(ENDED)
    )
    return session.scalar(counted) or 0


def one(session: Session, claim_id: UUID) -> sa.Row[*tuple[Any, ...]] | None:
    """Return one claim with the name of its applicant."""
    applicant = aliased(Person)
    return session.execute(
        sa.select(
            ClaimRow.case_id,
            Case.reference,
            applicant.last_name,
            applicant.first_name,
            ClaimRow.right,
            ClaimRow.state,
            ClaimRow.opened_on,
            ClaimRow.agency,
            ClaimRow.estimated_cents,
            ClaimRow.granted_cents,
            ClaimRow.granted_since,
        )
        .join(Case, Case.id == ClaimRow.case_id)
        .join(applicant, sa.and_(applicant.case_id == Case.id, applicant.position == 0))
        .where(ClaimRow.id == claim_id)
    ).one_or_none()


def events(
    session: Session, claim_ids: Sequence[UUID]
) -> Sequence[sa.Row[UUID, UUID, str, dt.date, Any]]:
    """Return the events of some claims in the order they were recorded."""
    return session.execute(
        sa.select(
            ClaimEventRow.claim_id,
            ClaimEventRow.id,
            ClaimEventRow.kind,
            ClaimEventRow.on_date,
            ClaimEventRow.details,
        )
        .where(ClaimEventRow.claim_id.in_(claim_ids))
        .order_by(ClaimEventRow.recorded_at, ClaimEventRow.id)
    ).all()


def proofs(session: Session, claim_id: UUID) -> dict[UUID, sa.Row[*tuple[Any, ...]]]:
    """Return the proof of each event of a claim: words, document and its title."""
    found = session.execute(
        sa.select(
            ClaimEventRow.id, ClaimEventRow.proof, ClaimEventRow.document_id, DocumentRow.title
        )
        .outerjoin(DocumentRow, DocumentRow.id == ClaimEventRow.document_id)
        .where(ClaimEventRow.claim_id == claim_id)
    )
    return {row.id: row for row in found}


def exchanges(session: Session, claim_id: UUID) -> Sequence[sa.Row[*tuple[Any, ...]]]:
    """Return the exchanges of a claim, the oldest first."""
    return session.execute(
        sa.select(
            ClaimExchange.id,
            ClaimExchange.on_date,
            ClaimExchange.medium,
            ClaimExchange.spoken_to,
            ClaimExchange.words,
        )
        .where(ClaimExchange.claim_id == claim_id)
        .order_by(ClaimExchange.on_date, ClaimExchange.id)
    ).all()


def pieces(session: Session, claim_id: UUID) -> Sequence[sa.Row[*tuple[Any, ...]]]:
    """Return the pieces of a claim in their order, each with the document that it is."""
    return session.execute(
        sa.select(
            ClaimPiece.id,
            ClaimPiece.label,
            ClaimPiece.received_on,
            ClaimPiece.document_id,
            DocumentRow.title,
            DocumentRow.valid_until,
        )
        .outerjoin(DocumentRow, DocumentRow.id == ClaimPiece.document_id)
        .where(ClaimPiece.claim_id == claim_id)
        .order_by(ClaimPiece.position, ClaimPiece.id)
    ).all()


def steps(session: Session, claim_id: UUID) -> Sequence[sa.Row[UUID, str, str, dt.date | None]]:
    """Return the official steps of a claim in their order."""
    return session.execute(
        sa.select(ClaimStepRow.id, ClaimStepRow.who, ClaimStepRow.label, ClaimStepRow.done_on)
        .where(ClaimStepRow.claim_id == claim_id)
        .order_by(ClaimStepRow.position, ClaimStepRow.id)
    ).all()


def deadlines(
    session: Session, claim_id: UUID
) -> Sequence[
    sa.Row[
        UUID, DeadlineKind, str, dt.date, dt.date, str, Confidence, str, str, str, str,
        dt.date | None,
    ]
]:  # fmt: skip
    """Return the computed dates of a claim, by cautious date."""
    return session.execute(
        sa.select(
            DeadlineRow.id,
            DeadlineRow.kind,
            DeadlineRow.label,
            DeadlineRow.cautious_on,
            DeadlineRow.computed_on,
            DeadlineRow.article,
            DeadlineRow.confidence,
            DeadlineRow.explanation,
            DeadlineRow.body,
            DeadlineRow.doubt,
            DeadlineRow.route,
            DeadlineRow.done_on,
        )
        .where(DeadlineRow.claim_id == claim_id)
        .order_by(DeadlineRow.cautious_on, DeadlineRow.computed_on, DeadlineRow.id)
    ).all()


def rows(session: Session, case_id: UUID | None, limit: int) -> Sequence[sa.Row[*tuple[Any, ...]]]:
    """Return the claims of a case, or of all cases: those under way first, the newest first."""
    order = (ClaimRow.state.in_(ENDED), ClaimRow.opened_on.desc(), ClaimRow.id.desc())
    first = sa.select(ClaimRow.id).order_by(*order).limit(limit)
    if case_id is not None:
        first = first.where(ClaimRow.case_id == case_id)
    applicant = aliased(Person)
    return session.execute(
        sa.select(
            ClaimRow.id,
            ClaimRow.case_id,
            applicant.last_name,
            applicant.first_name,
            ClaimRow.right,
            ClaimRow.agency,
            ClaimRow.state,
            ClaimRow.opened_on,
            ClaimRow.estimated_cents,
            ClaimRow.granted_cents,
        )
        .join(applicant, sa.and_(applicant.case_id == ClaimRow.case_id, applicant.position == 0))
        .where(ClaimRow.id.in_(first))  # the names of those alone are looked up
        .order_by(*order)
    ).all()


def pieces_counted(session: Session, claim_ids: Sequence[UUID]) -> dict[UUID, tuple[int, int]]:
    """Return how many pieces each claim has received, and how many it asks for."""
    found = session.execute(
        sa.select(ClaimPiece.claim_id, sa.func.count(ClaimPiece.received_on), sa.func.count())
        .where(ClaimPiece.claim_id.in_(claim_ids))
        .group_by(ClaimPiece.claim_id)
    )
    return {claim_id: (received, wanted) for claim_id, received, wanted in found}


def next_deadlines(session: Session, claim_ids: Sequence[UUID]) -> dict[UUID, tuple[dt.date, str]]:
    """Return the first date not done of each claim, with its words."""
    found = session.execute(
        sa.select(DeadlineRow.claim_id, DeadlineRow.cautious_on, DeadlineRow.label)
        .where(DeadlineRow.claim_id.in_(claim_ids), DeadlineRow.done_on.is_(None))
        .order_by(DeadlineRow.cautious_on.desc(), DeadlineRow.id.desc())
    )
    return {claim_id: (day, label) for claim_id, day, label in found}  # the first date comes last


def filed_on(session: Session, claim_ids: Sequence[UUID]) -> dict[UUID, dt.date]:
    """Return the day on which each claim was filed."""
    return dict(
        session.execute(
            sa.select(ClaimEventRow.claim_id, sa.func.min(ClaimEventRow.on_date))
            .where(ClaimEventRow.claim_id.in_(claim_ids), ClaimEventRow.kind == "filed")
            .group_by(ClaimEventRow.claim_id)
        ).all()
    )


def commune(session: Session, case_id: UUID) -> Any:
    """Return where a household lives, as it is stored."""
    return session.scalar(sa.select(FactRow.value).where(FactRow.case_id == case_id, *IS_COMMUNE))


def agencies(session: Session, right: str) -> Sequence[str]:
    """Return the agencies of all claims: those of a right first, the most frequent first."""
    of_right = sa.func.count().filter(ClaimRow.right == right)
    return session.scalars(
        sa.select(ClaimRow.agency)
        .where(ClaimRow.agency != "")
        .group_by(ClaimRow.agency)
        .order_by(of_right.desc(), sa.func.count().desc(), ClaimRow.agency)
    ).all()
