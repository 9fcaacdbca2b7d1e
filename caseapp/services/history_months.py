"""The months of one line that one act changed alike: the history tells them in one entry."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from caseapp.kernel import french
from caseapp.kernel.calendar import Month

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence


def together(rows: Iterable[Any]) -> Iterator[list[Any]]:
    """Yield rows one by one, but the months of a line that one act changed alike together."""
    same: list[Any] = []
    for row in rows:
        if same and not _belongs(row, same):
            yield same
            same = []
        same.append(row)
    if same:
        yield same


def _belongs(row: Any, same: Sequence[Any]) -> bool:
    last = same[-1]
    if row.kind != last.kind or row.kind not in {"cell", "instalment"}:
        return False
    (nature, _, month), (known, _, before) = row.key.rpartition("/"), last.key.rpartition("/")
    return bool(
        (row.at, row.person_id, nature, row.before, row.after, row.action)
        == (last.at, last.person_id, known, last.before, last.after, last.action)
        and abs(Month.parse(month).minus(Month.parse(before))) == 1
    )


def named(rows: Sequence[Any]) -> str:
    """Return « octobre 2026 », or « janvier 2026 à octobre 2026 » of several."""
    months = sorted(Month.parse(row.key.rpartition("/")[2]) for row in rows)
    first, last = french.month(months[0]), french.month(months[-1])
    return first if len(months) == 1 else f"{first} à {last}"
