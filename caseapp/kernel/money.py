"""Money is integer cents; rates are `Decimal`; every rounding is written where it happens."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True, slots=True, order=True)
class Money:
    """An amount in integer cents of euro."""

    cents: int

    @classmethod
    def euros(cls, amount: Decimal | int | str) -> Money:
        """Return this many euros, rounded half up to the cent."""
        return cls(int((Decimal(amount) * 100).quantize(Decimal(1), ROUND_HALF_UP)))

    @classmethod
    def total(cls, amounts: Iterable[Money]) -> Money:
        """Return the sum of amounts, zero when there are none."""
        return cls(sum(amount.cents for amount in amounts))

    def __add__(self, other: Money) -> Money:
        return Money(self.cents + other.cents)

    def __sub__(self, other: Money) -> Money:
        return Money(self.cents - other.cents)

    def __neg__(self) -> Money:
        return Money(-self.cents)

    def __bool__(self) -> bool:
        return self.cents != 0

    def times(self, rate: Decimal) -> Money:
        """Return this amount times a rate, rounded half up to the cent."""
        return Money(int((self.cents * rate).quantize(Decimal(1), ROUND_HALF_UP)))

    @property
    def in_euros(self) -> Decimal:
        """The amount in euros, with two decimals."""
        return Decimal(self.cents).scaleb(-2)


ZERO = Money(0)
