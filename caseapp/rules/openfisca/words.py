"""French names of the facts of a household, as « what is missing » shows them."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from caseapp.domain.household import ResourceKind, Role
from caseapp.kernel import french

if TYPE_CHECKING:
    from caseapp.domain.household import Household, Person

_LABELS = {
    "birth_date": "Date de naissance",
    "activity": "Activité",
    "worked_5_years_in_10": "Cinq ans de travail dans les dix dernières années",
    "worked_2_years_in_3": "Deux ans de travail dans les trois dernières années",
    "nationality": "Nationalité",
    "residence_permit_since": "Date du premier titre de séjour autorisant à travailler",
    "protection": "Protection internationale",
    "pregnant_due": "Grossesse en cours",
    "disability_rate": "Taux d'incapacité",
    "work_restriction": "Restriction substantielle et durable d'accès à l'emploi",
    "unfit_for_work": "Inaptitude au travail",
    "shared_custody": "Résidence alternée",
    "placed": "Enfant confié à l'aide sociale à l'enfance",
    "aeeh_complement": "Complément d'AEEH",
    "other_parent": "Situation de l'autre parent",
    "couple": "Mariage, PACS ou concubinage",
    "single_since": "Date de la séparation ou du veuvage",
    "housing.tenure": "Statut d'occupation du logement",
    "housing.commune": "Commune",
    "housing.rent": "Loyer sans les charges",
    "housing.charges": "Charges",
    "housing.state_agreement": "Logement conventionné",
    "housing.flat_share": "Colocation",
    "housing.landlord_is_family": "Bailleur de la famille",
    "savings.non_taxable": "Épargne non imposable (livrets)",
    "savings.taxable": "Épargne imposable",
    "savings.rented_property": "Valeur des biens loués",
    "savings.unrented_property": "Valeur des biens non loués",
}
RESOURCES = {
    ResourceKind.WAGE: "Salaire",
    ResourceKind.UNEMPLOYMENT: "Allocation chômage",
    ResourceKind.PENSION: "Retraite",
    ResourceKind.INVALIDITY_PENSION: "Pension d'invalidité",
    ResourceKind.SICKNESS_BENEFIT: "Indemnités journalières de maladie",
    ResourceKind.MATERNITY_BENEFIT: "Indemnités journalières de maternité",
    ResourceKind.WORK_ACCIDENT_BENEFIT: "Indemnités journalières d'accident du travail",
    ResourceKind.WORK_ACCIDENT_ANNUITY: "Rente d'accident du travail",
    ResourceKind.SELF_EMPLOYED_PROFIT: "Bénéfice d'une activité indépendante",
    ResourceKind.MICRO_TURNOVER_SALES: "Chiffre d'affaires de vente (micro-entreprise)",
    ResourceKind.MICRO_TURNOVER_SERVICES: "Chiffre d'affaires de services (micro-entreprise)",
    ResourceKind.MICRO_TURNOVER_LIBERAL: "Recettes libérales (micro-entreprise)",
    ResourceKind.ALIMONY_RECEIVED: "Pension alimentaire reçue",
    ResourceKind.ALIMONY_PAID: "Pension alimentaire versée",
    ResourceKind.TRAINING_PAY: "Rémunération de stage de formation",
    ResourceKind.INTERNSHIP_PAY: "Gratification de stage",
    ResourceKind.SCHOLARSHIP: "Bourse",
    ResourceKind.RENTS: "Loyers perçus",
    ResourceKind.CAPITAL_INCOME: "Revenus de placements",
    ResourceKind.PARTIAL_ACTIVITY: "Indemnité d'activité partielle",
    ResourceKind.OTHER: "Autre ressource",
}


RIGHTS = {
    "rsa": "RSA",
    "prime_activite": "prime d'activité",
    "aide_logement": "aide au logement",
    "aah": "AAH",
    "mva": "majoration pour la vie autonome",
    "ass": "ASS",
    "aspa": "ASPA",
    "asi": "ASI",
    "allocations_familiales": "allocations familiales",
    "complement_familial": "complément familial",
    "asf": "ASF",
    "paje_allocation_base": "allocation de base de la PAJE",
    "aeeh": "AEEH",
}
_BEFORE = re.compile(r" ([:;!?»%€])")
_GROUPS = re.compile(r"(?<=\d) (?=\d{3}(?!\d))")


@lru_cache(maxsize=1024)  # the same sentences come back in every estimate
def typeset(text: str) -> str:
    """Return a sentence with the no-break spaces of French typography."""
    spaced = _BEFORE.sub(french.NO_BREAK + r"\1", text.replace("« ", "«" + french.NO_BREAK))
    return _GROUPS.sub(french.NARROW, spaced)


def received_label(right: str) -> str:
    """Return « Montant versé d'un droit : ASF »."""
    return f"Montant versé : {RIGHTS[right]}"


def label(path: str) -> str:
    """Return the French name of a fact by its path, or by its last part."""
    return _LABELS.get(path) or _LABELS.get(path.rpartition(".")[2], path)


def who(household: Household, index: int) -> str:
    """Return « personne suivie », « partenaire », « enfant 2 »: no name is known here."""
    person = household.people[index]
    if person.role is Role.APPLICANT:
        return "personne suivie"
    if person.role is Role.PARTNER:
        return "partenaire"
    rank = _rank(household, person)
    return f"enfant {rank}" if person.role is Role.CHILD else f"autre personne {rank}"


def _rank(household: Household, person: Person) -> int:
    same = [p for p in household.people if p.role is person.role]
    return same.index(person) + 1


def person_label(household: Household, index: int, name: str) -> str:
    """Return « Date de naissance (partenaire) »."""
    return f"{label(name)} ({who(household, index)})"


def resource_label(household: Household, index: int, number: int) -> str:
    """Return « Salaire d'octobre 2026 (personne suivie) », or over its span of months."""
    entry = household.people[index].resources[number]
    name = RESOURCES[entry.kind]
    if entry.first == entry.last:
        month = french.month(entry.first)
        link = "d'" if month[0] in "ao" else "de "
        return f"{name} {link}{month} ({who(household, index)})"
    span = f"{french.month(entry.first)} à {french.month(entry.last)}"
    return f"{name}, {span} ({who(household, index)})"


def reference_income_label(year: int) -> str:
    """Return « Revenu fiscal de référence de 2024 »."""
    return f"Revenu fiscal de référence de {year}"
