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
    """Where a claim stands; `claim_life` says which leads to which."""

    TO_PREPARE = "to_prepare"
    GATHERING = "gathering"  # some pieces are there: read from their ticks, never kept
    FILED = "filed"
    TRANSMITTED = "transmitted"  # sent on to the competent body (CRPA L114-2)
    ACKNOWLEDGED = "acknowledged"
    PIECES_ASKED = "pieces_asked"  # the clock of an implicit refusal stands still
    UNDER_WAY = "under_way"  # the file is complete
    GRANTED = "granted"
    PARTLY_GRANTED = "partly_granted"
    REFUSED = "refused"
    SILENT_REFUSAL = "silent_refusal"
    SILENT_ACCEPTANCE = "silent_acceptance"
    APPEAL = "appeal"  # before a body that is no court
    COURT = "court"
    WITHDRAWN = "withdrawn"
    OBSOLETE = "obsolete"  # there is nothing to ask for any more
    CLOSED = "closed"


WAITING = frozenset(
    {
        ClaimState.FILED,
        ClaimState.TRANSMITTED,
        ClaimState.ACKNOWLEDGED,
        ClaimState.PIECES_ASKED,
        ClaimState.UNDER_WAY,
    }
)  # the body has the claim, and has not answered
CONTESTED = frozenset({ClaimState.APPEAL, ClaimState.COURT})
# Nothing more is expected of these; listed from this side, so that a new state counts as open.
ENDED = frozenset({ClaimState.WITHDRAWN, ClaimState.OBSOLETE, ClaimState.CLOSED})


class AidOutcome(StrEnum):
    """How the request for legal aid was answered."""

    PROVISIONAL = "provisional"
    GRANTED = "granted"
    REFUSED = "refused"
    LAPSED = "lapsed"  # « caducité »: pieces that were asked for were never sent


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
class Transmitted:
    """The body that was asked sent the claim on to the competent one (CRPA L114-2).

    An implicit refusal runs from the first receipt, an implicit acceptance from the competent
    body's (L114-3).
    """

    on: date
    to_body: str = ""
    received_on: date | None = None  # by the competent body


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
class Completed:
    """The body said that the file is complete: some silences run from that day."""

    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Granted:
    """The right was granted: amount per month (or per period of the right), from a month."""

    on: date  # date of the decision
    notified_on: date | None = None
    amount: Money | None = field(default=None, repr=False)
    since: Month | None = None
    until: date | None = None  # its last day, where the decision says it
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
    """An appeal or a mediation was asked for; `route` is one of `AppealRoute`."""

    on: date
    route: str
    channel: Channel
    received_on: date | None = None
    admissible_on: date | None = None  # a mediator took it up: delays stop (CSS L217-7-1)


@dataclass(frozen=True, slots=True, kw_only=True)
class AppealDecided:
    """The appeal was answered, or the mediation ended; `route` says which, where several wait."""

    on: date
    notified_on: date
    granted: bool
    route: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReasonsAsked:
    """The reasons of an implicit refusal were asked for (CRPA L232-4)."""

    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class ReasonsGiven:
    """The reasons of an implicit refusal were received."""

    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class LegalAidAsked:
    """Legal aid was asked for: in time, it gives the delay before a court anew."""

    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class LegalAidDecided:
    """The request for legal aid was answered (décret 2020-1717, art. 43)."""

    on: date
    outcome: AidOutcome
    notified_on: date | None = None
    lawyer_on: date | None = None  # a lawyer was designated


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdrawn:
    """The person gave the claim up; the reason helps to understand non-take-up."""

    on: date
    reason: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Obsolete:
    """There is nothing to ask for any more: a death, a move, another right instead."""

    on: date
    reason: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Closed:
    """Nothing more is to be done."""

    on: date


ClaimEvent: TypeAlias = (
    Filed
    | Acknowledged
    | Transmitted
    | PiecesAsked
    | PiecesSent
    | Completed
    | Granted
    | Refused
    | NoAnswer
    | AppealFiled
    | AppealDecided
    | ReasonsAsked
    | ReasonsGiven
    | LegalAidAsked
    | LegalAidDecided
    | Withdrawn
    | Obsolete
    | Closed
)


class ExchangeMedium(StrEnum):
    """How people spoke about a claim."""

    PHONE = "phone"
    EMAIL = "email"
    COUNTER = "counter"
    LETTER = "letter"
    ONLINE = "online"  # the message box of the body's site


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    """A call, a mail, a visit: no delay follows from it, it stands beside the events."""

    on: date
    medium: ExchangeMedium
    words: str = field(repr=False)
    spoken_to: str = field(default="", repr=False)
