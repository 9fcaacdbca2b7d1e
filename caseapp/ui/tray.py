"""The drawing beside the system's clock: how much waits, without a name, locked or not."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QSystemTrayIcon

from caseapp.kernel import french


class Tray(QObject):
    """Stays when the base is locked, with the count that was known then and nothing more."""

    followed = Signal()  # a click on it, or on what it told

    def __init__(self, app: QGuiApplication, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._app = app
        self._icon: QSystemTrayIcon | None = None
        self.words = "CaseApp"
        self._count = 0

    def show_count(self, count: int) -> None:
        """Show how much is late or due today."""
        self._count = count
        self._say(_counted("CaseApp", count))
        self._app.setBadgeNumber(count)

    def show_locked(self) -> None:
        """Say that the base is locked, with the count that was known."""
        self._say(_counted("CaseApp, verrouillé", self._count))

    def notify(self, words: str) -> None:
        """Have the system tell something once, where it can."""
        if self._icon is not None and QSystemTrayIcon.supportsMessages():
            self._icon.showMessage("CaseApp", words, QSystemTrayIcon.MessageIcon.Information)

    def _say(self, words: str) -> None:
        self.words = words
        if self._icon is None and QSystemTrayIcon.isSystemTrayAvailable():
            self._icon = QSystemTrayIcon(QGuiApplication.windowIcon(), self)
            self._icon.activated.connect(lambda _reason: self.followed.emit())
            self._icon.messageClicked.connect(self.followed)
            self._icon.show()
        if self._icon is not None:
            self._icon.setToolTip(words)


def _counted(name: str, count: int) -> str:
    waits = french.plural(count, "échéance à traiter", "échéances à traiter")
    return f"{name} · {waits}" if count else name
