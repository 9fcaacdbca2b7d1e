"""What every test of the window stands on: no screen, the light theme, a still clock."""

from __future__ import annotations

import os
from datetime import date
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QMainWindow

from caseapp.kernel.clock import FixedClock
from caseapp.ui.settings import Settings
from caseapp.ui.tasks import Jobs
from caseapp.ui.theme import LIGHT, Scheme, apply_theme, style_sheet
from tests.support.asking import Answers

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from PySide6.QtWidgets import QApplication


@pytest.fixture(autouse=True)
def dressed(qapp: QApplication) -> None:
    if qapp.styleSheet() != style_sheet(LIGHT):
        apply_theme(qapp, Scheme.LIGHT)


@pytest.fixture(autouse=True)
def nothing_left(qapp: QApplication) -> Iterator[None]:
    """No window of a test outlives it: hundreds of them would be dressed again with each theme."""
    yield
    for window in qapp.topLevelWidgets():
        if isinstance(window, QMainWindow):
            window.close()
            window.deleteLater()
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock.on(date(2026, 11, 23))


@pytest.fixture
def answers() -> Answers:
    return Answers()


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(tmp_path / "settings")


@pytest.fixture
def jobs(qapp: QApplication) -> Iterator[Jobs]:
    running = Jobs()
    yield running
    running.close()
