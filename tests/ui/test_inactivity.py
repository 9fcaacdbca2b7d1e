"""Without a key or the mouse for a while, the program asks to be locked."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu, QPushButton

from caseapp.ui.inactivity import Inactivity

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from caseapp.kernel.clock import FixedClock


def _shown(qtbot: QtBot) -> QLineEdit:
    line = QLineEdit()
    qtbot.addWidget(line)
    line.show()
    qtbot.waitActive(line)
    return line


def test_silence_is_told_once(qapp: QApplication, clock: FixedClock, qtbot: QtBot) -> None:
    watch = Inactivity(qapp, clock, timedelta(milliseconds=30))
    with qtbot.waitSignal(watch.elapsed):
        watch.watch()
    assert not watch.is_watching


def test_a_key_starts_the_wait_anew(qapp: QApplication, clock: FixedClock, qtbot: QtBot) -> None:
    line = _shown(qtbot)
    watch = Inactivity(qapp, clock, timedelta(milliseconds=200))
    watch.watch()
    with qtbot.assertNotEmitted(watch.elapsed, wait=0):
        for _ in range(4):
            qtbot.wait(80)
            qtbot.keyClick(line.windowHandle(), Qt.Key.Key_A)
    watch.rest()


def test_waking_after_too_long_locks_before_the_key_reaches_anybody(
    qapp: QApplication, clock: FixedClock, qtbot: QtBot
) -> None:
    line = _shown(qtbot)
    watch = Inactivity(qapp, clock, timedelta(minutes=10))
    watch.watch()
    clock.moment += timedelta(hours=2)  # the machine slept, and its timers with it
    with qtbot.waitSignal(watch.elapsed):
        qtbot.keyClick(line.windowHandle(), Qt.Key.Key_A)
    assert line.text() == ""


def test_a_clock_set_back_hides_no_silence(
    qapp: QApplication, clock: FixedClock, qtbot: QtBot
) -> None:
    line = _shown(qtbot)
    watch = Inactivity(qapp, clock, timedelta(minutes=10))
    watch.watch()
    clock.moment -= timedelta(seconds=20)  # set right by the network
    qtbot.keyClick(line.windowHandle(), Qt.Key.Key_A)
    assert watch.is_watching
    clock.moment -= timedelta(hours=3)
    with qtbot.waitSignal(watch.elapsed, timeout=1000):
        qtbot.keyClick(line.windowHandle(), Qt.Key.Key_B)
    assert line.text() == "a"


@pytest.mark.qt_log_ignore("does not support grabbing the keyboard", extend=True)
def test_a_menu_that_opened_meanwhile_is_looked_at_too(
    qapp: QApplication, clock: FixedClock, qtbot: QtBot
) -> None:
    menu, button = QMenu(), QPushButton("Plus")
    chosen: list[str] = []
    menu.addAction("Clore").triggered.connect(lambda: chosen.append("Clore"))
    button.setMenu(menu)
    qtbot.addWidget(button)
    button.show()
    qtbot.waitActive(button)
    watch = Inactivity(qapp, clock, timedelta(minutes=10))
    watch.watch()
    with qtbot.waitExposed(menu):
        qtbot.mousePress(button.windowHandle(), Qt.MouseButton.LeftButton, pos=QPoint(8, 8))
    clock.moment += timedelta(hours=2)
    with qtbot.waitSignal(watch.elapsed):
        qtbot.keyClick(menu.windowHandle(), Qt.Key.Key_Return)
    assert chosen == []
    menu.close()


def test_at_rest_nothing_is_told(qapp: QApplication, clock: FixedClock, qtbot: QtBot) -> None:
    watch = Inactivity(qapp, clock, timedelta(milliseconds=20))
    watch.watch()
    watch.rest()
    with qtbot.assertNotEmitted(watch.elapsed, wait=60):
        pass
