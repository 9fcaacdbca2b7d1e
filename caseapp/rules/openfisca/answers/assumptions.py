"""Facts that were never stated and took their default: listed so that they can be corrected."""

from __future__ import annotations

from typing import TYPE_CHECKING

from caseapp.domain.facts import NOT_STATED
from caseapp.domain.household import Activity, DisabilityRate, Nationality, Savings, Tenure
from caseapp.rules.openfisca.changes import ADULTS
from caseapp.rules.parameters import load_thresholds

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from caseapp.rules.openfisca.answers.case import Case

FAMILY = frozenset({
    "allocations_familiales", "complement_familial", "asf", "paje_allocation_base",
    "prime_naissance_adoption", "ars",
})  # fmt: skip
MINIMA = frozenset({"rsa", "prime_activite", "ass", "aspa", "asi"})


def assumed_for(code: str, case: Case) -> tuple[str, ...]:
    """Return the paths of the facts whose default this right rests on."""
    return tuple(path for reader in _READERS for path in reader(code, case))


def _nationality(code: str, case: Case) -> Iterator[str]:
    if code == "c2s":
        return
    for index, person in enumerate(case.household.people):
        if person.role in ADULTS and person.nationality is NOT_STATED:
            yield f"people[{index}].nationality"
        foreign = person.nationality is Nationality.OTHER
        if person.role in ADULTS and foreign and person.protection is NOT_STATED:
            yield f"people[{index}].protection"


def _disability(code: str, case: Case) -> Iterator[str]:
    law = load_thresholds()
    for index, person in enumerate(case.household.people):
        adult = person.role in ADULTS
        concerned = code in {"aah", "mva"} if adult else code == "aeeh"
        if concerned and person.disability_rate is NOT_STATED:
            yield f"people[{index}].disability_rate"
        medium = person.disability_rate is DisabilityRate.FROM_50_TO_79
        if code == "aah" and adult and medium and person.work_restriction is NOT_STATED:
            yield f"people[{index}].work_restriction"
        age = case.age(person)
        near = age is not None and law.aspa_unfit_age.value <= age < law.aspa_age.value
        if code == "aspa" and adult and near and person.unfit_for_work is NOT_STATED:
            yield f"people[{index}].unfit_for_work"
        if code == "aeeh" and not adult and person.aeeh_complement is NOT_STATED:
            yield f"people[{index}].aeeh_complement"


def _work(code: str, case: Case) -> Iterator[str]:
    for index, person in enumerate(case.household.people):
        seeking = person.activity is Activity.JOB_SEEKER
        if code == "aide_logement" and seeking and person.job_seeker_since is NOT_STATED:
            yield f"people[{index}].job_seeker_since"


def _children(code: str, case: Case) -> Iterator[str]:
    if code not in FAMILY | {"rsa", "prime_activite", "c2s", "aide_logement"}:
        return
    for index, person in enumerate(case.household.people):
        if person in case.children and person.shared_custody is NOT_STATED:
            yield f"people[{index}].shared_custody"


def _couple(code: str, case: Case) -> Iterator[str]:
    household = case.household
    if not case.alone and household.couple is NOT_STATED:
        yield "couple"
    lone_parent = case.alone and (case.children or case.pregnant)
    if lone_parent and code in {"rsa", "prime_activite"} and household.single_since is NOT_STATED:
        yield "single_since"


def _pregnancy(code: str, case: Case) -> Iterator[str]:
    if code != "prime_naissance_adoption":
        return
    for index, person in enumerate(case.household.people):
        if person.role in ADULTS and person.pregnant_due is NOT_STATED:
            yield f"people[{index}].pregnant_due"


def _housing(code: str, case: Case) -> Iterator[str]:
    housing = case.household.housing
    if code != "aide_logement" or not isinstance(housing.tenure, Tenure):
        return
    if not housing.tenure.is_rented:
        return
    names = ["flat_share", "landlord_is_family"]
    if housing.tenure is not Tenure.TENANT_SOCIAL:
        names.append("state_agreement")
    if housing.tenure in {Tenure.TENANT_FURNISHED, Tenure.INSTITUTION}:
        names.append("charges")
    for name in names:
        if getattr(housing, name) is NOT_STATED:
            yield f"housing.{name}"


def _money(code: str, case: Case) -> Iterator[str]:
    household = case.household
    if code in MINIMA | {"aide_logement", "c2s"} and household.savings == Savings():
        yield "savings"
    if code in {"rsa", "prime_activite", "c2s", "aide_logement"} and not household.received:
        yield "received"
    year = case.month.year - 2
    given = {known for known, _ in household.tax.reference_income}
    if code in FAMILY - {"asf"} and year not in given:
        yield f"tax.reference_income.{year}"


_READERS: tuple[Callable[[str, Case], Iterator[str]], ...] = (
    _nationality, _disability, _work, _children, _couple, _pregnancy, _housing, _money,
)  # fmt: skip
