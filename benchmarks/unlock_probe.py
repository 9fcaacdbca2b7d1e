"""Run by `benchmarks.unlock`: unlock a base as a person would, print seconds and megabytes."""

from __future__ import annotations

import os
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

import psutil
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

import caseapp.ui  # noqa: F401 - first, as in life: it says what PySide is to leave alone
from caseapp.bootstrap import Parts
from caseapp.kernel.clock import SystemClock
from caseapp.rules.openfisca.process import EngineProcess
from caseapp.ui.application import Program, dress
from caseapp.ui.dialogs.ask import Ask
from caseapp.ui.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable

_LOOK = 5  # ms
_SETTLE = 1_500  # ms


class _Parts(Parts):
    """The parts of the program, one of which is looked at: the engine."""

    engine: EngineProcess | None = None

    def start_engine(self) -> EngineProcess:
        self.engine = EngineProcess()
        return self.engine


def main(base: Path, password: str) -> None:
    """Unlock the base once the engine is warm, and print what it took."""
    app = QApplication(["caseapp"])
    dress(app)
    parts = _Parts()
    folder = Path(tempfile.mkdtemp())
    program = Program(
        app, parts, clock=SystemClock(), settings=Settings(folder), asker=Ask(), base=base
    )
    program.start()

    def type_password() -> None:
        window = program.unlock_window
        if window is None:
            raise RuntimeError("there is no unlock window")
        began = time.perf_counter()
        window.opening.password.editor.setText(password)
        window.opening.open_button.click()
        _when(lambda: program.window is not None, lambda: painted(began))

    def painted(began: float) -> None:
        app.processEvents()
        took = time.perf_counter() - began
        QTimer.singleShot(_SETTLE, lambda: report(took))

    def report(took: float) -> None:
        own = psutil.Process()
        engine = sum(child.memory_info().rss for child in own.children(recursive=True))
        print(f"{took:.3f} {own.memory_info().rss / 1e6:.1f} {engine / 1e6:.1f}")
        app.quit()

    _when(
        lambda: parts.engine is not None and parts.engine.is_ready(),
        lambda: QTimer.singleShot(500, type_password),
    )
    app.exec()
    program.close()


def _when(ready: Callable[[], bool], then: Callable[[], None]) -> None:
    """Do something as soon as a question is answered with yes."""
    if ready():
        then()
    else:
        QTimer.singleShot(_LOOK, lambda: _when(ready, then))


if __name__ == "__main__":
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    main(Path(sys.argv[1]), sys.argv[2])
