"""The sums of the rights nobody asked for, kept true by the session that changes their sources."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa

from db.models import UnclaimedSum
from db.queries import unclaimed

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from uuid import UUID

_AT_ONCE = 500  # cases counted with one statement
_NAMES = ("estimate_id", "case_id", "least_cents", "most_cents")
_KEPT = sa.select(*(getattr(UnclaimedSum, name) for name in _NAMES))


def count(connection: sa.Connection, cases: Iterable[UUID]) -> None:
    """Count some cases again; what comes to the same is not written."""
    wanted = sorted(cases)
    for start in range(0, len(wanted), _AT_ONCE):
        _count_some(connection, wanted[start : start + _AT_ONCE])


def _count_some(connection: sa.Connection, cases: Sequence[UUID]) -> None:
    kept = {tuple(row) for row in connection.execute(_KEPT.where(UnclaimedSum.case_id.in_(cases)))}
    now = {tuple(row) for row in connection.execute(unclaimed.sums(cases))}
    if gone := [estimate_id for estimate_id, *_ in kept - now]:
        connection.execute(sa.delete(UnclaimedSum).where(UnclaimedSum.estimate_id.in_(gone)))
    if new := now - kept:
        connection.execute(
            sa.insert(UnclaimedSum), [dict(zip(_NAMES, row, strict=True)) for row in sorted(new)]
        )
