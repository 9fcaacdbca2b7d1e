"""Which claims no longer stand as their events and the day say: found by reading alone.

Most days nothing moves for most claims. They are read a hundred at a time, by columns, and only
those that moved are opened to be written.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from caseapp.domain.claim import Granted
from caseapp.rules import claim_clock, claim_life
from caseapp.services.claim_events import event_of
from caseapp.services.claim_records import COPIED, key_of, territory_in
from db.queries import claims as queries

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import date
    from uuid import UUID

    from sqlalchemy.orm import Session

    from caseapp.domain.claim import ClaimEvent
    from caseapp.domain.deadline import Deadline
    from caseapp.rules.catalogue import Right


def moved(
    session: Session, ids: Sequence[UUID], right_of: Callable[[str], Right], today: date
) -> list[UUID]:
    """Return those of some claims whose state or dates are to be written again."""
    events: dict[UUID, list[ClaimEvent]] = defaultdict(list)
    for claim_id, _id, kind, on, details in queries.events(session, ids):
        events[claim_id].append(event_of(kind, on, details))
    dates: dict[UUID, list[Any]] = defaultdict(list)
    for row in queries.deadlines_of(session, ids):
        dates[row.claim_id].append(row)
    found = []
    for claim in queries.to_refresh(session, ids):
        happened, right = events[claim.id], right_of(claim.right)
        computed = claim_clock.deadlines(
            happened,
            right,
            opened_on=claim.opened_on,
            today=today,
            territory=territory_in(claim.commune),
        )
        granted = [event for event in happened if isinstance(event, Granted)]
        last = granted[-1] if granted else None
        stands = (
            claim.state == claim_life.state_of(happened, right, today)
            and claim.granted_cents == (last.amount.cents if last and last.amount else None)
            and claim.granted_since == (last.since.first_day if last and last.since else None)
            and _written(dates[claim.id]) == _written(computed)
        )
        if not stands:
            found.append(claim.id)
    return found


def _written(dates: Iterable[Deadline | Any]) -> dict[tuple[Any, ...], tuple[Any, ...]]:
    return {key_of(date): tuple(getattr(date, name) for name in COPIED) for date in dates}
