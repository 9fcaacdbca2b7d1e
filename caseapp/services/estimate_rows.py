"""Rows of the tab « Droits »: numbers stay numbers, words are French."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date, datetime
    from uuid import UUID

    from caseapp.domain.deadline import Confidence
    from caseapp.domain.estimate import Estimate, Outcome, Range, RightEstimate
    from caseapp.domain.household import Household
    from caseapp.kernel.calendar import Month
    from caseapp.kernel.money import Money


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedEstimate:
    """An estimate as it was kept, with the household as it was."""

    id: UUID
    case_id: UUID
    made_at: datetime
    on: date  # its civil day
    month: Month
    engine: str
    catalogue: str
    is_latest: bool
    estimate: Estimate = field(repr=False)
    household: Household = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class EstimateSummary:
    """One line of the history of estimates."""

    id: UUID
    made_at: datetime
    on: date  # its civil day
    month: Month
    engine: str
    catalogue: str
    is_latest: bool


class RightAction(StrEnum):
    """What the button of a row does."""

    OPEN = "open"  # open a claim
    SEE = "see"  # see the claim under way
    COMPLETE = "complete"  # enter what is missing
    NONE = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class MissingPart:
    """One fact that is missing for a right, with the field to fill."""

    label: str = field(repr=False)
    path: str  # of the field on the page of the household; empty when it has none
    effect: Range | None = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class AssumedPart:
    """One default that was taken, with the field where it is corrected."""

    words: str = field(repr=False)  # « Nationalité : française »
    path: str  # of the field; empty when the page has none


@dataclass(frozen=True, slots=True, kw_only=True)
class AskFirst:
    """The fact that changes the most, over all the rights that wait for it."""

    part: MissingPart
    rights: tuple[str, ...]  # their names
    spread: Money = field(repr=False)  # what it changes in all, a month


@dataclass(frozen=True, slots=True, kw_only=True)
class RightRow:
    """One right of the latest estimate, beside what is received and claimed."""

    right: str
    name: str  # « Aide au logement »
    variant: str  # « APL », empty when there is none
    agency: str
    outcome: Outcome
    amount: Range | None = field(repr=False)
    later: Range | None = field(repr=False)
    received: Money | None = field(repr=False)
    gap: Money | None = field(repr=False)  # estimated minus received, where both are known
    confidence: Confidence
    claim_id: UUID | None  # the latest claim that is not closed
    claim_words: str  # « déposée le 18/07 », « non demandée »
    situation: str = field(repr=False)  # the words of the column « Situation »
    missing: tuple[MissingPart, ...]
    action: RightAction
    computed: bool  # by the model; else judged from its declared conditions
    answer: RightEstimate = field(repr=False)  # steps, conditions, notes of the side panel
    assumed: tuple[AssumedPart, ...] = field(default=(), repr=False)
    next_step: str = field(default="", repr=False)  # what to do now, in a sentence
    waiting: str = field(default="", repr=False)  # what filing a month later costs
    waiting_basis: str = ""

    @property
    def title(self) -> str:
        """« Aides personnelles au logement (ALF) »: the kind found instead of all kinds."""
        if not self.variant:
            return self.name
        name = self.name.partition(" (")[0]
        return name if self.amount is None else f"{name} ({self.variant})"


@dataclass(frozen=True, slots=True, kw_only=True)
class AmountDifference:
    """One right that differs between two estimates."""

    right: str
    name: str
    before_outcome: Outcome | None
    after_outcome: Outcome | None
    before: Range | None = field(repr=False)
    after: Range | None = field(repr=False)
    change: Money | None = field(
        repr=False
    )  # per month (or year, or once), where both are known exactly


@dataclass(frozen=True, slots=True, kw_only=True)
class FactDifference:
    """One thing known of the household that changed between two estimates."""

    label: str = field(repr=False)  # « Loyer hors charges »
    before: str = field(repr=False)
    after: str = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """What changed from one estimate to a later one: in the rights, in the household, around."""

    earlier: EstimateSummary
    later: EstimateSummary
    rights: tuple[AmountDifference, ...]
    facts: tuple[FactDifference, ...]
    same_engine: bool
    same_catalogue: bool
    same_month: bool
