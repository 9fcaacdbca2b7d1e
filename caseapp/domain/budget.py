"""The budget of a month, in integer cents: what comes in, what must go out, what is left."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING

from caseapp.kernel.money import ZERO, Money

if TYPE_CHECKING:
    from caseapp.kernel.calendar import Month

DAYS = 30  # of a month, as commissions count the « reste à vivre »


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthBudget:
    """What a household has and must pay in a month; charges and debts are positive."""

    month: Month
    people: int
    resources: Money = field(default=ZERO, repr=False)
    housing: Money = field(default=ZERO, repr=False)
    other_charges: Money = field(default=ZERO, repr=False)
    debts: Money = field(default=ZERO, repr=False)
    unknown: tuple[str, ...] = field(default=(), repr=False)  # what is not known, in words

    @property
    def left(self) -> Money:
        """What is left to live on (« reste à vivre »); it may be negative."""
        return self.resources - self.housing - self.other_charges - self.debts

    @property
    def per_day_and_person(self) -> Money:
        """What is left for one person and one day, rounded half up to the cent."""
        return self.left.times(Decimal(1) / (DAYS * max(self.people, 1)))

    @property
    def housing_share(self) -> Decimal | None:
        """The housing effort rate in whole per cent; None without resources or when unknown."""
        if not self.resources or self.unknown:
            return None
        return (Decimal(self.housing.cents) * 100 / self.resources.cents).quantize(Decimal(1))
