"""Facts of the household → variables of OpenFisca, one line each, with their default.

Not used by the sixteen computed rights, and therefore not stated: `gir` and `care_plan` (APA),
`schooling` (scholarships; the ARS goes by age), `housing.moved_in` (it dates the first payment of
housing aid, and is a note), `tax.shares` (income tax).
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from caseapp.domain.facts import NoFact, value_or
from caseapp.domain.household import (
    Activity,
    Couple,
    DisabilityRate,
    Household,
    Nationality,
    Person,
    Protection,
    ResourceKind,
    Role,
    amount_in,
)
from caseapp.kernel.calendar import Month, age_on, months_after
from caseapp.rules.parameters import load_thresholds

if TYPE_CHECKING:
    from collections.abc import Callable

# not law but what is stated to OpenFisca so that its conditions answer as they should
LONG_PERMIT = 99.0  # years: no condition of seniority of stay applies
EU_PERMIT = 1.0  # a European citizen is past the three months of residence of the RSA
PREGNANCY_MONTHS = 9
FAR = dt.date(2999, 1, 1)


@dataclass(frozen=True)
class PersonFact:
    """One variable of a person."""

    variable: str
    dtype: Any
    default: Any
    read: Callable[[Person, Household, Month], Any]
    always: bool = False
    shared: bool = False  # it depends on others of the household, or on what they have together


_ACTIVITIES = {
    Activity.EMPLOYED: "actif",
    Activity.SELF_EMPLOYED: "actif",
    Activity.APPRENTICE: "actif",
    Activity.JOB_SEEKER: "chomeur",
    Activity.STUDENT: "etudiant",
    Activity.PUPIL: "etudiant",
    Activity.RETIRED: "retraite",
    Activity.INACTIVE: "inactif",
}
# the middle of each bracket of the guide: OpenFisca compares a rate with 50 and 80 %
_RATES = {DisabilityRate.FROM_50_TO_79: 0.65, DisabilityRate.FROM_80: 0.9}
_MARITAL = {
    Couple.MARRIED: "marie",
    Couple.CIVIL_UNION: "pacse",
    Couple.COHABITING: "celibataire",
}


def rate_of(person: Person) -> DisabilityRate:
    """Return the incapacity rate, none when nothing says there is one."""
    return value_or(person.disability_rate, DisabilityRate.NONE)


def is_disabled(person: Person, _household: Household, _month: Month) -> bool:
    """Say whether the disability is recognised (a flag of its own beside the rate)."""
    rate = rate_of(person)
    if rate is DisabilityRate.FROM_80:
        return True
    child = person.role in {Role.CHILD, Role.OTHER}
    return rate is DisabilityRate.FROM_50_TO_79 and (
        child or value_or(person.work_restriction, False)
    )


def unemployed_since(person: Person) -> dt.date:
    """Return since when a person looks for work, far ahead when nobody said."""
    if person.activity is not Activity.JOB_SEEKER:
        return FAR
    return value_or(person.job_seeker_since, FAR)


def is_expecting(person: Person, month: Month) -> bool:
    """Say whether a person is pregnant in a month."""
    due = person.pregnant_due
    if isinstance(due, NoFact):
        return False
    return months_after(due, -PREGNANCY_MONTHS) <= month.last_day and Month.of(due) >= month


def permit_years(person: Person, month: Month) -> float:
    """Return the years for which a foreigner has held a permit that allows to work."""
    nationality = value_or(person.nationality, Nationality.FRENCH)
    if nationality is Nationality.FRENCH or is_protected(person):
        return LONG_PERMIT
    since = person.residence_permit_since
    if isinstance(since, NoFact):
        return EU_PERMIT if nationality is Nationality.EU else 0.0
    return max(0.0, (month.first_day - since).days / 365.25)


def is_protected(person: Person) -> bool:
    """Say whether international protection lifts the condition of seniority."""
    return value_or(person.protection, Protection.NONE) in {
        Protection.REFUGEE,
        Protection.SUBSIDIARY,
        Protection.STATELESS,
    }


def _reference_person(person: Person, household: Household) -> Person:
    """Return whose nationality counts: a child's must not open the parents' right."""
    return household.applicant if person.role in {Role.CHILD, Role.OTHER} else person


def _nationality(person: Person, household: Household, _month: Month) -> str:
    whose = _reference_person(person, household)
    return {
        Nationality.FRENCH: "FR",
        Nationality.EU: "DE",
        Nationality.OTHER: "DZ",
    }[value_or(whose.nationality, Nationality.FRENCH)]


def _permit(person: Person, household: Household, month: Month) -> float:
    return permit_years(_reference_person(person, household), month)


def _marital(person: Person, household: Household, _month: Month) -> str:
    if household.partner is None or person.role in {Role.CHILD, Role.OTHER}:
        return "celibataire"
    return _MARITAL[value_or(household.couple, Couple.COHABITING)]


def _young_worker(person: Person, household: Household, month: Month) -> bool:
    """Say whether the RSA is open to the young: two years of work, or a child to come (L262-4)."""
    expecting = any(is_expecting(p, month) for p in household.people if p.role is not Role.CHILD)
    return expecting or value_or(person.worked_2_years_in_3, False)


def _scholar(person: Person, _household: Household, month: Month) -> bool:
    amount = amount_in(person.resources, ResourceKind.SCHOLARSHIP, month)
    return not isinstance(amount, NoFact) and amount.cents > 0


def _activity(person: Person, _household: Household, month: Month) -> str:
    if isinstance(person.activity, NoFact):
        young = person.role in {Role.CHILD, Role.OTHER}
        school = young and _age(person, month) >= load_thresholds().school_age.value
        return "etudiant" if school else "inactif"
    return _ACTIVITIES[person.activity]


def _age(person: Person, month: Month) -> int:
    birth = person.birth_date
    return (
        0
        if isinstance(birth, NoFact) or birth > month.first_day
        else age_on(birth, month.first_day)
    )


def _flag(name: str) -> Callable[[Person, Household, Month], bool]:
    return lambda person, _household, _month: bool(value_or(getattr(person, name), False))


def _stock(name: str) -> Callable[[Person, Household, Month], float]:
    """Return the reader of a stock of savings, which the household states once."""

    def read(person: Person, household: Household, _month: Month) -> float:
        stock = getattr(household.savings, name)
        if person.role is not Role.APPLICANT or isinstance(stock, NoFact):
            return 0.0
        return float(stock.cents / 100)

    return read


PERSON_FACTS = (
    PersonFact("epargne_revenus_non_imposables", "f4", 0.0, _stock("non_taxable"), shared=True),
    PersonFact("epargne_revenus_imposables", "f4", 0.0, _stock("taxable"), shared=True),
    PersonFact("valeur_patrimoine_loue", "f4", 0.0, _stock("rented_property"), shared=True),
    PersonFact("valeur_immo_non_loue", "f4", 0.0, _stock("unrented_property"), shared=True),
    PersonFact("activite", "U8", "inactif", _activity, always=True),
    PersonFact(
        "taux_incapacite", "f4", 0.0, lambda p, _h, _m: _RATES.get(rate_of(p), 0.0), always=True
    ),
    PersonFact("handicap", "?", False, is_disabled, always=True),
    PersonFact(
        "aah_restriction_substantielle_durable_acces_emploi", "?", False, _flag("work_restriction")
    ),
    PersonFact("inapte_travail", "?", False, _flag("unfit_for_work")),
    PersonFact("ass_precondition_remplie", "?", False, _flag("worked_5_years_in_10"), always=True),
    PersonFact(
        "rsa_jeune_condition_heures_travail_remplie", "?", False, _young_worker, shared=True
    ),
    PersonFact("nationalite", "S2", b"FR", _nationality, always=True, shared=True),
    PersonFact("duree_possession_titre_sejour", "f4", 0.0, _permit, always=True, shared=True),
    PersonFact("statut_marital", "U12", "celibataire", _marital, always=True, shared=True),
    PersonFact("garde_alternee", "?", False, _flag("shared_custody")),
    PersonFact("enfant_place", "?", False, _flag("placed")),
    PersonFact("aeeh_niveau_handicap", "i4", 0, lambda p, _h, _m: value_or(p.aeeh_complement, 0)),
    PersonFact(
        "apprenti", "?", False, lambda p, _h, _m: p.activity is Activity.APPRENTICE, always=True
    ),
    PersonFact("boursier", "?", False, _scholar, always=True),
)
