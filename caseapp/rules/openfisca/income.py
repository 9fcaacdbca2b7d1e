"""Resources of a person as the series that OpenFisca reads, month by month and year by year.

Households state what they receive (net); each benefit reads net, taxable or gross amounts, so
the three are always set together. Every series exists, zero included: a month that is not stated
would be computed by formulas, slowly and not from what the household said.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from caseapp.domain.facts import NoFact
from caseapp.domain.household import Activity, Person, ResourceKind
from caseapp.rules.parameters import load_conversions

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from caseapp.domain.household import Resource
    from caseapp.rules.openfisca.months import Window

    Series = NDArray[np.float32]

K = ResourceKind

# kinds that OpenFisca reads as they are; internship pay goes with training pay because the RSA
# and the prime d'activité do not read `indemnites_stage`; other resources count as exceptional
# gains, which the minima read
PLAIN = {
    K.INVALIDITY_PENSION: "pensions_invalidite",
    K.SICKNESS_BENEFIT: "indemnites_journalieres_maladie",
    K.MATERNITY_BENEFIT: "indemnites_journalieres_maternite",
    K.WORK_ACCIDENT_BENEFIT: "indemnites_journalieres_accident_travail",
    K.WORK_ACCIDENT_ANNUITY: "rente_accident_travail",
    K.ALIMONY_RECEIVED: "pensions_alimentaires_percues",
    K.ALIMONY_PAID: "pensions_alimentaires_versees_individu",
    K.SCHOLARSHIP: "bourse_enseignement_sup",
    K.RENTS: "revenus_locatifs",
    K.CAPITAL_INCOME: "revenus_capital",
    K.PARTIAL_ACTIVITY: "indemnites_chomage_partiel",
    K.OTHER: "gains_exceptionnels",
}
MICRO = (K.MICRO_TURNOVER_SALES, K.MICRO_TURNOVER_SERVICES, K.MICRO_TURNOVER_LIBERAL)

# always stated, zero included, so that no formula replaces them
MONTHLY_LEAVES = (
    "salaire_net", "salaire_imposable", "salaire_de_base", "chomage_net", "chomage_imposable",
    "chomage_brut", "retraite_nette", "retraite_imposable", "retraite_brute",
    "rpns_auto_entrepreneur_benefice", "rente_accident_travail", "revenus_capital",
    "revenus_locatifs", "remuneration_apprenti", "traitement_indiciaire_brut", "hsup", "etr",
)  # fmt: skip
YEARLY_LEAVES = (
    "rpns_imposables", "rpns_autres_revenus", "rpns_pvce", "rpns_exon",
    "rpns_micro_entreprise_benefice", "rpns_benefice_exploitant_agricole",
)  # fmt: skip


@dataclass(frozen=True)
class Law:
    """The few legal values that turning resources into series needs."""

    micro_allowance: dict[ResourceKind, float]
    monthly_smic: float  # gross, of full time: an apprentice's pay is not taxed under it


@dataclass(frozen=True)
class Income:
    """Series of one person: by month over the window, by year, and what the tax home adds."""

    monthly: dict[str, Series]
    yearly: dict[str, dict[int, float]]
    capital_by_year: dict[int, float]  # taxable rents and capital income
    alimony_paid_by_year: dict[int, float]


NO_INCOME = Income({}, {}, {}, {})


def income_of(person: Person, window: Window, law: Law) -> Income:
    """Return the series of a person, all amounts being known; what is not there is zero."""
    amounts = _amounts(person.resources, window)
    if not amounts:
        return NO_INCOME
    zero = np.zeros(len(window.months), np.float32)

    def get(kind: ResourceKind) -> Series:
        return amounts.get(kind, zero)

    monthly = {variable: amounts[kind] for kind, variable in PLAIN.items() if kind in amounts}
    if K.WAGE in amounts or K.PARTIAL_ACTIVITY in amounts:
        _wages(monthly, get(K.WAGE), get(K.PARTIAL_ACTIVITY), person, law)
    if K.UNEMPLOYMENT in amounts:
        _unemployment(monthly, amounts[K.UNEMPLOYMENT])
    if K.PENSION in amounts:
        _pension(monthly, amounts[K.PENSION])
    training = get(K.TRAINING_PAY) + get(K.INTERNSHIP_PAY)
    if training.any():
        monthly["revenus_stage_formation_pro"] = training
    micro = sum((get(kind) * (1 - law.micro_allowance[kind]) for kind in MICRO), start=zero)
    monthly["rpns_auto_entrepreneur_benefice"] = micro.astype(np.float32)
    profit = get(K.SELF_EMPLOYED_PROFIT)
    share = load_conversions().rents_taxable_share
    return Income(
        monthly=monthly,
        yearly={
            "rpns_imposables": _by_year(window, micro + profit),
            "rpns_autres_revenus": _yearly_rate(window, profit),
        },
        capital_by_year=_by_year(window, get(K.RENTS) * share + get(K.CAPITAL_INCOME)),
        alimony_paid_by_year=_by_year(window, get(K.ALIMONY_PAID)),
    )


def _amounts(resources: tuple[Resource, ...], window: Window) -> dict[ResourceKind, Series]:
    """Return euros by kind and month; after the month of the estimate, what is paid goes on."""
    found: dict[ResourceKind, Series] = {}
    stated: dict[ResourceKind, NDArray[np.bool_]] = {}
    size = len(window.months)
    for entry in resources:
        begin = max(0, entry.first.minus(window.first))
        end = min(size - 1, entry.last.minus(window.first))
        if begin > end or isinstance(entry.amount, NoFact):
            continue
        series = found.setdefault(entry.kind, np.zeros(size, np.float32))
        series[begin : end + 1] = entry.amount.cents / 100
        stated.setdefault(entry.kind, np.zeros(size, np.bool_))[begin : end + 1] = True
    for kind, series in found.items():
        later = ~stated[kind][window.now + 1 :]
        series[window.now + 1 :][later] = series[window.now]
    return found


def _wages(
    monthly: dict[str, Series], wage: Series, partial: Series, person: Person, law: Law
) -> None:
    ratios = load_conversions()
    taxable = wage * ratios.wage_taxable_over_net
    if person.activity is Activity.APPRENTICE:
        taxable = np.maximum(taxable - law.monthly_smic, 0)
    monthly["salaire_net"] = wage
    monthly["salaire_imposable"] = (taxable + partial).astype(np.float32)
    monthly["salaire_de_base"] = (wage / ratios.wage_net_over_gross).astype(np.float32)


def _unemployment(monthly: dict[str, Series], unemployment: Series) -> None:
    ratios = load_conversions()
    taxed = unemployment > ratios.unemployment_untaxed_up_to
    gross = np.where(taxed, unemployment / ratios.unemployment_net_over_gross, unemployment)
    taxable = np.where(taxed, gross * ratios.unemployment_taxable_over_gross, unemployment)
    monthly["chomage_net"] = unemployment
    monthly["chomage_brut"] = gross.astype(np.float32)
    monthly["chomage_imposable"] = taxable.astype(np.float32)


def _pension(monthly: dict[str, Series], pension: Series) -> None:
    ratios = load_conversions()
    gross = pension / ratios.pension_net_over_gross
    monthly["retraite_nette"] = pension
    monthly["retraite_brute"] = gross.astype(np.float32)
    monthly["retraite_imposable"] = (gross * ratios.pension_taxable_over_gross).astype(np.float32)


def _by_year(window: Window, series: Series) -> dict[int, float]:
    if not series.any():
        return {}
    totals: dict[int, float] = {}
    for month, amount in zip(window.months, series.tolist(), strict=True):
        totals[month.year] = totals.get(month.year, 0.0) + amount
    return totals


def _yearly_rate(window: Window, series: Series) -> dict[int, float]:
    """Return the profit of each year at the rate of its months of activity.

    The last known year counts for a twelfth a month: a year that began in June must not be
    divided by twelve.
    """
    if not series.any():
        return {}
    active: dict[int, list[float]] = {}
    for month, amount in zip(window.months, series, strict=True):
        if amount:
            active.setdefault(month.year, []).append(float(amount))
    return {year: 12 * sum(values) / len(values) for year, values in active.items()}
