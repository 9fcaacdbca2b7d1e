"""Whoever works here has left the machine: the system says it, and the base is locked at once.

Windows and Linux tell it; macOS is asked. A machine that slept is noticed as it wakes, on all three.
"""

from __future__ import annotations

import platform
from typing import TYPE_CHECKING

from caseapp.ui.sleep_watch import SleepWatch

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import QCoreApplication, QObject

    from caseapp.kernel.clock import Clock


def watch_system(
    app: QCoreApplication, parent: QObject, left: Callable[[], object], clock: Clock
) -> QObject | None:
    """Call `left` whenever the session is locked, the machine goes to sleep, or has slept.

    Returns what listens to the system, or None where it says nothing.
    """
    SleepWatch(clock, parent).left.connect(left)
    system = platform.system()
    if system == "Windows":
        from caseapp.ui.windows_watch import WindowsWatch  # noqa: PLC0415 - of one system

        on_windows = WindowsWatch(app, parent)
        on_windows.left.connect(left)
        return on_windows
    if system == "Linux":
        from caseapp.ui.bus_watch import BusWatch  # noqa: PLC0415 - of one system

        on_bus = BusWatch(parent)
        on_bus.left.connect(left)
        return on_bus
    if system == "Darwin":
        from caseapp.ui.mac_watch import MacWatch, session_state  # noqa: PLC0415 - of one system

        if (state := session_state()) is not None:
            on_mac = MacWatch(state.is_away, parent)
            on_mac.left.connect(left)
            return on_mac
    return None
