"""Memory that the program freed and its allocator keeps."""

from __future__ import annotations

import ctypes
import sys
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

_ARENAS = -8  # M_ARENA_MAX of malloc.h


def give_back() -> None:
    """Return to the system what lies free between the pieces in use.

    The allocator of Linux keeps it: after a large reading, some forty megabytes for good. It takes
    some milliseconds, in which other threads go on. Elsewhere the system does it by itself.
    """
    if (trim := _trim()) is not None:
        trim(0)


def share() -> None:
    """Have the threads take memory from one place; called before they begin.

    The allocator of Linux gives each thread places of its own, and keeps what each freed: some
    fifteen megabytes after a day. One thread works at a time here, so that none waits for it.
    """
    if sys.platform.startswith("linux"):
        limit: Callable[[int, int], int] | None = getattr(ctypes.CDLL(None), "mallopt", None)
        if limit is not None:
            limit(_ARENAS, 1)


@cache
def _trim() -> Callable[[int], int] | None:
    if not sys.platform.startswith("linux"):
        return None
    trim: Callable[[int], int] | None = getattr(ctypes.CDLL(None), "malloc_trim", None)
    return trim  # none: another C library than the usual one
