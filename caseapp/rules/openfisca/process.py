"""The engine as the program sees it: a process beside it, warm, and started again when it dies.

What is known of a household goes through a pipe: never on a command line, in the environment or
in a file.
"""

from __future__ import annotations

import json
import threading
from concurrent.futures import ThreadPoolExecutor
from itertools import islice
from typing import TYPE_CHECKING, TypeVar

from caseapp.exchange.estimate import read_estimate
from caseapp.rules.engine import EngineTroubleError, nobody_looks
from caseapp.rules.openfisca.chunks import ChunkSize
from caseapp.rules.openfisca.messages import (
    ask_curve,
    ask_many,
    ask_one,
    ask_scales,
    read_curve,
    read_scales,
    text_of_estimate,
)
from caseapp.rules.openfisca.pipe import PipeEndedError, WorkerPipe, worker_command
from caseapp.rules.openfisca.troubles import NoAnswerError, closed, no_answer, read_answer
from caseapp.rules.openfisca.turns import Turns
from caseapp.rules.sent_catalogue import write_catalogue

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from concurrent.futures import Future
    from datetime import date

    from caseapp.domain.curve import IncomeCurve
    from caseapp.domain.estimate import Estimate
    from caseapp.domain.freshness import DatedFact
    from caseapp.domain.household import Household
    from caseapp.kernel.money import Money
    from caseapp.rules.catalogue_loader import Catalogue
    from caseapp.rules.engine import Answer, WholeAnswer
    from caseapp.rules.openfisca.messages import Json

T = TypeVar("T")

_TRIES = 2
_ENDING = 5.0  # seconds that a killed process is given to be gone


class EngineProcess:
    """Estimates in a process of its own, from any thread, one household after the other."""

    def __init__(
        self,
        *,
        answer_limit: float = 60.0,
        start_limit: float = 120.0,
        command: Sequence[str] = (),
    ) -> None:
        """Start the process and return at once: it warms up in the background."""
        self._answer_limit = answer_limit
        self._start_limit = start_limit
        self._command = tuple(command) or worker_command()
        self._turns = Turns()
        self._changing = threading.Lock()  # of `_pipe` and `_closed`
        self._closed = False
        self._pipe: WorkerPipe | None = self._started()

    def estimate(self, household: Household) -> Estimate:
        """Return the answer for every right; wait for the warm-up where it is not over.

        Raises:
            EngineTroubleError: no answer could be had; nothing is wrong with the household.
        """
        return _estimate(self._said(ask_one(household)))

    def estimate_many(
        self, households: Sequence[Household], done: Callable[[int], None] = nobody_looks
    ) -> Iterator[Answer]:
        """Yield the answer for each household, in order, as `Engine` says.

        Raises:
            EngineTroubleError: by the iterator, when the process is gone and does not come back.
        """
        for answered, answer in enumerate(self._streamed(households, None, _estimate), start=1):
            done(answered)
            yield answer

    def estimate_whole(
        self, households: Iterable[Household], catalogue: Catalogue
    ) -> Iterator[WholeAnswer]:
        """Yield the text of each whole estimate, as `Engine` says.

        The conditions are judged by the process too: here, they would hold up the window.

        Raises:
            EngineTroubleError: by the iterator, when the process is gone and does not come back.
        """
        yield from self._streamed(households, write_catalogue(catalogue), _text)

    def curve(self, household: Household, wages: Sequence[Money]) -> IncomeCurve:
        """Return what the household lives on by the applicant's net monthly wage.

        Raises:
            EngineTroubleError: no answer could be had; nothing is wrong with the household.
        """
        return read_answer(self._said(ask_curve(household, wages)), "curve", read_curve)

    def scales(self, on: date) -> tuple[DatedFact, ...]:
        """Return the values of the model that the amounts rest on, as of a day.

        Raises:
            EngineTroubleError: no answer could be had.
        """
        return read_answer(self._said(ask_scales(on)), "scales", read_scales)

    def is_ready(self) -> bool:
        """Say whether a question would be answered without waiting for a warm-up."""
        pipe = self._pipe
        return pipe is not None and pipe.started and pipe.usable

    @property
    def process_id(self) -> int | None:
        """The number of the process that computes, to measure its memory."""
        pipe = self._pipe
        return None if pipe is None else pipe.process_id

    def close(self) -> None:
        """End the process; who waits for an answer is told so. Calling it again does nothing."""
        with self._changing:
            self._closed = True
            pipe = self._pipe
        if pipe is not None:
            pipe.end()
            pipe.wait_ended(_ENDING)

    def _streamed(
        self, households: Iterable[Household], catalogue: Json | None, read: Callable[[bytes], T]
    ) -> Iterator[T | EngineTroubleError]:
        """Yield what each line of answer holds, or the trouble in its place.

        Households go to the process by chunks of about a second, one ahead of what is read. Between
        two chunks, a question of another thread is answered, and whoever let go is heard.
        """
        size, waiting = ChunkSize(), iter(households)
        ahead = ThreadPoolExecutor(1, thread_name_prefix="engine-ahead")

        def taken() -> list[Household]:
            return list(islice(waiting, size.households))

        def asked(chunk: list[Household]) -> Future[list[bytes] | None]:
            return ahead.submit(self._said_of_chunk, chunk, catalogue, size)

        try:
            chunk = taken()
            said, following = asked(chunk), taken()
            while chunk:
                lines = said.result()
                said = asked(following)  # at once: to take the ones after it may take a while
                yield from (
                    self._each_alone(chunk, catalogue, read)
                    if lines is None
                    else (_read_or_trouble(line, read) for line in lines)
                )
                chunk, following = following, taken()
        finally:
            ahead.shutdown(wait=False, cancel_futures=True)

    def _said_of_chunk(
        self, households: Sequence[Household], catalogue: Json | None, size: ChunkSize
    ) -> list[bytes] | None:
        """Return what the process says of a chunk; None where it ends, twice, on it."""
        if not households:
            return []
        try:
            with self._turns.taken(hurried=False), size.measured(len(households)):
                return self._ask(ask_many(households, catalogue), len(households))
        except NoAnswerError:
            return None

    def _each_alone(
        self, households: Sequence[Household], catalogue: Json | None, read: Callable[[bytes], T]
    ) -> Iterator[T | EngineTroubleError]:
        """Yield the answer of each household alone: one that kills the process is told apart.

        Raises:
            NoAnswerError: two of them in a row ended the process: it is not their fault.
        """
        ended = False
        for household in households:
            try:
                line = self._said(ask_many([household], catalogue))
            except NoAnswerError as trouble:
                if ended or self._closed:
                    raise
                ended = True
                yield trouble
            else:
                ended = False
                yield _read_or_trouble(line, read)

    def _said(self, question: Json) -> bytes:
        with self._turns.taken(hurried=True):
            return self._ask(question)[0]

    def _ask(self, question: Json, lines: int = 1) -> list[bytes]:
        started, failure = False, ""
        for _try in range(_TRIES):
            pipe = self._usable_pipe()
            if pipe is None:
                continue
            if not pipe.wait_started(self._start_limit):
                failure = pipe.failure
                pipe.end()
                continue
            started = True
            try:
                return pipe.ask(question, self._answer_limit, lines)
            except PipeEndedError:
                continue
        raise closed() if self._closed else no_answer(failure, started=started)

    def _usable_pipe(self) -> WorkerPipe | None:
        with self._changing:
            if self._closed:
                raise closed()
            if self._pipe is None or not self._pipe.usable:
                self._pipe = self._started()
            return self._pipe

    def _started(self) -> WorkerPipe | None:
        try:
            return WorkerPipe(self._command, self._start_again)
        except OSError:
            return None

    def _start_again(self, ended: WorkerPipe) -> None:
        """Be warm for the next question; but a process that never got ready is not tried again."""
        with self._changing:
            if not self._closed and self._pipe is ended and ended.started:
                self._pipe = self._started()


def _estimate(line: bytes) -> Estimate:
    return read_answer(line, "estimate", read_estimate)


def _text(line: bytes) -> str:
    text = text_of_estimate(line)
    return read_answer(line, "estimate", json.dumps) if text is None else text


def _read_or_trouble(line: bytes, read: Callable[[bytes], T]) -> T | EngineTroubleError:
    try:
        return read(line)
    except EngineTroubleError as trouble:
        return trouble
