"""The real program, killed again and again while somebody types and it saves.

One process loads everything, then forks once a round: the child opens the base with its password
and types; each thing is told once the screen shows it as stored. The parent kills it.
"""

from __future__ import annotations

import json
import os
import random
import signal
import sys
import time
import traceback
from importlib import import_module
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any

from caseapp.bootstrap import Parts
from caseapp.kernel.clock import SystemClock
from caseapp.ui.settings import Settings
from tests.support.asking import Answers
from tests.support.engines import ReadyEngine
from tests.support.fingers import FINGERS
from tests.support.hands import plain
from tests.support.program import ProgramScreen
from tests.support.store import PASSWORD

if TYPE_CHECKING:
    from caseapp.rules.engine import Engine

_MOST = 8  # things told before the kill: counted, since a busy machine takes its time for each
_LATER = 0.4  # seconds at most after the last of them


class WithoutEngine(Parts):
    """The real parts; nothing is estimated while one types, so the engine need not start."""

    def start_engine(self) -> Engine:
        return ReadyEngine()


def type_for_ever(base: Path, number: int, acknowledged: int) -> None:
    """Make cases and fill their fields, and tell each thing that the screen shows as stored."""
    from PySide6.QtWidgets import QApplication  # noqa: PLC0415 - not before the fork

    from caseapp.ui.application import Program, dress  # noqa: PLC0415 - same

    def tell(kind: str, name: str, value: str) -> None:
        os.write(acknowledged, f"{json.dumps([kind, name, value])}\n".encode())

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
    screen.unlock.type_password(PASSWORD)
    screen.wait_open()
    for case in count():
        name = f"CAS-{number}-{case}"
        tell("typing", name, "")
        screen.make_case(name, "Ana")
        assert screen.case.header.title == f"{name} Ana"
        tell("case", name, "")
        screen.choose("Occupation", "h")  # lodged: no rent is asked, debts are
        for amount in range(3):
            value = f"{10 * number + amount}"
            tell("typing", name, value)
            screen.fill("Dette de loyer", value)
            shown = plain(screen.household.text("Dette de loyer"))
            assert shown == f"{value},00 €", shown
            tell("field", name, value)


def main() -> None:
    """Fork, kill, and print what was told."""
    base, rounds = Path(sys.argv[1]), int(sys.argv[2])
    chance = random.Random(2026)  # noqa: S311 - only decides when to kill
    told: list[list[str]] = []
    parts = WithoutEngine()
    parts.warm()
    for name in parts.pages():
        import_module(name)
    for number in range(1, rounds + 1):
        reader, writer = os.pipe()
        child = os.fork()
        if child == 0:
            os.close(reader)
            try:
                type_for_ever(base, number, writer)
            except Exception:  # noqa: BLE001 - said, and this copy of the process ends here
                traceback.print_exc()
            os._exit(1)
        os.close(writer)
        said, awaited = b"", chance.randint(1, _MOST)  # the first thing: it is typing
        while said.count(b"\n") < awaited and (part := os.read(reader, 65536)):
            said += part
        time.sleep(chance.uniform(0, _LATER))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        while part := os.read(reader, 65536):
            said += part
        os.close(reader)
        told += [json.loads(line) for line in said.decode().splitlines()]
    sys.stdout.write(json.dumps(told))


if __name__ == "__main__":
    main()
