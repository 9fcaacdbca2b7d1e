"""What the things found by a search show: their own columns, their case, what reaches them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from db.models import (
    Case,
    CaseTag,
    ClaimEventRow,
    ClaimExchange,
    ClaimRow,
    DocumentRow,
    FactRow,
    Interview,
    Letter,
    Liability,
    Mandate,
    PaidService,
    Person,
    SearchKind,
    Simulation,
    Task,
)
from db.search_sources import FACTS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from uuid import UUID

    from sqlalchemy.orm import InstrumentedAttribute, Session

_applicant = aliased(Person)


def people(session: Session, ids: Iterable[UUID]) -> Sequence[sa.Row[*tuple[Any, ...]]]:
    """Return people: id, case, name, place, then the case and its applicant."""
    return session.execute(
        _of_shown_case(
            sa.select(
                Person.id,
                Person.case_id,
                Person.last_name,
                Person.first_name,
                Person.position,
                Case.reference,
                Case.closed_on,
                _applicant.last_name,
                _applicant.first_name,
            ),
            Person,
        ).where(Person.id.in_(list(ids)))
    ).all()


def cases(session: Session, ids: Iterable[UUID]) -> Sequence[sa.Row[*tuple[Any, ...]]]:
    """Return cases: id, reference, note, end, applicant."""
    return session.execute(
        _of_shown_case(
            sa.select(
                Case.id,
                Case.reference,
                Case.note,
                Case.closed_on,
                _applicant.last_name,
                _applicant.first_name,
            ),
            Case,
        ).where(Case.id.in_(list(ids)))
    ).all()


def reached_by(
    session: Session, person_ids: Iterable[UUID], case_ids: Iterable[UUID]
) -> dict[UUID, list[tuple[str, Any]]]:
    """Return the facts by which people and the households of cases are found, with their keys."""
    found: dict[UUID, list[tuple[str, Any]]] = {}
    rows = session.execute(
        sa.select(FactRow.person_id, FactRow.case_id, FactRow.key, FactRow.value)
        .where(
            FactRow.key.in_(FACTS),
            sa.or_(
                FactRow.person_id.in_(list(person_ids)),
                sa.and_(FactRow.person_id.is_(None), FactRow.case_id.in_(list(case_ids))),
            ),
        )
        .order_by(FactRow.key)
    )
    for person_id, case_id, key, value in rows:
        found.setdefault(person_id or case_id, []).append((key, value))
    return found


def tags(session: Session, case_ids: Iterable[UUID]) -> dict[UUID, list[str]]:
    """Return the tags of cases, by case."""
    found: dict[UUID, list[str]] = {}
    rows = session.execute(
        sa.select(CaseTag.case_id, CaseTag.label)
        .where(CaseTag.case_id.in_(list(case_ids)))
        .order_by(CaseTag.folded)
    )
    for case_id, label in rows:
        found.setdefault(case_id, []).append(label)
    return found


def claim_events(session: Session, ids: Iterable[UUID]) -> dict[UUID, list[Any]]:
    """Return the details of the events of claims, the latest first."""
    found: dict[UUID, list[Any]] = {}
    rows = session.execute(
        sa.select(ClaimEventRow.claim_id, ClaimEventRow.details)
        .where(ClaimEventRow.claim_id.in_(list(ids)))
        .order_by(ClaimEventRow.on_date.desc(), ClaimEventRow.id.desc())
    )
    for claim_id, details in rows:
        found.setdefault(claim_id, []).append(details)
    return found


def claim_exchanges(session: Session, claim_id: UUID) -> Sequence[tuple[str, str]]:
    """Return with whom each exchange of a claim was and what was said, the latest first."""
    rows = session.execute(
        sa.select(ClaimExchange.spoken_to, ClaimExchange.words)
        .where(ClaimExchange.claim_id == claim_id)
        .order_by(ClaimExchange.on_date.desc(), ClaimExchange.id.desc())
    )
    return [(spoken_to, words) for spoken_to, words in rows]


_SHOWN: dict[SearchKind, tuple[type[Any], tuple[InstrumentedAttribute[Any], ...]]] = {
    SearchKind.CLAIM: (
        ClaimRow,
        (ClaimRow.opened_on, ClaimRow.right, ClaimRow.state, ClaimRow.agency),
    ),
    SearchKind.INTERVIEW: (
        Interview,
        (
            Interview.on_date,
            Interview.kind,
            Interview.facts,
            Interview.words,
            Interview.analysis,
            Interview.private,
            Interview.place,
            Interview.present,
        ),
    ),
    SearchKind.DOCUMENT: (
        DocumentRow,
        (
            DocumentRow.on_date,
            DocumentRow.title,
            DocumentRow.file_name,
            DocumentRow.note,
        ),
    ),
    SearchKind.TASK: (
        Task,
        (Task.due_on, Task.title, Task.note, Task.place, Task.kind, Task.done_on),
    ),
    SearchKind.MANDATE: (
        Mandate,
        (Mandate.given_on, Mandate.kind, Mandate.holder, Mandate.covers, Mandate.note),
    ),
    SearchKind.LETTER: (
        Letter,
        (Letter.sent_on, Letter.name, Letter.subject, Letter.recipient, Letter.body),
    ),
    SearchKind.PAID_SERVICE: (
        PaidService,
        (PaidService.signed_on, PaidService.name, PaidService.signed, PaidService.note),
    ),
    SearchKind.SIMULATION: (Simulation, (Simulation.month, Simulation.name)),
    SearchKind.LIABILITY: (
        Liability,
        (Liability.arrears_since, Liability.kind, Liability.creditor, Liability.note),
    ),
}


def things(
    session: Session, kind: SearchKind, ids: Iterable[UUID]
) -> Sequence[sa.Row[*tuple[Any, ...]]]:
    """Return things of a case: id, case, its reference, its end, its applicant, then their own."""
    model, columns = _SHOWN[kind]
    return session.execute(
        _of_shown_case(
            sa.select(
                model.id,
                model.case_id,
                Case.reference,
                Case.closed_on,
                _applicant.last_name,
                _applicant.first_name,
                *columns,
            ),
            model,
        ).where(model.id.in_(list(ids)))
    ).all()


def _of_shown_case(
    statement: sa.Select[*tuple[Any, ...]], model: type[Any]
) -> sa.Select[*tuple[Any, ...]]:
    """Join the case and its applicant; what is of a case that was merged away is left out."""
    if model is not Case:
        statement = statement.select_from(model).outerjoin(Case, Case.id == model.case_id)
    is_applicant = sa.and_(_applicant.case_id == Case.id, _applicant.position == 0)
    return (
        statement.select_from(model)
        .outerjoin(_applicant, is_applicant)
        .where(Case.merged_into_id.is_(None))
    )
