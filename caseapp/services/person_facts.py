"""Every fact that can be entered of a person: its key, its words, when it is asked."""

from __future__ import annotations

from typing import Any

from caseapp.domain.household import Role
from caseapp.services import contact_facts
from caseapp.services.fact_choices import (
    ACTIVITIES,
    DISABILITY_RATES,
    NATIONALITIES,
    OTHER_PARENTS,
    PARENTAL_LEAVE,
    PROTECTIONS,
    SCHOOLING,
)
from caseapp.services.fact_definition import (
    FactDefinition,
    FactKind,
    Section,
    Situation,
    always,
    own,
)

_ADULTS = frozenset({Role.APPLICANT, Role.PARTNER, Role.OTHER})
_COUPLE = frozenset({Role.APPLICANT, Role.PARTNER})
_YOUNG = frozenset({Role.CHILD})
_ALL = frozenset(Role)


def _under_25_without_child(situation: Situation) -> bool:
    young = situation.age is not None and 16 < situation.age < 25
    return young and not situation.has_children and situation.role in _COUPLE


def _has_care(situation: Situation) -> bool:
    return (situation.age is not None and situation.age >= 60) or "gir" in situation.own


def of_lone_parent(situation: Situation) -> bool:
    """Say whether no partner lives in the household."""
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
        hint=PARENTAL_LEAVE,
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
        relevant=of_lone_parent, needed=of_lone_parent, hint="décide de l'ASF",
    ),
    _person("shared_custody", "Garde alternée", FactKind.BOOL, roles=_YOUNG, default="non"),
    _person("placed", "Placé hors du foyer", FactKind.BOOL, roles=_YOUNG, default="non"),
    _person(
        "aeeh_complement", "Complément d'AEEH", FactKind.INT, roles=_YOUNG, lowest=0, highest=6,
        relevant=lambda s: s.own.get("disability_rate") not in {None, "none"}, default="aucun",
    ),
    *contact_facts.OF_PERSON,
)  # fmt: skip
