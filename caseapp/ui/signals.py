"""Ending calmly when the system asks: Ctrl+C in a terminal, a session that is being closed.

Python would hear of it only when it next runs, which a program that waits for a key does not.
"""

from __future__ import annotations

import signal
import socket
from contextlib import suppress
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSocketNotifier, Signal

if TYPE_CHECKING:
    from types import FrameType

_NAMES = ("SIGINT", "SIGTERM", "SIGHUP")  # the last one is not of Windows


class Signals(QObject):
    """Tells `asked` in the thread of the window when the program is asked to end."""

    asked = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._heard, self._hearing = socket.socketpair()
        for end in (self._heard, self._hearing):
            end.setblocking(False)
        self._notifier = QSocketNotifier(self._heard.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._tell)
        known = [getattr(signal, name) for name in _NAMES if hasattr(signal, name)]
        self._before = {number: signal.signal(number, _nothing) for number in known}
        self._wakeup = signal.set_wakeup_fd(self._hearing.fileno(), warn_on_full_buffer=False)

    def close(self) -> None:
        """Leave the signals as they were."""
        signal.set_wakeup_fd(self._wakeup)
        for number, handler in self._before.items():
            signal.signal(number, handler)
        self._notifier.setEnabled(False)
        for end in (self._heard, self._hearing):
            end.close()

    def _tell(self) -> None:
        with suppress(BlockingIOError):
            self._heard.recv(64)
        self.asked.emit()


def _nothing(_number: int, _frame: FrameType | None) -> None:
    """The byte that the signal wrote is what tells."""
