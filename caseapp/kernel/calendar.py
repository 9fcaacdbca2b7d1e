"""Civil months and days: arithmetic « de quantième à quantième », working days, public holidays."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

import yaml
from dateutil.easter import easter

from caseapp.kernel.places import resources

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_SATURDAY = 5


@dataclass(frozen=True, slots=True, order=True)
class Month:
    """A civil month, the period for which benefits are paid."""

    year: int
    number: int

    def __post_init__(self) -> None:
        if not 1 <= self.number <= 12:
            raise ValueError(f"{self.number} is not the number of a month")

    @classmethod
    def of(cls, day: date) -> Month:
        """Return the month a day belongs to."""
        return cls(day.year, day.month)

    @classmethod
    def parse(cls, text: str) -> Month:
        """Read ``YYYY-MM``.

        Raises:
            ValueError: the text is not a month.
        """
        year, dash, number = text.partition("-")
        if not (dash and len(year) == 4 and len(number) == 2 and (year + number).isdecimal()):
            raise ValueError(f"{text!r} is not a month (YYYY-MM)")
        return cls(int(year), int(number))

    def __str__(self) -> str:
        return f"{self.year:04d}-{self.number:02d}"

    def plus(self, months: int) -> Month:
        """Return the month so many months later (earlier when negative)."""
        index = self.year * 12 + self.number - 1 + months
        return Month(index // 12, index % 12 + 1)

    def until(self, last: Month) -> Iterator[Month]:
        """Yield the months from this one to the last, both included."""
        month = self
        while month <= last:
            yield month
            month = month.plus(1)

    def minus(self, other: Month) -> int:
        """Return how many months separate another month from this one."""
        return (self.year - other.year) * 12 + self.number - other.number

    @property
    def first_day(self) -> date:
        """The first civil day of the month."""
        return date(self.year, self.number, 1)

    @property
    def last_day(self) -> date:
        """The last civil day of the month."""
        return self.plus(1).first_day - timedelta(days=1)


class Territory(StrEnum):
    """Where a body sits, as far as its public holidays differ (C. trav. L3134-13, L3422-2)."""

    METROPOLE = "metropole"
    ALSACE_MOSELLE = "Alsace-Moselle"
    GUADELOUPE = "GP"
    MARTINIQUE = "MQ"
    GUYANE = "GY"
    REUNION = "RE"
    MAYOTTE = "YT"
    SAINT_BARTHELEMY = "BL"
    SAINT_MARTIN = "MF"


def territory_of(commune: str) -> Territory:
    """Return the territory of a commune by its INSEE code."""
    overseas = {
        "971": Territory.GUADELOUPE,
        "972": Territory.MARTINIQUE,
        "973": Territory.GUYANE,
        "974": Territory.REUNION,
        "976": Territory.MAYOTTE,
        "977": Territory.SAINT_BARTHELEMY,
        "978": Territory.SAINT_MARTIN,
    }
    if commune[:2] in {"57", "67", "68"}:
        return Territory.ALSACE_MOSELLE
    return overseas.get(commune[:3], Territory.METROPOLE)


@cache
def _rules() -> dict[str, Any]:
    """Read which days may extend a deadline: the law's list, not every day people take off."""
    path = resources() / "time_limits" / "public_holidays.yaml"
    rules: dict[str, Any] = yaml.safe_load(path.read_text("utf-8"))
    return rules


@lru_cache(maxsize=256)
def _national_names(year: int) -> dict[date, str]:
    rule, sunday = _rules()["national"], easter(year)
    return {
        **{_of_year(year, day): name for day, name in rule["days"].items()},
        **{sunday + timedelta(days=n): name for n, name in rule["after_easter"].items()},
    }


def _of_year(year: int, day: str) -> date:
    return date.fromisoformat(f"{year:04d}-{day}")


@lru_cache(maxsize=256)
def _national_holidays(year: int) -> frozenset[date]:
    return frozenset(_national_names(year))


def holiday_name(day: date, territories: Iterable[Territory] = ()) -> str:
    """Return « Armistice », « Saint-Étienne (Alsace-Moselle) », or nothing.

    Args:
        day: any day.
        territories: where one asks about, beside the days of the whole country.
    """
    if national := _national_names(day.year).get(day, ""):
        return national
    where: dict[str, list[str]] = {}
    for territory in sorted(set(territories), key=list(Territory).index):
        if name := _local_holidays(territory, day.year).get(day):
            where.setdefault(name, []).append(_rules()["territories"][territory.value]["where"])
    return " ; ".join(f"{name} ({', '.join(places)})" for name, places in where.items())


@lru_cache(maxsize=256)
def _local_holidays(territory: Territory, year: int) -> dict[date, str]:
    rule = _rules()["territories"].get(territory.value, {})
    days = {_of_year(year, day): name for day, name in rule.get("days", {}).items()}
    if friday := rule.get("good_friday"):
        days[easter(year) - timedelta(days=2)] = friday
    return {day: name for day, name in days.items() if day not in _national_holidays(year)}


def is_public_holiday(day: date, territory: Territory = Territory.METROPOLE) -> bool:
    """Say whether a day is a public holiday (C. trav. L3133-1, local ones by territory)."""
    return day in _national_holidays(day.year) or is_local_holiday(day, territory)


def is_local_holiday(day: date, territory: Territory) -> bool:
    """Say whether a day is a holiday in that territory only: which seat counts may be doubtful."""
    return day in _local_holidays(territory, day.year)


def is_working_day(day: date, territory: Territory = Territory.METROPOLE) -> bool:
    """Say whether a day is neither a Saturday, a Sunday nor a public holiday (« jour ouvré »)."""
    return day.weekday() < _SATURDAY and not is_public_holiday(day, territory)


def working_day_from(day: date, territory: Territory = Territory.METROPOLE) -> date:
    """Return the day itself, or the first working day after it (CPC 642)."""
    while not is_working_day(day, territory):
        day += timedelta(days=1)
    return day


@lru_cache(maxsize=20_000)  # thousands of claims ask about the days of a few years
def working_day_until(day: date, territory: Territory = Territory.METROPOLE) -> date:
    """Return the day itself, or the last working day before it (the cautious side)."""
    while not is_working_day(day, territory):
        day -= timedelta(days=1)
    return day


@lru_cache(maxsize=20_000)
def months_after(day: date, months: int) -> date:
    """Return the same day so many months later; its month's last day when missing (CPC 641)."""
    index = day.year * 12 + day.month - 1 + months
    year, number = index // 12, index % 12 + 1
    return date(year, number, min(day.day, monthrange(year, number)[1]))


def age_on(birth: date, day: date) -> int:
    """Return the age in completed years; one born on 29 February is a year older on the 28th."""
    years = day.year - birth.year
    return max(0, years if months_after(birth, 12 * years) <= day else years - 1)
