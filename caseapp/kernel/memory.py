"""Memory that the program freed and its allocator keeps."""

from __future__ import annotations

import ctypes
import sys
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


def give_back() -> None:
    """Return to the system what lies free between the pieces in use.

    The allocator of Linux keeps it: after a large reading, some forty megabytes for good. It takes
    some milliseconds, in which other threads go on. Elsewhere the system does it by itself.
    """
    if (trim := _trim()) is not None:
        trim(0)


@cache
def _trim() -> Callable[[int], int] | None:
    if not sys.platform.startswith("linux"):
        return None
    trim: Callable[[int], int] | None = getattr(ctypes.CDLL(None), "malloc_trim", None)
    return trim  # none: another C library than the usual one
