"""What the program says when the engine's process gives no answer, or one that is none."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, TypeVar

from caseapp.exchange.estimate import InvalidEstimateError
from caseapp.kernel.typography import typeset
from caseapp.rules.engine import EngineTroubleError
from caseapp.rules.openfisca.messages import OUT_OF_MEMORY

if TYPE_CHECKING:
    from collections.abc import Callable

    from caseapp.rules.openfisca.messages import Json

T = TypeVar("T")
_KEPT = "Rien de ce qui est saisi n'est perdu."


class NoAnswerError(EngineTroubleError):
    """The process did not start, died or hung: another question may fare no better."""


def read_answer(line: bytes, kind: str, read: Callable[[Any], T]) -> T:
    """Return what a line of answer holds.

    Raises:
        EngineTroubleError: the calculation failed, or the answer is something else.
    """
    try:
        said: Json = json.loads(line)
        if kind not in said:
            raise _failure(said, kind)
        return read(said[kind])
    except (InvalidEstimateError, AttributeError, KeyError, TypeError, ValueError) as error:
        raise _trouble(
            "Le moteur de calcul a donné une réponse illisible.",
            f"{_KEPT} Refaire l'installation de CaseApp.",
        ) from error


def _failure(said: Json, kind: str) -> EngineTroubleError:
    if said.get("failed") == OUT_OF_MEMORY:
        return _trouble(
            "Le moteur de calcul a manqué de mémoire.",
            f"{_KEPT} Fermer d'autres programmes, puis réessayer.",
        )
    return _trouble(
        "Le moteur de calcul n'a pas su répondre."
        if kind == "scales"
        else "Le moteur de calcul n'a pas su évaluer cette situation.",
        f"{_KEPT} Signaler cette référence : {said.get('failed', '?')}.",
    )


def closed() -> NoAnswerError:
    """Return the trouble of who asks an engine that was closed."""
    return NoAnswerError(typeset("Le moteur de calcul est arrêté."), typeset("Rouvrir CaseApp."))


def no_answer(failure: str, *, started: bool) -> NoAnswerError:
    """Return the trouble of a process that did not start, or started and does not answer."""
    if started:
        return NoAnswerError(
            typeset("Le moteur de calcul ne répond pas."),
            typeset(f"{_KEPT} Réessayer ; si cela dure, fermer puis rouvrir CaseApp."),
        )
    return NoAnswerError(
        typeset("Le moteur de calcul n'a pas démarré."),
        typeset(
            f"{_KEPT} Fermer puis rouvrir CaseApp ; si cela dure, refaire son installation"
            + (f" (référence : {failure})." if failure else ".")
        ),
    )


def _trouble(sentence: str, way_out: str) -> EngineTroubleError:
    return EngineTroubleError(typeset(sentence), typeset(way_out))
