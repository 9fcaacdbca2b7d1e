"""One dated thing, whatever it comes from: what « Ma journée », « Échéances » and agendas show."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from caseapp.domain.deadline import Confidence, DeadlineKind
from caseapp.services.case_rows import display_name
from db.queries import case_list

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date
    from uuid import UUID

    from caseapp.domain.claim import ClaimState
    from caseapp.kernel.money import Money

PRACTICAL = frozenset({DeadlineKind.FOLLOW_UP})  # never the law's


class ItemSource(StrEnum):
    """What a dated thing comes from."""

    DEADLINE = "deadline"  # of a claim
    TASK = "task"
    APPOINTMENT = "appointment"
    MANDATE = "mandate"  # ends
    DOCUMENT = "document"  # expires
    COMING = "coming"  # will happen in the household, and touches a right
    DUTY = "duty"  # a declaration or a renewal that no claim of the program asks for
    CONTACT = "contact"  # nobody has seen or called the household for too long
    EVENT = "event"  # happened to a claim: it is past


OWN = frozenset({ItemSource.TASK, ItemSource.APPOINTMENT})


# Thousands of the values below are made at once: frozen ones would take four times as long. Nobody
# changes them.


@dataclass(slots=True, kw_only=True)
class CaseCard:
    """Whose a dated thing is."""

    key: Any = field(repr=False)  # as the driver has it
    reference: str  # « 2026-0147 »
    last_name: str = field(repr=False)
    first_name: str = field(repr=False)
    folded_name: str = field(repr=False)  # « ouattara awa »
    referent: str = field(repr=False)
    town_of: Callable[[Any], str] = field(repr=False, compare=False)  # reads all when first asked
    last_contact_on: date | None
    opened_on: date
    is_open: bool

    @property
    def id(self) -> UUID:
        """The key of the case: made when it is asked for, thousands of times it is not."""
        return case_list.key(self.key)

    @property
    def commune(self) -> str:
        """The name of the commune, empty where it is not known."""
        return self.town_of(self.key)

    @property
    def name(self) -> str:
        """« OUATTARA Awa »."""
        return display_name(self.last_name, self.first_name)


@dataclass(slots=True, kw_only=True)
class ClaimCard:
    """The claim a dated thing belongs to."""

    key: Any = field(repr=False)  # as the driver has it
    right: str
    right_name: str  # short
    state: ClaimState
    agency: str
    stake: Money | None = field(repr=False)  # granted, else estimated: a month, or all at once
    refused_on: date | None  # the last refusal, while the claim stands refused

    @property
    def id(self) -> UUID:
        """The key of the claim."""
        return case_list.key(self.key)


@dataclass(frozen=True, slots=True, kw_only=True)
class Handled:
    """What was decided of a dated thing."""

    postponed_to: date | None = None
    reason: str = field(default="", repr=False)
    delegated_to: str = field(default="", repr=False)
    done_on: date | None = None


UNTOUCHED = Handled()


@dataclass(slots=True, kw_only=True)
class DatedItem:
    """One dated thing. Its `id` stays the same when its day moves.

    `cautious_on` is the day it has by itself, that of a deadline never after `computed_on`; `on`
    is where it stands, which a postponement moves for a practical date alone.
    """

    key: Any = field(repr=False)  # as the driver has it
    source: ItemSource
    kind: DeadlineKind | None = None  # of a deadline
    detail: str = ""  # of an event its kind, of a document or a mandate its nature
    cautious_on: date
    computed_on: date
    at: str = ""  # « 14:30 », or all day
    minutes: int | None = None
    case: CaseCard | None = field(repr=False)  # None: a task of no case
    claim: ClaimCard | None = None
    person_id: UUID | None = None
    label: str = field(repr=False)  # as it was typed, or as the law's date is called
    hint: str = field(default="", repr=False)  # before whom, where
    route: str = ""  # of an appeal
    article: str = ""
    confidence: Confidence = Confidence.HIGH
    doubt: str = field(default="", repr=False)  # of a duty
    is_optional: bool = False  # an appeal nobody has to make
    repeats: bool = False
    done_on: date | None = None
    handled: Handled = UNTOUCHED
    today: date

    @property
    def id(self) -> UUID:
        """What tells it apart, as long as it is there."""
        return case_list.key(self.key)

    @property
    def is_own(self) -> bool:
        """Whether it is a task or an appointment: the caseworker's, who may do what they want."""
        return self.source in OWN

    @property
    def is_legal(self) -> bool:
        """Whether the day comes from the law: no reminder of it waits past it."""
        return self.source is ItemSource.DEADLINE and not self._is_practical

    @property
    def _is_practical(self) -> bool:
        """Whether no text sets the day: a follow-up, a renewal that no article bounds."""
        unbound = self.kind is DeadlineKind.RENEWAL and not self.article
        return self.source is ItemSource.DEADLINE and (self.kind in PRACTICAL or unbound)

    @property
    def is_movable(self) -> bool:
        """Whether the day itself may be changed; of the others, only the reminder may wait."""
        return self.done_on is None and (
            self.is_own or self._is_practical or self.source is ItemSource.CONTACT
        )

    @property
    def on(self) -> date:
        """The day it stands at: the cautious date of what the law sets."""
        postponed = self.handled.postponed_to
        if postponed is None or not self.is_movable or self.is_own:
            return self.cautious_on
        if self.source is ItemSource.CONTACT:  # a contact since then counts more
            return max(postponed, self.cautious_on)
        return postponed

    @property
    def remind_on(self) -> date:
        """The day from which one wants to hear of it again: never after a date of the law."""
        postponed = self.handled.postponed_to
        if postponed is None or self.is_own:
            return self.on
        return min(postponed, self.cautious_on) if self.is_legal else postponed

    @property
    def is_put_off(self) -> bool:
        """Whether its day stays, and its reminder waits."""
        waits = self.handled.postponed_to is not None and not self.is_movable
        return waits and self.done_on is None and self.today < self.remind_on

    @property
    def days(self) -> int:
        """Until its day; negative when late."""
        return (self.on - self.today).days

    @property
    def is_late(self) -> bool:
        """Whether it should have been done before today."""
        return self.done_on is None and self.on < self.today

    @property
    def is_silent(self) -> bool:
        """Whether it is a silence that has become a decision."""
        return self.kind is DeadlineKind.SILENCE and self.computed_on < self.today

    @property
    def case_id(self) -> UUID | None:
        """The case, if it is of one."""
        return None if self.case is None else self.case.id

    @property
    def claim_id(self) -> UUID | None:
        """The claim, if it is of one."""
        return None if self.claim is None else self.claim.id

    @property
    def case_name(self) -> str:
        """« OUATTARA Awa », « Sans dossier »."""
        return "Sans dossier" if self.case is None else self.case.name

    @property
    def agency(self) -> str:
        """The body that answers the claim."""
        return "" if self.claim is None else self.claim.agency

    @property
    def stake(self) -> Money | None:
        """The euros at stake, where they are known."""
        return None if self.claim is None else self.claim.stake


def has_reminder(item: DatedItem) -> bool:
    """Say whether its day stays and its reminder has another one, to come or past."""
    return (
        item.handled.postponed_to is not None
        and not item.is_movable
        and item.done_on is None
        and item.remind_on != item.on
    )
