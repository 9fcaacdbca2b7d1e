"""Files on their way into the base, one after the other, beside the window."""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from threading import Event
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from caseapp.kernel import french
from caseapp.kernel.errors import CaseAppError
from caseapp.services.document_files import opened
from db.errors import ClosedStoreError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path
    from uuid import UUID

    from caseapp.services.document_rows import Added
    from caseapp.services.documents import Documents
    from caseapp.ui.tasks import Job, Jobs


@dataclass(frozen=True, slots=True)
class Source:
    """What is handed in: a file, or what was pasted."""

    name: str = field(repr=False)
    path: Path | None = field(default=None, repr=False)
    content: bytes = field(default=b"", repr=False)


@dataclass(frozen=True, slots=True)
class TakenIn:
    """A file that became a document."""

    source: Source
    added: Added


@dataclass(slots=True)
class Outcome:
    """What came of the files of one gesture."""

    case_id: UUID
    done: list[TakenIn] = field(default_factory=list)
    refused: list[str] = field(default_factory=list, repr=False)  # a sentence each
    was_stopped: bool = False


class _StoppedError(Exception):
    """The person stopped the work."""


class Intake(QObject):
    """Takes files in; several gestures are done one after the other."""

    moved = Signal(float, str)  # share, sentence
    ended = Signal(object)  # Outcome

    def __init__(self, documents: Documents, jobs: Jobs, parent: QObject) -> None:
        super().__init__(parent)
        self._documents, self._jobs = documents, jobs
        self._stop = Event()
        self._waiting: list[tuple[UUID, tuple[Source, ...]]] = []
        self._is_running = False

    @property
    def is_running(self) -> bool:
        """Whether files are on their way."""
        return self._is_running

    def take(self, case_id: UUID, sources: Sequence[Source]) -> None:
        """Take files into a case, after those that are on their way."""
        if sources:
            self._waiting.append((case_id, tuple(sources)))
            self._start_next()

    def stop(self) -> None:
        """Stop: the file under way leaves nothing, those before it stay."""
        self._waiting.clear()
        self._stop.set()

    def _start_next(self) -> None:
        if self._is_running or not self._waiting:
            return
        self._is_running = True
        self._stop.clear()
        case_id, sources = self._waiting.pop(0)
        self._jobs.start(
            self,
            lambda job: self._work(job, case_id, sources),
            self._end,
            failed=lambda error: self._end(Outcome(case_id, refused=[str(error)])),
            progress=self.moved.emit,
        )

    def _work(self, job: Job, case_id: UUID, sources: Sequence[Source]) -> Outcome:
        outcome = Outcome(case_id)
        for place, source in enumerate(sources):

            def told(done: int, of: int, place: int = place) -> None:
                if self._stop.is_set():
                    raise _StoppedError
                share = (place + done / max(1, of)) / len(sources)
                job.progress(share, _words(place, len(sources)))

            try:
                told(0, 1)
                outcome.done.append(TakenIn(source, self._take(case_id, source, told)))
            except _StoppedError:
                outcome.was_stopped = True
                break
            except ClosedStoreError:
                raise
            except CaseAppError as error:
                outcome.refused.append(str(error))
        return outcome

    def _take(self, case_id: UUID, source: Source, told: Callable[[int, int], None]) -> Added:
        add = self._documents.add
        if source.path is None:
            return add(case_id, io.BytesIO(source.content), source.name, told=told)
        with opened(source.path) as file:
            return add(case_id, file, source.name, told=told)

    def _end(self, outcome: Outcome) -> None:
        self._is_running = False
        self.ended.emit(outcome)
        self._start_next()


def _words(place: int, total: int) -> str:
    return "" if total == 1 else f"{french.number(place + 1)} sur {french.number(total)}"
