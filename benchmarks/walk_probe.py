"""Run by `benchmarks.walk`: unlock the big base, walk through every screen, print what it took.

The heart of the window beats every few milliseconds; the longest time between two beats of a step
is how long the window answered nobody. Each is told with the processor time of the window's
thread in it: on a busy machine, only the second is the program's own.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import psutil
from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication

import caseapp.ui  # noqa: F401 - first, as in life: it says what PySide is to leave alone
from benchmarks import big_base
from benchmarks.walk_steps import walk
from caseapp.bootstrap import Parts
from caseapp.rules.openfisca.process import EngineProcess
from caseapp.ui.application import Program, dress
from caseapp.ui.dialogs.ask import Ask
from caseapp.ui.pages.day.page import DayPage
from caseapp.ui.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import TracebackType

    from benchmarks.walk_steps import Step
    from caseapp.services.desk import Desk

_BEAT = 5  # milliseconds
_QUIET = 6  # beats without work before the next step
_WARM = 500  # milliseconds


class _Parts(Parts):
    """The parts of the program, one of which is looked at: the engine."""

    engine: EngineProcess | None = None

    def start_engine(self) -> EngineProcess:
        self.engine = EngineProcess()
        return self.engine


@dataclass(slots=True)
class _Took:
    """What one step took, in milliseconds."""

    name: str
    shown: float = 0  # until what was asked for is painted
    shown_cpu: float = 0
    stop: float = 0  # the longest time between two beats
    stop_cpu: float = 0
    whole: float = 0  # until nothing works any more

    def hear(self, beat: tuple[float, float], last: tuple[float, float]) -> None:
        """Keep the longest time between two beats."""
        if (gap := beat[0] - last[0]) > self.stop:
            self.stop, self.stop_cpu = gap, beat[1] - last[1]


class _Walker(QObject):
    """Takes the steps one after the other, each once all the work of the last is done."""

    def __init__(self, app: QApplication, program: Program, ended: Callable[[], None]) -> None:
        super().__init__()
        self._app, self._program, self._ended = app, program, ended
        self._steps: Iterator[Step] = iter(())
        self.taken: list[_Took] = []
        self._last = _now()
        self._quiet = 0
        self._began = self._last
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(_BEAT)
        self._timer.timeout.connect(self._beat)

    def start(self, name: str, act: Callable[[], object], steps: Iterator[Step]) -> None:
        """Act, then take the steps, which are first asked for once the act is done."""
        self._steps = steps
        self._timer.start()
        self._last = _now()
        self._take(name, act)

    def painted(self) -> None:
        """Say that what the first act asked for is on the screen."""
        took = self.taken[0]
        took.shown, took.shown_cpu = (a - b for a, b in zip(_now(), self._began, strict=True))

    def _take(self, name: str, act: Callable[[], object]) -> None:
        self._began = _now()
        took = _Took(name)
        self.taken.append(took)
        act()
        self._hear()  # in life the loop is free here, and after the events, to answer somebody
        if (window := self._program.window) is not None:
            self._app.processEvents()
            self._hear()
            window.repaint()
            took.shown, took.shown_cpu = (a - b for a, b in zip(_now(), self._began, strict=True))
        self._quiet = 0

    def _hear(self) -> None:
        beat = _now()
        self.taken[-1].hear(beat, self._last)
        self._last = beat

    def _beat(self) -> None:
        self._hear()
        busy = self._program.jobs.busy or self._program.window is None
        self._quiet = 0 if busy else self._quiet + 1
        if self._quiet < _QUIET:
            return
        took = self.taken[-1]
        took.whole = self._last[0] - self._began[0]
        step = next(self._steps, None)
        self._last = _now()
        if step is None:
            self._timer.stop()
            self._ended()
        else:
            self._take(*step)


def main(base: Path) -> None:
    """Walk, then print one line of JSON."""
    app = QApplication(["caseapp"])
    dress(app)
    parts = _Parts()
    program = Program(
        app, parts, clock=big_base.CLOCK, settings=Settings(base.parent), asker=Ask(), base=base
    )
    program.start()

    def report() -> None:
        memory = psutil.Process().memory_full_info()
        found = {
            "steps": [
                [t.name, t.shown, t.shown_cpu, t.stop, t.stop_cpu, t.whole] for t in walker.taken
            ],
            "rss": memory.rss / 1e6,
            "uss": memory.uss / 1e6,
        }
        sys.stdout.write(json.dumps(found) + "\n")
        app.quit()

    walker = _Walker(app, program, report)

    def fail(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        sys.__excepthook__(kind, error, trace)
        os._exit(1)  # a page that does not show takes no time

    sys.excepthook = fail

    def unlock() -> None:
        window = program.unlock_window
        if window is None:
            raise RuntimeError("there is no unlock window")
        window.opening.password.editor.setText(big_base.PASSWORD)
        window.opening.open_button.click()
        _when(lambda: _shows_day(program), painted)

    def painted() -> None:
        app.processEvents()
        walker.painted()

    _when(
        lambda: parts.engine is not None and parts.engine.is_ready() and not program.jobs.busy,
        lambda: QTimer.singleShot(
            _WARM, lambda: walker.start("déverrouiller", unlock, walk(program))
        ),
    )
    app.exec()
    program.close()


def _shows_day(program: Program[Desk]) -> bool:
    """Whether « Ma journée » is on the screen, its figures read."""
    page = program.window.page if program.window is not None else None
    return isinstance(page, DayPage) and bool(page.header.summary)


def _now() -> tuple[float, float]:
    """Return the time and the processor time of this thread, in milliseconds."""
    return time.perf_counter() * 1000, time.thread_time() * 1000


def _when(ready: Callable[[], bool], then: Callable[[], None]) -> None:
    """Do something as soon as a question is answered with yes."""
    if ready():
        then()
    else:
        QTimer.singleShot(_BEAT, lambda: _when(ready, then))


if __name__ == "__main__":
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    with tempfile.TemporaryDirectory() as folder:
        main(big_base.copy(Path(sys.argv[1]), Path(folder)))
