"""Bases that do not wait for the disk: where thousands are looked at, and none is to outlive a power cut."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from db import connection

if TYPE_CHECKING:
    from collections.abc import Generator


@contextmanager
def quick_bases() -> Generator[None]:
    """Have the connections opened meanwhile sync nothing; the rest of their settings stays."""
    kept = connection.PRAGMAS
    connection.PRAGMAS = tuple(
        "synchronous=OFF" if pragma.startswith("synchronous=") else pragma for pragma in kept
    )
    try:
        yield
    finally:
        connection.PRAGMAS = kept
