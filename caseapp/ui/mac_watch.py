"""macOS: the screen is locked, or another user has it; asked every two seconds.

macOS tells of it to programs made with its own tools alone. What anybody may ask is the state of
the session (`CGSessionCopyCurrentDictionary` of CoreGraphics, by `ctypes`). Written from Apple's
documentation and never run on a Mac: where a part is missing, nothing is heard.
"""

from __future__ import annotations

import ctypes
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal

if TYPE_CHECKING:
    from collections.abc import Callable

_FRAMEWORKS = "/System/Library/Frameworks"
_UTF8 = 0x08000100  # kCFStringEncodingUTF8 of CFString.h
_LOCKED = b"CGSSessionScreenIsLocked"  # there, and true, only while the screen is locked
_ON_SCREEN = b"kCGSSessionOnConsoleKey"  # false while another user has the screen
_EVERY = 2000  # milliseconds


class SessionState:
    """What the system says of the session of this program."""

    def __init__(self, graphics: Any, foundation: Any) -> None:
        """Take CoreGraphics and CoreFoundation.

        Raises:
            AttributeError: one of their functions is not there.
        """
        pointer, size = ctypes.c_void_p, ctypes.c_ulong
        self._copy = _made(graphics.CGSessionCopyCurrentDictionary, pointer)
        self._text = _made(
            foundation.CFStringCreateWithCString, pointer, pointer, ctypes.c_char_p, ctypes.c_uint32
        )
        self._value = _made(foundation.CFDictionaryGetValue, pointer, pointer, pointer)
        self._kind = _made(foundation.CFGetTypeID, size, pointer)
        self._boolean = _made(foundation.CFBooleanGetTypeID, size)
        self._is_true = _made(foundation.CFBooleanGetValue, ctypes.c_ubyte, pointer)
        self._release = _made(foundation.CFRelease, None, pointer)

    def is_away(self) -> bool:
        """Tell whether the screen is locked or shows another user; no where nothing is known."""
        session = self._copy()
        if not session:
            return False  # no screen at all: a terminal from afar
        try:
            return self._says(session, _LOCKED) is True or self._says(session, _ON_SCREEN) is False
        finally:
            self._release(session)

    def _says(self, session: int, name: bytes) -> bool | None:
        key = self._text(None, name, _UTF8)
        if not key:
            return None
        try:
            value = self._value(session, key)  # the dictionary's own: not to be released
        finally:
            self._release(key)
        if not value or self._kind(value) != self._boolean():
            return None
        return bool(self._is_true(value))


class MacWatch(QObject):
    """Tells `left` when the screen was seen by whoever works here, and no longer is."""

    left = Signal()

    def __init__(self, is_away: Callable[[], bool], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._is_away, self._was_away = is_away, False
        timer = QTimer(self)
        timer.setInterval(_EVERY)
        timer.timeout.connect(self.look)
        timer.start()

    def look(self) -> None:
        """Ask once; it is told once."""
        was_away, self._was_away = self._was_away, self._is_away()
        if self._was_away and not was_away:
            self.left.emit()


def session_state(load: Callable[[str], Any] = ctypes.CDLL) -> SessionState | None:
    """Return what tells the state of the session, or nothing where this system has none."""
    with suppress(OSError, AttributeError):
        return SessionState(
            *(
                load(f"{_FRAMEWORKS}/{name}.framework/{name}")
                for name in ("CoreGraphics", "CoreFoundation")
            )
        )
    return None


def _made(function: Any, gives: Any, *takes: Any) -> Any:
    """Say what a function takes and gives: pointers would else be cut to 32 bits."""
    function.restype, function.argtypes = gives, list(takes)
    return function
