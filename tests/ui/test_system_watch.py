"""The session is locked or the machine goes to sleep: the program hears of it, and locks."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from ctypes import addressof, wintypes
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtDBus import QDBusConnection

from caseapp.ui.bus_watch import BusWatch
from caseapp.ui.windows_watch import WindowsWatch, tells_of_leaving

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtCore import QCoreApplication
    from pytestqt.qtbot import QtBot

ROOT = Path(__file__).parents[2]
LOCKS = ["sleep 1", "kde 1", "freedesktop 1", "gnome 1", "lock"]
DOES_NOT = ["sleep 0", "kde 0", "gnome 0", "other"]


class Bus:
    """A bus of the test's own, and what speaks on it."""

    def __init__(self, folder: Path) -> None:
        self._daemon = subprocess.Popen(  # noqa: S603 - found on this machine
            [
                str(shutil.which("dbus-daemon")),
                "--session",
                "--nofork",
                "--print-address",
                f"--address=unix:path={folder / 'bus'}",
            ],
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self._daemon.stdout is not None
        self.address = self._daemon.stdout.readline().strip()
        self._desktop = subprocess.Popen(
            [sys.executable, "-m", "tests.support.fake_bus"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=ROOT,
            env={**os.environ, "DBUS_SESSION_BUS_ADDRESS": self.address, "PYTHONPATH": str(ROOT)},
        )
        assert self._desktop.stdout is not None
        assert self._desktop.stdout.readline() == "ready\n"

    def say(self, words: str) -> None:
        assert self._desktop.stdin is not None
        self._desktop.stdin.write(f"{words}\n")
        self._desktop.stdin.flush()

    def connection(self) -> QDBusConnection:
        return QDBusConnection.connectToBus(self.address, f"test {id(self)}")

    def close(self) -> None:
        QDBusConnection.disconnectFromBus(f"test {id(self)}")
        for process in (self._desktop, self._daemon):
            process.kill()
            process.wait()
            for stream in (process.stdin, process.stdout):
                if stream is not None:
                    stream.close()


@pytest.fixture
def bus(tmp_path: Path, qapp: QCoreApplication) -> Iterator[Bus]:
    if shutil.which("dbus-daemon") is None:
        pytest.skip("no bus here")
    made = Bus(tmp_path)
    yield made
    made.close()


@pytest.fixture
def watch(bus: Bus, monkeypatch: pytest.MonkeyPatch) -> BusWatch:
    monkeypatch.setenv("XDG_SESSION_ID", "7")
    return BusWatch(system=bus.connection, session=bus.connection)


@pytest.mark.parametrize("words", LOCKS)
def test_leaving_is_heard(bus: Bus, watch: BusWatch, qtbot: QtBot, words: str) -> None:
    with qtbot.waitSignal(watch.left, timeout=5_000):
        bus.say(words)


def test_coming_back_and_the_session_of_another_user_are_no_leaving(
    bus: Bus, watch: BusWatch, qtbot: QtBot
) -> None:
    heard: list[bool] = []
    watch.left.connect(lambda: heard.append(True))
    for words in DOES_NOT:
        bus.say(words)
    bus.say("kde 1")  # they come in order: the last one is heard, so the others were
    qtbot.waitUntil(lambda: bool(heard), timeout=5_000)
    assert heard == [True]


def test_without_a_bus_nothing_is_heard_and_nothing_fails(qapp: QCoreApplication) -> None:
    nowhere = QDBusConnection("nowhere")
    BusWatch(system=lambda: nowhere, session=lambda: nowhere)


@pytest.mark.parametrize(
    ("message", "what", "leaves"),
    [
        (0x02B1, 0x7, True),  # WTS_SESSION_LOCK
        (0x02B1, 0x4, True),  # WTS_REMOTE_DISCONNECT
        (0x02B1, 0x8, False),  # WTS_SESSION_UNLOCK
        (0x0218, 0x4, True),  # PBT_APMSUSPEND
        (0x0218, 0x12, False),  # PBT_APMRESUMEAUTOMATIC
        (0x0100, 0x7, False),  # a key
    ],
)
def test_what_windows_says_is_understood(
    qapp: QCoreApplication, message: int, what: int, leaves: bool
) -> None:
    watch = WindowsWatch(qapp)
    heard: list[bool] = []
    watch.left.connect(lambda: heard.append(True))
    told = wintypes.MSG()
    told.message, told.wParam = message, what
    goes_on = watch._filter.nativeEventFilter(b"windows_generic_MSG", addressof(told))
    assert goes_on == (False, 0)
    assert bool(heard) is leaves
    assert tells_of_leaving(message, what) is leaves
    qapp.removeNativeEventFilter(watch._filter)
