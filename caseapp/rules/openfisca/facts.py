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
    Tenure,
    amount_in,
)
from caseapp.kernel.calendar import Month, age_on, months_after

if TYPE_CHECKING:
    from collections.abc import Callable

LONG_PERMIT = 99.0  # years: no condition of seniority of stay applies
EU_PERMIT = 1.0  # a European citizen is past the three months of residence of the RSA
RECENT_SEPARATION_MONTHS = 18  # CASF L262-9, R262-2
FAR = dt.date(2999, 1, 1)


@dataclass(frozen=True)
class PersonFact:
    """One variable of a person."""

    variable: str
    dtype: Any
    default: Any
    read: Callable[[Person, Household, Month], Any]
    always: bool = False


@dataclass(frozen=True)
class HomeFact:
    """One variable of the dwelling or of the family."""

    variable: str
    dtype: Any
    default: Any
    read: Callable[[Household, Month], Any]
    always: bool = False


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
_RATES = {DisabilityRate.FROM_50_TO_79: 0.65, DisabilityRate.FROM_80: 0.9}
_TENURES = {
    Tenure.TENANT_UNFURNISHED: "locataire_vide",
    Tenure.TENANT_FURNISHED: "locataire_meuble",
    Tenure.TENANT_SOCIAL: "locataire_hlm",
    Tenure.INSTITUTION: "locataire_foyer",
    Tenure.OWNER: "proprietaire",
    Tenure.OWNER_WITH_LOAN: "primo_accedant",
    Tenure.HOSTED: "loge_gratuitement",
    Tenure.HOSTED_PAYING: "loge_gratuitement",
    Tenure.HOMELESS: "sans_domicile",
}
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
    return months_after(due, -9) <= month.last_day and Month.of(due) >= month


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
    """Say whether the RSA is open under 25: two years of work, or a child to come (L262-4)."""
    expecting = any(is_expecting(p, month) for p in household.people if p.role is not Role.CHILD)
    return expecting or value_or(person.worked_2_years_in_3, False)


def _scholar(person: Person, _household: Household, month: Month) -> bool:
    amount = amount_in(person.resources, ResourceKind.SCHOLARSHIP, month)
    return not isinstance(amount, NoFact) and amount.cents > 0


def _activity(person: Person, _household: Household, month: Month) -> str:
    if isinstance(person.activity, NoFact):
        young = person.role in {Role.CHILD, Role.OTHER}
        return "etudiant" if young and _age(person, month) >= 3 else "inactif"
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


PERSON_FACTS = (
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
    PersonFact("rsa_jeune_condition_heures_travail_remplie", "?", False, _young_worker),
    PersonFact("nationalite", "S2", b"FR", _nationality, always=True),
    PersonFact("duree_possession_titre_sejour", "f4", 0.0, _permit, always=True),
    PersonFact("statut_marital", "U12", "celibataire", _marital, always=True),
    PersonFact("garde_alternee", "?", False, _flag("shared_custody")),
    PersonFact("enfant_place", "?", False, _flag("placed")),
    PersonFact("aeeh_niveau_handicap", "i4", 0, lambda p, _h, _m: value_or(p.aeeh_complement, 0)),
    PersonFact(
        "apprenti", "?", False, lambda p, _h, _m: p.activity is Activity.APPRENTICE, always=True
    ),
    PersonFact("boursier", "?", False, _scholar, always=True),
)


def tenure_of(household: Household) -> Tenure:
    """Return how the home is occupied; every row has it known."""
    return value_or(household.housing.tenure, Tenure.HOSTED)


def _rent(household: Household, _month: Month) -> float:
    """Return the rent as OpenFisca wants it: charges included when furnished or in a home."""
    housing, tenure = household.housing, tenure_of(household)
    rent = housing.rent
    amount = 0.0 if isinstance(rent, NoFact) else rent.cents / 100
    if tenure is Tenure.OWNER_WITH_LOAN:
        return max(amount, 1.0)  # a loan being repaid: no advantage in kind in the RSA
    if not tenure.is_rented:
        return 0.0
    if tenure in {Tenure.TENANT_FURNISHED, Tenure.INSTITUTION}:
        return amount + _charges(household, _month)
    return amount


def _charges(household: Household, _month: Month) -> float:
    charges = household.housing.charges
    return 0.0 if isinstance(charges, NoFact) else charges.cents / 100


HOME_FACTS = (
    HomeFact(
        "statut_occupation_logement", "U20", "", lambda h, _m: _TENURES[tenure_of(h)], always=True
    ),
    HomeFact("loyer", "f4", 0.0, _rent, always=True),
    HomeFact("charges_locatives", "f4", 0.0, _charges),
    HomeFact("depcom", "S5", b"", lambda h, _m: value_or(h.housing.commune, ""), always=True),
    HomeFact("coloc", "?", False, lambda h, _m: value_or(h.housing.flat_share, False)),
    HomeFact(
        "logement_conventionne", "?", False,
        lambda h, _m: tenure_of(h) is Tenure.TENANT_SOCIAL
        or (tenure_of(h).is_rented and value_or(h.housing.state_agreement, False)),
        always=True,
    ),
    HomeFact(
        "participation_frais", "?", False, lambda h, _m: tenure_of(h) is Tenure.HOSTED_PAYING
    ),
)  # fmt: skip


def _separated_recently(household: Household, month: Month) -> bool:
    since = household.single_since
    if household.partner is not None or isinstance(since, NoFact):
        return False
    return months_after(since, RECENT_SEPARATION_MONTHS) > month.first_day


def _new_reference_months(_household: Household, month: Month) -> bool:
    """Say whether the RSA and the prime d'activité read M-4 to M-2: since 1 March 2025."""
    return month >= Month(2025, 3)


FAMILY_FACTS = (
    HomeFact("departement_experimentation_rsa", "?", False, _new_reference_months),
    HomeFact("rsa_isolement_recent", "?", False, _separated_recently),
    HomeFact(
        "proprietaire_proche_famille", "?", False,
        lambda h, _m: value_or(h.housing.landlord_is_family, False),
    ),
)  # fmt: skip


def reference_incomes(household: Household) -> dict[int, float]:
    """Return the reference tax incomes that are known, by year of the income."""
    return {
        year: amount.cents / 100
        for year, amount in household.tax.reference_income
        if not isinstance(amount, NoFact)
    }
