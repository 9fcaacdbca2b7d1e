"""What is known of one fact: between two numbers, one of some words, or nothing at all.

What is not known widens a number into an interval, so that a sum of which a part is unknown can
still be over a ceiling for certain.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from datetime import date


class Known(NamedTuple):
    """A number (both ends equal when it is known exactly), a word or a flag.

    `absent`: there is nothing to compare (no partner's age, no permit of a citizen): no
    comparison with it is met.
    """

    low: float = -math.inf
    high: float = math.inf
    word: str | bool | None = None  # None: not known, or a number
    absent: bool = False
    missing: tuple[str, ...] = ()  # paths of what is not known
    assumed: tuple[str, ...] = ()  # paths of what took its default
    since: date | None = None  # of an age or of years: the day from which they count
    note: str = ""

    @property
    def is_exact(self) -> bool:
        """Whether the number is known."""
        return self.low == self.high


def number(value: float, **more: object) -> Known:
    """Return a number that is known exactly."""
    return Known(low=value, high=value, **more)  # type: ignore[arg-type] # the fields of Known


NOTHING = Known(absent=True)
