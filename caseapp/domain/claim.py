"""The life of a claim: dated events, and the state they lead to."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from datetime import date

    from caseapp.kernel.calendar import Month
    from caseapp.kernel.money import Money


class Channel(StrEnum):
    """How a claim or a letter went; each leaves another proof."""

    ONLINE = "online"
    REGISTERED_LETTER = "registered_letter"
    LETTER = "letter"
    COUNTER = "counter"
    EMAIL = "email"


class ClaimState(StrEnum):
    """Where a claim stands."""

    TO_PREPARE = "to_prepare"
    FILED = "filed"
    ACKNOWLEDGED = "acknowledged"
    PIECES_ASKED = "pieces_asked"
    GRANTED = "granted"
    PARTLY_GRANTED = "partly_granted"
    REFUSED = "refused"
    SILENT_REFUSAL = "silent_refusal"
    SILENT_ACCEPTANCE = "silent_acceptance"
    APPEAL = "appeal"
    WITHDRAWN = "withdrawn"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Filed:
    """The claim was filed: sent or handed in on a day; `received_on` where a proof says it."""

    on: date
    channel: Channel
    reference: str = field(default="", repr=False)  # often a number of the person
    received_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Acknowledged:
    """The body acknowledged receipt (CRPA L112-3); the receipt date it states, if any."""

    on: date
    received_on: date | None = None
    mentions_appeal_routes: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class PiecesAsked:
    """The body asked for missing pieces: the implicit-refusal clock stops (CRPA L114-5)."""

    on: date
    answer_by: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PiecesSent:
    """The missing pieces were produced: the clock runs again."""

    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Granted:
    """The right was granted: amount per month (or per period of the right), from a month."""

    on: date  # date of the decision
    notified_on: date | None = None
    amount: Money | None = field(default=None, repr=False)
    since: Month | None = None
    partial: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """The right was refused; the appeal clock starts when the refusal is notified."""

    on: date
    notified_on: date
    reason: str = field(default="", repr=False)
    mentions_appeal_routes: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class NoAnswer:
    """The caseworker states that no answer came: the effect of silence applies."""

    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class AppealFiled:
    """An appeal was sent to a body (`rapo`, `cra`, `gracieux`, `mediation`, `ta`, `pole_social`)."""

    on: date
    route: str
    channel: Channel
    received_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AppealDecided:
    """The appeal was answered."""

    on: date
    notified_on: date
    granted: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdrawn:
    """The person gave the claim up; the reason helps to understand non-take-up."""

    on: date
    reason: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Closed:
    """Nothing more is to be done."""

    on: date


ClaimEvent: TypeAlias = (
    Filed
    | Acknowledged
    | PiecesAsked
    | PiecesSent
    | Granted
    | Refused
    | NoAnswer
    | AppealFiled
    | AppealDecided
    | Withdrawn
    | Closed
)
