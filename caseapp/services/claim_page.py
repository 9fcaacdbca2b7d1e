"""Rows of the page of one claim, and of the list of claims."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from caseapp.domain.deadline import DeadlineKind

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

    from caseapp.domain.claim import ClaimState
    from caseapp.domain.deadline import Confidence
    from caseapp.kernel.calendar import Month
    from caseapp.kernel.money import Money


class StepperState(StrEnum):
    """How one point of the path of a claim is drawn."""

    DONE = "done"
    CURRENT = "current"
    TO_COME = "to_come"


@dataclass(frozen=True, slots=True)
class StepperPoint:
    """One point of the path: « Déposée 18/07 »."""

    label: str
    on: date | None
    state: StepperState


@dataclass(frozen=True, slots=True, kw_only=True)
class StepRow:
    """One official step."""

    id: UUID
    who: str
    label: str
    basis: str
    done_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PieceRow:
    """One piece of the file, and the document that it is where there is one."""

    id: UUID
    label: str
    received_on: date | None
    document_id: UUID | None = None
    document: str = field(default="", repr=False)  # its title
    expired_on: date | None = None  # the document is no longer accepted
    # Where nothing ticks it, what may be it: document, title, the day it expired if it did.
    fitting: tuple[tuple[UUID, str, date | None], ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class DeadlineLine:
    """One computed date with where it comes from."""

    id: UUID
    kind: DeadlineKind
    label: str
    cautious_on: date
    computed_on: date
    article: str
    confidence: Confidence
    explanation: str
    body: str
    doubt: str
    route: str
    done_on: date | None
    is_late: bool
    is_optional: bool  # an appeal nobody has to make
    is_past: bool = False  # the day the texts give too


@dataclass(frozen=True, slots=True, kw_only=True)
class ThreadLine:
    """One event in words, « déposée par recommandé, n° 1A 204 », or one exchange."""

    id: UUID
    kind: str  # of the event; empty for an exchange
    on: date
    words: str = field(repr=False)
    proof: str = field(default="", repr=False)  # words, or the title of the document
    document_id: UUID | None = None
    author: str = field(default="", repr=False)  # as the history has it

    @property
    def is_exchange(self) -> bool:
        """Whether nothing follows from it."""
        return not self.kind


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimPage:
    """One claim, whole."""

    id: UUID
    case_id: UUID
    case_name: str = field(repr=False)
    case_reference: str
    right: str
    name: str
    agency: str
    state: ClaimState
    state_words: str  # « En instruction · 4 mois et 5 jours »
    opened_on: date
    estimated: Money | None = field(repr=False)
    granted: Money | None = field(repr=False)
    granted_since: Month | None
    stepper: tuple[StepperPoint, ...]
    next_action: str  # « Déposer le dossier : il manque 2 pièces »
    steps: tuple[StepRow, ...]
    pieces: tuple[PieceRow, ...]
    documents: tuple[tuple[UUID, str], ...] = field(repr=False)  # of the case: id, title
    deadlines: tuple[DeadlineLine, ...]
    thread: tuple[ThreadLine, ...] = field(repr=False)
    allowed: tuple[str, ...]  # kinds of event that may follow: « filed », « refused »…
    appeal_routes: tuple[tuple[str, str], ...]  # route and body, for the form of an appeal
    online: tuple[str, ...]  # official links
    online_text: str
    form_number: str
    form_link: str
    paper: str
    place: str
    opening: str  # from when the right is paid
    pitfalls: tuple[str, ...]
    follow_up: str
    recovery: str  # whether it is taken back from the estate, and from when
    limitation: str  # until when what is due may be claimed

    def appeal(self, route: str | None) -> DeadlineLine | None:
        """Return the open appeal of a route, or the first that must be made.

        One that may still be made comes before one whose date is past.
        """
        open_ = sorted(
            (
                line
                for line in self.deadlines
                if line.kind is DeadlineKind.APPEAL and line.done_on is None
            ),
            key=lambda line: line.is_past,
        )
        if route is not None:
            return next((line for line in open_ if line.route == route), None)
        return next((line for line in open_ if not line.is_optional), None)

    def silence_born(self, today: date) -> date | None:
        """Return the day a refusal was born of silence: after the computed one, nothing sooner."""
        for line in self.deadlines:
            if line.kind is DeadlineKind.SILENCE and line.computed_on < today:
                return line.computed_on
        return None


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimListRow:
    """One claim of a list."""

    id: UUID
    case_id: UUID
    case_name: str = field(repr=False)
    right: str
    name: str
    agency: str
    state: ClaimState
    state_words: str
    opened_on: date
    estimated: Money | None = field(repr=False)
    granted: Money | None = field(repr=False)
    pieces_received: int
    pieces: int
    next_deadline: date | None
    next_deadline_label: str
