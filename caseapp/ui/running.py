"""The window program from its command line to its exit code, and where its troubles are told."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtWidgets import QApplication
from shiboken6 import isValid

from caseapp.kernel import memory, places
from caseapp.kernel.clock import SystemClock
from caseapp.ui.application import Program, dress
from caseapp.ui.dialogs.ask import Ask
from caseapp.ui.dialogs.crash import CrashWindow
from caseapp.ui.failures import Failure, Failures, keep_log
from caseapp.ui.settings import Settings
from caseapp.ui.signals import Signals
from caseapp.ui.system_watch import watch_system

if TYPE_CHECKING:
    from collections.abc import Sequence

    from caseapp.ui.application import Parts

Desk = TypeVar("Desk")


def run(argv: Sequence[str], parts: Parts[Desk]) -> int:
    """Run the program in a window until it is closed; return its exit code."""
    options = _parser().parse_args(list(argv))
    memory.wipe_as_freed()
    app = QApplication(sys.argv[:1])
    dress(app)
    keep_log(places.cache_folder())
    program = Program(
        app,
        parts,
        clock=SystemClock(),
        settings=Settings(places.settings_folder()),
        asker=Ask(),
        base=options.named_base or options.base,
    )
    failures = Failures(
        lambda failure: show_failure(app, program, failure),
        _show_trouble,
    )
    failures.install()
    signals = Signals()
    signals.asked.connect(program.hurry)
    signals.asked.connect(app.quit)  # which closes the window, which keeps what is typed
    watch_system(app, program, program.lock, SystemClock())
    program.start(demo=options.demo)
    try:
        return app.exec()
    finally:
        program.close()
        signals.close()
        failures.remove()


def show_failure(app: QApplication, program: Program[Any], failure: Failure) -> None:
    """Have what is typed kept, then say that something failed, and let one go on."""
    if isinstance(QApplication.activeModalWidget(), CrashWindow):
        return  # one at a time: the others are in the log
    kept = program.keep_typed()
    window = CrashWindow(QApplication.activeWindow(), failure, app.quit, is_kept=kept)
    if window.exec() and isValid(program):
        program.forget_forms()
    if isValid(window):  # locking destroys the window it stands on
        window.deleteLater()


def _show_trouble(sentence: str, way_out: str) -> None:
    shown = [window for window in QApplication.topLevelWidgets() if window.isVisible()]
    parent = QApplication.activeWindow() or next(iter(shown), None)
    if parent is not None:
        Ask().tell(parent, sentence, way_out)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="caseapp", add_help=False)
    parser.add_argument("base", nargs="?", type=Path, default=None)
    parser.add_argument("--base", dest="named_base", type=Path, default=None)
    parser.add_argument("--demo", action="store_true")
    return parser
