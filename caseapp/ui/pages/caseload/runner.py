"""The one review under way, whichever page is on screen."""

from __future__ import annotations

from threading import Event
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from caseapp.ui.tasks import CancelledJobError
from db.errors import ClosedStoreError

if TYPE_CHECKING:
    from uuid import UUID

    from caseapp.kernel.errors import CaseAppError
    from caseapp.services.caseload import Caseload
    from caseapp.services.caseload_rows import Progress
    from caseapp.ui.tasks import Job, Jobs
    from db.models import ReviewReason

_REVIEW, _DUE = "review", "due"  # its jobs


class Runner(QObject):
    """Starts reviews, one at a time, and tells how far they are.

    It lives as long as the window. What is cut short because the window goes is not over, and is
    due again; what a person stops is over.
    """

    moved = Signal(object)  # a `Progress`
    ended = Signal(str, str)  # what went wrong and the way out, or nothing
    _told = Signal(object)

    def __init__(self, caseload: Caseload, jobs: Jobs, parent: QObject) -> None:
        super().__init__(parent)
        self._caseload, self._jobs = caseload, jobs
        self._stop: Event | None = None
        self.progress: Progress | None = None
        self.reason: ReviewReason | None = None
        self._told.connect(self._move)

    @property
    def is_running(self) -> bool:
        """Whether a review is under way."""
        return self._stop is not None

    def start(self, reason: ReviewReason) -> None:
        """Start a review, unless one is under way."""
        if self._stop is not None:
            return
        stop = self._stop = Event()
        self.reason, self.progress = reason, None
        tell = self._told.emit

        def work(job: Job) -> UUID:
            def stopped() -> bool:
                if job.is_cancelled:
                    raise CancelledJobError
                return stop.is_set()

            return self._caseload.review(reason, tell, stopped)

        self._jobs.start(self, work, lambda _id: self._end(), failed=self._fail, name=_REVIEW)

    def start_if_due(self) -> None:
        """Look, away from the window, whether a review is due by itself, and start it."""
        if self._stop is None:
            self._jobs.start(self, lambda _job: self._caseload.due(), self._due, name=_DUE)

    def stop(self) -> None:
        """Ask the review to end after the cases it is at; what is done is kept."""
        if self._stop is not None:
            self._stop.set()

    def leave(self) -> None:
        """End what is under way after the cases it is at, and tell nobody: the window goes."""
        for name in (_REVIEW, _DUE):
            self._jobs.cancel(self, name)

    def _due(self, reason: ReviewReason | None) -> None:
        if reason is not None:
            self.start(reason)

    def _move(self, progress: Progress) -> None:
        if self._stop is not None:
            self.progress = progress
            self.moved.emit(progress)

    def _end(self, sentence: str = "", way_out: str = "") -> None:
        self._stop = None
        self.progress = None
        self.ended.emit(sentence, way_out)

    def _fail(self, error: CaseAppError) -> None:
        if isinstance(error, ClosedStoreError):
            self._end()
        else:
            self._end(str(error), getattr(error, "way_out", ""))
