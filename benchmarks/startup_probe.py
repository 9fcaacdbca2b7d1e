"""Run by `benchmarks.startup`: the program itself, which tells when its window is painted."""

from __future__ import annotations

import sys
import time

from PySide6.QtCore import QTimer

import caseapp.ui  # first, as in life: it says what PySide is to leave alone
from caseapp.cli import main as caseapp
from caseapp.ui import application
from caseapp.ui.unlock_window import UnlockWindow


class _Observed(UnlockWindow):
    """The unlock window, which tells the moment it is painted and closes."""

    def show(self) -> None:
        self.painted.connect(self._tell)
        super().show()

    def _tell(self) -> None:
        sys.stdout.write(f"{time.perf_counter()}\n")
        sys.stdout.flush()
        QTimer.singleShot(0, self.close)


def main(base: str) -> int:
    """Start as the command `caseapp BASE` does, and leave once the window is painted."""
    application.UnlockWindow = _Observed  # type: ignore[attr-defined]  # what is observed
    return caseapp([base])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
