"""Whoever works here has left the machine: the system says it, and the base is locked at once.

On macOS nothing is heard: it tells programs of another making. There the base is locked by hand or
after ten minutes, sleep included, since the clock is asked at the first key.
"""

from __future__ import annotations

import platform
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import QCoreApplication, QObject


def watch_system(
    app: QCoreApplication, parent: QObject, left: Callable[[], object]
) -> QObject | None:
    """Call `left` whenever the session is locked or the machine goes to sleep.

    Returns what listens, or None where nothing can be heard.
    """
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
    return None
