"""One fact through time: the values stated of it, each from a day on, the last one of today.

Pure: how it is kept (`FactRow` for today, a `FactPast` for each earlier value) is read into a
timeline, and a timeline says what held on any day.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date


@dataclass(frozen=True, slots=True)
class Period:
    """A value from a day on, until the next period."""

    since: date | None  # none: as far back as is known
    value: Any = field(repr=False)  # as it is stored; None: nothing is stated


Timeline: TypeAlias = "tuple[Period, ...]"  # the oldest first; empty: never stated
Past: TypeAlias = "tuple[Any, date | None, date]"  # value, since, until


def timeline(value: Any, since: date | None, pasts: Iterable[Past]) -> Timeline:
    """Return the periods of a fact, from its present value and its earlier ones.

    Where two of them overlap, the one that ends first holds until its end.
    """
    periods: list[Period] = []
    until: date | None = None
    for old, start, end in sorted(pasts, key=lambda past: past[2]):
        if (until is not None and end <= until) or (start is not None and end <= start):
            continue  # it held on no day that another one leaves
        periods += _after(until, start, old)
        until = end
    if value is not None or until is not None:
        periods += _after(until, since, value)
    return canonical(periods)


def value_on(periods: Timeline, on: date) -> Any:
    """Return the value on a day, None where nothing is stated of it."""
    begun = [period for period in periods if period.since is None or period.since <= on]
    return begun[-1].value if begun else None


def pasts_of(periods: Timeline) -> list[Past]:
    """Return the earlier values, as they are kept beside the present one."""
    return [
        (period.value, period.since, later.since)
        for period, later in pairwise(periods)
        if period.value is not None and later.since is not None
    ]


def changed_on(periods: Timeline, before: Any, on: date) -> Timeline:
    """Return the same fact, its present value holding from a day only, another one before."""
    *older, last = periods or (Period(None, None),)
    return canonical([*older, Period(last.since, before), Period(on, last.value)])


def _after(until: date | None, since: date | None, value: Any) -> list[Period]:
    """Return a period that comes after a day, and the gap between where there is one."""
    if until is None:
        return [Period(since, value)]
    if since is not None and since > until:
        return [Period(until, None), Period(since, value)]
    return [Period(until, value)]


def canonical(periods: Sequence[Period]) -> Timeline:
    """Leave out what says nothing: before the first value, and two silences in a row."""
    kept: list[Period] = []
    for period in periods:
        if period.value is None and (not kept or kept[-1].value is None):
            continue
        kept.append(period)
    return tuple(kept)
