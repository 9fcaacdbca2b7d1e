"""The same rights asked of OpenFisca plainly, as its documentation shows: what ours is beside."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

    from benchmarks.families import Json

MONTH = "2026-11"
MONTHS = tuple(f"{year}-{month:02d}" for year in (2024, 2025, 2026) for month in range(1, 13))
RIGHTS = (
    "rsa", "ppa", "aide_logement", "aah", "caah", "ass", "aspa", "asi", "af", "cf", "asf",
    "paje_base", "paje_naissance", "aeeh", "cmu_c", "css_participation_forfaitaire",
)  # fmt: skip
_ACTIVITIES = {
    "employed": "actif",
    "self_employed": "actif",
    "job_seeker": "chomeur",
    "student": "etudiant",
    "retired": "retraite",
}
_TENURES = {
    "tenant_unfurnished": "locataire_vide",
    "tenant_furnished": "locataire_meuble",
    "tenant_social": "locataire_hlm",
    "institution": "locataire_foyer",
    "owner": "proprietaire",
    "owner_with_loan": "primo_accedant",
    "homeless": "sans_domicile",
}
# what a kind of resource is called, and its ratio to the net amount
_RESOURCES: dict[str, tuple[tuple[str, float], ...]] = {
    "wage": (("salaire_net", 1), ("salaire_imposable", 1.036), ("salaire_de_base", 1 / 0.7916)),
    "unemployment": (("chomage_net", 1), ("chomage_imposable", 1), ("chomage_brut", 1)),
    "pension": (("retraite_nette", 1), ("retraite_imposable", 1.03), ("retraite_brute", 1.08)),
    "invalidity_pension": (("pensions_invalidite", 1),),
    "sickness_benefit": (("indemnites_journalieres_maladie", 1),),
}
_RATES = {"50_79": 0.65, "80_plus": 0.9}


def ask(system: Any, documents: Sequence[Json]) -> tuple[float, float]:
    """Compute the rights of some households in one simulation.

    Returns:
        The seconds that it takes to build the simulation, then to compute.
    """
    from openfisca_core.simulation_builder import SimulationBuilder

    began = time.perf_counter()
    simulation = SimulationBuilder().build_from_entities(system, situation(documents))
    built = time.perf_counter()
    for variable in RIGHTS:
        simulation.calculate(variable, MONTH)
    simulation.calculate("ars", MONTH[:4])
    return built - began, time.perf_counter() - built


def situation(documents: Sequence[Json]) -> dict[str, Any]:
    """Return the households in the words of OpenFisca: the main facts, over three years."""
    found: dict[str, Any] = {"individus": {}, "familles": {}, "foyers_fiscaux": {}, "menages": {}}
    for number, document in enumerate(documents):
        names: dict[str, list[str]] = {}
        for person in document["people"]:
            names.setdefault(person["role"], []).append(f"{number}-{person['id']}")
            found["individus"][f"{number}-{person['id']}"] = _person(person)
        adults = names["applicant"] + names.get("partner", [])
        children = names.get("child", [])
        found["familles"][str(number)] = {"parents": adults, "enfants": children}
        found["foyers_fiscaux"][str(number)] = {
            "declarants": adults,
            "personnes_a_charge": children,
        }
        found["menages"][str(number)] = {
            "personne_de_reference": names["applicant"],
            "conjoint": names.get("partner", []),
            "enfants": children,
            **_home(document["housing"]),
        }
    return found


def _person(person: Json) -> dict[str, Any]:
    facts: dict[str, Any] = {"date_naissance": {"ETERNITY": person["birth_date"]}}
    if "activity" in person:
        facts["activite"] = _always(_ACTIVITIES.get(person["activity"], "inactif"))
    if person.get("disability_rate") in _RATES:
        facts["taux_incapacite"] = _always(_RATES[person["disability_rate"]])
    for entry in person.get("resources", ()):
        first, last = entry.get("from", MONTHS[0]), entry.get("to", MONTH)
        for variable, ratio in _RESOURCES.get(entry["kind"], ()):
            facts[variable] = {
                month: entry["amount"] * ratio for month in MONTHS if first <= month <= last
            }
    return facts


def _home(housing: Json) -> dict[str, Any]:
    return {
        "statut_occupation_logement": _always(_TENURES.get(housing["tenure"], "loge_gratuitement")),
        "loyer": _always(housing.get("rent", 0)),
        "charges_locatives": _always(housing.get("charges", 0)),
        "depcom": _always(housing["commune"]),
    }


def _always(value: Any) -> dict[str, Any]:
    return dict.fromkeys(MONTHS, value)
