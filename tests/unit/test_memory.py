"""What the program freed goes back to the system."""

from __future__ import annotations

import ctypes
import sys
from pathlib import Path

import pytest

from caseapp.kernel import memory

_PIECES, _SIZE = 20_000, 4_000  # 80 MB, each too small to be taken from the system alone


def held() -> int:
    """Return the bytes of memory that the process holds."""
    pages = Path("/proc/self/statm").read_text(encoding="ascii").split()[1]
    return int(pages) * 4096


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the allocator of Linux")
def test_memory_that_lies_free_below_a_piece_in_use_is_given_back() -> None:
    libc = ctypes.CDLL(None)
    libc.malloc.restype, libc.malloc.argtypes = ctypes.c_void_p, [ctypes.c_size_t]
    libc.free.argtypes = [ctypes.c_void_p]
    pieces = [libc.malloc(_SIZE) for _ in range(_PIECES)]
    for piece in pieces:
        ctypes.memset(piece, 1, _SIZE)
    for piece in pieces[:-1]:
        libc.free(piece)
    kept = held()
    memory.give_back()
    given = kept - held()
    libc.free(pieces[-1])
    assert given > _PIECES * _SIZE // 2
