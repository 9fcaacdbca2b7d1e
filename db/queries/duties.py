"""What the duties of households follow from, a statement a table; of open cases only.

Rows come as the driver has them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa

from caseapp.domain.claim import WAITING, ClaimState
from caseapp.domain.deadline import DeadlineKind
from db.models import (
    Case,
    ClaimRow,
    DeadlineRow,
    DocumentRow,
    FactRow,
    Person,
    ResourceCell,
    ResourceLine,
)
from db.queries.case_list import Among, Raw, raw_rows
from db.queries.documents import superseded

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection
    from uuid import UUID

    from sqlalchemy.orm import InstrumentedAttribute, Session

_IN_PAYMENT = (ClaimState.GRANTED, ClaimState.PARTLY_GRANTED)


def lines(session: Session, natures: Collection[str], among: Among = None) -> Raw:
    """Return the lines of resources of some natures: line, case, person, nature, cents before."""
    return raw_rows(
        session,
        sa.select(
            ResourceLine.id,
            ResourceLine.case_id,
            ResourceLine.person_id,
            ResourceLine.nature,
            ResourceLine.before_cents,
        )
        .join(Case, Case.id == ResourceLine.case_id)
        .where(ResourceLine.nature.in_(natures), *_open(ResourceLine.case_id, among)),
    )


def cells(session: Session, natures: Collection[str], among: Among = None) -> Raw:
    """Return what was typed in those lines, in the order of the months: line, month, cents."""
    return raw_rows(
        session,
        sa.select(ResourceCell.line_id, ResourceCell.month, ResourceCell.cents)
        .join(ResourceLine, ResourceLine.id == ResourceCell.line_id)
        .join(Case, Case.id == ResourceLine.case_id)
        .where(ResourceLine.nature.in_(natures), *_open(ResourceLine.case_id, among))
        .order_by(ResourceCell.month),
    )


def granted(session: Session, rights: Collection[str], among: Among = None) -> Raw:
    """Return the claims of some rights that were granted: case, right."""
    return raw_rows(
        session,
        sa.select(ClaimRow.case_id, ClaimRow.right)
        .join(Case, Case.id == ClaimRow.case_id)
        .where(
            ClaimRow.right.in_(rights),
            ClaimRow.state.in_(_IN_PAYMENT),
            *_open(ClaimRow.case_id, among),
        ),
    )


def asked_again(
    session: Session, rights: Collection[str], end_label: str, among: Among = None
) -> Raw:
    """Return the claims of some rights that tell when to ask again: case, right, last day.

    No last day: a claim that was sent and waits for its answer.
    """
    waiting = sa.select(ClaimRow.case_id, ClaimRow.right, sa.null()).where(
        ClaimRow.state.in_(WAITING)
    )
    ending = (
        sa.select(ClaimRow.case_id, ClaimRow.right, DeadlineRow.computed_on)
        .join(DeadlineRow, DeadlineRow.claim_id == ClaimRow.id)
        .where(
            ClaimRow.state.in_(_IN_PAYMENT),
            DeadlineRow.kind == DeadlineKind.RENEWAL,
            DeadlineRow.label == end_label,
        )
    )
    return [
        row
        for found in (waiting, ending)
        for row in raw_rows(
            session,
            found.join(Case, Case.id == ClaimRow.case_id).where(
                ClaimRow.right.in_(rights), *_open(ClaimRow.case_id, among)
            ),
        )
    ]


def facts(session: Session, key: str, among: Among = None) -> Raw:
    """Return one fact of the people who are there: case, person, role, value."""
    return raw_rows(
        session,
        sa.select(FactRow.case_id, FactRow.person_id, Person.role, FactRow.value)
        .join(Person, Person.id == FactRow.person_id)
        .join(Case, Case.id == FactRow.case_id)
        .where(FactRow.key == key, Person.left_on.is_(None), *_open(FactRow.case_id, among)),
    )


def documents(
    session: Session, kinds: Collection[str], first: dt.date, last: dt.date, among: Among = None
) -> Raw:
    """Return the documents of some kinds that end on some days: case, person, kind, last day."""
    return raw_rows(
        session,
        sa.select(
            DocumentRow.case_id, DocumentRow.person_id, DocumentRow.kind, DocumentRow.valid_until
        )
        .join(Case, Case.id == DocumentRow.case_id)
        .where(
            DocumentRow.kind.in_(kinds),
            DocumentRow.valid_until.between(first, last),
            ~superseded(DocumentRow),
            *_open(DocumentRow.case_id, among),
        ),
    )


def cases(session: Session, among: Among = None) -> Raw:
    """Return the open cases, each alone in its row."""
    return raw_rows(session, sa.select(Case.id).where(*_open(Case.id, among)))


def _open(case: InstrumentedAttribute[UUID], among: Among) -> tuple[sa.ColumnElement[bool], ...]:
    is_open = (Case.closed_on.is_(None), Case.merged_into_id.is_(None))
    return is_open if among is None else (*is_open, case.in_(among))
