"""The activity of a period: figures with the cases behind each, and those too small to be told."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt
    from uuid import UUID

SMALLEST = 5  # cases: a smaller group could be recognised


class Unit(StrEnum):
    """What a figure counts."""

    COUNT = "count"
    CENTS = "cents"
    DAYS = "days"


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One figure; `cases` are those it was counted from, each once."""

    label: str
    value: int
    unit: Unit = Unit.COUNT
    cases: frozenset[UUID]
    is_total: bool = False  # of the figures under it

    @property
    def group(self) -> int:
        """How many cases stand behind it."""
        return len(self.cases)


@dataclass(frozen=True, slots=True, kw_only=True)
class ActivityTable:
    """Figures that belong together; where the first is a total, the others are its parts."""

    code: str
    title: str
    note: str = ""  # how they were counted
    figures: tuple[Figure, ...]
    is_typed: bool = False  # its labels are what somebody typed: one may name a person


@dataclass(frozen=True, slots=True, kw_only=True)
class ActivityData:
    """All that the report tells of a period."""

    first: dt.date
    last: dt.date
    referent: str  # empty: the whole service
    service_name: str
    service_address: str
    edited_at: dt.datetime
    tables: tuple[ActivityTable, ...]


def masked(table: ActivityTable) -> frozenset[int]:
    """Return the places of the figures that may not leave the desk.

    A group under five is masked. Beside a total, what is masked could be found again by
    subtraction: the smallest parts are masked too until those that are hidden are two at least and
    five cases together, or none is left to hide.
    """
    hidden = {place for place, figure in enumerate(table.figures) if 0 < figure.group < SMALLEST}
    parts = [place for place, figure in enumerate(table.figures) if not figure.is_total]
    if len(parts) == len(table.figures) or not hidden:
        return frozenset(hidden)
    left = sorted(
        (place for place in parts if place not in hidden and table.figures[place].group),
        key=lambda place: (table.figures[place].group, place),
    )
    while left and not _is_safe(table, [place for place in parts if place in hidden]):
        hidden.add(left.pop(0))
    return frozenset(hidden)


def _is_safe(table: ActivityTable, hidden: list[int]) -> bool:
    if not hidden:
        return True
    together = sum(table.figures[place].group for place in hidden)
    return len(hidden) > 1 and together >= SMALLEST
