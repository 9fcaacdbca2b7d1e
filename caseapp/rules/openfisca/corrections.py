"""Where the code of OpenFisca departs from the law, and what is stated in its place."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from caseapp.domain.facts import value_or
from caseapp.domain.household import OtherParent, Role, Tenure
from caseapp.kernel.calendar import Month
from caseapp.rules.openfisca.changes import age_of
from caseapp.rules.openfisca.home_facts import tenure_of
from caseapp.rules.openfisca.situation import BLOCKS, Situation
from caseapp.rules.openfisca.system import value_at
from caseapp.rules.parameters import load_thresholds

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from caseapp.domain.household import Person

    Amounts = NDArray[np.float64]

_RSA_BASE = (
    "prestations_sociales.solidarite_insertion.minima_sociaux.rsa.rsa_m.montant_de_base_du_rsa"
)
_RSA_HOUSING = (
    "prestations_sociales.solidarite_insertion.minima_sociaux.rsa.rsa_fl.forfait_logement"
)
_HOUSING_RATES = ("taux_1_personne", "taux_2_personnes", "taux_3_personnes_ou_plus")
_DEDUCTED = frozenset({
    Tenure.TENANT_UNFURNISHED, Tenure.TENANT_FURNISHED, Tenure.TENANT_SOCIAL,
    Tenure.OWNER, Tenure.HOSTED,
})  # fmt: skip
_ASF_RATE = (
    "prestations_sociales.prestations_familiales.education_presence_parentale.asf.montant_asf"
    ".orphelin_assimile_seul_parent"
)
_BMAF = "prestations_sociales.prestations_familiales.bmaf.bmaf"
_AEEH = "prestations_sociales.prestations_familiales.education_presence_parentale.aeeh"
# not law but a fault of the code, found by running it: the complements for which it pays the
# category below (CSS D541-2)
_SHIFTED = (2, 3, 4, 5)


def state_asf(situation: Situation) -> None:
    """State the ASF by what each other parent does: OpenFisca gives it to every lone parent."""
    day = str(situation.window.month.first_day)
    unit = value_at(situation.system, _ASF_RATE, day) * value_at(situation.system, _BMAF, day)
    eligible = situation.compute("asf_elig_enfant")
    people = [member.person for member in situation.placed.members] * BLOCKS
    open_ = eligible * np.array([_may_open_asf(p) for p in people])
    paying = eligible * np.array([p.other_parent is OtherParent.PAYS for p in people])
    alimony = situation.sum_by_row(situation.compute("pensions_alimentaires_percues"))
    full = situation.sum_by_row(open_) * unit
    reduced = situation.sum_by_row(paying) * unit
    complement = np.where(alimony > 0, np.maximum(reduced - alimony, 0), 0)
    amount = np.where(reduced > 0, full + complement, np.maximum(full - alimony, 0))
    situation.put("asf_montant", situation.to_families(amount), [situation.window.month])


def state_aeeh(situation: Situation) -> None:
    """State the AEEH with the complement of the category: the code pays the one below it."""
    category = situation.compute("aeeh_niveau_handicap")
    if not np.isin(category, _SHIFTED).any():
        return
    day = str(situation.window.month.first_day)
    bmaf = value_at(situation.system, _BMAF, day)
    young = situation.compute("age") < value_at(
        situation.system, f"{_AEEH}.age_maximum_enfant", day
    )
    concerned = young & situation.compute("handicap") & situation.compute("est_enfant_dans_famille")
    amount = situation.by_row(situation.compute("aeeh")).astype(np.float64)
    for number in _SHIFTED:
        right, paid = (
            value_at(situation.system, f"{_AEEH}.complement_allocation.categorie_{each}", day)
            for each in (number, number - 1)
        )
        amount += situation.sum_by_row(concerned & (category == number)) * (right - paid) * bmaf
    situation.put("aeeh", situation.to_families(amount), [situation.window.month])


def open_early_aspa(situation: Situation) -> None:
    """Open the ASPA early to those unfit for work: the code waits for the legal age of retirement."""
    month = situation.window.month
    once = np.array([_is_early_unfit(m.person, month.first_day) for m in situation.placed.members])
    if not once.any():
        return
    eligible = situation.compute("aspa_eligibilite")
    allowed = situation.compute("asi_aspa_condition_nationalite")
    early = np.concatenate([once, once]) & allowed
    situation.put("aspa_eligibilite", eligible | early, [month])


def take_rent_reduction_off(situation: Situation) -> None:
    """Leave the rent reduction to social landlords (CCH L442-2-1): the code takes it off everywhere.

    It reads the state agreement alone, which a private landlord may have signed as well.
    """
    tenures = [tenure_of(row.household) for row in situation.rows]
    private = [
        tenure.is_rented
        and tenure is not Tenure.TENANT_SOCIAL
        and value_or(row.household.housing.state_agreement, False)
        for tenure, row in zip(tenures, situation.rows, strict=True)
    ]
    if not any(private):
        return
    reduction = situation.by_row(situation.compute("reduction_loyer_solidarite"))
    left = np.where(private * BLOCKS, 0.0, reduction)
    month = situation.window.month
    situation.put("reduction_loyer_solidarite", situation.to_families(left), [month])


def take_free_housing_off(situation: Situation) -> None:
    """Count no free housing for the C2S where the host is paid (CSS R861-5): the code counts it."""
    paying = [tenure_of(row.household) is Tenure.HOSTED_PAYING for row in situation.rows]
    if not any(paying):
        return
    flat = situation.by_row(situation.compute("css_cmu_forfait_logement_base"))
    left = np.where(paying * BLOCKS, 0.0, flat)
    month = situation.window.month
    situation.put("css_cmu_forfait_logement_base", situation.to_families(left), [month])


def housing_deduction(situation: Situation) -> Amounts:
    """Return the flat rate for housing, which the RSA deducts unless nothing is paid for it."""
    day = str(situation.window.month.first_day)
    rates = [value_at(situation.system, f"{_RSA_HOUSING}.{name}", day) for name in _HOUSING_RATES]
    base = value_at(situation.system, _RSA_BASE, day)
    people = situation.by_row(situation.compute("nb_parents")) + situation.by_row(
        situation.compute("rsa_nb_enfants")
    )
    size = np.clip(people, 1, len(rates)).astype(int) - 1
    scale = load_thresholds().rsa_scale.value
    flat = base * np.array([rate * more for rate, more in zip(rates, scale, strict=True)])
    deducted = [tenure_of(row.household) in _DEDUCTED for row in situation.rows] * BLOCKS
    return np.where(deducted, flat[size], 0.0)


def _may_open_asf(person: Person) -> bool:
    """Say whether a child may open the ASF: unknown counts as yes, the answer is to be checked."""
    if person.role not in {Role.CHILD, Role.OTHER}:
        return False
    return value_or(person.other_parent, OtherParent.DOES_NOT_PAY) is not OtherParent.PAYS


def _is_early_unfit(person: Person, day: Any) -> bool:
    if person.role not in {Role.APPLICANT, Role.PARTNER} or not value_or(
        person.unfit_for_work, False
    ):
        return False
    age = age_of(person, Month.of(day))
    law = load_thresholds()
    return age is not None and law.aspa_unfit_age.value <= age < law.aspa_age.value
