"""Every fact that can be entered of a household: its key, its words, when it is asked.

The keys are those of `caseapp.household/1` (« activity », « housing.rent »), plus what only the
budget and the file need (« charges.other », « debts.monthly »). A fact is *relevant* where the
rest of the household makes it one, and *needed* where no default stands in for it.
"""

from __future__ import annotations

from typing import Any

from caseapp.rules.conditions.vocabulary import DECLARED
from caseapp.services import contact_facts
from caseapp.services.declared_definitions import declared_fact
from caseapp.services.fact_choices import (
    COUPLES,
    ROLES,
    TENURES,
    YES_NO,
)
from caseapp.services.fact_definition import (
    Choice,
    FactDefinition,
    FactKind,
    Section,
    Situation,
    always,
)
from caseapp.services.person_facts import PERSON_FACTS, of_lone_parent
from caseapp.services.tax_facts import REFERENCE_INCOME, notice_years, reference_income

__all__ = [
    "FOR_FILE",
    "HOUSEHOLD_FACTS",
    "PERSON_FACTS",
    "REFERENCE_INCOME",
    "ROLES",
    "YES_NO",
    "Choice",
    "FactDefinition",
    "FactKind",
    "Section",
    "Situation",
    "definition_of",
    "notice_years",
    "reference_income",
]


_RENTED = ("tenant_unfurnished", "tenant_furnished", "tenant_social", "institution")


def _is_rented(situation: Situation) -> bool:
    return situation.home.get("housing.tenure") in _RENTED


def _is_private(situation: Situation) -> bool:
    tenure = situation.home.get("housing.tenure")
    return tenure in {"tenant_unfurnished", "tenant_furnished"}


def _has_landlord_or_loan(situation: Situation) -> bool:
    return _is_rented(situation) or situation.home.get("housing.tenure") in {
        "owner_with_loan",
        "hosted_paying",
    }


def _household(
    key: str, label: str, kind: FactKind, section: Section, **more: Any
) -> FactDefinition:
    return FactDefinition(key=key, label=label, kind=kind, section=section, **more)


HOUSEHOLD_FACTS: tuple[FactDefinition, ...] = (
    _household(
        "couple", "Couple", FactKind.CHOICE, Section.COUPLE, choices=COUPLES,
        relevant=lambda s: s.has_partner, needed=lambda s: s.has_partner,
    ),
    _household(
        "single_since", "Sans partenaire depuis", FactKind.DATE, Section.COUPLE, in_past=True,
        month_is_enough=True, relevant=of_lone_parent, default="pas récemment",
    ),
    _household(
        "housing.tenure", "Occupation", FactKind.CHOICE, Section.HOUSING, choices=TENURES,
        needed=always,
    ),
    _household(
        "housing.commune", "Commune", FactKind.COMMUNE, Section.HOUSING, needed=always,
        hint="par son nom",
    ),
    _household(
        "housing.rent", "Loyer hors charges", FactKind.MONEY, Section.HOUSING,
        relevant=_has_landlord_or_loan, needed=_is_rented,
    ),
    _household(
        "housing.charges", "Charges", FactKind.MONEY, Section.HOUSING,
        relevant=_has_landlord_or_loan, default="0 €",
    ),
    _household(
        "housing.moved_in", "Entrée dans les lieux", FactKind.DATE, Section.HOUSING,
        month_is_enough=True, default="ancienne",
    ),
    _household(
        "housing.state_agreement", "Logement conventionné", FactKind.BOOL, Section.HOUSING,
        relevant=_is_private, default="non",
    ),
    _household(
        "housing.flat_share", "Colocation", FactKind.BOOL, Section.HOUSING, relevant=_is_rented,
        default="non",
    ),
    _household(
        "housing.landlord_is_family", "Bailleur de la famille", FactKind.BOOL, Section.HOUSING,
        relevant=_is_rented, default="non",
    ),
    _household(
        "housing.social_request", "Demande de logement social", FactKind.BOOL, Section.HOUSING,
        for_file=True,
    ),
    contact_facts.ADDRESS,
    _household("debts.rent", "Dette de loyer", FactKind.MONEY, Section.HOUSING, default="0 €"),
    _household(
        "tax.shares", "Nombre de parts", FactKind.NUMBER, Section.TAX,
        default="d'après le foyer", has_past=False,
    ),
    _household(
        "savings.non_taxable", "Livrets non imposables", FactKind.MONEY, Section.SAVINGS,
        default="0 €", hint="livret A, LDDS, LEP",
    ),
    _household(
        "savings.taxable", "Épargne imposable", FactKind.MONEY, Section.SAVINGS, default="0 €",
    ),
    _household(
        "savings.rented_property", "Biens loués, valeur", FactKind.MONEY, Section.SAVINGS,
        default="0 €",
    ),
    _household(
        "savings.unrented_property", "Biens non loués, valeur", FactKind.MONEY, Section.SAVINGS,
        default="0 €", hint="hors résidence principale",
    ),
    _household("charges.energy", "Énergie, eau", FactKind.MONEY, Section.CHARGES, default="0 €"),
    _household(
        "charges.insurance", "Assurances, téléphone", FactKind.MONEY, Section.CHARGES,
        default="0 €",
    ),
    _household(
        "charges.transport", "Transports", FactKind.MONEY, Section.CHARGES, default="0 €",
    ),
    _household(
        "charges.childcare", "Garde d'enfants", FactKind.MONEY, Section.CHARGES, default="0 €",
        relevant=lambda s: s.has_children,
    ),
    _household(
        "charges.school", "Cantine, scolarité", FactKind.MONEY, Section.CHARGES, default="0 €",
        relevant=lambda s: s.has_children,
    ),
    _household(
        "charges.health", "Mutuelle, santé", FactKind.MONEY, Section.CHARGES, default="0 €",
    ),
    _household(
        "charges.taxes", "Impôts, taxes", FactKind.MONEY, Section.CHARGES, default="0 €",
    ),
    _household(
        "charges.other", "Autres charges fixes", FactKind.MONEY, Section.CHARGES, default="0 €",
    ),
    _household(
        "debts.monthly", "Remboursements de dettes", FactKind.MONEY, Section.CHARGES,
        default="0 €",
    ),
)  # fmt: skip

FOR_FILE = frozenset(
    definition.key for definition in (*PERSON_FACTS, *HOUSEHOLD_FACTS) if definition.for_file
)
_PERSON = {definition.key: definition for definition in PERSON_FACTS}
_HOUSEHOLD = {definition.key: definition for definition in HOUSEHOLD_FACTS}


def definition_of(key: str, *, of_person: bool) -> FactDefinition:
    """Return the definition of a fact.

    Raises:
        KeyError: there is no such fact of a person, or of a household.
    """
    if of_person:
        return _PERSON[key]
    if key.startswith(DECLARED):
        return declared_fact(key)
    year = key.removeprefix(REFERENCE_INCOME)
    if year != key and year.isdecimal() and len(year) == 4:
        return reference_income(int(year))
    return _HOUSEHOLD[key]
