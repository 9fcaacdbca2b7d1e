"""The dated values of `resources/parameters/`, and the words of steps and conditions."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from caseapp.domain.household import DisabilityRate, ResourceKind
from caseapp.rules import parameters
from caseapp.rules.openfisca.answers.housing import is_known_zone
from caseapp.rules.openfisca.estimator import COMPUTED
from caseapp.rules.openfisca.system import parameter, value_at

if TYPE_CHECKING:
    from caseapp.rules.openfisca.estimator import Estimator


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
