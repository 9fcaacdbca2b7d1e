"""The one place that reads the time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Protocol
from zoneinfo import ZoneInfo

PARIS = ZoneInfo("Europe/Paris")


class Clock(Protocol):
    """Tells the moment; a civil day is always the one of Paris."""

    def now(self) -> datetime:
        """Return the present moment, aware, in UTC."""

    def today(self) -> date:
        """Return the present civil day in Europe/Paris."""


class SystemClock:
    """The clock of the machine."""

    def now(self) -> datetime:
        """Return the present moment, aware, in UTC."""
        return datetime.now(UTC)  # noqa: TID251 - the Clock is the one that may ask

    def today(self) -> date:
        """Return the present civil day in Europe/Paris."""
        return self.now().astimezone(PARIS).date()


@dataclass(slots=True)
class FixedClock:
    """A clock that stands still until it is moved: for tests and rehearsals."""

    moment: datetime

    @classmethod
    def on(cls, day: date) -> FixedClock:
        """Return a clock that shows ten in the morning of a day in Paris."""
        return cls(datetime(day.year, day.month, day.day, 10, tzinfo=PARIS).astimezone(UTC))

    def now(self) -> datetime:
        """Return the moment it was set to."""
        return self.moment

    def today(self) -> date:
        """Return the civil day of that moment in Paris."""
        return self.moment.astimezone(PARIS).date()
