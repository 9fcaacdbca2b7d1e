"""Sensitive facts that are open in the cases followed, and the claims that may need them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa

from caseapp.domain.deadline import DeadlineKind
from db.models import Case, ClaimRow, DeadlineRow, FactRow, Person, SensitiveOpening

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Sequence
    from uuid import UUID

    from sqlalchemy.orm import Session

    from caseapp.domain.claim import ClaimState

_FOLLOWED = sa.select(Case.id).where(Case.closed_on.is_(None), Case.merged_into_id.is_(None))


def open_facts(
    session: Session, keys: Iterable[str]
) -> Sequence[sa.Row[UUID, UUID | None, str, str, bool]]:
    """Return what is open: case, person, fact, aid (empty: none is said), whether it is a value.

    Args:
        session: that reads.
        keys: of the facts that ship as sensitive; a local question is known by its opening.
    """
    opened = sa.select(
        SensitiveOpening.case_id,
        SensitiveOpening.person_id,
        SensitiveOpening.key,
        SensitiveOpening.right,
        sa.false(),
    ).where(SensitiveOpening.closed_at.is_(None), SensitiveOpening.case_id.in_(_FOLLOWED))
    stated = sa.select(
        FactRow.case_id, FactRow.person_id, FactRow.key, sa.literal(""), sa.true()
    ).where(FactRow.key.in_(list(keys)), FactRow.case_id.in_(_FOLLOWED))
    return session.execute(sa.union_all(opened, stated)).all()


def claims(
    session: Session, cases: Iterable[UUID], today: dt.date
) -> Sequence[sa.Row[UUID, str, ClaimState, bool]]:
    """Return the claims of some cases: case, aid, state, whether it can still be contested."""
    contested = (
        sa.select(DeadlineRow.id)
        .where(
            DeadlineRow.claim_id == ClaimRow.id,
            DeadlineRow.kind == DeadlineKind.APPEAL,
            DeadlineRow.done_on.is_(None),
            DeadlineRow.computed_on >= today,
        )
        .exists()
    )
    return session.execute(
        sa.select(ClaimRow.case_id, ClaimRow.right, ClaimRow.state, contested).where(
            ClaimRow.case_id.in_(list(cases))
        )
    ).all()


def people(
    session: Session, cases: Iterable[UUID]
) -> Sequence[sa.Row[UUID, str, UUID, int, str, str]]:
    """Return the people of some cases: case, reference, person, place, names."""
    return session.execute(
        sa.select(
            Case.id,
            Case.reference,
            Person.id,
            Person.position,
            Person.last_name,
            Person.first_name,
        )
        .join(Person, Person.case_id == Case.id)
        .where(Case.id.in_(list(cases)))
        .order_by(Case.reference, Person.position)
    ).all()
