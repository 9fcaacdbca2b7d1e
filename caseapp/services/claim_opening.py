"""Several claims of a case opened at once, in the order of the law, sharing their pieces."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import sqlalchemy as sa

from caseapp.domain.claim import ENDED, ClaimState
from caseapp.domain.deadline import DeadlineKind
from caseapp.kernel.errors import NotFoundError, UserInputError
from caseapp.kernel.typography import typeset
from caseapp.rules.claim_clock import deadlines
from caseapp.rules.claim_order import in_order
from caseapp.rules.document_kinds import load_document_kinds
from caseapp.services import document_ticks
from caseapp.services.answer_words import CONFIDENCES
from caseapp.services.claim_records import ClaimRecord, territory_in
from db.models import (
    Case,
    ClaimEventRow,
    ClaimPiece,
    ClaimRow,
    ClaimStepRow,
    EstimatedRight,
    EstimateRow,
)
from db.queries import claims as queries

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date
    from uuid import UUID

    from sqlalchemy.orm import Session

    from caseapp.domain.deadline import Deadline
    from caseapp.kernel.clock import Clock
    from caseapp.rules.catalogue import PriorRight, Right
    from caseapp.rules.catalogue_loader import Catalogue
    from db.store import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedClaim:
    """One claim that may be opened, in its place among the others."""

    right: str
    name: str
    agency: str
    place: int  # from 1
    reasons: tuple[str, ...]  # why after the others, each with its article and how sure it is
    file_by: date | None  # the cautious date by which no month is lost
    article: str  # of that date
    pieces: tuple[frozenset[str], ...]  # each by the documents that answer it


class ClaimOpening:
    """Plans claims from the rights of an estimate, opens them, and takes that back."""

    def __init__(self, store: Store, clock: Clock, catalogue: Catalogue) -> None:
        self._store = store
        self._clock = clock
        self._catalogue = catalogue

    def plan(self, case_id: UUID, rights: Sequence[str]) -> tuple[PlannedClaim, ...]:
        """Return the claims of some rights in the order in which they are to be made.

        Args:
            case_id: the case.
            rights: codes, the most useful first; one that is claimed already is left out.
        """
        today = self._clock.today()
        with self._store.read() as session:
            claimed = {
                code
                for _, code, state, _ in queries.of_case(session, case_id)
                if state not in ENDED
            }
            territory = territory_in(queries.commune(session, case_id))
        wanted = [self._catalogue.right(code) for code in rights if code not in claimed]
        planned = list[PlannedClaim]()
        for place, ordered in enumerate(in_order(wanted, claimed), 1):
            right = ordered.right
            found = deadlines((), right, opened_on=today, today=today, territory=territory)
            file_by = next((d for d in found if d.kind is DeadlineKind.FILING), None)
            planned.append(
                PlannedClaim(
                    right=right.code,
                    name=right.name,
                    agency=right.agency,
                    place=place,
                    reasons=tuple(self._reason(prior) for prior in ordered.after),
                    file_by=file_by.cautious_on if file_by else None,
                    article=_article(file_by),
                    pieces=tuple(_same(piece) for piece in right.pieces),
                )
            )
        return tuple(planned)

    def open(self, case_id: UUID, rights: Sequence[str]) -> tuple[UUID, ...]:
        """Open the claims of some rights in that order, all or none.

        Raises:
            UserInputError: one is already open.
            NotFoundError: there is no such case or right any more.
        """
        today = self._clock.today()
        with self._store.write() as session:
            return tuple(open_claim(session, case_id, self._right(code), today) for code in rights)

    def take_back(self, claim_ids: Iterable[UUID]) -> None:
        """Remove claims that were just opened.

        Raises:
            UserInputError: something was recorded in one of them meanwhile.
        """
        with self._store.write() as session:
            for claim_id in claim_ids:
                recorded = sa.select(ClaimEventRow.id).where(ClaimEventRow.claim_id == claim_id)
                if session.scalar(recorded.limit(1)) is not None:
                    raise UserInputError(
                        "claim", "Un événement est déjà enregistré dans l'une des démarches."
                    )
                claim = session.get(ClaimRow, claim_id)
                if claim is not None:
                    session.delete(claim)

    def _reason(self, prior: PriorRight) -> str:
        name = self._catalogue.right(prior.right).short_name
        sure = CONFIDENCES[prior.confidence]
        return typeset(f"Après {name} : {prior.why} ({prior.basis} ; {sure}).")

    def _right(self, code: str) -> Right:
        try:
            return self._catalogue.right(code)
        except KeyError:
            raise NotFoundError("Ce droit n'est plus dans le catalogue.") from None


def open_claim(session: Session, case_id: UUID, right: Right, today: date) -> UUID:
    """Open one claim with the free official pieces and steps of the catalogue.

    A piece for which the case has a document is ticked at once.

    Raises:
        UserInputError: a claim of this right is already open.
        NotFoundError: there is no such case any more.
    """
    _check_none_open(session, case_id, right)
    estimate_id, cents = _estimated(session, case_id, right.code)
    claim = ClaimRow(
        case_id=case_id,
        right=right.code,
        state=ClaimState.TO_PREPARE,
        opened_on=today,
        agency=right.agency,
        estimate_id=estimate_id,
        estimated_cents=cents,
    )
    session.add(claim)
    session.flush()
    session.add_all(
        ClaimPiece(claim_id=claim.id, position=position, label=label)
        for position, label in enumerate(right.pieces)
    )
    session.add_all(
        ClaimStepRow(claim_id=claim.id, position=step.n, who=step.who, label=step.what)
        for step in right.steps
    )
    document_ticks.tick_claim(session, case_id, claim.id, today)
    ClaimRecord(session, claim.id).recompute(right, today)
    return claim.id


def pieces_of(claims: Iterable[PlannedClaim]) -> tuple[int, int]:
    """Return how many pieces some claims ask for, and how many of them one before asks for too."""
    total, shared, asked_for = 0, 0, set[str]()
    for claim in claims:
        total += len(claim.pieces)
        shared += sum(bool(piece & asked_for) for piece in claim.pieces)
        asked_for.update(*claim.pieces)
    return total, shared


def _same(piece: str) -> frozenset[str]:
    """Return what tells that two claims ask for the same piece: the documents that answer it."""
    return load_document_kinds().match(piece).alone or frozenset({piece})


def _article(file_by: Deadline | None) -> str:
    return file_by.article if file_by else ""


def _check_none_open(session: Session, case_id: UUID, right: Right) -> None:
    if session.get(Case, case_id) is None:
        raise NotFoundError("Ce dossier n'existe plus.")
    for _, code, state, _ in queries.of_case(session, case_id):
        if code == right.code and state not in ENDED:
            raise UserInputError("right", f"Une démarche est déjà ouverte : {right.name}.")


def _estimated(session: Session, case_id: UUID, right: str) -> tuple[UUID | None, int | None]:
    """Return the latest estimate and the amount it is sure of."""
    of_right = sa.and_(EstimatedRight.estimate_id == EstimateRow.id, EstimatedRight.right == right)
    row = session.execute(
        sa.select(EstimateRow.id, EstimatedRight.min_cents)
        .outerjoin(EstimatedRight, of_right)  # only rights that may be asked for have a row
        .where(EstimateRow.case_id == case_id, EstimateRow.is_latest)
    ).one_or_none()
    return (None, None) if row is None else (row[0], row[1] or None)
