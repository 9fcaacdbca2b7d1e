"""Lives of claims for tests: every step of the table on a right, and every kind of event."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from caseapp.domain.claim import (
    Acknowledged,
    AidOutcome,
    AppealDecided,
    AppealFiled,
    Channel,
    ClaimEvent,
    ClaimState,
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
from caseapp.domain.claim_life import allowed
from caseapp.kernel.calendar import Month
from caseapp.kernel.errors import UserInputError
from caseapp.kernel.money import Money
from caseapp.rules.claim_life import check, is_automatic, state_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from caseapp.rules.catalogue import Right

BEGIN = date(2020, 1, 31)
APART = timedelta(days=131)  # between two events: every silence has run, on days that vary


def events_on(on: date, right: Right) -> tuple[ClaimEvent, ...]:
    """Return every kind of event on a day, told apart where its content leads elsewhere."""
    soon = on + timedelta(days=6)
    return (
        Filed(on=on, channel=Channel.LETTER),
        Filed(on=on, channel=Channel.ONLINE, received_on=on),
        Acknowledged(on=soon, received_on=on),
        Transmitted(on=on, received_on=soon),
        PiecesAsked(on=on, answer_by=soon),
        PiecesAsked(on=on),
        PiecesSent(on=on),
        Completed(on=on),
        Granted(on=on),
        Granted(on=on, notified_on=soon, amount=Money(50000), since=Month.of(on)),
        Granted(on=on, notified_on=soon, partial=True),
        Refused(on=on, notified_on=soon),
        NoAnswer(on=on),
        *(
            AppealFiled(on=on, route=one.route.value, channel=Channel.REGISTERED_LETTER)
            for one in right.appeals
        ),
        AppealFiled(on=on, route="mediation", channel=Channel.ONLINE, admissible_on=soon),
        AppealDecided(on=on, notified_on=soon, granted=False),
        AppealDecided(on=on, notified_on=soon, granted=True),
        ReasonsAsked(on=on),
        ReasonsGiven(on=on),
        LegalAidAsked(on=on),
        *(LegalAidDecided(on=on, outcome=outcome, notified_on=soon) for outcome in AidOutcome),
        Withdrawn(on=on),
        Obsolete(on=on),
        Closed(on=on),
    )


def every_path(right: Right, today: date) -> Iterator[tuple[ClaimEvent, ...]]:
    """Yield, of a right, histories that take every step of the table from every state it reaches."""
    reached: dict[ClaimState, tuple[ClaimEvent, ...]] = {ClaimState.TO_PREPARE: ()}
    to_leave = [ClaimState.TO_PREPARE]
    while to_leave:
        state = to_leave.pop(0)
        before = reached[state]
        may_follow = allowed(state, automatic=is_automatic(right))
        for event in events_on(BEGIN + len(before) * APART, right):
            if not isinstance(event, may_follow) or not _is_possible(before, event, today, right):
                continue
            history = (*before, event)
            yield history
            end = state_of(history, right, today)
            if end not in reached:
                reached[end] = history
                to_leave.append(end)


def _is_possible(
    before: tuple[ClaimEvent, ...], event: ClaimEvent, today: date, right: Right
) -> bool:
    try:
        check(before, event, today, right)
    except UserInputError:
        return False
    return True
