"""What the search does not show: things of cases that may not be read."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa

from db.models import SearchEntry, SearchKind

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from uuid import UUID

    from sqlalchemy.orm import Session


def not_of(
    session: Session, kind: SearchKind, ids: Sequence[UUID], cases: Collection[UUID]
) -> list[UUID]:
    """Return the things that are of none of some cases, in their order."""
    found = session.execute(
        sa.select(SearchEntry.target_id, SearchEntry.case_id).where(
            SearchEntry.kind == kind, SearchEntry.target_id.in_(ids)
        )
    )
    hidden = {target for target, case_id in found if case_id in cases}
    return [one for one in ids if one not in hidden]
