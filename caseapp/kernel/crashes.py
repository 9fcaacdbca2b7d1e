"""A crash must not write what the program knows of people: no image of its memory on a disk."""

from __future__ import annotations

import ctypes
import sys
from contextlib import suppress

if sys.platform != "win32":
    import resource

_PR_SET_DUMPABLE = 4  # linux/prctl.h
_SEM_FAILCRITICALERRORS, _SEM_NOGPFAULTERRORBOX = 0x0001, 0x0002  # winbase.h


def leave_no_core() -> None:
    """Have the system keep no image of this process; where it can be asked, nobody else reads it.

    Linux: no core file, from this process nor from those it starts, and its memory is closed to the
    other programs of the same user (root excepted), which a core handler goes through as well.
    Windows: no error report with an image of the memory. macOS: no core file; its crash reports
    hold no memory.
    """
    if sys.platform == "win32":
        mode = _SEM_FAILCRITICALERRORS | _SEM_NOGPFAULTERRORBOX
        ctypes.windll.kernel32.SetErrorMode(mode)
        return
    with suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform.startswith("linux"):
        with suppress(OSError, AttributeError):
            ctypes.CDLL(None).prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)
