"""Estimated, granted, paid: one month of a right, the gaps between them, and repayment plans."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from caseapp.kernel.money import ZERO, Money

if TYPE_CHECKING:
    import datetime as dt

    from caseapp.kernel.calendar import Month

TOLERATED = Money.euros(5)  # a gap up to this is a rounding, not a question for the body


class DebtKind(StrEnum):
    """Who owes."""

    ARREARS = "arrears"  # rappel: the body owes the household
    OVERPAYMENT = "overpayment"  # indu: the household owes the body


class Closing(StrEnum):
    """How a debt ended."""

    SETTLED = "settled"
    REMITTED = "remitted"
    CANCELLED = "cancelled"


class StopKind(StrEnum):
    """Why a right is no longer paid."""

    SUSPENDED = "suspended"
    ENDED = "ended"


class GapKind(StrEnum):
    """What differs from what."""

    GRANTED = "granted"  # granted against estimated
    PAID = "paid"  # paid against granted
    PAID_UNGRANTED = "paid_ungranted"  # paid against estimated, where no decision is known


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """What an estimate said of a month, €/month; known exactly when both ends are equal."""

    least: Money = field(repr=False)
    most: Money = field(repr=False)
    is_likely: bool = True  # only then does a gap with it mean anything


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentStop:
    """A right that is not paid from a month on; what was due before stays due."""

    kind: StopKind
    first: Month
    resumed: Month | None = None  # the first month paid again; None: not known, or never

    def covers(self, month: Month) -> bool:
        """Tell whether nothing is paid for a month."""
        return self.first <= month and (self.resumed is None or month < self.resumed)

    def overlaps(self, other: PaymentStop) -> bool:
        """Tell whether two stops hold in a same month."""
        return self.covers(other.first) or other.covers(self.first)


@dataclass(frozen=True, slots=True, kw_only=True)
class RightMonth:
    """One month of one right; `None` is what nobody knows or typed, never 0."""

    month: Month
    estimated: Expected | None = field(repr=False, default=None)
    granted: Money | None = field(repr=False, default=None)
    paid: Money | None = field(repr=False, default=None)
    stop: PaymentStop | None = None  # nothing is granted for the month


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """A gap over what is tolerated; `by` is negative where the household gets less."""

    kind: GapKind
    month: Month
    by: Money = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Instalment:
    """One month of a repayment plan."""

    month: Month
    amount: Money = field(repr=False)
    paid_on: dt.date | None = None


def gaps(line: RightMonth) -> tuple[Gap, ...]:
    """Return the gaps of a month over 5 €: granted and estimated, paid and granted."""
    expected = line.estimated if line.estimated and line.estimated.is_likely else None
    found = []
    if line.granted is not None and expected is not None:
        found.append((GapKind.GRANTED, _outside(line.granted, expected)))
    if line.paid is not None and line.granted is not None:
        found.append((GapKind.PAID, line.paid - line.granted))
    elif line.paid is not None and expected is not None:
        found.append((GapKind.PAID_UNGRANTED, _outside(line.paid, expected)))
    return tuple(
        Gap(kind=kind, month=line.month, by=by)
        for kind, by in found
        if abs(by.cents) > TOLERATED.cents
    )


def _outside(amount: Money, expected: Expected) -> Money:
    """Return by how much an amount is outside a range: negative below, positive above."""
    if amount < expected.least:
        return amount - expected.least
    return amount - expected.most if amount > expected.most else ZERO


def plan(total: Money, each: Money, first: Month) -> tuple[Instalment, ...]:
    """Return the instalments of a debt, the last one smaller; they sum to it.

    Raises:
        ValueError: the debt or the instalment is not positive.
    """
    if total.cents <= 0 or each.cents <= 0:
        raise ValueError("a plan needs a debt and an instalment over zero")
    whole, rest = divmod(total.cents, each.cents)
    amounts = [each.cents] * whole + ([rest] if rest else [])
    return tuple(
        Instalment(month=first.plus(place), amount=Money(cents))
        for place, cents in enumerate(amounts)
    )


def spread(total: Money, first: Month, last: Month) -> tuple[tuple[Month, Money], ...]:
    """Return an amount shared equally between months, the cents left over on the first ones."""
    months = tuple(first.until(last))
    if not months:
        raise ValueError("the months are reversed")
    whole, rest = divmod(total.cents, len(months))
    return tuple((month, Money(whole + (place < rest))) for place, month in enumerate(months))
