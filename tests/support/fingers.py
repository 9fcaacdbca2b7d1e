"""Keys and clicks in a program that no test runner runs: what the page objects need of a `QtBot`."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QElapsedTimer, QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget
    from pytestqt.qtbot import QtBot

_LIMIT = 30_000  # milliseconds


class _Fingers:
    keyClick = staticmethod(QTest.keyClick)  # noqa: N815 - as QtBot has it
    mouseClick = staticmethod(QTest.mouseClick)  # noqa: N815 - same

    @staticmethod
    def keyClicks(widget: QWidget, text: str) -> None:  # noqa: N802 - same
        """Type a text, accents included."""
        for letter in text:
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                key = QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, letter)
                QApplication.sendEvent(widget, key)

    @staticmethod
    def waitUntil(condition: Callable[[], bool], *, timeout: int = _LIMIT) -> None:  # noqa: N802 - same
        """Let the program run until something is so.

        Raises:
            TimeoutError: it never is.
        """
        passed = QElapsedTimer()
        passed.start()
        while not condition():
            if passed.elapsed() > timeout:
                raise TimeoutError
            try:
                QTest.qWait(5)
            except Exception:  # noqa: BLE001 - where the program waits, PySide does the same
                sys.excepthook(*sys.exc_info())


FINGERS = cast("QtBot", _Fingers())
