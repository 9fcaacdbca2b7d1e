"""What comes back: every so many days, weeks or months, on which days, until when."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Literal

from dateutil.rrule import DAILY, MONTHLY, WEEKLY, rrule

from caseapp.kernel import french

MOST = 120  # ten years of months: past that, the number was mistyped
_SAFE_DAY = 28  # every month has it
_WORK_WEEK = (0, 1, 2, 3, 4)


class Unit(StrEnum):
    """What is counted between two occurrences."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"


_FREQUENCIES: dict[Unit, Literal[1, 2, 3]] = {
    Unit.DAY: DAILY,
    Unit.WEEK: WEEKLY,
    Unit.MONTH: MONTHLY,
}
_NAMES = {
    Unit.DAY: ("tous les jours", "tous les {} jours"),
    Unit.WEEK: ("toutes les semaines", "toutes les {} semaines"),
    Unit.MONTH: ("tous les mois", "tous les {} mois"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Recurrence:
    """A rule. It counts from the first day of its series, which postponing one does not move."""

    unit: Unit
    every: int = 1
    weekdays: tuple[int, ...] = ()  # Monday is 0; of weeks only
    until: dt.date | None = None  # the last day that may come

    def __post_init__(self) -> None:
        if not 1 <= self.every <= MOST:
            raise ValueError("an interval is from 1 to 120")
        if any(not 0 <= day <= 6 for day in self.weekdays):
            raise ValueError("a weekday is from 0 to 6")

    def first(self, start: dt.date) -> dt.date | None:
        """Return the first occurrence on or after a day on which the series begins."""
        return self._occurrence(start, start, included=True)

    def next(self, start: dt.date, after: dt.date) -> dt.date | None:
        """Return the first occurrence after a day, of a series that begins on another."""
        return self._occurrence(start, max(after, start - dt.timedelta(days=1)), included=False)

    def _occurrence(self, start: dt.date, day: dt.date, *, included: bool) -> dt.date | None:
        # A series of the 31st comes on the last day of the months that have none.
        ends_months = self.unit is Unit.MONTH and start.day > _SAFE_DAY
        rule = rrule(
            _FREQUENCIES[self.unit],
            dtstart=_midnight(start),
            interval=self.every,
            byweekday=self.weekdays if self.unit is Unit.WEEK and self.weekdays else None,
            bymonthday=range(_SAFE_DAY, start.day + 1) if ends_months else None,
            bysetpos=-1 if ends_months else None,
            until=None if self.until is None else _midnight(self.until),
        )
        found = rule.after(_midnight(day), inc=included)
        return None if found is None else found.date()

    @property
    def words(self) -> str:
        """« tous les lundis et jeudis », « toutes les 2 semaines, jusqu'au 12/12/2026 »."""
        end = "" if self.until is None else f", jusqu'au {french.day(self.until)}"
        return f"{self._rhythm}{end}"

    @property
    def _rhythm(self) -> str:
        one, many = _NAMES[self.unit]
        if self.unit is Unit.WEEK and self.weekdays:
            if self.weekdays == _WORK_WEEK and self.every == 1:
                return "du lundi au vendredi"
            days = [f"{french.WEEKDAYS[day]}s" for day in self.weekdays]
            listed = " et ".join([", ".join(days[:-1]), days[-1]]) if days[1:] else days[0]
            if self.every == 1:
                return f"tous les {listed}"
            return f"{many.format(self.every)}, les {listed}"
        if self.unit is Unit.MONTH and self.every % 12 == 0:
            years = self.every // 12
            return "tous les ans" if years == 1 else f"tous les {years} ans"
        return one if self.every == 1 else many.format(self.every)

    def as_json(self, start: dt.date | None) -> dict[str, Any]:
        """Return the rule as it is stored, with the first day of its series."""
        return {
            "unit": self.unit.value,
            "every": self.every,
            "weekdays": list(self.weekdays),
            "until": None if self.until is None else self.until.isoformat(),
            "start": None if start is None else start.isoformat(),
        }


def read_stored(stored: Any) -> tuple[Recurrence, dt.date | None] | None:
    """Return a stored rule and the first day of its series, or nothing where there is none."""
    if not isinstance(stored, dict):
        return None
    until, start = stored.get("until"), stored.get("start")
    rule = Recurrence(
        unit=Unit(stored["unit"]),
        every=stored["every"],
        weekdays=tuple(stored["weekdays"]),
        until=dt.date.fromisoformat(until) if until else None,
    )
    return rule, dt.date.fromisoformat(start) if start else None


def _midnight(day: dt.date) -> dt.datetime:
    return dt.datetime(day.year, day.month, day.day)  # noqa: DTZ001 - rrule counts civil days
