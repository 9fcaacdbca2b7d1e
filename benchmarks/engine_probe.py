"""Run by `benchmarks.engine`: the engine alone in a process, which measures itself."""

from __future__ import annotations

import datetime as dt
import json
import statistics
import sys
import time
from typing import TYPE_CHECKING, Any

import psutil

from caseapp.exchange.household import read_household
from caseapp.rules.catalogue_loader import load_catalogue
from caseapp.rules.every_right import answer_every_right

if TYPE_CHECKING:
    from collections.abc import Callable

    from caseapp.rules.openfisca.estimator import Estimator

TODAY = dt.date(2026, 11, 23)
MONTH = "2026-11"
ROUNDS, PLAIN_ROUNDS, MANY = 15, 3, 100
WAGE = 900

# a lone parent of two children who works and rents: most of the sixteen rights are in play
HOUSEHOLD = {
    "format": "caseapp.household/1",
    "date": TODAY.isoformat(),
    "people": [
        {
            "id": "a",
            "role": "applicant",
            "birth_date": "1992-03-12",
            "activity": "employed",
            "resources": [{"kind": "wage", "amount": WAGE, "from": "2023-10", "to": MONTH}],
        },
        {"id": "b", "role": "child", "birth_date": "2018-06-05", "other_parent": "does_not_pay"},
        {"id": "c", "role": "child", "birth_date": "2023-01-22", "other_parent": "does_not_pay"},
    ],
    "single_since": "2024-02-01",
    "housing": {"tenure": "tenant_unfurnished", "commune": "44109", "rent": 512, "charges": 68},
}
NOTHING_KNOWN = {
    "format": "caseapp.household/1",
    "date": TODAY.isoformat(),
    "people": [{"id": "a", "role": "applicant"}],
}
PLAIN_MONTHLY = (
    "rsa", "ppa", "aide_logement", "aah", "caah", "ass", "aspa", "asi", "af", "cf", "asf",
    "paje_base", "paje_naissance", "aeeh", "cmu_c", "css_participation_forfaitaire",
)  # fmt: skip


def main() -> int:
    """Measure, and print one line of JSON."""
    began = time.perf_counter()
    from caseapp.rules.openfisca.estimator import Estimator  # its import is measured

    catalogue = load_catalogue()
    estimator = Estimator(catalogue.codes(), catalogue.version)
    loaded = time.perf_counter() - began
    household = read_household(HOUSEHOLD, today=TODAY)
    unknown = read_household(NOTHING_KNOWN, today=TODAY)
    first = _once(lambda: estimator.estimate(household))
    figures = {
        "load": loaded,
        "first": first,
        "warm": _median(lambda: estimator.estimate(household), ROUNDS),
        "catalogue": _median(
            lambda: answer_every_right(estimator.estimate(household), household, catalogue), ROUNDS
        ),
        "plain": _median(lambda: _plain(estimator), PLAIN_ROUNDS),
        "unknown": _median(lambda: estimator.estimate(unknown), PLAIN_ROUNDS),
    }
    for _ in range(MANY):
        estimator.estimate(household)
    figures["memory"] = psutil.Process().memory_info().rss / 1e6
    sys.stdout.write(json.dumps(figures) + "\n")
    return 0


def _once(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def _median(work: Callable[[], object], rounds: int) -> float:
    return statistics.median(_once(work) for _ in range(rounds))


def _plain(estimator: Estimator) -> None:
    """Ask OpenFisca the same rights of the same household, as its documentation shows."""
    from openfisca_core.simulation_builder import SimulationBuilder

    months = [f"{year}-{month:02d}" for year in (2024, 2025, 2026) for month in range(1, 13)]
    simulation = SimulationBuilder().build_from_entities(estimator.system, _situation(months))
    for variable in PLAIN_MONTHLY:
        simulation.calculate(variable, MONTH)
    simulation.calculate("ars", MONTH[:4])


def _situation(months: list[str]) -> dict[str, Any]:
    def wage(ratio: float) -> dict[str, float]:
        return dict.fromkeys(months, WAGE * ratio)

    def born(day: str) -> dict[str, str]:
        return {"ETERNITY": day}

    return {
        "individus": {
            "a": {
                "date_naissance": born("1992-03-12"),
                "activite": dict.fromkeys(months, "actif"),
                "salaire_net": wage(1),
                "salaire_imposable": wage(1.036),
                "salaire_de_base": wage(1 / 0.7916),
            },
            "b": {"date_naissance": born("2018-06-05")},
            "c": {"date_naissance": born("2023-01-22")},
        },
        "familles": {"f": {"parents": ["a"], "enfants": ["b", "c"]}},
        "foyers_fiscaux": {"t": {"declarants": ["a"], "personnes_a_charge": ["b", "c"]}},
        "menages": {
            "m": {
                "personne_de_reference": ["a"],
                "enfants": ["b", "c"],
                "statut_occupation_logement": dict.fromkeys(months, "locataire_vide"),
                "loyer": dict.fromkeys(months, 512),
                "charges_locatives": dict.fromkeys(months, 68),
                "depcom": dict.fromkeys(months, "44109"),
            }
        },
    }


if __name__ == "__main__":
    sys.exit(main())
