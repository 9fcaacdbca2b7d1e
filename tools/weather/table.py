"""What came of one kind of bad weather, and the table of them all."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True, slots=True)
class Outcome:
    """One row: what was done, how many times, what was found."""

    name: str
    times: int
    found: str
    ok: bool


def print_table(outcomes: Iterable[Outcome]) -> bool:
    """Print the rows; return whether all went well."""
    rows = list(outcomes)
    width = max(len(row.name) for row in rows)
    for row in rows:
        print(f"{'ok ' if row.ok else 'BAD'}  {row.name:<{width}}  {row.times:>6}  {row.found}")
    return all(row.ok for row in rows)
