"""Sleep is noticed as the machine wakes, on every system; macOS is asked about its screen."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import QObject

from caseapp.ui.mac_watch import MacWatch, SessionState, session_state
from caseapp.ui.sleep_watch import SleepWatch
from caseapp.ui.system_watch import watch_system

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import QCoreApplication
    from pytestqt.qtbot import QtBot

    from caseapp.kernel.clock import FixedClock

SESSION, TRUE, FALSE, NUMBER = 1, 2, 3, 4  # what pointers of the system stand for
BOOLEAN_KIND = 21


class Awake:
    """How long the machine has been awake."""

    seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


@pytest.mark.parametrize(
    ("passed", "awake", "slept"),
    [
        (2, 2, False),
        (30, 30, False),  # a page that took its time
        (3600, 2, True),  # Linux and macOS: what the program runs stands still
        (3600, 3600, True),  # Windows: both go on
        (-3600, 2, False),  # set back: the wait for the next key tells it
    ],
)
def test_sleep_is_noticed_by_the_first_look_after_it(
    qapp: QCoreApplication, clock: FixedClock, passed: int, awake: int, slept: bool
) -> None:
    ran, heard = Awake(), []
    watch = SleepWatch(clock, running=ran)
    watch.left.connect(lambda: heard.append(True))
    clock.moment += timedelta(seconds=passed)
    ran.seconds += awake
    watch.look()
    watch.look()
    assert heard == [True] * slept


def test_the_look_comes_by_itself_whatever_the_system(
    qapp: QCoreApplication, clock: FixedClock, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("platform.system", lambda: "Haiku")
    heard: list[bool] = []
    parent = QObject()
    assert watch_system(qapp, parent, lambda: heard.append(True), clock) is None
    clock.moment += timedelta(hours=1)
    qtbot.waitUntil(lambda: bool(heard), timeout=5_000)
    parent.deleteLater()


class FakeMac:
    """CoreGraphics and CoreFoundation, over a dictionary; counts what is not released."""

    def __init__(self) -> None:
        self.session: dict[bytes, int] | None = {}
        self.held = 0
        self.names: list[bytes] = []
        self.graphics = SimpleNamespace(CGSessionCopyCurrentDictionary=_function(self._copy))
        self.foundation = SimpleNamespace(
            CFStringCreateWithCString=_function(self._text),
            CFDictionaryGetValue=_function(lambda _of, key: self._get(key)),
            CFGetTypeID=_function(lambda value: BOOLEAN_KIND if value in {TRUE, FALSE} else 7),
            CFBooleanGetTypeID=_function(lambda: BOOLEAN_KIND),
            CFBooleanGetValue=_function(lambda value: int(value == TRUE)),
            CFRelease=_function(self._release),
        )

    def _copy(self) -> int | None:
        if self.session is None:
            return None
        self.held += 1
        return SESSION

    def _text(self, _allocator: None, name: bytes, encoding: int) -> int:
        assert encoding == 0x08000100
        self.held += 1
        self.names.append(name)
        return 100 + len(self.names) - 1

    def _get(self, key: int) -> int | None:
        assert self.session is not None
        return self.session.get(self.names[key - 100])

    def _release(self, _pointer: int) -> None:
        self.held -= 1


def _function(does: Callable[..., Any]) -> Callable[..., Any]:
    def call(*given: Any) -> Any:
        return does(*given)

    return call


@pytest.mark.parametrize(
    ("session", "away"),
    [
        ({}, False),
        ({b"kCGSSessionOnConsoleKey": TRUE}, False),
        ({b"kCGSSessionOnConsoleKey": TRUE, b"CGSSessionScreenIsLocked": TRUE}, True),
        ({b"kCGSSessionOnConsoleKey": FALSE}, True),
        ({b"CGSSessionScreenIsLocked": NUMBER}, False),  # of another kind than was read
        (None, False),
    ],
)
def test_what_the_session_of_macos_says_is_understood(
    session: dict[bytes, int] | None, away: bool
) -> None:
    mac = FakeMac()
    mac.session = session
    assert SessionState(mac.graphics, mac.foundation).is_away() is away
    assert mac.held == 0


def test_a_locked_screen_is_told_once(qapp: QCoreApplication) -> None:
    mac, heard = FakeMac(), []
    watch = MacWatch(SessionState(mac.graphics, mac.foundation).is_away)
    watch.left.connect(lambda: heard.append(True))
    watch.look()
    assert heard == []
    mac.session = {b"CGSSessionScreenIsLocked": TRUE}
    watch.look()
    watch.look()
    assert heard == [True]
    mac.session = {}
    watch.look()
    mac.session = {b"CGSSessionScreenIsLocked": TRUE}
    watch.look()
    assert heard == [True, True]


def test_a_system_without_these_parts_is_not_asked() -> None:
    def none(path: str) -> object:
        raise OSError(path)

    assert session_state(none) is None
    assert session_state(lambda _path: SimpleNamespace()) is None
