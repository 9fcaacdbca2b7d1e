"""Run by `benchmarks.many`: the engine alone in a process, asked for many households."""

from __future__ import annotations

import gc
import json
import statistics
import sys
import time
from typing import TYPE_CHECKING

import psutil

from benchmarks import plain
from benchmarks.engine_probe import HOUSEHOLD, TODAY
from benchmarks.families import family
from caseapp.exchange.household import read_household
from caseapp.kernel.money import Money
from caseapp.rules.catalogue_loader import load_catalogue

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from caseapp.domain.household import Household
    from caseapp.rules.openfisca.estimator import Estimator

STEPS, HIGHEST = 50, 2500  # of a curve: wages from 0 to so many euros
VARIANTS, EXPLAINED, MANY, PLAIN = 100, 1_000, 10_000, 2_000
ROUNDS = 5


def main() -> int:
    """Measure, and print one line of JSON."""
    from caseapp.rules.openfisca.curve import with_wage
    from caseapp.rules.openfisca.estimator import Estimator

    catalogue = load_catalogue()
    estimator = Estimator(catalogue.codes(), catalogue.version)
    household = read_household(HOUSEHOLD, today=TODAY)
    estimator.estimate(household)
    wages = [Money.euros(HIGHEST * step // STEPS) for step in range(STEPS + 1)]
    variants = [with_wage(household, Money.euros(20 * k)) for k in range(VARIANTS)]
    documents = [family(number) for number in range(MANY)]
    households = [read_household(document, today=TODAY) for document in documents]
    figures = {
        "curve": _median(lambda: estimator.curve(household, wages)),
        "variants": _median(lambda: _amounts(estimator, variants)),
        "variants_explained": _median(lambda: _explained(estimator, variants)),
        "many": _once(lambda: _amounts(estimator, households)),
    }
    figures["memory"] = _peak()
    figures["explained"] = _once(lambda: _explained(estimator, households[:EXPLAINED]))
    figures["plain_build"], figures["plain"] = plain.ask(estimator.system, documents[:PLAIN])
    sys.stdout.write(json.dumps(figures) + "\n")
    return 0


def _amounts(estimator: Estimator, households: Sequence[Household]) -> None:
    """Compute amounts, now and later, and add them up as who reads them would."""
    total = 0.0
    for found in estimator.amounts(households):
        total += sum(float(values.sum()) for values in found.later.amounts.values())
        del found
    if total <= 0:
        raise RuntimeError("nothing was computed")


def _explained(estimator: Estimator, households: Sequence[Household]) -> None:
    """Make whole estimates, and drop each as soon as it is there."""
    for answer in estimator.estimate_many(households):
        if isinstance(answer, Exception):
            raise answer


def _once(work: Callable[[], object]) -> float:
    gc.collect()
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def _median(work: Callable[[], object]) -> float:
    return statistics.median(_once(work) for _ in range(ROUNDS))


def _peak() -> float:
    """Return the most memory that the process ever held, in megabytes."""
    memory = psutil.Process().memory_info()
    if hasattr(memory, "peak_wset"):  # Windows
        return float(memory.peak_wset) / 1e6
    import resource

    kilobyte = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * kilobyte / 1e6


if __name__ == "__main__":
    sys.exit(main())
