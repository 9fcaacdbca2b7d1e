"""A crash must not write what the program knows of people: no image of its memory on a disk."""

from __future__ import annotations

import sys
from contextlib import suppress

if sys.platform != "win32":
    import resource


def leave_no_core() -> None:
    """Have the system keep no core file of this process, nor of those it starts."""
    if sys.platform != "win32":
        with suppress(OSError, ValueError):
            resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
