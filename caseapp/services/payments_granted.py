"""What the decisions of the bodies grant for a month, by the period of the right and its stops."""

from __future__ import annotations

from typing import TYPE_CHECKING

from caseapp.domain.claim import Granted, Refused
from caseapp.domain.estimate import Period
from caseapp.kernel.calendar import Month
from caseapp.kernel.money import ZERO

if TYPE_CHECKING:
    from collections.abc import Sequence

    from caseapp.domain.claim import ClaimEvent
    from caseapp.domain.payment import PaymentStop
    from caseapp.kernel.money import Money
    from caseapp.rules.catalogue import Right


def period_of(right: Right | None, estimated: Period | None) -> Period | None:
    """Return how often a right is paid: as the catalogue says, else an estimate; else not known."""
    if right is None or right.monthly:
        return Period.MONTH
    said = {payment.period for payment in right.pays}
    return said.pop() if len(said) == 1 else estimated


def stop_in(
    stops: Sequence[PaymentStop], events: Sequence[ClaimEvent], month: Month
) -> PaymentStop | None:
    """Return what stops a right in a month; a decision from a later month opens it again."""
    for stop in stops:
        if not stop.covers(month):
            continue
        if not any(stop.first < _since(e) <= month for e in events if isinstance(e, Granted)):
            return stop
    return None


def granted_in(
    events: Sequence[ClaimEvent],
    month: Month,
    period: Period | None = Period.MONTH,
    stops: Sequence[PaymentStop] = (),
) -> Money | None:
    """Return what the latest decision that covers a month grants for it.

    What is not paid by the month is granted for the month it begins with, and for no other. A
    refusal that follows says that nothing more is known to be granted.
    """
    if period is Period.MONTH and stop_in(stops, events, month) is not None:
        return ZERO
    found: Money | None = None
    for event in sorted(events, key=lambda event: event.on):
        since = _since(event)
        if isinstance(event, Refused) and since <= month:
            found = None
        if not isinstance(event, Granted) or event.amount is None:
            continue
        if since == month or (since < month and period is Period.MONTH):
            found = event.amount
    return found


def _since(event: ClaimEvent) -> Month:
    since = event.since if isinstance(event, Granted) else None
    return since or Month.of(event.on)
