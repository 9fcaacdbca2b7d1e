"""Every fact that can be entered of a household: its key, its words, when it is asked.

The keys are those of `caseapp.household/1` (« activity », « housing.rent »), plus what only the
budget and the file need (« charges.other », « debts.monthly »). A fact is *relevant* where the
rest of the household makes it one, and *needed* where no default stands in for it.
"""

from __future__ import annotations

from typing import Any

from caseapp.domain.household import Role
from caseapp.rules.conditions.vocabulary import DECLARED
from caseapp.services import contact_facts
from caseapp.services.declared_definitions import declared_fact
from caseapp.services.fact_choices import (
    ACTIVITIES,
    COUPLES,
    DISABILITY_RATES,
    NATIONALITIES,
    OTHER_PARENTS,
    PROTECTIONS,
    ROLES,
    SCHOOLING,
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
    own,
)
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


_ADULTS = frozenset({Role.APPLICANT, Role.PARTNER, Role.OTHER})
_COUPLE = frozenset({Role.APPLICANT, Role.PARTNER})
_YOUNG = frozenset({Role.CHILD})
_ALL = frozenset(Role)
_RENTED = ("tenant_unfurnished", "tenant_furnished", "tenant_social", "institution")


def _under_25_without_child(situation: Situation) -> bool:
    young = situation.age is not None and 16 < situation.age < 25
    return young and not situation.has_children and situation.role in _COUPLE


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


def _has_care(situation: Situation) -> bool:
    return (situation.age is not None and situation.age >= 60) or "gir" in situation.own


def _of_lone_parent(situation: Situation) -> bool:
    return not situation.has_partner


def _person(key: str, label: str, kind: FactKind, **more: Any) -> FactDefinition:
    return FactDefinition(key=key, label=label, kind=kind, section=Section.PERSON, **more)


PERSON_FACTS: tuple[FactDefinition, ...] = (
    _person(
        "birth_date", "Naissance", FactKind.DATE, roles=_ALL, needed=always, in_past=True,
        hint="jj/mm/aaaa", has_past=False,
    ),
    _person(
        "activity", "Activité", FactKind.CHOICE, choices=ACTIVITIES, roles=_ALL,
        needed=Situation.is_adult, default="scolarité de 3 à 16 ans",
        relevant=lambda s: s.role is not Role.CHILD or s.age is None or s.age >= 3,
    ),
    _person(
        "job_seeker_since", "Inscrit à France Travail depuis", FactKind.DATE, roles=_ADULTS,
        relevant=own("activity", "job_seeker"), in_past=True, month_is_enough=True,
    ),
    _person(
        "worked_5_years_in_10", "5 ans de travail sur les 10 dernières années", FactKind.BOOL,
        roles=_ADULTS, relevant=own("activity", "job_seeker"),
        needed=own("activity", "job_seeker"), hint="décide de l'ASS",
    ),
    _person(
        "worked_2_years_in_3", "2 ans de travail sur les 3 dernières années", FactKind.BOOL,
        roles=_ADULTS, relevant=_under_25_without_child, needed=_under_25_without_child,
        hint="décide du RSA avant 25 ans",
    ),
    _person(
        "nationality", "Nationalité", FactKind.CHOICE, choices=NATIONALITIES, roles=_ADULTS,
        default="française",
    ),
    _person(
        "residence_permit_since", "Titre de séjour autorisant à travailler depuis", FactKind.DATE,
        roles=_ADULTS, relevant=own("nationality", "other"), needed=own("nationality", "other"),
        in_past=True, month_is_enough=True,
    ),
    _person(
        "residence_permit_until", "Titre de séjour valable jusqu'au", FactKind.DATE,
        roles=_ADULTS, relevant=own("nationality", "other"), hint="prévient du renouvellement",
    ),
    _person(
        "protection", "Protection internationale", FactKind.CHOICE, choices=PROTECTIONS,
        roles=_ADULTS, relevant=own("nationality", "other"), default="aucune",
    ),
    _person(
        "pregnant_due", "Grossesse, terme prévu", FactKind.DATE, roles=_ADULTS,
        in_future=True, has_past=False, default="pas de grossesse",
        relevant=lambda s: s.age is None or 12 <= s.age <= 55,
    ),
    _person(
        "disability_rate", "Taux d'incapacité", FactKind.CHOICE, choices=DISABILITY_RATES,
        roles=_ALL, default="aucun",
    ),
    _person(
        "work_restriction", "Restriction durable d'accès à l'emploi (RSDAE)", FactKind.BOOL,
        roles=_ADULTS, relevant=own("disability_rate", "50_79"), default="non",
    ),
    _person(
        "unfit_for_work", "Reconnu inapte au travail", FactKind.BOOL, roles=_ADULTS,
        relevant=lambda s: s.age is None or s.age >= 55, default="non",
    ),
    _person(
        "gir", "GIR", FactKind.INT, roles=_ADULTS, relevant=_has_care, lowest=1, highest=6,
        default="pas évalué",
    ),
    _person(
        "care_plan", "Plan d'aide à domicile, par mois", FactKind.MONEY, roles=_ADULTS,
        relevant=lambda s: "gir" in s.own, default="aucun",
    ),
    _person(
        "schooling", "Scolarité", FactKind.CHOICE, choices=SCHOOLING, roles=_ALL,
        default="selon l'âge",
        relevant=lambda s: s.role is Role.CHILD or s.own.get("activity") in {"pupil", "student"},
    ),
    _person(
        "other_parent", "L'autre parent", FactKind.CHOICE, choices=OTHER_PARENTS, roles=_YOUNG,
        relevant=_of_lone_parent, needed=_of_lone_parent, hint="décide de l'ASF",
    ),
    _person("shared_custody", "Garde alternée", FactKind.BOOL, roles=_YOUNG, default="non"),
    _person("placed", "Placé hors du foyer", FactKind.BOOL, roles=_YOUNG, default="non"),
    _person(
        "aeeh_complement", "Complément d'AEEH", FactKind.INT, roles=_YOUNG, lowest=0, highest=6,
        relevant=lambda s: s.own.get("disability_rate") not in {None, "none"}, default="aucun",
    ),
    *contact_facts.OF_PERSON,
)  # fmt: skip


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
        month_is_enough=True, relevant=_of_lone_parent, default="pas récemment",
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
