"""The machine slept, whatever system it has: a timer finds more time gone than it waited.

Where the system tells of sleep, the base is locked before it; this catches the others, and a machine
that slept too quickly to be told, as it wakes.
"""

from __future__ import annotations

import time
from datetime import timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from caseapp.kernel.clock import Clock

_EVERY = timedelta(seconds=2)
# On Linux and macOS the time a program runs stands still in sleep, and the clock goes on.
_SLEPT = timedelta(seconds=10)
# On Windows both go on: the timer is late. So it is where a page takes long, but not that long.
_LATE = timedelta(minutes=1)


class SleepWatch(QObject):
    """Tells `left` after the machine slept; a clock that is set forward is taken for sleep."""

    left = Signal()

    def __init__(
        self,
        clock: Clock,
        parent: QObject | None = None,
        *,
        running: Callable[[], float] = time.monotonic,
        every: timedelta = _EVERY,
    ) -> None:
        """`running` tells how many seconds the machine has been awake."""
        super().__init__(parent)
        self._clock, self._running, self._every = clock, running, every
        self._seen = self._now()
        timer = QTimer(self)
        timer.setInterval(every // timedelta(milliseconds=1))
        timer.timeout.connect(self.look)
        timer.start()

    def look(self) -> None:
        """Compare what passed since the last look by both clocks."""
        (moment, ran), self._seen = self._seen, self._now()
        by_clock = self._seen[0] - moment
        awake = timedelta(seconds=self._seen[1] - ran)
        if by_clock - awake >= _SLEPT or awake - self._every >= _LATE:
            self.left.emit()

    def _now(self) -> tuple[datetime, float]:
        return self._clock.now(), self._running()
