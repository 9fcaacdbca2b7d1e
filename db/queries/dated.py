"""Every dated thing of the whole caseload, a statement a table, none by case.

Rows come as the driver has them (`case_list.key` and `day` give them their type): joins over
thousands of dates cost more than the scans of what they join.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import sqlalchemy as sa

from caseapp.domain.claim import ENDED
from caseapp.domain.deadline import DeadlineKind
from db.models import (
    Case,
    ChangeKind,
    ClaimEventRow,
    ClaimRow,
    DateHandling,
    DeadlineRow,
    DocumentRow,
    Mandate,
    ReviewChange,
    Task,
)
from db.queries.agenda import renewed
from db.queries.case_list import Raw, kept_rows
from db.queries.documents import superseded

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection
    from uuid import UUID

    from sqlalchemy.orm import InstrumentedAttribute, Session

_DEADLINE = (
    DeadlineRow.id,
    DeadlineRow.case_id,
    DeadlineRow.claim_id,
    DeadlineRow.kind,
    DeadlineRow.label,
    DeadlineRow.body,
    DeadlineRow.route,
    DeadlineRow.cautious_on,
    DeadlineRow.computed_on,
    DeadlineRow.article,
    DeadlineRow.confidence,
    DeadlineRow.done_on,
)


class RawDeadline(NamedTuple):
    """A deadline as the driver has it."""

    id: Any
    case_id: Any
    claim_id: Any
    kind: str
    label: str
    body: str
    route: str
    cautious_on: Any
    computed_on: Any
    article: str
    confidence: str
    done_on: Any


_TASK = (
    Task.id,
    Task.case_id,
    Task.claim_id,
    Task.person_id,
    Task.kind,
    Task.title,
    Task.due_on,
    Task.at,
    Task.minutes,
    Task.place,
    Task.recurrence,
    Task.done_on,
)


def handled(session: Session) -> Raw:
    """Return what was decided of dates: of what, postponed to, reason, delegated to, done on."""
    return kept_rows(
        session,
        sa.select(
            DateHandling.id,
            DateHandling.postponed_to,
            DateHandling.reason,
            DateHandling.delegated_to,
            DateHandling.done_on,
        ),
    )


def claims(session: Session, *, ended: bool, among: Collection[UUID] | None = None) -> Raw:
    """Return the claims that are under way, or those that ended; of all cases, or of some.

    Id, case, right, state, agency, cents granted, cents estimated.
    """
    of_state = ClaimRow.state.in_ if ended else ClaimRow.state.not_in
    return kept_rows(
        session,
        sa.select(
            ClaimRow.id,
            ClaimRow.case_id,
            ClaimRow.right,
            ClaimRow.state,
            ClaimRow.agency,
            ClaimRow.granted_cents,
            ClaimRow.estimated_cents,
        ).where(of_state(ENDED), *_of_cases(among)),
    )


def refusals(session: Session, among: Collection[UUID] | None = None) -> Raw:
    """Return the refusals of claims, of all cases or of some: claim, day."""
    found = sa.select(ClaimEventRow.claim_id, ClaimEventRow.on_date)
    if among is not None:
        found = found.join(ClaimRow, ClaimRow.id == ClaimEventRow.claim_id)
    return kept_rows(session, found.where(ClaimEventRow.kind == "refused", *_of_cases(among)))


def deadlines_to_act(session: Session, until: dt.date, today: dt.date) -> Raw:
    """Return the deadlines not done until a day; a silence once it has become a decision."""
    spoken = sa.or_(DeadlineRow.kind != DeadlineKind.SILENCE, DeadlineRow.computed_on < today)
    found = sa.select(*_DEADLINE).where(DeadlineRow.done_on.is_(None), spoken)
    return kept_rows(session, _between(found, DeadlineRow.cautious_on, None, until))


def open_deadlines(session: Session, first: dt.date, last: dt.date) -> Raw:
    """Return the deadlines not done, of some days by their cautious date."""
    found = sa.select(*_DEADLINE).where(DeadlineRow.done_on.is_(None))
    return kept_rows(session, _between(found, DeadlineRow.cautious_on, first, last))


def done_deadlines(session: Session, first: dt.date, last: dt.date) -> Raw:
    """Return the deadlines done, of some days."""
    found = sa.select(*_DEADLINE).where(DeadlineRow.done_on.is_not(None))
    return kept_rows(session, _between(found, DeadlineRow.cautious_on, first, last))


def deadlines(session: Session, ids: Collection[UUID]) -> Raw:
    """Return some deadlines, whatever their days."""
    return kept_rows(session, sa.select(*_DEADLINE).where(DeadlineRow.id.in_(ids)))


def open_tasks(session: Session, first: dt.date | None, last: dt.date) -> Raw:
    """Return the tasks and appointments not done of some days; no first day: all late ones too."""
    found = sa.select(*_TASK).where(Task.done_on.is_(None))
    return kept_rows(session, _between(found, Task.due_on, first, last))


def done_tasks(session: Session, first: dt.date, last: dt.date) -> Raw:
    """Return the tasks and appointments done that were due on some days."""
    found = sa.select(*_TASK).where(Task.done_on.is_not(None))
    return kept_rows(session, _between(found, Task.due_on, first, last))


def events(session: Session, first: dt.date, last: dt.date) -> Raw:
    """Return what happened to claims on some days: claim, kind of event, day."""
    found = sa.select(ClaimEventRow.claim_id, ClaimEventRow.kind, ClaimEventRow.on_date)
    return kept_rows(session, _between(found, ClaimEventRow.on_date, first, last))


def mandates(session: Session, first: dt.date, last: dt.date, also: Collection[UUID] = ()) -> Raw:
    """Return the mandates of open cases that end on some days, some others too, not renewed.

    Id, case, person, end, kind, what it covers, holder.
    """
    return kept_rows(
        session,
        sa.select(
            Mandate.id,
            Mandate.case_id,
            Mandate.person_id,
            Mandate.ends_on,
            Mandate.kind,
            Mandate.covers,
            Mandate.holder,
        )
        .join(Case, Case.id == Mandate.case_id)
        .where(
            Case.closed_on.is_(None),
            sa.or_(Mandate.ends_on.between(first, last), Mandate.id.in_(also)),
            Mandate.withdrawn_on.is_(None),
            ~renewed(),
        ),
    )


def documents(session: Session, first: dt.date, last: dt.date, also: Collection[UUID] = ()) -> Raw:
    """Return the documents of open cases that expire on some days, some others too.

    Superseded ones are left out.

    Id, case, person, last day, kind, title.
    """
    return kept_rows(
        session,
        sa.select(
            DocumentRow.id,
            DocumentRow.case_id,
            DocumentRow.person_id,
            DocumentRow.valid_until,
            DocumentRow.kind,
            DocumentRow.title,
        )
        .join(Case, Case.id == DocumentRow.case_id)
        .where(
            sa.or_(DocumentRow.valid_until.between(first, last), DocumentRow.id.in_(also)),
            Case.closed_on.is_(None),
            ~superseded(DocumentRow),
        ),
    )


def coming(session: Session, first: dt.date, last: dt.date, also: Collection[UUID] = ()) -> Raw:
    """Return what a review found to happen on some days in open cases, some others too.

    Id, case, day, words.
    """
    return kept_rows(
        session,
        sa.select(ReviewChange.id, ReviewChange.case_id, ReviewChange.on_date, ReviewChange.label)
        .join(Case, Case.id == ReviewChange.case_id)
        .where(
            ReviewChange.kind == ChangeKind.THRESHOLD,
            sa.or_(ReviewChange.on_date.between(first, last), ReviewChange.id.in_(also)),
            Case.closed_on.is_(None),
        ),
    )


def _of_cases(among: Collection[UUID] | None) -> tuple[sa.ColumnElement[bool], ...]:
    return () if among is None else (ClaimRow.case_id.in_(among),)


def _between(
    found: sa.Select[*tuple[Any, ...]],
    column: InstrumentedAttribute[Any],
    first: dt.date | None,
    last: dt.date,
) -> sa.Select[*tuple[Any, ...]]:
    found = found.where(column <= last)
    return found if first is None else found.where(column >= first)
