"""Facts of the home and of the family → variables of OpenFisca, one line each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from caseapp.domain.facts import NoFact, value_or
from caseapp.domain.household import Household, Tenure
from caseapp.kernel.calendar import Month, months_after
from caseapp.rules.parameters import load_thresholds

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass(frozen=True)
class HomeFact:
    """One variable of the dwelling or of the family."""

    variable: str
    dtype: Any
    default: Any
    read: Callable[[Household, Month], Any]
    always: bool = False


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
    recent = load_thresholds().recent_separation_months.value
    return months_after(since, recent) > month.first_day


def _new_reference_months(_household: Household, month: Month) -> bool:
    """Say whether the RSA and the prime d'activité read M-4 to M-2, no more M-3 to M-1."""
    return month >= Month.of(load_thresholds().reference_months.since)


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
