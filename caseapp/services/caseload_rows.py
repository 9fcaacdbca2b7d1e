"""Rows of « File active »: what the last reviews found, case by case."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date, datetime, timedelta
    from uuid import UUID

    from caseapp.kernel.calendar import Month
    from caseapp.services.caseload_changes import Span
    from db.models import ChangeKind, ReviewReason


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far a review is."""

    done: int
    total: int
    left: timedelta | None  # as long as the rest takes at this pace; None before it is known


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewSummary:
    """One review of the caseload."""

    id: UUID
    reason: ReviewReason
    started_at: datetime
    on: date
    month: Month
    engine: str
    catalogue: str
    cases: int
    total: int
    is_whole: bool  # every open case was looked at


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeRow:
    """One thing to look at."""

    id: UUID
    case_id: UUID
    kind: ChangeKind
    case_name: str = field(repr=False)
    reference: str
    right: str  # a code of the catalogue, or nothing
    right_name: str
    words: str = field(repr=False)  # « Émile a 18 ans : … », the condition that fails
    before: Span | None = field(repr=False)  # €/month, or in all where it is paid once
    after: Span | None = field(repr=False)
    is_once: bool
    on: date | None
    claim_id: UUID | None  # a claim of this right under way
    can_claim: bool  # nobody asked for this right yet
    is_seen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseloadPage:
    """The whole page."""

    last: ReviewSummary | None
    rows: tuple[ChangeRow, ...]
    open_cases: int
