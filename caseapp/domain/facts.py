"""Three ways to hold a fact: a value, not known by anybody yet, or never stated.

`None` never means « we did not ask ». A rule answers for all three: an unknown fact widens
the answer into a range; one that was never stated takes its documented default, which the
answer then lists among its assumptions.
"""

from __future__ import annotations

from enum import Enum
from typing import Literal, TypeAlias, TypeVar

T = TypeVar("T")


class NoFact(Enum):
    """Why a fact has no value."""

    UNKNOWN = "unknown"
    NOT_STATED = "not_stated"


UNKNOWN: Literal[NoFact.UNKNOWN] = NoFact.UNKNOWN
NOT_STATED: Literal[NoFact.NOT_STATED] = NoFact.NOT_STATED

Fact: TypeAlias = T | NoFact


def value_or(fact: T | NoFact, default: T) -> T:
    """Return the value, or the default where there is none."""
    return default if isinstance(fact, NoFact) else fact
