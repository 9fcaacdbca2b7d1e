"""What the claims say of how long answers take: their filing, their answer, what ended the wait."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from db.models import ClaimEventRow, ClaimRow

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence
    from uuid import UUID

    from sqlalchemy.orm import Session


def stamp(session: Session) -> tuple[int, ...]:
    """Return what differs once a claim or one of its events was added, changed or removed."""
    found = session.execute(
        sa.select(
            *(
                sa.select(part).select_from(table).scalar_subquery()
                for table in (ClaimRow, ClaimEventRow)
                for part in (sa.func.count(), sa.func.coalesce(sa.func.sum(table.version), 0))
            )
        )
    ).one()
    return tuple(found)


def events(
    session: Session, kinds: Sequence[str], since: dt.date
) -> Sequence[sa.Row[UUID, UUID, str, str, str, dt.date, Any]]:
    """Return events of some kinds of the claims filed since a day, those of a claim in a row.

    Each with its claim, the case, the right, the agency and its details.
    """
    filed = sa.select(ClaimEventRow.claim_id).where(
        ClaimEventRow.kind == "filed", ClaimEventRow.on_date >= since
    )
    return session.execute(
        sa.select(
            ClaimRow.id,
            ClaimRow.case_id,
            ClaimRow.right,
            ClaimRow.agency,
            ClaimEventRow.kind,
            ClaimEventRow.on_date,
            ClaimEventRow.details,
        )
        .join(ClaimEventRow, ClaimEventRow.claim_id == ClaimRow.id)
        .where(ClaimEventRow.kind.in_(kinds), ClaimRow.id.in_(filed))
        .order_by(ClaimRow.id, ClaimEventRow.on_date)
    ).all()
