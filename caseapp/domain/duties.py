"""What the service owes to people about their data: answers in time, breaches told in time.

GDPR, article 12 (3): an answer within one month of the receipt, two more where the request is
complex, with the reason told within the first month; article 33: a breach that may harm is told to
the CNIL within 72 hours of its discovery (confidence: medium, to be read again in the text).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from caseapp.kernel.calendar import months_after

ANSWER_MONTHS, EXTENDED_MONTHS = 1, 3
ALERT_DAYS = 20  # after the receipt: CaseApp's own reminder
TOLD_WITHIN = timedelta(hours=72)


class RequestKind(StrEnum):
    """What a person asks of their data."""

    ACCESS = "access"
    RECTIFICATION = "rectification"
    ERASURE = "erasure"
    LIMITATION = "limitation"
    OPPOSITION = "opposition"


class RequestOutcome(StrEnum):
    """What was answered."""

    GRANTED = "granted"
    PARTLY = "partly"
    REFUSED = "refused"


class RequestState(StrEnum):
    """Where a request is on a day."""

    OPEN = "open"
    ALERT = "alert"  # twenty days have passed
    LATE = "late"
    ANSWERED = "answered"


class Severity(StrEnum):
    """How much a breach may harm."""

    NONE = "none"  # no risk: kept in the register alone
    RISK = "risk"  # told to the CNIL
    HIGH = "high"  # told to the people too


class NoticeOutcome(StrEnum):
    """What became of the information notice."""

    GIVEN = "given"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class AnswerClock:
    """The dates of one request."""

    received_on: date
    is_extended: bool
    answered_on: date | None

    @property
    def due_on(self) -> date:
        """The last day to answer."""
        months = EXTENDED_MONTHS if self.is_extended else ANSWER_MONTHS
        return months_after(self.received_on, months)

    @property
    def alert_on(self) -> date:
        """The day one is reminded of it."""
        return self.due_on - (
            months_after(self.received_on, ANSWER_MONTHS)
            - (self.received_on + timedelta(days=ALERT_DAYS))
        )

    def state(self, today: date) -> RequestState:
        """Return where the request is on a day."""
        if self.answered_on is not None:
            return RequestState.ANSWERED
        if today > self.due_on:
            return RequestState.LATE
        return RequestState.ALERT if today >= self.alert_on else RequestState.OPEN


def hours_left(found_at: datetime, now: datetime) -> int:
    """Return the whole hours left to tell the CNIL of a breach; below zero once they are over."""
    return int((found_at + TOLD_WITHIN - now).total_seconds() // 3600)
