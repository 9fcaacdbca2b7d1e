"""Documents tick the pieces of the claims that ask for them, in a session that writes.

Only where one document is sure to be the whole piece, where it has not expired, and where it is
the applicant's if the piece is somebody's own. What a person ticked by hand is left alone.
"""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from caseapp.rules.document_kinds import load_document_kinds
from caseapp.services.document_rows import Ticked
from db.models import ClaimEventRow, ClaimPiece, DocumentRow, Mandate
from db.queries import documents as queries

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from uuid import UUID

    from sqlalchemy.orm import Session

_PROVED: tuple[type[Any], ...] = (ClaimEventRow, Mandate)


def tick(session: Session, document: DocumentRow, today: date) -> tuple[Ticked, ...]:
    """Tick what a document answers in the claims under way of its case; return what it ticked."""
    ticked = []
    if _counts(session, document, today):
        kinds = load_document_kinds()
        for piece_id, label, claim_id, right in queries.open_pieces(session, document.case_id):
            if document.kind in kinds.match(label).alone:
                _receive(session, piece_id, document.id, today)
                ticked.append(Ticked(claim_id=claim_id, right=right, label=label))
    return tuple(ticked)


def tick_claim(session: Session, case_id: UUID, claim_id: UUID, today: date) -> None:
    """Tick the pieces of a claim for which a document is there already, the newest first."""
    kinds = load_document_kinds()
    session.flush()
    documents = session.scalars(
        sa.select(DocumentRow).where(DocumentRow.case_id == case_id).order_by(DocumentRow.id.desc())
    ).all()
    counting = [row for row in documents if _counts(session, row, today)]
    if not counting:
        return
    for piece_id, label, _claim, _right in queries.open_pieces(session, case_id, claim_id):
        alone = kinds.match(label).alone
        fitting = next((row for row in counting if row.kind in alone), None)
        if fitting is not None:
            _receive(session, piece_id, fitting.id, today)


def untick(session: Session, document_id: UUID) -> tuple[tuple[UUID, date | None], ...]:
    """Untick what a document ticked; return each piece with the day it was received."""
    pieces = _pieces_of(session, document_id)
    before = tuple((piece.id, piece.received_on) for piece in pieces)
    for piece in pieces:
        piece.received_on = piece.document_id = None
    return before


def tick_again(
    session: Session, document_id: UUID, pieces: Sequence[tuple[UUID, date | None]]
) -> None:
    """Tick pieces again as they were, those that something else ticks meanwhile excepted."""
    for piece_id, day in pieces:
        piece = session.get(ClaimPiece, piece_id)
        if piece is not None and piece.received_on is None and piece.document_id is None:
            piece.received_on, piece.document_id = day, document_id


def unprove(session: Session, document_id: UUID) -> tuple[UUID, ...]:
    """Leave the events of claims and the mandates that a document proved without it."""
    proved = [
        row
        for model in _PROVED
        for row in session.scalars(sa.select(model).where(model.document_id == document_id))
    ]
    for row in proved:
        row.document_id = None
    return tuple(row.id for row in proved)


def prove_again(session: Session, document_id: UUID, proved: Sequence[UUID]) -> None:
    """Have a document prove them again, what another one proves meanwhile excepted."""
    for model, row_id in product(_PROVED, proved):
        row = session.get(model, row_id)
        if row is not None and row.document_id is None:
            row.document_id = document_id


def untick_unfit(session: Session, document: DocumentRow, kind_before: str, today: date) -> int:
    """Untick what a document no longer answers once it is described anew; return how many.

    A piece that its former kind did not answer was linked by hand, and stays.
    """
    kinds, counts = load_document_kinds(), _counts(session, document, today)
    unticked = 0
    for piece in _pieces_of(session, document.id):
        alone = kinds.match(piece.label).alone
        if kind_before in alone and not (counts and document.kind in alone):
            piece.received_on = piece.document_id = None
            unticked += 1
    return unticked


def _counts(session: Session, document: DocumentRow, today: date) -> bool:
    """Say whether a document may tick anything."""
    if document.valid_until is not None and document.valid_until < today:
        return False
    kind = load_document_kinds().get(document.kind)
    if kind is None:
        return False
    if document.person_id is None or not kind.personal:
        return True
    return document.person_id == queries.applicant(session, document.case_id)


def _receive(session: Session, piece_id: UUID, document_id: UUID, today: date) -> None:
    piece = session.get_one(ClaimPiece, piece_id)
    piece.received_on, piece.document_id = today, document_id


def _pieces_of(session: Session, document_id: UUID) -> Sequence[ClaimPiece]:
    return session.scalars(sa.select(ClaimPiece).where(ClaimPiece.document_id == document_id)).all()
