"""A date that matters: what it is, how it was computed, how sure we are."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date


class Confidence(StrEnum):
    """How sure we are of a legal fact."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class DeadlineKind(StrEnum):
    """What a date is for; the last two are practical, the others come from the law."""

    SILENCE = "silence"  # the day on which silence becomes a decision
    APPEAL = "appeal"  # the last day of an appeal
    FILING = "filing"  # the last day to file without losing a month
    PIECES = "pieces"  # the last day to produce missing pieces
    LIMITATION = "limitation"  # the last day to claim what was not paid, before it is lost
    DECLARATION = "declaration"  # what a right in payment asks for again and again
    RENEWAL = "renewal"
    FOLLOW_UP = "follow_up"  # practical: ask the body where the claim stands


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline:
    """One computed date. Reminders go by `cautious_on`, never later than `computed_on`."""

    kind: DeadlineKind
    label: str  # « Silence de la MDPH : rejet implicite »
    cautious_on: date
    computed_on: date
    article: str  # « CASF R241-33 », empty for a practical date
    confidence: Confidence
    explanation: str = ""  # « 4 mois après le dépôt »
    body: str = ""  # before whom
    doubt: str = ""  # why it is doubtful, where it is
    route: str = ""  # of an appeal: rapo, cra, ta, pole_social…
