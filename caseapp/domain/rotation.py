"""Which copies of a base are worth their room: seven days, four weeks, twelve months."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import datetime


_RULES: tuple[tuple[int, Callable[[datetime], object]], ...] = (
    (7, lambda moment: moment.date()),
    (4, lambda moment: moment.isocalendar()[:2]),
    (12, lambda moment: (moment.year, moment.month)),
)


def worth_keeping(made: Iterable[datetime]) -> frozenset[datetime]:
    """Return the moments of the copies to keep: the newest of each day, week and month.

    Days, weeks and months without a copy do not count: whoever was away three weeks still finds
    the seven last days of work. The newest copy is always among them.
    """
    newest_first = sorted(set(made), reverse=True)
    kept: set[datetime] = set()
    for most, group in _RULES:
        seen: set[object] = set()
        for moment in newest_first:
            if len(seen) == most:
                break
            if (key := group(moment)) not in seen:
                seen.add(key)
                kept.add(moment)
    return frozenset(kept)
