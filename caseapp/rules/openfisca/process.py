"""The engine as the program sees it: a process beside it, warm, and started again when it dies.

What is known of a household goes through a pipe: never on a command line, in the environment or
in a file.
"""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any

from caseapp.exchange.estimate import InvalidEstimateError, read_estimate
from caseapp.exchange.freshness import read_dated_fact
from caseapp.exchange.household import write_household
from caseapp.kernel.typography import typeset
from caseapp.rules.engine import EngineTroubleError
from caseapp.rules.openfisca.pipe import PipeEndedError, WorkerPipe, worker_command

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from caseapp.domain.estimate import Estimate
    from caseapp.domain.freshness import DatedFact
    from caseapp.domain.household import Household

_TRIES = 2
_ENDING = 5.0  # seconds that a killed process is given to be gone
_KEPT = "Rien de ce qui est saisi n'est perdu."


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
        self._asking = threading.Lock()  # one question at a time
        self._changing = threading.Lock()  # of `_pipe` and `_closed`
        self._closed = False
        self._pipe: WorkerPipe | None = self._started()

    def estimate(self, household: Household) -> Estimate:
        """Return the answer for every right; wait for the warm-up where it is not over.

        Raises:
            EngineTroubleError: no answer could be had; nothing is wrong with the household.
        """
        question = {"household": write_household(household)}
        with self._asking:
            answer = self._ask(question)
        if "estimate" not in answer:
            raise _trouble(
                "Le moteur de calcul n'a pas su évaluer cette situation.",
                f"{_KEPT} Signaler cette référence : {answer.get('failed', '?')}.",
            )
        try:
            return read_estimate(answer["estimate"])
        except InvalidEstimateError as error:
            raise _trouble(
                "Le moteur de calcul a donné une réponse illisible.",
                f"{_KEPT} Refaire l'installation de CaseApp.",
            ) from error

    def scales(self, on: date) -> tuple[DatedFact, ...]:
        """Return the values of the model that the amounts rest on, as of a day.

        Raises:
            EngineTroubleError: no answer could be had.
        """
        with self._asking:
            answer = self._ask({"scales": str(on)})
        if "scales" not in answer:
            raise _trouble("Le moteur de calcul n'a pas pu dire ses barèmes.", _KEPT)
        return tuple(read_dated_fact(document) for document in answer["scales"])

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

    def _ask(self, question: dict[str, Any]) -> dict[str, Any]:
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
                return pipe.ask(question, self._answer_limit)
            except PipeEndedError:
                continue
        raise self._no_answer(failure, started=started)

    def _no_answer(self, failure: str, *, started: bool) -> EngineTroubleError:
        if self._closed:
            return _closed()
        if started:
            return _trouble(
                "Le moteur de calcul ne répond pas.",
                f"{_KEPT} Réessayer ; si cela dure, fermer puis rouvrir CaseApp.",
            )
        return _trouble(
            "Le moteur de calcul n'a pas démarré.",
            f"{_KEPT} Fermer puis rouvrir CaseApp ; si cela dure, refaire son installation"
            + (f" (référence : {failure})." if failure else "."),
        )

    def _usable_pipe(self) -> WorkerPipe | None:
        with self._changing:
            if self._closed:
                raise _closed()
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


def _closed() -> EngineTroubleError:
    return _trouble("Le moteur de calcul est arrêté.", "Rouvrir CaseApp.")


def _trouble(sentence: str, way_out: str) -> EngineTroubleError:
    return EngineTroubleError(typeset(sentence), typeset(way_out))
