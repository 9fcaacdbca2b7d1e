"""Asked to end by the system, the program hears of it at once."""

from __future__ import annotations

import os
import signal
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from caseapp.ui.signals import Signals

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


@pytest.mark.skipif(os.name != "posix", reason="sends itself signals of POSIX")
@pytest.mark.parametrize("number", ["SIGINT", "SIGTERM", "SIGHUP"])
def test_a_signal_is_told_and_ends_nothing_by_itself(number: str, qtbot: QtBot) -> None:
    before = signal.getsignal(signal.SIGINT)
    with closing(Signals()) as signals, qtbot.waitSignal(signals.asked):
        os.kill(os.getpid(), getattr(signal, number))
    assert signal.getsignal(signal.SIGINT) is before
