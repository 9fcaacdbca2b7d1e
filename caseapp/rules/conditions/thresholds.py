"""The amounts, ages and durations that declared conditions compare with: dated and sourced.

They stand in `resources/parameters/declared_thresholds.yaml`, one place for each number.
"""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Annotated

from pydantic import Field, StrictFloat, StrictInt

from caseapp.domain.deadline import Confidence
from caseapp.rules.conditions.entries import Entry, read_parameters

Number = StrictInt | StrictFloat


class BySize(Entry):
    """A value by number of people: the list, then so much for each further person."""

    by_people: Annotated[tuple[Number, ...], Field(min_length=1)]
    each_more: Number = 0

    def of(self, people: int) -> float:
        """Return the value for so many people (at least one)."""
        listed = min(max(people, 1), len(self.by_people))
        return self.by_people[listed - 1] + self.each_more * max(people - listed, 0)


class Threshold(Entry):
    """One number of the law, or one by size of the household."""

    label: str = Field(min_length=1)
    value: Number | BySize
    unit: str = Field(min_length=1)
    since: date
    article: str = Field(min_length=1)
    source: str = Field(min_length=1)
    link: str = ""
    checked_on: date
    confidence: Confidence
    note: str = ""

    def of(self, people: int) -> float:
        """Return the value for a household of so many people."""
        return self.value.of(people) if isinstance(self.value, BySize) else self.value


@cache
def load_declared_thresholds() -> dict[str, Threshold]:
    """Return every threshold by its name."""
    entries = read_parameters("declared_thresholds.yaml")
    return {name: Threshold.model_validate(entry) for name, entry in entries.items()}
