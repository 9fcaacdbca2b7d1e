"""What is read for « Historique »: the changes of one case, the newest first, and its people."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from caseapp.domain.history import HistoryAction
from db.models import HistoryRow, Person

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection, Sequence
    from uuid import UUID

    from sqlalchemy.orm import Session


def changes(
    session: Session,
    case_id: UUID,
    *,
    before: tuple[dt.datetime, UUID] | None,
    kinds: Collection[str],
    person_id: UUID | None,
    limit: int,
) -> Sequence[sa.Row[*tuple[Any, ...]]]:
    """Return some changes, the newest first; no kind means all kinds."""
    row = HistoryRow
    asked = (
        sa.select(
            row.id, row.at, row.author, row.action, row.kind, row.subject_id, row.person_id,
            row.key, row.before, row.after,
        )
        .where(row.case_id == case_id)
        .order_by(row.at.desc(), row.id.desc())
        .limit(limit)
    )  # fmt: skip
    if before is not None:
        at, id_ = before
        asked = asked.where(sa.or_(row.at < at, sa.and_(row.at == at, row.id < id_)))
    if kinds:
        asked = asked.where(row.kind.in_(kinds))
    if person_id is not None:
        asked = asked.where(row.person_id == person_id)
    return session.execute(asked).all()


def authors(session: Session, case_id: UUID, kinds: Collection[str]) -> dict[UUID, str]:
    """Return who wrote, or last changed, each thing of some kinds that a case holds."""
    row = HistoryRow
    found = session.execute(
        sa.select(row.subject_id, row.author)
        .where(row.case_id == case_id, row.kind.in_(kinds), row.author != "")
        .order_by(row.at, row.id)
    )
    return dict(found.all())


def names(session: Session, case_id: UUID) -> list[tuple[UUID, str, str]]:
    """Return the last and first names of the people of a case, those removed included."""
    gone = session.execute(
        sa.select(HistoryRow.person_id, HistoryRow.before)
        .where(
            HistoryRow.case_id == case_id,
            HistoryRow.kind == "person",
            HistoryRow.action == HistoryAction.REMOVED,
        )
        .order_by(HistoryRow.at)
    )
    removed = [(id_, was["last_name"], was["first_name"]) for id_, was in gone if id_]
    present = session.execute(
        sa.select(Person.id, Person.last_name, Person.first_name)
        .where(Person.case_id == case_id)
        .order_by(Person.position)
    )
    return [*removed, *((id_, last, first) for id_, last, first in present)]
