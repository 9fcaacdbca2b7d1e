"""The appeals that would be lost if a case were closed and forgotten: running, or still open."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from caseapp.domain.claim import CONTESTED, WAITING, ClaimState
from caseapp.domain.deadline import Deadline, DeadlineKind
from caseapp.kernel.typography import typeset
from caseapp.rules.overpayment_contest import contest_dates
from caseapp.services.claim_records import territory_in
from caseapp.services.claim_words import STATES
from caseapp.services.closing_words import appeal_words
from db.queries import claims as claim_queries
from db.queries import closing as queries

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from datetime import date
    from uuid import UUID

    from sqlalchemy.orm import Session

    from caseapp.rules.catalogue_loader import Catalogue

# No delay runs yet: what is dated then follows from a silence that is still to come.
_NOT_YET = WAITING | {ClaimState.TO_PREPARE, ClaimState.GATHERING}
_OLDEST = timedelta(days=400)  # no overpayment notified before may still be contested


class OpenAppeal(NamedTuple):
    """One appeal, or one delay that is not over."""

    case_id: UUID
    claim_id: UUID | None  # none: of an overpayment
    id: UUID
    words: str
    on: date | None  # its cautious day, where it has one


def open_appeals(
    session: Session, case_ids: Collection[UUID], catalogue: Catalogue, today: date
) -> tuple[OpenAppeal, ...]:
    """Return the appeals of some cases, those that run first, then by cautious date."""
    found = [
        *_of_claims(session, case_ids, catalogue, today),
        *_of_overpayments(session, case_ids, catalogue, today),
    ]
    return tuple(sorted(found, key=lambda one: (one.on is not None, one.on or today, one.words)))


def _of_claims(
    session: Session, case_ids: Collection[UUID], catalogue: Catalogue, today: date
) -> Iterator[OpenAppeal]:
    claims = {claim.id: claim for claim in queries.claims(session, case_ids)}
    for claim in claims.values():
        if claim.state in CONTESTED:
            words = f"{right_name(catalogue, claim.right)} : {STATES[claim.state].lower()}"
            yield OpenAppeal(claim.case_id, claim.id, claim.id, typeset(words), None)
    for row in queries.deadlines(session, list(claims), DeadlineKind.APPEAL):
        claim = claims[row.claim_id]
        if row.computed_on < today or claim.state in _NOT_YET:
            continue
        dated = Deadline(
            kind=row.kind,
            label=row.label,
            cautious_on=row.cautious_on,
            computed_on=row.computed_on,
            article=row.article,
            confidence=row.confidence,
        )
        words = appeal_words(right_name(catalogue, claim.right), row.label, dated, today)
        yield OpenAppeal(claim.case_id, claim.id, row.id, words, row.cautious_on)


def _of_overpayments(
    session: Session, case_ids: Collection[UUID], catalogue: Catalogue, today: date
) -> Iterator[OpenAppeal]:
    for debt in queries.overpayments_since(session, case_ids, today - _OLDEST):
        if debt.notified_on is None or debt.right not in catalogue.codes():
            continue
        where = territory_in(claim_queries.commune(session, debt.case_id))
        about = f"Indu {right_name(catalogue, debt.right)}"
        for dated in contest_dates(catalogue.right(debt.right), debt.notified_on, where):
            if dated.computed_on >= today:
                words = appeal_words(about, dated.label, dated, today)
                yield OpenAppeal(debt.case_id, None, debt.id, words, dated.cautious_on)


def right_name(catalogue: Catalogue, code: str) -> str:
    """Return what a right is called in a list."""
    return catalogue.right(code).short_name if code in catalogue.codes() else code
