"""Memory that the program freed and its allocator keeps."""

from __future__ import annotations

import ctypes
import sys
from contextlib import suppress
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

_ARENAS = -8  # M_ARENA_MAX of malloc.h
_PERTURB = -6  # M_PERTURB of malloc.h
_ONES = 0xFF  # what is freed is filled with it, and what is taken with its contrary: zeros
# Python keeps what it freed in blocks of 16 to 512 bytes; no text is in the two smallest sizes.
_SIZES = range(48, 513, 16)
_HEAD = 33  # bytes of a `bytes` object besides its content
_OF_EACH = 3 << 19  # bytes: twice what lay free of one size among blocks in use, after a day
_OF_LAST = 16 << 20  # bytes: what lies free and may become of any size
_SHORT, _OF_SHORT = 80, 6 << 20  # names, words: most texts


def give_back() -> None:
    """Return to the system what lies free between the pieces in use.

    The allocator of Linux keeps it: after a large reading, some forty megabytes for good. It takes
    some milliseconds, in which other threads go on. Elsewhere the system does it by itself.
    """
    if (trim := _trim()) is not None:
        trim(0)


def wipe_as_freed() -> None:
    """Have what is freed filled at once: a text that was shown is not left to be found.

    Qt's texts, pictures and buffers, on Linux; what Python itself keeps is for `wipe_freed`.
    """
    if (tune := _mallopt()) is not None:
        tune(_PERTURB, _ONES)


def wipe_freed() -> None:
    """Write over the small pieces that Python freed and keeps, by taking them all for an instant.

    A tenth of a second, some seventy megabytes meanwhile; other threads go on, and what is in use is left
    alone.
    """
    with suppress(MemoryError):
        held = [
            bytes(size - _HEAD)  # zeros
            for size in _SIZES
            for _ in range(_room(size) // size)
        ]
        held.clear()
    give_back()


def _room(size: int) -> int:
    if size == _SIZES[-1]:
        return _OF_LAST
    return _OF_SHORT if size <= _SHORT else _OF_EACH


def share() -> None:
    """Have the threads take memory from one place; called before they begin.

    The allocator of Linux gives each thread places of its own, and keeps what each freed: some
    fifteen megabytes after a day. One thread works at a time here, so that none waits for it.
    """
    if (tune := _mallopt()) is not None:
        tune(_ARENAS, 1)


@cache
def _mallopt() -> Callable[[int, int], int] | None:
    if not sys.platform.startswith("linux"):
        return None
    tune: Callable[[int, int], int] | None = getattr(ctypes.CDLL(None), "mallopt", None)
    return tune  # none: another C library than the usual one


@cache
def _trim() -> Callable[[int], int] | None:
    if not sys.platform.startswith("linux"):
        return None
    trim: Callable[[int], int] | None = getattr(ctypes.CDLL(None), "malloc_trim", None)
    return trim  # none: another C library than the usual one
