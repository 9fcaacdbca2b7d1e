"""What is kept of one case's household, read with one statement a table."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from db.models import (
    Case,
    Draft,
    FactPast,
    FactRow,
    Person,
    ResourceCell,
    ResourceLine,
    SensitiveOpening,
)

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence
    from uuid import UUID

    from sqlalchemy.orm import Session

    from caseapp.domain.household import Role


def case_exists(session: Session, case_id: UUID) -> bool:
    """Say whether there is such a case."""
    return session.scalar(sa.select(sa.exists().where(Case.id == case_id))) is True


def people(
    session: Session, case_id: UUID
) -> Sequence[sa.Row[UUID, Role, str, str, dt.date | None, dt.date | None]]:
    """Return the people, the applicant first: names, the first day in, the first day out."""
    return session.execute(
        sa.select(
            Person.id,
            Person.role,
            Person.last_name,
            Person.first_name,
            Person.joined_on,
            Person.left_on,
        )
        .where(Person.case_id == case_id)
        .order_by(Person.position, Person.id)
    ).all()


def facts(
    session: Session, case_id: UUID
) -> Sequence[sa.Row[UUID | None, str, Any, dt.date | None]]:
    """Return every fact: of whom, which, its value, since when."""
    return session.execute(
        sa.select(FactRow.person_id, FactRow.key, FactRow.value, FactRow.since).where(
            FactRow.case_id == case_id
        )
    ).all()


def pasts(
    session: Session, case_id: UUID
) -> Sequence[sa.Row[UUID | None, str, Any, dt.date | None, dt.date]]:
    """Return what facts were before: of whom, which, its value, since when, until when."""
    return session.execute(
        sa.select(
            FactPast.person_id, FactPast.key, FactPast.value, FactPast.since, FactPast.until
        ).where(FactPast.case_id == case_id)
    ).all()


def lines(session: Session, case_id: UUID) -> Sequence[sa.Row[UUID, UUID | None, str, int | None]]:
    """Return the lines of resources in their order."""
    return session.execute(
        sa.select(
            ResourceLine.id, ResourceLine.person_id, ResourceLine.nature, ResourceLine.before_cents
        )
        .where(ResourceLine.case_id == case_id)
        .order_by(ResourceLine.position, ResourceLine.id)
    ).all()


def cells(session: Session, case_id: UUID) -> Sequence[sa.Row[UUID, dt.date, int | None]]:
    """Return every typed month of every line; no amount means « inconnu »."""
    return session.execute(
        sa.select(ResourceCell.line_id, ResourceCell.month, ResourceCell.cents)
        .join(ResourceLine, ResourceLine.id == ResourceCell.line_id)
        .where(ResourceLine.case_id == case_id)
    ).all()


def drafts(session: Session, case_id: UUID) -> Sequence[sa.Row[str, str]]:
    """Return the refused texts, by field."""
    return session.execute(sa.select(Draft.field, Draft.text).where(Draft.case_id == case_id)).all()


def openings(
    session: Session, case_id: UUID
) -> Sequence[sa.Row[UUID | None, str, str, dt.datetime, str]]:
    """Return why sensitive facts are open: of whom, which, for which aid, since when, by whom."""
    return session.execute(
        sa.select(
            SensitiveOpening.person_id,
            SensitiveOpening.key,
            SensitiveOpening.right,
            SensitiveOpening.opened_at,
            SensitiveOpening.opened_by,
        )
        .where(SensitiveOpening.case_id == case_id, SensitiveOpening.closed_at.is_(None))
        .order_by(SensitiveOpening.opened_at, SensitiveOpening.id)
    ).all()
