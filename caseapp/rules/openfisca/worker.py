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
from typing import TYPE_CHECKING, BinaryIO

from caseapp.exchange.estimate import write_estimate
from caseapp.exchange.freshness import write_dated_fact
from caseapp.exchange.household import read_household
from caseapp.kernel.clock import SystemClock
from caseapp.kernel.errors import reference

if TYPE_CHECKING:
    from caseapp.rules.openfisca.estimator import Estimator


def main() -> int:
    """Answer until the input closes; return the exit status."""
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
            _say(answers, _answer(estimator, line))
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
    today = SystemClock().today()
    estimator.estimate(read_household(_INVENTED, today=today))
    gc.collect()
    gc.freeze()  # the law never becomes garbage: do not look through it at each collection
    return estimator


def _answer(estimator: Estimator, line: bytes) -> dict[str, object]:
    try:
        question = json.loads(line)
        if "scales" in question:
            return {"scales": _scales(estimator, question["scales"])}
        document = question["household"]
        today = SystemClock().today()
        return {
            "estimate": write_estimate(estimator.estimate(read_household(document, today=today)))
        }
    except Exception as error:  # noqa: BLE001 - one household must not end the engine of the others
        return {"failed": reference(error)}


def _scales(estimator: Estimator, day: str) -> list[dict[str, object]]:
    from caseapp.rules.openfisca.scales import scales  # noqa: PLC0415 - seldom asked

    return [write_dated_fact(fact) for fact in scales(estimator.system, date.fromisoformat(day))]


def _say(answers: BinaryIO, document: dict[str, object]) -> None:
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
