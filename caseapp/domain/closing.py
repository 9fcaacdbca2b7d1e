"""Why the follow-up of a household ends, and what may still be alive in its case that day.

The profession has no official list of reasons: these are those that activity reports of services
most often count (confidence: medium); « autre » takes any other, in words.
"""

from __future__ import annotations

from enum import StrEnum


class ClosingReason(StrEnum):
    """Why a case is closed."""

    GOAL = "goal"  # what was aimed at is reached
    ASKED = "asked"  # the person asked for it
    RELAY = "relay"  # a move, or another service takes over
    NO_NEWS = "no_news"
    DEATH = "death"
    MANDATE_OVER = "mandate_over"  # the mission or the measure ends
    OTHER = "other"  # said in words


class OpenKind(StrEnum):
    """What may still be alive in a case, in the order one looks at it."""

    APPEAL = "appeal"  # one that runs, or a delay that is not over: it is lost if forgotten
    CLAIM = "claim"
    GRANT = "grant"  # paid: declarations and renewals go on
    DEBT = "debt"
    TASK = "task"  # or an appointment
    REMINDER = "reminder"
    PIECE = "piece"
    LETTER = "letter"
    MANDATE = "mandate"
    REQUEST = "request"  # of the rights of people over their data
    INFORM = "inform"  # who should hear of it
