"""Dated things laid out by day: the weeks of a month or one week, from Monday to Sunday."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from caseapp.kernel import french
from caseapp.kernel.calendar import Month, holiday_name
from caseapp.services.dated_rows import has_reminder

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from caseapp.kernel.calendar import Territory
    from caseapp.services.dated_rows import DatedItem

_A_DAY, _A_WEEK = timedelta(days=1), timedelta(days=7)


class Span(StrEnum):
    """How much is shown at once."""

    MONTH = "month"
    WEEK = "week"
    LIST = "list"  # of a month


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing on one day: itself, or the reminder of it that waits until then."""

    item: DatedItem
    on: date
    is_reminder: bool = False

    @property
    def is_movable(self) -> bool:
        """Whether it may be put on another day."""
        return self.is_reminder or self.item.is_movable


@dataclass(frozen=True, slots=True)
class Day:
    """One day with what stands on it."""

    on: date
    entries: tuple[Entry, ...]
    holiday: str  # « Armistice », or nothing
    is_today: bool
    is_outside: bool  # of the month that is shown

    @property
    def is_weekend(self) -> bool:
        """Whether it is a Saturday or a Sunday."""
        return self.on.weekday() > 4

    @property
    def words(self) -> str:
        """« mercredi 11 novembre 2026, Armistice, aujourd'hui »."""
        parts = [french.long_day(self.on, weekday=True), self.holiday]
        return ", ".join(part for part in (*parts, "aujourd'hui" if self.is_today else "") if part)


def bounds(span: Span, day: date) -> tuple[date, date]:
    """Return the first and the last day shown around a day: whole weeks, or the month of a list."""
    month = Month.of(day)
    if span is Span.LIST:
        return month.first_day, month.last_day
    first, last = (day, day) if span is Span.WEEK else (month.first_day, month.last_day)
    return first - first.weekday() * _A_DAY, last + (6 - last.weekday()) * _A_DAY


def moved(span: Span, day: date, steps: int) -> date:
    """Return the day to stand at so many months or weeks later."""
    if span is Span.WEEK:
        return day + steps * _A_WEEK
    return Month.of(day).plus(steps).first_day


def title(span: Span, day: date) -> str:
    """Return « Novembre 2026 », « Du 23 au 29 novembre 2026 »."""
    if span is not Span.WEEK:
        words = french.month(Month.of(day))
        return words[:1].upper() + words[1:]
    first, last = bounds(span, day)
    start = french.long_day(first)
    if first.year == last.year:
        start = start.rsplit(" ", 1)[0]
    if first.month == last.month:
        start = start.split(" ")[0]
    return f"Du {start} au {french.long_day(last)}"


def entries(items: Iterable[DatedItem], first: date, last: date) -> list[Entry]:
    """Return what stands on some days: a date of the law, and beside it the reminder that waits."""
    found = []
    for item in items:
        if first <= item.on <= last:
            found.append(Entry(item, item.on))
        if has_reminder(item) and first <= item.remind_on <= last:
            found.append(Entry(item, item.remind_on, is_reminder=True))
    return found


def weeks(
    shown: Sequence[Entry],
    first: date,
    last: date,
    today: date,
    month: Month | None,
    territories: Collection[Territory] = (),
) -> list[list[Day]]:
    """Return the days in weeks, each with what stands on it, what is to do before what is done.

    The holidays of some territories are named beside those of the whole country.
    """
    by_day: dict[date, list[Entry]] = defaultdict(list)
    for entry in shown:
        by_day[entry.on].append(entry)
    for found in by_day.values():
        found.sort(key=_place)
    days = [first + place * _A_DAY for place in range((last - first).days + 1)]
    return [
        [
            Day(
                on=day,
                entries=tuple(by_day.get(day, ())),
                holiday=holiday_name(day, territories),
                is_today=day == today,
                is_outside=month is not None and Month.of(day) != month,
            )
            for day in days[start : start + 7]
        ]
        for start in range(0, len(days), 7)
    ]


def _place(entry: Entry) -> tuple[bool, bool, str]:
    """Order what stands on a day: to do first, the law's before hours, then what is done."""
    item = entry.item
    return item.done_on is not None, not item.is_legal, item.at or "24"
