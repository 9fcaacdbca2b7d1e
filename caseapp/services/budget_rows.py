"""Rows of the tab « Budget »: amounts stay amounts, what is unknown is named."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal
    from uuid import UUID

    from caseapp.domain.deadline import Confidence
    from caseapp.domain.facts import NoFact
    from caseapp.domain.liability import LiabilityKind
    from caseapp.kernel.calendar import Month
    from caseapp.kernel.money import Money


@dataclass(frozen=True, slots=True, kw_only=True)
class LiabilityRow:
    """One debt; None is an amount that nobody knows."""

    id: UUID
    kind: LiabilityKind
    kind_words: str
    creditor: str = field(repr=False)
    owed: Money | None = field(repr=False)
    monthly: Money | None = field(repr=False)
    arrears_since: date | None
    plan_until: date | None
    note: str = field(repr=False)
    closed_on: date | None

    @property
    def label(self) -> str:
        """« Loyer, OPH de Nantes »."""
        return f"{self.kind_words}, {self.creditor}" if self.creditor else self.kind_words


@dataclass(frozen=True, slots=True, kw_only=True)
class BudgetPart:
    """One line of one of the four parts of a budget, now and with the estimated rights."""

    label: str = field(repr=False)
    now: Money | NoFact = field(repr=False)
    then: Money | NoFact = field(repr=False)
    hint: str = field(default="", repr=False)
    right: str = ""  # its code, empty for what is no right


@dataclass(frozen=True, slots=True, kw_only=True)
class BudgetSide:
    """The figures of one month; charges and debts are positive. Rates are whole per cent."""

    resources: Money = field(repr=False)
    rights: Money = field(repr=False)  # part of the resources
    housing_aid: Money = field(repr=False)  # part of the rights
    housing: Money = field(repr=False)
    charges: Money = field(repr=False)
    debts: Money = field(repr=False)
    people: int
    left: Money = field(repr=False)
    per_day_and_person: Money = field(repr=False)
    effort: Decimal | None  # housing over resources
    net_effort: Decimal | None  # the same once the housing aid is taken off both
    debt_rate: Decimal | None  # debts over resources


@dataclass(frozen=True, slots=True, kw_only=True)
class QuotientRow:
    """One quotient: what its formula gives now and then, or why it gives nothing."""

    id: UUID | None  # None: one that the program ships, not changed by the service
    key: str
    name: str
    fund: str
    formula: str
    note: str
    confidence: Confidence | None  # of a shipped one
    now: Money | None = field(repr=False)
    then: Money | None = field(repr=False)
    trouble: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class BudgetPage:
    """Everything on the tab « Budget » of a case."""

    month: Month
    has_resources: bool  # False: none is known, which is not to have none
    now: BudgetSide
    then: BudgetSide | None  # None without an estimate
    estimated_on: date | None
    is_stale: bool  # the household changed since the estimate
    resources: tuple[BudgetPart, ...]
    rights: tuple[BudgetPart, ...]
    housing: tuple[BudgetPart, ...]
    charges: tuple[BudgetPart, ...]
    debts: tuple[BudgetPart, ...]
    liabilities: tuple[LiabilityRow, ...]
    owed: Money = field(repr=False)  # in all, of what is known
    unknown: tuple[str, ...] = field(repr=False)  # not known, and so not counted
    quotients: tuple[QuotientRow, ...]
    notes: tuple[str, ...] = field(repr=False)  # what to know of these figures
