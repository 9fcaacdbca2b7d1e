"""What was worked out of texts is kept while a base is open, and forgotten once it is locked.

A plain `lru_cache` would keep names and notes in memory for as long as the program runs.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, ParamSpec, TypeVar, cast

if TYPE_CHECKING:
    from collections.abc import Callable

P = ParamSpec("P")
T = TypeVar("T")
_FORGETTING: list[Callable[[], None]] = []


def until_locked(most: int) -> Callable[[Callable[P, T]], Callable[P, T]]:
    """Have a function keep its last answers until the lock, so many of them."""

    def keeping(function: Callable[P, T]) -> Callable[P, T]:
        kept = lru_cache(maxsize=most)(function)
        _FORGETTING.append(kept.cache_clear)
        return cast("Callable[P, T]", kept)

    return keeping


def forget() -> None:
    """Forget all that such functions keep: the base is locked."""
    for each in _FORGETTING:
        each()
