"""How long a case is kept, and what is decided of it once nobody has come for long.

CNIL, deliberation 2023-095 of 14/09/2023 (retention in the social sector, confidence: high): two
years from the last contact with the person, unless a text says otherwise; afterwards erased, made
anonymous, or archived for a purpose that is written down. That the list begins three months
before is CaseApp's own choice, so that there is time to decide.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from caseapp.kernel.calendar import months_after

if TYPE_CHECKING:
    from datetime import date

CLOSED_AFTER = 24  # months from the last contact: closed to reading unless decided
LISTED_BEFORE = 3  # months before that: listed from the 21st month on
LONGEST = 24  # months that one decision prolongs at most


class Decision(StrEnum):
    """What was decided of a case, short of erasing it."""

    ARCHIVE = "archive"
    PROLONG = "prolong"


class Purpose(StrEnum):
    """What a case is archived for."""

    LITIGATION = "litigation"
    APPEAL = "appeal"
    OBLIGATION = "obligation"


class Standing(StrEnum):
    """Where a case is on a day."""

    ACTIVE = "active"
    LISTED = "listed"  # a decision is asked for
    CLOSED = "closed"  # none was taken in time: nobody reads it until then
    ARCHIVED = "archived"  # the person in charge alone reads it
    ARCHIVE_OVER = "archive_over"  # to be erased


WAITING = frozenset({Standing.LISTED, Standing.CLOSED, Standing.ARCHIVE_OVER})


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision and the last day it holds."""

    decision: Decision
    until: date


def standing(today: date, since: date, decided: Decided | None) -> tuple[Standing, date]:
    """Return where a case is on a day, and the day something is due at the latest.

    Args:
        today: the day.
        since: the last contact with the person, or the opening where there was none.
        decided: what was decided, if anything was.
    """
    if decided is not None and decided.decision is Decision.ARCHIVE:
        is_over = decided.until < today
        return (Standing.ARCHIVE_OVER if is_over else Standing.ARCHIVED), decided.until
    due = months_after(since, CLOSED_AFTER)
    if decided is not None:
        due = max(due, decided.until)
    if today >= due:
        return Standing.CLOSED, due
    if today >= listed_from(due):
        return Standing.LISTED, due
    return Standing.ACTIVE, due


def listed_from(due: date) -> date:
    """Return the day from which a decision is asked for, of the day a case is closed to reading."""
    return months_after(due, -LISTED_BEFORE)
