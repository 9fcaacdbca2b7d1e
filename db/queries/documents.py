"""Documents, read without ever touching their contents."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from caseapp.domain.claim import ENDED
from db.models import Blob, ClaimPiece, ClaimRow, DocumentRow, Person

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence
    from uuid import UUID

    from sqlalchemy.orm import Session


def of_case(session: Session, case_id: UUID) -> Sequence[sa.Row[*tuple[Any, ...]]]:
    """Return what is said of the documents of a case, the last added first."""
    return session.execute(
        sa.select(
            DocumentRow.id,
            DocumentRow.title,
            DocumentRow.kind,
            DocumentRow.person_id,
            Person.first_name,
            Person.last_name,
            DocumentRow.on_date,
            DocumentRow.valid_until,
            DocumentRow.file_name,
            DocumentRow.note,
            DocumentRow.added_at,
            DocumentRow.original_kept,
            DocumentRow.original_returned_on,
            Blob.media_type,
            Blob.size,
        )
        .join(Blob, Blob.id == DocumentRow.blob_id)
        .outerjoin(Person, Person.id == DocumentRow.person_id)
        .where(DocumentRow.case_id == case_id)
        .order_by(DocumentRow.id.desc())
    ).all()


def served(session: Session, case_id: UUID) -> Sequence[sa.Row[UUID | None, str]]:
    """Return the documents of a case that tick a piece, each with the right of the claim."""
    return session.execute(
        sa.select(ClaimPiece.document_id, ClaimRow.right)
        .join(ClaimRow, ClaimRow.id == ClaimPiece.claim_id)
        .where(ClaimRow.case_id == case_id, ClaimPiece.document_id.is_not(None))
        .order_by(ClaimRow.opened_on, ClaimRow.id, ClaimPiece.position)
    ).all()


def people(session: Session, case_id: UUID) -> Sequence[sa.Row[UUID, int, str, str]]:
    """Return the people of a case in their order: id, position, first and last name."""
    return session.execute(
        sa.select(Person.id, Person.position, Person.first_name, Person.last_name)
        .where(Person.case_id == case_id)
        .order_by(Person.position)
    ).all()


def applicant(session: Session, case_id: UUID) -> UUID | None:
    """Return the person a case is about."""
    return session.scalar(
        sa.select(Person.id).where(Person.case_id == case_id, Person.position == 0)
    )


def count(session: Session, case_id: UUID) -> int:
    """Return how many documents a case has."""
    found = sa.select(sa.func.count()).select_from(DocumentRow)
    return session.scalar(found.where(DocumentRow.case_id == case_id)) or 0


def ends(session: Session, case_id: UUID, until: dt.date) -> Sequence[dt.date | None]:
    """Return the last days of the documents of a case that end until a day, superseded ones out."""
    return session.scalars(
        sa.select(DocumentRow.valid_until).where(
            DocumentRow.case_id == case_id,
            DocumentRow.valid_until <= until,
            ~superseded(DocumentRow),
        )
    ).all()


def total_size(session: Session) -> int:
    """Return how many bytes all contents have, each once."""
    return session.scalar(sa.select(sa.func.sum(Blob.size))) or 0


def sizes(session: Session) -> set[int]:
    """Return the sizes of all contents: a file of another size is new."""
    return set(session.scalars(sa.select(Blob.size).distinct()))


def digests(session: Session, among: Sequence[str]) -> set[str]:
    """Return which of some contents are kept."""
    return set(session.scalars(sa.select(Blob.sha256).where(Blob.sha256.in_(among))))


def with_content(session: Session, case_id: UUID, blob_id: UUID) -> UUID | None:
    """Return the document of a case that has a content."""
    return session.scalar(
        sa.select(DocumentRow.id).where(
            DocumentRow.case_id == case_id, DocumentRow.blob_id == blob_id
        )
    )


def open_pieces(
    session: Session, case_id: UUID, claim_id: UUID | None = None
) -> Sequence[sa.Row[UUID, str, UUID, str]]:
    """Return the pieces of the claims under way that nothing ticks: id, label, claim, right."""
    found = (
        sa.select(ClaimPiece.id, ClaimPiece.label, ClaimRow.id.label("claim_id"), ClaimRow.right)
        .join(ClaimRow, ClaimRow.id == ClaimPiece.claim_id)
        .where(
            ClaimRow.case_id == case_id,
            ClaimRow.state.not_in(ENDED),
            ClaimPiece.received_on.is_(None),
            ClaimPiece.document_id.is_(None),
        )
        .order_by(ClaimRow.id, ClaimPiece.position)
    )
    return session.execute(
        found if claim_id is None else found.where(ClaimRow.id == claim_id)
    ).all()


def superseded(of: type[DocumentRow]) -> sa.Exists:
    """Say that another document of the same kind and person lasts longer."""
    newer = aliased(DocumentRow)
    return (
        sa.exists()
        .where(
            newer.case_id == of.case_id,
            newer.kind == of.kind,
            newer.kind.not_in(("", "autre")),
            newer.person_id.is_not_distinct_from(of.person_id),
            newer.id != of.id,
            newer.valid_until > of.valid_until,
        )
        .correlate(of)
    )
