"""Ten minutes without a key or the mouse, and the program locks itself."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QTimer, Signal

if TYPE_CHECKING:
    from PySide6.QtCore import QCoreApplication

    from caseapp.kernel.clock import Clock

TEN_MINUTES = timedelta(minutes=10)
_INPUT = {
    QEvent.Type.KeyPress,
    QEvent.Type.MouseButtonPress,
    QEvent.Type.MouseMove,
    QEvent.Type.Wheel,
    QEvent.Type.TouchBegin,
    QEvent.Type.TabletPress,
    QEvent.Type.InputMethod,
}


class Inactivity(QObject):
    """Tells `elapsed` once nothing was typed, clicked or moved for a while.

    A timer stands still while the machine sleeps, so the clock is asked too: the first input
    after too long a silence tells it, and that input reaches nobody.
    """

    elapsed = Signal()

    def __init__(
        self,
        app: QCoreApplication,
        clock: Clock,
        limit: timedelta = TEN_MINUTES,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._app, self._clock, self._limit = app, clock, limit
        self._last_input = clock.now()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(limit // timedelta(milliseconds=1))
        self._timer.timeout.connect(self._tell)

    @property
    def is_watching(self) -> bool:
        """Whether inputs are being waited for."""
        return self._timer.isActive()

    def watch(self) -> None:
        """Start waiting: from the moment a base is open."""
        self._last_input = self._clock.now()
        self._app.installEventFilter(self)
        self._timer.start()

    def rest(self) -> None:
        """Wait no more: the base is locked."""
        self._app.removeEventFilter(self)
        self._timer.stop()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Start waiting anew at every input."""
        if event.type() not in _INPUT or not self.is_watching:
            return False
        now = self._clock.now()
        if now - self._last_input >= self._limit:
            self._tell()
            return True
        self._last_input = now
        self._timer.start()
        return False

    def _tell(self) -> None:
        self.rest()
        self.elapsed.emit()
