"""What hangs on a case, counted before it is erased, and the traits that stay of it as figures."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from db.models import (
    Base,
    Case,
    ClaimRow,
    FactRow,
    HandedReport,
    Person,
    SearchEntry,
    UnclaimedSum,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from uuid import UUID

    from sqlalchemy.orm import Session

_NOT_COUNTED = {SearchEntry.__tablename__, UnclaimedSum.__tablename__}  # made from the rest


def with_merged(session: Session, case_ids: Collection[UUID]) -> list[UUID]:
    """Return some cases with those merged into them: they go together."""
    return list(
        session.scalars(
            sa.select(Case.id).where(
                sa.or_(Case.id.in_(case_ids), Case.merged_into_id.in_(case_ids))
            )
        )
    )


def counts(session: Session, case_ids: Collection[UUID]) -> dict[str, int]:
    """Return how many rows each table has of some cases; tables without any are left out."""
    found = {Case.__tablename__: len(case_ids)}
    for table in Base.metadata.sorted_tables:
        columns = [
            column
            for column in table.columns
            if column.name == "case_id"
            and any(key.column.table.name == Case.__tablename__ for key in column.foreign_keys)
        ]
        if not columns or table.name in _NOT_COUNTED:
            continue
        count = session.scalar(
            sa.select(sa.func.count()).select_from(table).where(columns[0].in_(case_ids))
        )
        if count:
            found[table.name] = count
    return found


def handed(session: Session, case_ids: Collection[UUID]) -> Sequence[sa.Row[*tuple[Any, ...]]]:
    """Return the reports of some cases that left the desk, the oldest first."""
    row = HandedReport
    return session.execute(
        sa.select(row.title, row.recipient, row.made_at, row.how)
        .where(row.case_id.in_(case_ids))
        .order_by(row.made_at)
    ).all()


def roles(session: Session, case_id: UUID) -> Sequence[str]:
    """Return the place of each person of a household."""
    return session.scalars(sa.select(Person.role).where(Person.case_id == case_id)).all()


def facts(session: Session, case_id: UUID, keys: Collection[str]) -> dict[str, Any]:
    """Return some facts of the household itself, by their keys."""
    found = session.execute(
        sa.select(FactRow.key, FactRow.value).where(
            FactRow.case_id == case_id, FactRow.person_id.is_(None), FactRow.key.in_(keys)
        )
    )
    return dict(found.all())


def birth(session: Session, case_id: UUID) -> str | None:
    """Return the day the applicant was born, as it is stored."""
    value = session.scalar(
        sa.select(FactRow.value)
        .join(Person, Person.id == FactRow.person_id)
        .where(FactRow.case_id == case_id, Person.position == 0, FactRow.key == "birth_date")
    )
    return value if isinstance(value, str) else None


def claimed(session: Session, case_id: UUID) -> Sequence[str]:
    """Return the rights that were claimed, each once."""
    return session.scalars(
        sa.select(ClaimRow.right).where(ClaimRow.case_id == case_id).distinct()
    ).all()
