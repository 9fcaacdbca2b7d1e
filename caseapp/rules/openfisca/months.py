"""The months an estimate reads: 37 back, so that year N-2 is whole, then on to December."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

from openfisca_core.periods import DateUnit, Instant, Period

from caseapp.kernel.calendar import Month

# not law but windows of the model
HISTORY = 37  # year N-2 from any month of the year
BENEFIT_MONTHS = 13  # how far back a benefit in payment is read


@lru_cache(maxsize=512)
def month_period(month: Month) -> Any:
    """Return OpenFisca's period of a month."""
    return Period((DateUnit.MONTH, Instant((month.year, month.number, 1)), 1))


@lru_cache(maxsize=64)
def year_period(year: int) -> Any:
    """Return OpenFisca's period of a year."""
    return Period((DateUnit.YEAR, Instant((year, 1, 1)), 1))


ETERNITY: Any = Period.eternity()


@dataclass(frozen=True)
class Window:
    """The months around the month of an estimate."""

    month: Month
    own_income: float = float("inf")  # €/month from which a child is not at charge any more

    @cached_property
    def months(self) -> tuple[Month, ...]:
        """Every month that is stated, the oldest first."""
        return tuple(self.month.plus(-HISTORY).until(Month(self.month.year, 12)))

    @cached_property
    def years(self) -> tuple[int, ...]:
        """Every year that is stated."""
        return tuple(sorted({month.year for month in self.months}))

    @property
    def first(self) -> Month:
        """The oldest month."""
        return self.months[0]

    @property
    def now(self) -> int:
        """The index of the month of the estimate."""
        return HISTORY

    def past(self) -> tuple[Month, ...]:
        """Return the months in which a benefit may have been received, the latest first."""
        return tuple(self.month.plus(-k) for k in range(1, BENEFIT_MONTHS + 1))

    @cached_property
    def _back(self) -> tuple[Any, ...]:
        return tuple(month_period(month) for month in reversed(self.months[: self.now + 1]))

    def back(self, months: int) -> Any:
        """Return the period so many months before the estimate."""
        return self._back[months]
