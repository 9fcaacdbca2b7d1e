"""Run under a real X server: what one program copies is cleared, what another copies is not."""

from __future__ import annotations

import sys
import threading

from PySide6.QtCore import QElapsedTimer
from PySide6.QtWidgets import QApplication, QLineEdit

from caseapp.ui import clipboard
from caseapp.ui.clipboard import ClipboardGuard


def main() -> None:
    """Copy as the program, or as Qt's own input; say what is there; then as the parent tells."""
    app = QApplication([])
    board = app.clipboard()
    how = sys.argv[1]
    if how == "other":  # another program, that keeps what it copied
        board.setText("à quelqu'un d'autre")
        _say(app, "copied")
        sys.stdin.readline()
        return
    guard = ClipboardGuard(board, seconds=0.5)
    if how == "input":
        line = QLineEdit("Zébulonne")
        line.show()
        line.selectAll()
        line.copy()
    else:
        clipboard.copy("Zébulonne")
    _wait(app, 50)
    _say(app, f"{board.text()} {guard.is_waiting}")
    sys.stdin.readline()  # another program may copy meanwhile
    _wait(app, 900)
    _say(app, f"<{board.text()}> {guard.is_waiting}")


def _wait(app: QApplication, milliseconds: int) -> None:
    timer = QElapsedTimer()
    timer.start()
    while timer.elapsed() < milliseconds:
        app.processEvents()


def _say(app: QApplication, words: str) -> None:
    _wait(app, 50)
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()
    if words == "copied":  # it answers whoever pastes until it is told to end
        told = threading.Thread(target=sys.stdin.readline, daemon=True)
        told.start()
        while told.is_alive():
            app.processEvents()
        sys.exit(0)


if __name__ == "__main__":
    main()
