"""Ten minutes without a key or the mouse, and the program locks itself."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QTimer, Signal

if TYPE_CHECKING:
    from PySide6.QtGui import QGuiApplication

    from caseapp.kernel.clock import Clock

TEN_MINUTES = timedelta(minutes=10)
_SET_RIGHT = timedelta(minutes=1)  # how far back a clock goes that is merely set right
_INPUT = {
    QEvent.Type.KeyPress,
    QEvent.Type.MouseButtonPress,
    QEvent.Type.MouseMove,
    QEvent.Type.Wheel,
    QEvent.Type.TouchBegin,
    QEvent.Type.TabletPress,
    QEvent.Type.InputMethod,
}
_MAY_OPEN = {  # after which a menu or a list may stand over the window
    QEvent.Type.KeyPress,
    QEvent.Type.MouseButtonPress,
    QEvent.Type.MouseButtonRelease,
}


class Inactivity(QObject):
    """Tells `elapsed` once nothing was typed, clicked or moved for a while.

    A timer stands still while the machine sleeps, so the clock is asked too: the first input
    after too long a silence tells it, and that input reaches nobody. A clock that was set back
    hides how long the silence was: it is taken for too long.

    It looks at what comes to the windows of the screen, not at what the application hands on to
    each widget: a page that is made sends itself thousands of events.
    """

    elapsed = Signal()

    def __init__(
        self,
        app: QGuiApplication,
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
        app.focusWindowChanged.connect(self._look)

    @property
    def is_watching(self) -> bool:
        """Whether inputs are being waited for."""
        return self._timer.isActive()

    def watch(self) -> None:
        """Start waiting: from the moment a base is open."""
        self._last_input = self._clock.now()
        self._timer.start()
        self._look()

    def rest(self) -> None:
        """Wait no more: the base is locked."""
        for window in self._app.topLevelWindows():
            window.removeEventFilter(self)
        self._timer.stop()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Start waiting anew at every input."""
        kind = event.type()
        if kind in _MAY_OPEN and self.is_watching:
            QTimer.singleShot(0, self, self._look)
        if kind not in _INPUT or not self.is_watching:
            return False
        now = self._clock.now()
        silence = now - self._last_input
        if (
            silence >= self._limit or silence < -_SET_RIGHT
        ):  # set back: how long it was is not known
            self._tell()
            return True
        self._last_input = now
        self._timer.start()
        return False

    def _look(self) -> None:
        """Look at every window of the screen; one that was known already is looked at once."""
        if self.is_watching:
            for window in self._app.topLevelWindows():
                window.installEventFilter(self)

    def _tell(self) -> None:
        self.rest()
        self.elapsed.emit()
