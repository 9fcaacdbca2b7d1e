"""Which claims no longer stand as their events and the day say: found by reading alone.

Most days nothing moves for most claims. They are read a thousand at a time, by columns, and only
those that moved are opened to be written. Claims of one right with the same events have the same
dates, which are computed once.
"""

from __future__ import annotations

import json
from collections import defaultdict
from operator import attrgetter
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from caseapp.kernel.kept_texts import until_locked
from caseapp.rules import claim_clock, claim_life
from caseapp.rules.claim_history import in_order
from caseapp.services.claim_events import event_of
from caseapp.services.claim_records import granted_of, territory_in
from db.queries import claim_refresh as queries
from db.queries.case_list import day as day_of
from db.queries.case_list import key
from db.queries.case_list import text as text_of

# What is kept of a date, in the order of `queries.dates_to_refresh`.
_written = attrgetter(
    "cautious_on", "computed_on", "kind", "route", "label", "article", "confidence",
    "explanation", "body", "doubt",
)  # fmt: skip

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date
    from uuid import UUID

    from sqlalchemy.orm import Session

    from caseapp.domain.claim import ClaimEvent, ClaimState
    from caseapp.kernel.calendar import Territory
    from caseapp.rules.catalogue import Right

_What: TypeAlias = "tuple[str, tuple[ClaimEvent, ...], Any, Territory]"
Computed: TypeAlias = "dict[_What, Standing]"


class Standing(NamedTuple):
    """How a claim stands: its state, what was granted (cents, since), its dates."""

    state: ClaimState
    granted: tuple[int | None, date | None]
    dates: frozenset[tuple[Any, ...]]


def moved(
    session: Session,
    ids: Sequence[UUID],
    right_of: Callable[[str], Right],
    today: date,
    computed: Computed,
) -> list[UUID]:
    """Return those of some claims whose state or dates are to be written again.

    `computed` holds what was computed on this day by this catalogue, and is added to.
    """
    events: dict[Any, list[ClaimEvent]] = defaultdict(list)
    for claim_id, kind, on, details in queries.events_to_refresh(session, ids):
        as_text = details if isinstance(details, str) else json.dumps(details)
        events[claim_id].append(_event(kind, on, as_text))
    dates: dict[Any, set[tuple[Any, ...]]] = defaultdict(set)
    for claim_id, cautious_on, computed_on, *written in queries.dates_to_refresh(session, ids):
        dates[claim_id].add((day_of(cautious_on), day_of(computed_on), *written))
    found = []
    for claim_id, code, state, opened_on, cents, since, commune in queries.to_refresh(session, ids):
        where = territory_in(text_of(commune))
        what = (code, tuple(events[claim_id]), opened_on, where)
        then = computed.get(what)
        if then is None:
            then = computed[what] = _standing(what, right_of(code), today)
        stands = (
            state == then.state
            and (cents, day_of(since)) == then.granted
            and dates[claim_id] == then.dates
        )
        if not stands:
            found.append(key(claim_id))
    return found


def _standing(what: _What, right: Right, today: date) -> Standing:
    _code, events, opened_on, where = what
    history = in_order(events)
    computed = claim_clock.deadlines(
        history, right, opened_on=_known_day(opened_on), today=today, territory=where
    )
    return Standing(
        claim_life.state_of(history, right, today),
        granted_of(history),
        frozenset(map(_written, computed)),
    )


@until_locked(20_000)  # a caseload holds the same ones over and over
def _event(kind: str, on: Any, details: str) -> ClaimEvent:
    return event_of(kind, _known_day(on), json.loads(details))


def _known_day(raw: Any) -> date:
    found = day_of(raw)
    if found is None:
        raise AssertionError("a day that is always there")
    return found
