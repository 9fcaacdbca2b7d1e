"""Rows of « Ma journée »."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

    from caseapp.domain.claim import ClaimState
    from caseapp.domain.deadline import DeadlineKind
    from caseapp.kernel.money import Money


class DayAction(StrEnum):
    """What the button of a row does."""

    OPEN = "open"  # « Ouvrir » the claim
    REMIND = "remind"  # « Relancer » the body
    WRITE = "write"  # « Rédiger » an appeal
    CLAIM = "claim"  # « Demander » a right
    DONE = "done"  # « Fait »: a task


class DayFilter(StrEnum):
    """The filters above the rows, and the key figures that lead to them."""

    ALL = "all"
    LATE = "late"
    WEEK = "week"  # due in 7 days
    SILENT = "silent"
    FOLLOW_UPS = "follow_ups"
    APPEALS = "appeals"
    RENEWALS = "renewals"
    PIECES = "pieces"
    FILING = "filing"
    TASKS = "tasks"  # the caseworker's own, and appointments


class DaySource(StrEnum):
    """What a row of the day comes from."""

    DEADLINE = "deadline"
    TASK = "task"
    APPOINTMENT = "appointment"
    MANDATE = "mandate"  # ends soon


@dataclass(frozen=True, slots=True, kw_only=True)
class DayRow:
    """One date to act on: of a claim, of a task, or the end of a mandate."""

    id: UUID  # of the deadline, of the task, of the mandate
    source: DaySource = DaySource.DEADLINE
    claim_id: UUID | None = None
    case_id: UUID | None  # None: a task of no case
    kind: DeadlineKind | None = None
    at: str = ""  # « 14:30 »
    cautious_on: date
    computed_on: date
    days: int  # until the cautious date; negative when late
    case_name: str = field(repr=False)
    claim: str  # « RSA · refus du 19/09 »
    to_do: str  # « Recours préalable au président du département »
    action: DayAction
    is_silent: bool = False
    is_optional: bool = False  # an appeal nobody has to make

    @property
    def is_own(self) -> bool:
        """Whether it is a task or an appointment, that may be done here or put off."""
        return self.source in {DaySource.TASK, DaySource.APPOINTMENT}


@dataclass(frozen=True, slots=True, kw_only=True)
class UnclaimedRow:
    """A case whose estimated rights nobody has asked for."""

    case_id: UUID
    case_name: str = field(repr=False)
    rights: tuple[str, ...]  # codes
    words: str  # « prime d'activité + C2S »
    min: Money = field(repr=False)  # €/month
    max: Money = field(repr=False)
    estimated_on: date


@dataclass(frozen=True, slots=True)
class StateCount:
    """How many claims stand somewhere."""

    label: str  # « En instruction »
    states: tuple[ClaimState, ...]
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DayFigures:
    """The key figures, each with the words below it."""

    cases: int
    open_claims: int
    late: int
    late_appeals: int
    week: int
    week_by_kind: tuple[tuple[DeadlineKind, int], ...]
    week_words: str  # « 3 relances · 5 pièces · 3 renouvellements »
    silent: int
    silent_refusals: int
    unclaimed_min: Money  # €/month, certain part
    unclaimed_max: Money
    unclaimed_cases: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DayBoard:
    """The whole page."""

    today: date
    figures: DayFigures
    rows: tuple[DayRow, ...]
    unclaimed: tuple[UnclaimedRow, ...]
    by_state: tuple[StateCount, ...]
