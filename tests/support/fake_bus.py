"""The parts of logind and of a desktop that tell of leaving, on a bus of the test's own."""

from __future__ import annotations

import os
import sys

from PySide6.QtCore import QCoreApplication, QSocketNotifier
from PySide6.QtDBus import (
    QDBusConnection,
    QDBusMessage,
    QDBusObjectPath,
    QDBusVirtualObject,
)

_PATHS = {
    "sleep": ("/org/freedesktop/login1", "org.freedesktop.login1.Manager", "PrepareForSleep"),
    "kde": ("/ScreenSaver", "org.freedesktop.ScreenSaver", "ActiveChanged"),
    "freedesktop": (
        "/org/freedesktop/ScreenSaver",
        "org.freedesktop.ScreenSaver",
        "ActiveChanged",
    ),
    "gnome": ("/org/gnome/ScreenSaver", "org.gnome.ScreenSaver", "ActiveChanged"),
    "lock": ("/org/freedesktop/login1/session/_37", "org.freedesktop.login1.Session", "Lock"),
    "other": ("/org/freedesktop/login1/session/_38", "org.freedesktop.login1.Session", "Lock"),
}
_NAMES = ("org.freedesktop.login1", "org.freedesktop.ScreenSaver", "org.gnome.ScreenSaver")


class Login(QDBusVirtualObject):
    """Answers where the session of the program is."""

    def introspect(self, _path: str) -> str:
        return ""

    def handleMessage(  # noqa: N802 - Qt's own
        self, message: QDBusMessage, connection: QDBusConnection
    ) -> bool:
        if message.member() != "GetSession":
            return False
        path = QDBusObjectPath(f"/org/freedesktop/login1/session/_3{message.arguments()[0]}")
        return bool(connection.send(message.createReply(path)))


def main() -> None:
    """Take the names, then send what each line of the input says: « sleep 1 »."""
    app = QCoreApplication([])
    bus = QDBusConnection.sessionBus()
    login = Login()
    assert bus.registerVirtualObject("/org/freedesktop/login1", login)
    assert all(bus.registerService(name) for name in _NAMES)
    sys.stdout.write("ready\n")
    sys.stdout.flush()

    def send() -> None:
        said = os.read(sys.stdin.fileno(), 65536).decode()
        if not said:
            app.quit()
        for line in said.splitlines():
            what, *value = line.split()
            signal = QDBusMessage.createSignal(*_PATHS[what])
            signal.setArguments([one == "1" for one in value])
            bus.send(signal)

    notifier = QSocketNotifier(sys.stdin.fileno(), QSocketNotifier.Type.Read)
    notifier.activated.connect(send)
    app.exec()


if __name__ == "__main__":
    main()
