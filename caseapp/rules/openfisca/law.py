"""The few values of the law that the engine itself reads, by day."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from caseapp.rules.openfisca.income import MICRO, Law
from caseapp.rules.openfisca.months import Window
from caseapp.rules.openfisca.system import value_at
from caseapp.rules.parameters import load_thresholds

if TYPE_CHECKING:
    from caseapp.kernel.calendar import Month

_MICRO_RATES = dict(
    zip(
        MICRO,
        (
            "impot_revenu.calcul_revenus_imposables.rpns.micro.microentreprise.regime_micro_bic.marchandises.taux",
            "impot_revenu.calcul_revenus_imposables.rpns.micro.microentreprise.regime_micro_bic.services.taux",
            "impot_revenu.calcul_revenus_imposables.rpns.micro.microentreprise.regime_micro_bnc.taux",
        ),
        strict=True,
    )
)
_HOURLY_SMIC = "marche_travail.salaire_minimum.smic.smic_b_horaire"
_MONTHLY_HOURS = "marche_travail.salaire_minimum.smic.nb_heures_travail_mensuel"
_OWN_INCOME_SHARE = (
    "prestations_sociales.prestations_familiales.def_pac.revenu_plafond_pac_non_scolaire"
)


@lru_cache(maxsize=8)
def law_of(system: Any, month: Month) -> Law:
    """Return what turning resources into series needs."""
    day = str(month.first_day)
    smic = value_at(system, _HOURLY_SMIC, day) * value_at(system, _MONTHLY_HOURS, day)
    rates = {kind: value_at(system, path, day) for kind, path in _MICRO_RATES.items()}
    return Law(micro_allowance=rates, monthly_smic=smic)


@lru_cache(maxsize=8)
def window_of(system: Any, month: Month) -> Window:
    """Return the months around a month, with the pay from which a child is on its own."""
    day = str(month.first_day)
    share = value_at(system, _OWN_INCOME_SHARE, day)
    hours = load_thresholds().full_time_hours.value
    return Window(month, share * hours * value_at(system, _HOURLY_SMIC, day))
