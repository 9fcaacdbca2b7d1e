"""The dated values of `resources/parameters/`, and the words of steps and conditions."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
from pydantic import ValidationError

from caseapp.domain.deadline import Confidence
from caseapp.domain.household import DisabilityRate, ResourceKind
from caseapp.rules import parameters
from caseapp.rules.openfisca.answers.housing import is_known_zone
from caseapp.rules.openfisca.estimator import COMPUTED
from caseapp.rules.openfisca.system import parameter, value_at

if TYPE_CHECKING:
    from caseapp.rules.openfisca.estimator import Estimator

TODAY = dt.date(2026, 11, 26)
SOLIDARITY = "prestations_sociales.solidarite_insertion.minima_sociaux"
OLD_AGE = "prestations_sociales.solidarite_insertion.minimum_vieillesse.aspa"
AAH = "prestations_sociales.prestations_etat_de_sante.invalidite.aah"
FAMILY = "prestations_sociales.prestations_familiales"
SAME_IN_OPENFISCA = {
    "rsa_age": f"{SOLIDARITY}.rsa.rsa_cond.age_minimum_allocataire",
    "rsa_young_age": f"{SOLIDARITY}.rsa.rsa_cond.age_min_rsa_jeune",
    "rsa_child_age": f"{SOLIDARITY}.rsa.rsa_cond.age_pac",
    "rsa_permit_years": f"{SOLIDARITY}.rsa.rsa_cond.duree_min_titre_sejour.non_eee",
    "ppa_age": f"{SOLIDARITY}.ppa.pa_cond.age_min",
    "aah_age": f"{AAH}.age_minimal",
    "aah_age_alone": f"{AAH}.age_fin_educ",
    "retirement_age": f"{AAH}.age_legal_retraite",
    "aspa_age": f"{OLD_AGE}.age_min",
    "minimum_permit_years": f"{OLD_AGE}.duree_min_titre_sejour",
    "family_child_age": f"{FAMILY}.def_pac.enfants.age_limite",
    "af_children": f"{FAMILY}.prestations_generales.af.af_cm.nb_enfants_min_pour_allocation",
    "cf_children": f"{FAMILY}.prestations_generales.cf.cf_cm.nombre_d_enfants_minimal",
    "cf_children_overseas": (
        f"{FAMILY}.prestations_generales.cf.cf_cm_dom.nombre_enfant_minimum_dom"
    ),
    "cf_child_age_from": f"{FAMILY}.prestations_generales.cf.cf_cm.age_min",
    "cf_child_age": f"{FAMILY}.prestations_generales.cf.cf_cm.age_max",
    "paje_child_age": f"{FAMILY}.petite_enfance.paje.paje_cm.age_limite_enfant_adopte_non",
    "ars_age_from": f"{FAMILY}.education_presence_parentale.ars.ars_cond.age_entree_primaire",
    "ars_age_to": f"{FAMILY}.education_presence_parentale.ars.ars_cond.age_sortie_lycee",
    "aeeh_child_age": f"{FAMILY}.education_presence_parentale.aeeh.age_maximum_enfant",
}


def test_every_replaced_value_is_in_force_with_its_source(estimator: Estimator) -> None:
    for entry in parameters.load_replacements().replacements:
        assert value_at(estimator.system, entry.path, "2026-11-01") == entry.value
        before = entry.start - dt.timedelta(days=1)
        assert value_at(estimator.system, entry.path, str(before)) != entry.value
        assert entry.link.startswith("https://")
        assert entry.article
        assert entry.source
        assert entry.start <= entry.checked_on
        assert set(entry.rights) <= set(COMPUTED)


def test_the_ceilings_of_the_c2s_are_those_of_april_2025(estimator: Estimator) -> None:
    base = "prestations_sociales.solidarite_insertion.minima_sociaux.cs"

    free = value_at(estimator.system, f"{base}.cmu.plafond_base", "2026-11-01")
    more = value_at(estimator.system, f"{base}.acs.majoration_plafond_acs", "2026-11-01")

    assert free == 10339
    assert int(free * (1 + more)) == 13957


def test_a_value_said_to_be_stale_has_not_been_renewed_by_the_library(estimator: Estimator) -> None:
    """Fails when the library is updated with a newer value: the warning is then to be removed."""
    for entry in parameters.load_replacements().stale:
        latest = max(
            value.instant_str for value in parameter(estimator.system, entry.path).values_list
        )
        assert latest <= str(entry.value_of), entry.path


@pytest.mark.parametrize("name", sorted(parameters.Thresholds.model_fields))
def test_every_age_and_duration_says_since_when_by_which_text_and_when_it_was_checked(
    name: str,
) -> None:
    entry = parameters.load_thresholds().entries()[name]

    assert entry.label
    assert entry.unit
    assert entry.article
    assert entry.source
    assert entry.since <= entry.checked_on <= TODAY
    assert entry.confidence in Confidence
    assert not entry.link or entry.link.startswith("https://www.legifrance.gouv.fr/")


@pytest.mark.parametrize("missing", ["unit", "since", "article", "source", "checked_on"])
def test_a_number_that_does_not_say_where_it_comes_from_is_refused(missing: str) -> None:
    raw = parameters.load_thresholds().model_dump()
    del raw["aspa_age"][missing]

    with pytest.raises(ValidationError, match=missing):
        parameters.Thresholds.model_validate(raw)


@pytest.mark.parametrize(("name", "path"), sorted(SAME_IN_OPENFISCA.items()))
def test_an_age_is_that_of_the_library_where_the_library_has_it(
    name: str, path: str, estimator: Estimator
) -> None:
    """Fails when the law changes in the library: the number and its date are then to be renewed."""
    entry = parameters.load_thresholds().entries()[name]
    before = entry.since - dt.timedelta(days=1)

    assert value_at(estimator.system, path, str(TODAY)) == entry.value
    assert parameter(estimator.system, path).get_at_instant(str(before)) != entry.value


def test_the_ages_of_the_conditions_are_written_from_their_numbers() -> None:
    law = parameters.load_thresholds()
    conditions = parameters.load_conditions().conditions

    assert law.aspa_age.value == 65
    assert conditions["aspa_age"].text == "Avoir 65 ans, ou 62 ans en cas d'inaptitude au travail"
    assert not any("{" in condition.text for condition in conditions.values())


def test_the_flat_rate_of_the_rsa_grows_as_the_library_says(estimator: Estimator) -> None:
    more = f"{SOLIDARITY}.rsa.rsa_maj.maj_montant_max"
    second, third = (
        value_at(estimator.system, f"{more}.{name}", str(TODAY))
        for name in ("couples_celibataire_avec_enfant", "couple_1_enfant_ou_2e_enfant")
    )

    assert parameters.load_thresholds().rsa_scale.value == (1.0, 1 + second, 1 + second + third)


@pytest.mark.parametrize("code", COMPUTED)
def test_every_step_exists_and_cites_its_article(code: str, estimator: Estimator) -> None:
    right = parameters.load_steps().rights[code]
    for line in right.steps:
        for variable in (line.variable, line.plus, line.at_least, line.hidden_below):
            assert not variable or variable in estimator.system.variables, variable
        assert line.article, line.label
        if line.parameter:
            assert parameter(estimator.system, line.parameter) is not None
    for path in right.key_parameters:
        assert parameter(estimator.system, path).values_list


def test_there_are_plausible_values_for_every_kind_of_resource() -> None:
    plausible = parameters.load_plausible()

    assert set(plausible.resources) == {kind.value for kind in ResourceKind}
    assert all(len(set(values)) > 1 for values in plausible.resources.values())
    assert {DisabilityRate(rate) for rate in plausible.disability_rates}
    assert all(is_known_zone(commune) for commune in plausible.communes)


@pytest.mark.slow
def test_loading_without_source_texts_loses_no_variable_and_no_formula(
    estimator: Estimator,
) -> None:
    from openfisca_france.france_taxbenefitsystem import FranceTaxBenefitSystem

    stock = FranceTaxBenefitSystem().variables
    ours = estimator.system.variables

    assert set(ours) == set(stock)
    assert [n for n in stock if list(stock[n].formulas) != list(ours[n].formulas)] == []
