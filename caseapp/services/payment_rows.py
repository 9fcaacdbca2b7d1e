"""What the tab « Versements » shows: typed rows, ready to be read."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from caseapp.domain.estimate import Period
from caseapp.kernel.money import ZERO, Money

if TYPE_CHECKING:
    import datetime as dt
    from uuid import UUID

    from caseapp.domain.payment import (
        Closing,
        DebtKind,
        Gap,
        Instalment,
        PaymentStop,
        RightMonth,
    )
    from caseapp.kernel.calendar import Month
    from caseapp.rules.overpayment import ArrearsLimit, OverpaymentLimit


class Source(StrEnum):
    """Where a paid amount comes from."""

    NOWHERE = "nowhere"  # nobody typed it: not known, never 0
    TYPED = "typed"  # on this tab
    HOUSEHOLD = "household"  # « droit perçu » of the household's resources
    REFUSED = "refused"  # typed here, cannot be read; kept word for word


@dataclass(frozen=True, slots=True, kw_only=True)
class PaidCell:
    """One month of what was paid."""

    path: str  # « payments/rsa/2026-10 »
    source: Source
    text: str = field(repr=False, default="")  # as typed, where it was refused
    error: str = field(repr=False, default="")


@dataclass(frozen=True, slots=True, kw_only=True)
class StopRow:
    """A suspension or an end that was noted."""

    id: UUID
    stop: PaymentStop


@dataclass(frozen=True, slots=True, kw_only=True)
class RightRow:
    """One right over the months shown."""

    right: str
    name: str  # « RSA »
    agency: str
    months: tuple[RightMonth, ...]
    cells: tuple[PaidCell, ...]  # one a month
    period: Period | None = Period.MONTH  # of what is granted; None: not by the month
    stops: tuple[StopRow, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class GapRow:
    """Gaps of the same kind of one right, and what to do."""

    right: str
    name: str
    gaps: tuple[Gap, ...]
    advice: str = field(repr=False)
    claim_id: UUID | None
    contest_by: dt.date | None

    @property
    def total(self) -> Money:
        """The sum of the gaps: negative where the household got less."""
        return Money.total(gap.by for gap in self.gaps)


@dataclass(frozen=True, slots=True, kw_only=True)
class DebtRow:
    """Arrears or an overpayment, with its limits and its plan."""

    id: UUID
    right: str
    name: str
    kind: DebtKind
    amount: Money = field(repr=False)
    first: Month
    last: Month
    notified_on: dt.date | None
    note: str = field(repr=False)
    alleges_fraud: bool
    closed_on: dt.date | None
    closed_as: Closing | None
    plan: tuple[Instalment, ...] = field(repr=False)
    warning: str = field(repr=False)  # « plus que ce qui a été versé… »
    limit: OverpaymentLimit | None  # of an overpayment
    arrears: tuple[ArrearsLimit, ...]  # of arrears, the oldest month first
    claim_id: UUID | None
    contest: str = ""  # until when a notified overpayment may be corrected and contested

    @property
    def settled(self) -> Money:
        """What was withheld or paid already."""
        return Money.total(part.amount for part in self.plan if part.paid_on is not None)

    @property
    def left(self) -> Money:
        """What is still owed: nothing once it is closed."""
        return ZERO if self.closed_on is not None else self.amount - self.settled


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentsPage:
    """The whole tab."""

    months: tuple[Month, ...]
    now: Month
    rights: tuple[RightRow, ...]
    gaps: tuple[GapRow, ...]
    debts: tuple[DebtRow, ...]
    addable: tuple[tuple[str, str], ...]  # rights paid by the month that have no row: code, name

    def owed(self, kind: DebtKind) -> Money:
        """Return what is still owed to the household (arrears), or by it (overpayments)."""
        return Money.total(debt.left for debt in self.debts if debt.kind is kind)
