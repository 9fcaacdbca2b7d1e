"""What agendas outside the base were told, and which of it is no longer so."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from db.models import (
    CalendarEntry,
    Case,
    DateHandling,
    DeadlineRow,
    DocumentRow,
    Mandate,
    Task,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from uuid import UUID

    from sqlalchemy.orm import Session

_TABLE: Any = CalendarEntry.__table__


def known(session: Session) -> dict[UUID, sa.Row[*tuple[Any, ...]]]:
    """Return all that was told: id, mark, sequence, day, when it changed, whether it is cancelled."""
    found = session.execute(
        sa.select(
            CalendarEntry.id,
            CalendarEntry.mark,
            CalendarEntry.sequence,
            CalendarEntry.on_date,
            CalendarEntry.changed_at,
            CalendarEntry.is_cancelled,
        )
    )
    return {row.id: row for row in found}


def gone(session: Session) -> tuple[set[UUID], set[UUID]]:
    """Return what was told and is done, and what else is no open deadline, task or case.

    The latter are gone too, but for those that another reading still finds: what ends, what comes,
    and duties, which have no row of their own.
    """
    open_ones = sa.union_all(
        sa.select(DeadlineRow.id).where(DeadlineRow.done_on.is_(None)),
        sa.select(Task.id).where(Task.done_on.is_(None), Task.due_on.is_not(None)),
        sa.select(Case.id).where(Case.closed_on.is_(None)),
    )
    done = sa.select(DateHandling.id).where(DateHandling.done_on.is_not(None))
    told = session.execute(
        sa.select(CalendarEntry.id, CalendarEntry.id.in_(done)).where(
            sa.or_(CalendarEntry.id.not_in(open_ones), CalendarEntry.id.in_(done))
        )
    ).all()
    return {id_ for id_, is_done in told if is_done}, {id_ for id_, is_done in told if not is_done}


def there(session: Session, ids: Collection[UUID]) -> set[UUID]:
    """Return which of some things the session reads as a deadline, a task, a case or a paper."""
    every = list(ids)
    return {
        found
        for start in range(0, len(every), 500)
        for model in (DeadlineRow, Task, Case, DocumentRow, Mandate)
        for found in session.scalars(
            sa.select(model.id).where(model.id.in_(every[start : start + 500]))
        )
    }


def keep(session: Session, rows: Sequence[dict[str, Any]]) -> None:
    """Keep what was told of some dates, in the place of what was told of them before."""
    ids = [row["id"] for row in rows]
    for start in range(0, len(ids), 500):
        session.execute(sa.delete(_TABLE).where(_TABLE.c.id.in_(ids[start : start + 500])))
    session.execute(sa.insert(_TABLE), [{"version": 1, **row} for row in rows])
