"""The process that computes: one household a line on its input, one estimate a line on its output.

    → {"household": {…}}      ← {"estimate": {…}}   or   {"failed": "KeyError, income.py:42"}
    → {"scales": "2026-11-23"}      ← {"scales": […]}

Its first line says `{"ready": true}`, once a first estimate has warmed everything up. It ends
when its input closes, so it never outlives the program. A failure is told by the kind of the
error and where it happened: never by its message, which could hold what is known of somebody.
"""

from __future__ import annotations

import contextlib
import gc
import json
import os
import signal
import sys
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, BinaryIO

from caseapp.exchange.estimate import write_estimate
from caseapp.exchange.freshness import write_dated_fact
from caseapp.exchange.household import read_household
from caseapp.kernel.clock import SystemClock
from caseapp.kernel.crashes import leave_no_core
from caseapp.kernel.errors import reference
from caseapp.kernel.money import Money
from caseapp.rules.every_right import answer_every_right
from caseapp.rules.openfisca.messages import OUT_OF_MEMORY, write_curve
from caseapp.rules.sent_catalogue import read_catalogue

if TYPE_CHECKING:
    from collections.abc import Iterator

    from caseapp.domain.estimate import Estimate
    from caseapp.domain.household import Household
    from caseapp.rules.catalogue_loader import Catalogue
    from caseapp.rules.openfisca.estimator import Estimator
    from caseapp.rules.openfisca.messages import Json


def main() -> int:
    """Answer until the input closes; return the exit status."""
    leave_no_core()  # what it is asked is about people
    answers = _own_stdout()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for the program that asks
    with contextlib.suppress(BrokenPipeError), answers:
        try:
            estimator = _warm_estimator()
        except Exception as error:  # noqa: BLE001 - whatever it is, the other side must hear of it
            _say(answers, {"failed": reference(error)})
            return 1
        _say(answers, {"ready": True})
        for line in sys.stdin.buffer:
            try:
                for answer in _answers(estimator, line):
                    _say(answers, answer)
            except MemoryError:  # what is left of this process is not to be trusted: another begins
                _say(answers, {"failed": OUT_OF_MEMORY})
                return 1
    return 0


def _own_stdout() -> BinaryIO:
    """Keep the output for answers: what a library prints goes to the standard error instead."""
    own = os.dup(1)
    os.dup2(2, 1)
    sys.stdout = sys.stderr
    return os.fdopen(own, "wb")


def _warm_estimator() -> Estimator:
    from caseapp.rules.catalogue_loader import load_catalogue  # noqa: PLC0415 - its cost is reported
    from caseapp.rules.openfisca.estimator import Estimator  # noqa: PLC0415 - seconds to import

    catalogue = load_catalogue()
    estimator = Estimator(catalogue.codes(), catalogue.version)
    estimator.estimate(_read(_INVENTED))
    gc.collect()
    gc.freeze()  # the law never becomes garbage: do not look through it at each collection
    gc.disable()  # cycles are those of simulations, collected after so many of them
    return estimator


def _answers(estimator: Estimator, line: bytes) -> Iterator[Json]:
    """Yield the answers to a question: whatever it is, the other side must hear of it."""
    try:
        question = json.loads(line)
        if "households" in question:
            yield from _estimates(
                estimator, question["households"], _catalogue(question.get("catalogue"))
            )
        elif "curve" in question:
            asked = question["curve"]
            wages = [Money(cents) for cents in asked["wages"]]
            yield {"curve": write_curve(estimator.curve(_read(asked["household"]), wages))}
        elif "scales" in question:
            yield {"scales": _scales(estimator, question["scales"])}
        else:
            yield {"estimate": write_estimate(estimator.estimate(_read(question["household"])))}
    except MemoryError:
        raise
    except Exception as error:  # noqa: BLE001 - one household must not end the engine of the others
        yield {"failed": reference(error)}


def _read(document: object) -> Household:
    return read_household(document, today=SystemClock().today())


def _estimates(
    estimator: Estimator, documents: list[object], catalogue: Catalogue | None
) -> Iterator[Json]:
    """Yield one answer for each household, whatever the others do."""
    asked = [_read_or_error(document) for document in documents]
    for household, answer in zip(asked, estimator.estimate_many(asked), strict=True):
        try:
            yield {"estimate": write_estimate(_whole(answer, household, catalogue))}
        except MemoryError:
            raise
        except Exception as error:  # noqa: BLE001 - one household must not end those of the others
            yield {"failed": reference(error)}


def _whole(
    answer: Estimate | Exception, household: Household | Exception, catalogue: Catalogue | None
) -> Estimate:
    """Return what is answered: the model's estimate, or one for every right of a catalogue."""
    if isinstance(answer, Exception):
        raise answer
    if catalogue is None or isinstance(household, Exception):
        return answer
    return answer_every_right(answer, household, catalogue)


def _catalogue(document: Json | None) -> Catalogue | None:
    """Return the catalogue of a question; the same object as long as the same one is told."""
    return None if document is None else _told_catalogue(json.dumps(document))


@lru_cache(maxsize=1)
def _told_catalogue(document: str) -> Catalogue:
    return read_catalogue(json.loads(document))


def _read_or_error(document: object) -> Household | Exception:
    try:
        return _read(document)
    except Exception as error:  # noqa: BLE001 - it is told in the place of this household's answer
        return error


def _scales(estimator: Estimator, day: str) -> list[Json]:
    from caseapp.rules.openfisca.scales import scales  # noqa: PLC0415 - seldom asked

    return [write_dated_fact(fact) for fact in scales(estimator.system, date.fromisoformat(day))]


def _say(answers: BinaryIO, document: Json) -> None:
    answers.write(json.dumps(document).encode("ascii") + b"\n")
    answers.flush()


# A household that makes every part of the calculation run once before somebody waits for it.
_INVENTED: dict[str, object] = {
    "format": "caseapp.household/1",
    "people": [
        {
            "id": "a",
            "role": "applicant",
            "birth_date": "1985-06-15",
            "activity": "employed",
            "resources": [{"kind": "wage", "amount": 700}],
        },
        {"id": "b", "role": "child", "birth_date": "2016-06-15", "other_parent": "does_not_pay"},
    ],
    "housing": {"tenure": "tenant_unfurnished", "commune": "44109", "rent": 500, "charges": 50},
}

if __name__ == "__main__":
    sys.exit(main())
