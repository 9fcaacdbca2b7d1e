"""Windows: the session is locked, another user takes the screen, or the machine goes to sleep.

Windows sends it to every window that asked (`WTSRegisterSessionNotification`); sleep comes to all.
"""

from __future__ import annotations

import ctypes
import sys
from ctypes import wintypes
from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractNativeEventFilter, QObject, Signal
from PySide6.QtGui import QWindow

if TYPE_CHECKING:
    from PySide6.QtCore import QCoreApplication

_WM_POWERBROADCAST, _PBT_APMSUSPEND = 0x0218, 0x0004
_WM_WTSSESSION_CHANGE = 0x02B1
_CONSOLE_DISCONNECT, _REMOTE_DISCONNECT, _SESSION_LOGOFF, _SESSION_LOCK = 0x2, 0x4, 0x6, 0x7
_GONE = {_CONSOLE_DISCONNECT, _REMOTE_DISCONNECT, _SESSION_LOGOFF, _SESSION_LOCK}
_THIS_SESSION = 0


def tells_of_leaving(message: int, what: int) -> bool:
    """Tell whether a message of Windows, by its number and its `wParam`, means that."""
    if message == _WM_WTSSESSION_CHANGE:
        return what in _GONE
    return message == _WM_POWERBROADCAST and what == _PBT_APMSUSPEND


class WindowsWatch(QObject):
    """Tells `left` when whoever works here has left the machine."""

    left = Signal()

    def __init__(self, app: QCoreApplication, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._filter = _Filter(self)
        app.installNativeEventFilter(self._filter)
        self._window = QWindow()  # never shown: a place for the messages to come to
        if sys.platform == "win32":
            handle = wintypes.HWND(int(self._window.winId()))
            ctypes.windll.wtsapi32.WTSRegisterSessionNotification(handle, _THIS_SESSION)


class _Filter(QAbstractNativeEventFilter):
    def __init__(self, watch: WindowsWatch) -> None:
        super().__init__()
        self._watch = watch

    def nativeEventFilter(self, kind: object, message: int) -> tuple[bool, int]:
        """Look at each message, and let it go on."""
        if kind in {b"windows_generic_MSG", b"windows_dispatcher_MSG"}:
            told = wintypes.MSG.from_address(int(message))
            if tells_of_leaving(int(told.message), int(told.wParam or 0)):
                self._watch.left.emit()
        return False, 0
