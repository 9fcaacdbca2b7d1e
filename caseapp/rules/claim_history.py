"""The events of a claim in the order they count, whatever order they were entered in."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, TypeAlias, TypeVar

from caseapp.domain.claim import (
    Acknowledged,
    AppealDecided,
    AppealFiled,
    ClaimEvent,
    Closed,
    Completed,
    Filed,
    Granted,
    LegalAidAsked,
    LegalAidDecided,
    NoAnswer,
    Obsolete,
    PiecesAsked,
    PiecesSent,
    ReasonsAsked,
    ReasonsGiven,
    Refused,
    Transmitted,
    Withdrawn,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

History: TypeAlias = tuple[ClaimEvent, ...]
Turning: TypeAlias = Filed | Granted | Refused | AppealFiled | AppealDecided
_E = TypeVar("_E", bound=ClaimEvent)

# Which of two events of the same day comes first. Silence is stated before the late decision
# that ends it, and a decision comes before the appeal against it.
_ON_THE_SAME_DAY: tuple[type[ClaimEvent], ...] = (
    Filed,
    Acknowledged,
    Transmitted,
    PiecesAsked,
    PiecesSent,
    Completed,
    NoAnswer,
    ReasonsAsked,
    ReasonsGiven,
    Granted,
    AppealDecided,
    LegalAidAsked,
    AppealFiled,
    LegalAidDecided,
    Withdrawn,
    Obsolete,
    Closed,
)

_RANKS = {kind: rank for rank, kind in enumerate(_ON_THE_SAME_DAY)}  # two decisions share one


def in_order(events: Iterable[ClaimEvent]) -> History:
    """Return the events by date; a decision counts on the day it was made known.

    A decision dated before the silence was stated, but received after it, stands after it. One
    that was contested before its notification stands just before that appeal.
    """
    listed = tuple(events)
    if len(listed) < 2:
        return listed
    appeals = of_kind(listed, AppealFiled)
    return tuple(sorted(listed, key=lambda e: (_counts_on(e, appeals), _rank(e), e.on)))


def _rank(event: ClaimEvent) -> int:
    return _RANKS[Granted if isinstance(event, Refused) else type(event)]


def _counts_on(event: ClaimEvent, appeals: Sequence[AppealFiled]) -> date:
    if not isinstance(event, Granted | Refused | AppealDecided) or event.notified_on is None:
        return event.on
    first = event.on + timedelta(days=1) if isinstance(event, AppealDecided) else event.on
    contested = (a.on for a in appeals if first <= a.on < event.notified_on)
    return min(contested, default=event.notified_on)


def of_kind(events: Iterable[ClaimEvent], kind: type[_E]) -> tuple[_E, ...]:
    """Return the events of one kind, in the order given."""
    return tuple(event for event in events if isinstance(event, kind))


def first(events: Iterable[ClaimEvent], kind: type[_E]) -> _E | None:
    """Return the first event of a kind."""
    return next(iter(of_kind(events, kind)), None)


def last_turning(history: History) -> Turning | None:
    """Return the last event that decides what is now waited for."""
    for event in reversed(history):
        if isinstance(event, Filed | Granted | Refused | AppealFiled | AppealDecided):
            return event
    return None


def known_on(decision: Granted | Refused | AppealDecided) -> date:
    """Return the day a decision was notified, or made where only that is known."""
    return decision.notified_on or decision.on
