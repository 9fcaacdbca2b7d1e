"""Linux: the session is locked, its screen goes dark, or the machine goes to sleep, by D-Bus.

logind (systemd, elogind) tells of sleep and of the session; the desktops tell of their screens. The
bus is a socket of the machine itself: nothing goes to the network. Where there is no bus, or none of
these services, nothing is ever told, and the lock after ten minutes remains.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import SLOT, QObject, Signal, Slot
from PySide6.QtDBus import QDBusConnection, QDBusInterface, QDBusMessage, QDBusObjectPath

if TYPE_CHECKING:
    from collections.abc import Callable

_LOGIN = "org.freedesktop.login1"
_LOGIN_PATH = "/org/freedesktop/login1"
_MANAGER = "org.freedesktop.login1.Manager"
_SESSION = "org.freedesktop.login1.Session"
_SCREENS = (  # interface, and the paths at which it stands
    ("org.freedesktop.ScreenSaver", ("/org/freedesktop/ScreenSaver", "/ScreenSaver")),
    ("org.gnome.ScreenSaver", ("/org/gnome/ScreenSaver",)),
    ("org.cinnamon.ScreenSaver", ("/org/cinnamon/ScreenSaver",)),
    ("org.mate.ScreenSaver", ("/org/mate/ScreenSaver",)),
)
_BEGINS, _HAPPENED = "begins(bool)", "happened()"
_SHORT = 500  # milliseconds: logind answers in one or two


class BusWatch(QObject):
    """Tells `left` when whoever works here has left the machine."""

    left = Signal()

    def __init__(
        self,
        parent: QObject | None = None,
        *,
        system: Callable[[], QDBusConnection] = QDBusConnection.systemBus,
        session: Callable[[], QDBusConnection] = QDBusConnection.sessionBus,
    ) -> None:
        super().__init__(parent)
        self._system, self._session = system(), session()
        if self._system.isConnected():
            self._hear(self._system, (_LOGIN, _LOGIN_PATH, _MANAGER, "PrepareForSleep"), _BEGINS)
            if path := self._own_session():
                self._hear(self._system, (_LOGIN, path, _SESSION, "Lock"), _HAPPENED)
        if self._session.isConnected():
            for interface, paths in _SCREENS:
                for path in paths:
                    signal = (interface, path, interface, "ActiveChanged")
                    self._hear(self._session, signal, _BEGINS)

    def _hear(self, bus: QDBusConnection, signal: tuple[str, str, str, str], slot: str) -> None:
        of: Any = SLOT(slot)  # text, where PySide's types say bytes, which it refuses
        bus.connect(*signal, self, of)

    def _own_session(self) -> str:
        """Return the path of the session of this program; nothing where there is none."""
        number = os.environ.get("XDG_SESSION_ID", "")
        if not number:
            return ""
        manager = QDBusInterface(_LOGIN, _LOGIN_PATH, _MANAGER, self._system)
        manager.setTimeout(_SHORT)
        answer = manager.call("GetSession", number)
        if answer.type() != QDBusMessage.MessageType.ReplyMessage:
            return ""
        path = next(iter(answer.arguments()), "")
        return path.path() if isinstance(path, QDBusObjectPath) else str(path)

    @Slot(bool)
    def begins(self, does: bool) -> None:  # noqa: FBT001 - what the signal says
        """Hear that sleep or a dark screen begins, or ends."""
        if does:
            self.left.emit()

    @Slot()
    def happened(self) -> None:
        """Hear that the session is locked."""
        self.left.emit()
