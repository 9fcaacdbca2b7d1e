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


@dataclass(frozen=True, slots=True, kw_only=True)
class DayRow:
    """One date to act on."""

    deadline_id: UUID
    claim_id: UUID
    case_id: UUID
    kind: DeadlineKind
    cautious_on: date
    computed_on: date
    days: int  # until the cautious date; negative when late
    case_name: str = field(repr=False)
    claim: str  # « RSA · refus du 19/09 »
    to_do: str  # « Recours préalable au président du département »
    action: DayAction
    is_silent: bool
    is_optional: bool  # an appeal nobody has to make


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
