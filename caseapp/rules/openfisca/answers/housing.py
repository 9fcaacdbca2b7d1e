"""Housing aid: APL, ALF, ALS."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from openfisca_france.model.prestations import aides_logement

from caseapp.domain.deadline import Confidence
from caseapp.domain.facts import UNKNOWN, NoFact, value_or
from caseapp.domain.household import Tenure
from caseapp.kernel import french
from caseapp.kernel.calendar import Month
from caseapp.rules.openfisca.answers import common, stay
from caseapp.rules.openfisca.answers.draft import NOTHING, Check, Draft

if TYPE_CHECKING:
    from collections.abc import Iterator

    from caseapp.rules.openfisca.answers.case import Case


# not law but a guard of the model: €/month from which an aid brought to nothing was cut by the
# rent, not by the least amount that is paid
CLEARLY_DUE = 10


def drafts(case: Case) -> Iterator[Draft]:
    """Return what the rules say of housing aid."""
    housing = case.household.housing
    draft = Draft(
        "aide_logement",
        [_tenant(housing.tenure), _landlord(case), stay.regular_stay(case), *_rent(case)],
        variant=case.computed.housing_kind,
        resources_source="CCH L822-5, D823-16 à D823-19",
    )
    if housing.tenure is Tenure.INSTITUTION:
        draft.computable = False
        draft.doubt("Logement en foyer ou en résidence : l'aide dépend de la convention du foyer.")
    if housing.tenure is Tenure.OWNER_WITH_LOAN:
        draft.note(
            "Accession à la propriété : plus d'aide pour les prêts signés depuis 2018 (2020 dans "
            "l'ancien en zone 3). Un prêt plus ancien est à vérifier auprès de la CAF.",
            Confidence.MEDIUM,
        )
    _note_zone(case, draft)
    _note_moving_in(case, draft)
    stay.doubt_on_stay(case, draft)
    common.doubt_overseas(case, draft)
    common.doubt_shared_custody(case, draft)
    common.doubt_child_in_care(case, draft)
    common.note_own_business(case, draft)
    yield draft


def _tenant(tenure: Tenure | NoFact) -> Check:
    if isinstance(tenure, NoFact):
        return Check("housing_tenant", None, ("housing.tenure",))
    return Check("housing_tenant", tenure.is_rented)


def _landlord(case: Case) -> Check:
    related = case.household.housing.landlord_is_family
    if related is UNKNOWN:
        return Check("housing_not_family", None, ("housing.landlord_is_family",))
    return Check("housing_not_family", not value_or(related, False))


def _rent(case: Case) -> tuple[Check, ...]:
    """Return the condition on the rent, which only the central household can answer."""
    housing = case.household.housing
    if not isinstance(housing.tenure, Tenure) or not housing.tenure.is_rented:
        return ()
    if isinstance(housing.rent, NoFact):
        return (Check("housing_rent", None, ("housing.rent",)),)
    before = case.central("aide_logement_montant_brut_avant_degressivite")
    after = case.central("aide_logement_montant_brut")
    cut = before is not None and after is not None and before > CLEARLY_DUE and after < NOTHING
    return (Check("housing_rent", not cut),)


def is_known_zone(commune: str) -> bool:
    """Say whether OpenFisca's table of zones has a commune: it takes zone 2 otherwise."""
    aides_logement.preload_zone_apl()
    return commune in aides_logement.zone_apl_by_depcom


def _note_zone(case: Case, draft: Draft) -> None:
    housing = case.household.housing
    tenant = not isinstance(housing.tenure, NoFact) and housing.tenure.is_rented
    if isinstance(housing.commune, NoFact) or not tenant or is_known_zone(housing.commune):
        return
    draft.note(
        f"La commune {housing.commune} n'est pas dans la table des zones de 2011 (commune "
        "nouvelle, ou code postal au lieu du code INSEE) : la zone 2 a été prise.",
        Confidence.LOW,
    )


def _note_moving_in(case: Case, draft: Draft) -> None:
    day = case.household.housing.moved_in
    if isinstance(day, dt.date) and Month.of(day) >= case.month:
        draft.note(
            f"Entrée dans les lieux le {french.day(day)} : l'aide commence le mois suivant "
            "(CCH R823-10)."
        )
