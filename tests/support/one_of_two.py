"""The real program in a process of its own: it opens a base, or says why it does not, then waits."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QApplication

from caseapp.kernel.clock import SystemClock
from caseapp.ui.application import Program, dress
from caseapp.ui.settings import Settings
from tests.support.asking import Answers
from tests.support.fingers import FINGERS
from tests.support.program import ProgramScreen
from tests.support.saving import WithoutEngine
from tests.support.store import PASSWORD


def main(base: Path) -> None:
    """Type the password, tell on a line what came of it, and stay until a line comes."""
    app = QApplication([])
    dress(app)
    program: Program[Any] = Program(
        app,
        WithoutEngine(),
        clock=SystemClock(),
        settings=Settings(None),
        asker=Answers(),
        base=base,
    )
    program.start()
    screen = ProgramScreen(program, FINGERS)
    unlock = screen.unlock
    unlock.type_password(PASSWORD)
    screen.wait(lambda: program.window is not None or bool(unlock.notice))
    is_open = program.window is not None
    said = "" if is_open else unlock.notice
    sys.stdout.write(json.dumps({"open": is_open, "said": said}) + "\n")
    sys.stdout.flush()
    sys.stdin.readline()
    program.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
