"""How far back arrears and overpayments may be claimed, month by month, « de quantième à quantième ».

The delay runs from the payment, whose day is rarely known: at the earliest the first day of the
month it is for, at the latest the end of the month that follows. A month is said to be beyond the
limit only where it is so for the latest of both; between the two it is doubtful, and the household
should count on paying. The rules are in `resources/time_limits/debts.yaml`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING, Annotated

import yaml
from pydantic import BaseModel, ConfigDict, Field

from caseapp.domain.deadline import Confidence
from caseapp.domain.payment import spread
from caseapp.kernel.calendar import Territory, months_after, working_day_until
from caseapp.kernel.money import Money
from caseapp.kernel.places import resources
from caseapp.rules.time_limits import sentences, weakest

if TYPE_CHECKING:
    from caseapp.kernel.calendar import Month

Months = Annotated[int, Field(ge=0)]


class _Entry(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class DebtRule(_Entry):
    """The limits of some rights."""

    code: str
    rights: tuple[str, ...]
    months: Months
    overpayment_months: Months | None = None  # where it is not that of arrears
    fraud_months: Months
    article: str
    confidence: Confidence
    doubt: str = ""
    fraud_doubt: str = ""


class PaidRule(_Entry):
    """When a month of a right is paid, counted in months after the one it is for."""

    from_months: Months
    by_months: Months
    article: str
    confidence: Confidence


class DebtRules(_Entry):
    """`debts.yaml`."""

    checked_on: date
    source: str
    paid: PaidRule
    fraud_ceiling_months: Months
    fraud_note: str
    rules: tuple[DebtRule, ...]
    otherwise: DebtRule
    interruption: str

    def of(self, right: str) -> DebtRule:
        """Return the rule of a right, the general one where none names it."""
        return next((rule for rule in self.rules if right in rule.rights), self.otherwise)


class Reach(StrEnum):
    """Whether a month of an overpayment may still be claimed."""

    CLAIMABLE = "claimable"
    DOUBTFUL = "doubtful"
    BEYOND = "beyond"


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthReach:
    """One month of an overpayment; the shares of the months sum to the overpayment."""

    month: Month
    amount: Money = field(repr=False)
    reach: Reach


@dataclass(frozen=True, slots=True, kw_only=True)
class OverpaymentLimit:
    """What of an overpayment is beyond the limit."""

    months: tuple[MonthReach, ...]
    article: str
    confidence: Confidence
    doubt: str

    def amount(self, reach: Reach) -> Money:
        """Return how much of it is claimable, doubtful or beyond."""
        return Money.total(month.amount for month in self.months if month.reach is reach)


@dataclass(frozen=True, slots=True, kw_only=True)
class ArrearsLimit:
    """Until when a month of arrears may be claimed. Act by `cautious_on`."""

    month: Month
    cautious_on: date
    computed_on: date
    article: str
    confidence: Confidence
    doubt: str


@cache
def debt_rules() -> DebtRules:
    """Return the rules, read once and checked."""
    path = resources() / "time_limits" / "debts.yaml"
    return DebtRules.model_validate(yaml.safe_load(path.read_text("utf-8")))


def overpayment_limit(
    right: str, total: Money, first: Month, last: Month, claimed_on: date, *, fraud: bool = False
) -> OverpaymentLimit:
    """Say what of an overpayment was beyond the limit on the day it was claimed.

    Args:
        right: a code of the catalogue.
        total: the overpayment; shared equally between its months, for want of their detail.
        first: its first month.
        last: its last month.
        claimed_on: when the body's claim reached the household: that interrupts the delay.
        fraud: the body says that there was fraud or a false declaration.
    """
    rules = debt_rules()
    rule = rules.of(right)
    reach = _with_fraud if fraud else _without_fraud
    return OverpaymentLimit(
        months=tuple(
            MonthReach(month=month, amount=share, reach=reach(rules, rule, month, claimed_on))
            for month, share in spread(total, first, last)
        ),
        article=rule.article,
        confidence=Confidence.LOW if fraud else weakest(rule.confidence, rules.paid.confidence),
        doubt=sentences(
            rule.doubt,
            rule.fraud_doubt if fraud else "",
            rules.fraud_note if fraud else "",
            rules.interruption,
        ),
    )


def arrears_limit(
    right: str, month: Month, territory: Territory = Territory.METROPOLE
) -> ArrearsLimit:
    """Say until when a month of arrears may be claimed (cautious: counted from its first day)."""
    rules = debt_rules()
    rule = rules.of(right)
    due = month.plus(rules.paid.by_months).first_day
    return ArrearsLimit(
        month=month,
        cautious_on=working_day_until(months_after(month.first_day, rule.months), territory),
        computed_on=months_after(due, rule.months),
        article=rule.article,
        confidence=weakest(rule.confidence, rules.paid.confidence),
        doubt=sentences(rule.doubt),
    )


def _without_fraud(rules: DebtRules, rule: DebtRule, month: Month, claimed_on: date) -> Reach:
    delay = rule.months if rule.overpayment_months is None else rule.overpayment_months
    earliest, latest = _paid_between(rules, month)
    if claimed_on > months_after(latest, delay):
        return Reach.BEYOND
    return Reach.DOUBTFUL if claimed_on > months_after(earliest, delay) else Reach.CLAIMABLE


def _with_fraud(rules: DebtRules, rule: DebtRule, month: Month, claimed_on: date) -> Reach:
    """Say it with the longer delay, which may run from the discovery: doubtful, never beyond it."""
    earliest, latest = _paid_between(rules, month)
    if claimed_on > months_after(latest, max(rules.fraud_ceiling_months, rule.fraud_months)):
        return Reach.BEYOND
    late = claimed_on > months_after(earliest, rule.fraud_months)
    return Reach.DOUBTFUL if late else Reach.CLAIMABLE


def _paid_between(rules: DebtRules, month: Month) -> tuple[date, date]:
    return (
        month.plus(rules.paid.from_months).first_day,
        month.plus(rules.paid.by_months).last_day,
    )
