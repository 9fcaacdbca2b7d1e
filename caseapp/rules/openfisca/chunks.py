"""How many households go to the engine's process at once."""

from __future__ import annotations

import contextlib
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

FIRST, LEAST, MOST = 32, 4, 128
LONG, SHORT = 1.0, 0.5  # seconds that a chunk should take, so that who waits is soon heard


class ChunkSize:
    """A number of households that follows the time they take: unknown facts cost more."""

    def __init__(self) -> None:
        """Begin with a chunk that is not too long, whatever is in it."""
        self.households = FIRST

    @contextlib.contextmanager
    def measured(self, households: int) -> Iterator[None]:
        """Measure a chunk of so many households, to choose the size of the next one."""
        began = time.monotonic()
        yield
        took = time.monotonic() - began
        if took > LONG:
            self.households = max(LEAST, households // 2)
        elif took < SHORT and households == self.households:
            self.households = min(MOST, households * 2)
