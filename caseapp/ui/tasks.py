"""Slow work beside the window: jobs in threads, their outcome brought back to the window.

One long-lived object carries every outcome to the thread of the window. A callback runs only
while its owner lives; of two jobs of one owner under the same name, only the newest answers.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from itertools import count
from threading import Event
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from shiboken6 import isValid

from caseapp.kernel import memory
from caseapp.kernel.errors import CaseAppError

T = TypeVar("T")
_TURN = 0.0005  # seconds that a thread may work on once another wants to; Python's own is ten times that
_LATER = 2000  # milliseconds from the end of a job until the memory it freed is given back


class CancelledJobError(Exception):
    """The job was asked to stop."""


@dataclass(slots=True, eq=False)
class Job:
    """One piece of work under way. The work itself receives it, to tell how far it is."""

    number: int
    _say: Callable[[int, float, str], None]
    _stop: Event = field(default_factory=Event)

    def progress(self, share: float, sentence: str = "") -> None:
        """Tell how far the work is (0 to 1); stop here if it was cancelled.

        Raises:
            CancelledJobError: nobody waits for the outcome any more.
        """
        if self._stop.is_set():
            raise CancelledJobError
        self._say(self.number, share, sentence)

    @property
    def is_cancelled(self) -> bool:
        """Whether nobody waits for the outcome any more."""
        return self._stop.is_set()

    def cancel(self) -> None:
        """Wait for the outcome no more; the work stops at its next `progress`."""
        self._stop.set()


@dataclass(slots=True)
class _Waiting:
    job: Job
    owner: QObject
    name: str
    done: Callable[[Any], object]
    failed: Callable[[CaseAppError], object] | None
    progress: Callable[[float, str], object] | None


Beside = Callable[[Callable[[], Any], Callable[[Any], object]], object]  # work, what then


def at_once(work: Callable[[], T], done: Callable[[T], object]) -> None:
    """Do work here and now: where there is little of it."""
    done(work())


class Jobs(QObject):
    """Runs work in threads and calls back in the thread of the window."""

    _ended = Signal(int, object, object)  # number, outcome, failure
    _told = Signal(int, float, str)

    def __init__(self, parent: QObject | None = None, *, workers: int = 3) -> None:
        super().__init__(parent)
        memory.share()
        sys.setswitchinterval(_TURN)  # the window asks for its turn at each reading of the base
        self._pool = ThreadPoolExecutor(workers, thread_name_prefix="job")
        self._numbers = count(1)
        self._is_closed = False
        self._waiting: dict[int, _Waiting] = {}
        queued = Qt.ConnectionType.QueuedConnection
        self._ended.connect(self._bring_back, queued)
        self._told.connect(self._bring_progress, queued)
        self._tidying = QTimer(self)
        self._tidying.setSingleShot(True)
        self._tidying.setInterval(_LATER)
        self._tidying.timeout.connect(self._give_back)

    @property
    def busy(self) -> bool:
        """Whether some outcome is still waited for."""
        return any(not waiting.job.is_cancelled for waiting in self._waiting.values())

    def start(
        self,
        owner: QObject,
        work: Callable[[Job], T],
        done: Callable[[T], object],
        *,
        failed: Callable[[CaseAppError], object] | None = None,
        progress: Callable[[float, str], object] | None = None,
        name: str = "",
    ) -> Job:
        """Do work in a thread, then call `done` with what it returns.

        A `CaseAppError` goes to `failed`; any other failure, or one nobody asked for, goes the
        way of every unexpected failure. A job of the same owner and `name` still under way is
        cancelled: its answer would be stale. Once the window goes, nothing is begun any more.
        """
        if name:
            self.cancel(owner, name)
        job = Job(next(self._numbers), self._told.emit)
        if self._is_closed:
            job.cancel()
            return job
        self._waiting[job.number] = _Waiting(job, owner, name, done, failed, progress)
        self._pool.submit(self._run, job, work)
        return job

    def beside(self, owner: QObject, name: str) -> Beside:
        """Return what does work in a thread, of which only the newest answers."""
        return lambda work, done: self.start(owner, lambda _job: work(), done, name=name)

    def cancel(self, owner: QObject, name: str) -> None:
        """Cancel what an owner has under way under a name."""
        for waiting in self._waiting.values():
            if waiting.owner is owner and waiting.name == name:
                waiting.job.cancel()

    def let_go(self, window: QObject) -> None:
        """Cancel what a window and all its parts have under way: it goes, and its base with it."""
        for waiting in self._waiting.values():
            owner: QObject | None = waiting.owner if isValid(waiting.owner) else None
            while owner is not None and owner is not window:
                owner = owner.parent()
            if owner is window:
                waiting.job.cancel()

    def close(self) -> None:
        """Cancel everything, wait for what already runs, and take no more work."""
        self._is_closed = True
        self._tidying.stop()
        for waiting in self._waiting.values():
            waiting.job.cancel()
        self._pool.shutdown(wait=True, cancel_futures=True)
        self._waiting.clear()

    def _run(self, job: Job, work: Callable[[Job], object]) -> None:
        if job.is_cancelled:
            self._ended.emit(job.number, None, CancelledJobError())
            return
        try:
            outcome = work(job)
        except Exception as failure:  # noqa: BLE001 - carried to the window's thread, judged there
            self._ended.emit(job.number, None, failure)
        else:
            self._ended.emit(job.number, outcome, None)

    def _bring_back(self, number: int, outcome: object, failure: Exception | None) -> None:
        waiting = self._waiting.pop(number, None)
        if not self._is_closed and not self._tidying.isActive():
            self._tidying.start()
        if waiting is None or waiting.job.is_cancelled or not isValid(waiting.owner):
            return
        if failure is None:
            waiting.done(outcome)
        elif isinstance(failure, CaseAppError) and waiting.failed is not None:
            waiting.failed(failure)
        else:
            raise failure

    def _give_back(self) -> None:
        if self.busy:
            self._tidying.start()
        else:
            self._pool.submit(memory.give_back)

    def _bring_progress(self, number: int, share: float, sentence: str) -> None:
        waiting = self._waiting.get(number)
        if waiting is None or waiting.progress is None:
            return
        if not waiting.job.is_cancelled and isValid(waiting.owner):
            waiting.progress(share, sentence)
