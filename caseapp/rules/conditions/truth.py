"""Three values: met (True), not met (False), not known (None), combined as Kleene did."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable

Truth: TypeAlias = "bool | None"


def opposite(value: Truth) -> Truth:
    """Return what the denial is worth: of what is not known, nothing is known."""
    return None if value is None else not value


def every(values: Iterable[Truth]) -> Truth:
    """Return True when all are met, False as soon as one is not, None when that is not known."""
    found: Truth = True
    for value in values:
        if value is False:
            return False
        if value is None:
            found = None
    return found


def some(values: Iterable[Truth]) -> Truth:
    """Return True as soon as one is met, False when none is, None when that is not known."""
    found: Truth = False
    for value in values:
        if value is True:
            return True
        if value is None:
            found = None
    return found
