"""The claims of the big base: a few lives of claims, with the dates that the law gives them."""

from __future__ import annotations

import datetime as dt
from functools import cache
from typing import TYPE_CHECKING, Any

from caseapp.domain.claim import (
    Acknowledged,
    Channel,
    Closed,
    Filed,
    Granted,
    PiecesAsked,
    Refused,
    Withdrawn,
)
from caseapp.kernel.calendar import Month
from caseapp.kernel.money import Money
from caseapp.rules import claim_clock, claim_life
from caseapp.rules.catalogue_loader import load_catalogue
from caseapp.services.claim_events import details_of, kind_of

if TYPE_CHECKING:
    from caseapp.domain.claim import ClaimEvent, ClaimState

DAY = dt.date(2026, 11, 23)
AT = dt.datetime(2026, 11, 23, 9, tzinfo=dt.UTC)
RIGHTS = ("rsa", "prime_activite", "aide_logement", "aah", "c2s", "aspa", "ars", "asf")
LIVES = range(8)
OPENED = tuple(range(12, 400, 16))  # days ago


class ClaimLife:
    """One life of a claim of one right, opened some days ago: its state, events and dates."""

    def __init__(self, right: str, life: int, days: int) -> None:
        entry = load_catalogue().right(right)
        self.right, self.opened_on = right, DAY - dt.timedelta(days=days)
        self.agency, self.pieces, self.steps = entry.agency, entry.pieces, entry.steps
        happened = _events(life, self.opened_on)
        self.state: ClaimState = claim_life.state_of(happened, entry, DAY)
        self.events: list[dict[str, Any]] = [
            {
                "kind": kind_of(event),
                "on_date": event.on,
                "details": details_of(event),
                "recorded_at": AT + dt.timedelta(seconds=place),
            }
            for place, event in enumerate(happened)
        ]
        granted = [event for event in happened if isinstance(event, Granted)]
        self.granted_cents = granted[-1].amount.cents if granted and granted[-1].amount else None
        self.granted_since = granted[-1].since.first_day if granted and granted[-1].since else None
        found = claim_clock.deadlines(happened, entry, opened_on=self.opened_on, today=DAY)
        self.deadlines: list[dict[str, Any]] = [
            {
                "kind": date.kind,
                "label": date.label,
                "cautious_on": date.cautious_on,
                "computed_on": date.computed_on,
                "article": date.article,
                "confidence": date.confidence,
                "explanation": date.explanation,
                "body": date.body,
                "doubt": date.doubt,
                "route": date.route,
            }
            for date in found
        ]


@cache
def claim_of(right: str, life: int, days: int) -> ClaimLife:
    """Return one life of a claim; many claims share it."""
    return ClaimLife(right, life, days)


def _events(life: int, opened: dt.date) -> list[ClaimEvent]:
    def after(days: int) -> dt.date:
        return min(DAY, opened + dt.timedelta(days=days))

    filed = Filed(on=after(3), channel=Channel.ONLINE)
    granted = Granted(
        on=after(40), notified_on=after(42), amount=Money.euros(230), since=Month.of(opened)
    )
    lives: tuple[list[ClaimEvent], ...] = (
        [],
        [filed],
        [filed, Acknowledged(on=after(8))],
        [filed, PiecesAsked(on=after(10))],
        [filed, granted],
        [filed, Refused(on=after(40), notified_on=after(44))],
        [filed, granted, Closed(on=after(60))],
        [Withdrawn(on=after(5))],
    )
    return lives[life]
