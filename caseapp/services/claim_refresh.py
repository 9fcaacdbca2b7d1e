"""Which claims no longer stand as their events and the day say: found by reading alone.

Most days nothing moves for most claims. They are read a thousand at a time, by columns, and only
those that moved are opened to be written.
"""

from __future__ import annotations

from collections import defaultdict
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from caseapp.rules import claim_clock, claim_life
from caseapp.rules.claim_history import in_order
from caseapp.services.claim_events import event_of
from caseapp.services.claim_records import granted_of, territory_in
from db.queries import claims as queries

# What is kept of a date, in the order of `queries.deadlines_of`.
_written = attrgetter(
    "kind", "route", "label", "cautious_on", "computed_on", "article", "confidence",
    "explanation", "body", "doubt",
)  # fmt: skip

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date
    from uuid import UUID

    from sqlalchemy.orm import Session

    from caseapp.domain.claim import ClaimEvent
    from caseapp.rules.catalogue import Right


def moved(
    session: Session, ids: Sequence[UUID], right_of: Callable[[str], Right], today: date
) -> list[UUID]:
    """Return those of some claims whose state or dates are to be written again."""
    events: dict[UUID, list[ClaimEvent]] = defaultdict(list)
    for claim_id, _id, kind, on, details in queries.events(session, ids):
        events[claim_id].append(event_of(kind, on, details))
    dates: dict[UUID, set[tuple[Any, ...]]] = defaultdict(set)
    for claim_id, *written in queries.deadlines_of(session, ids):
        dates[claim_id].add(tuple(written))
    found = []
    for claim in queries.to_refresh(session, ids):
        history, right = in_order(events[claim.id]), right_of(claim.right)
        computed = claim_clock.deadlines(
            history,
            right,
            opened_on=claim.opened_on,
            today=today,
            territory=territory_in(claim.commune),
        )
        stands = (
            claim.state == claim_life.state_of(history, right, today)
            and (claim.granted_cents, claim.granted_since) == granted_of(history)
            and dates[claim.id] == set(map(_written, computed))
        )
        if not stands:
            found.append(claim.id)
    return found
