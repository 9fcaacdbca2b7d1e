"""Parameters looked up for many rows at once: what the library finds row by row."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from openfisca_core.parameters import VectorialParameterNodeAtInstant
from openfisca_core.parameters.parameter_node_at_instant import ParameterNotFoundError
from openfisca_france.model.prestations.aides_logement import TypesZoneApl

from caseapp.rules.openfisca.system import parameter

if TYPE_CHECKING:
    from caseapp.rules.openfisca.estimator import Estimator

RENT = "prestations_sociales.aides_logement.allocations_logement.locatif"


@pytest.fixture(scope="module")
def shares(estimator: Estimator) -> Any:
    """The rents, in shares of the ceiling, that lessen an aid, then end it: by zone."""
    path = f"{RENT}.coefficients_degressivite_suppression"
    return parameter(estimator.system, path).get_at_instant("2026-11-01")


ZONES = np.array(["zone_1", "zone_3", "zone_1", "zone_2", "zone_3"])
KINDS = np.array(["suppression", "degressivite", "degressivite", "suppression", "degressivite"])


def row_by_row(node: Any, key: Any) -> Any:
    """Return what the library makes of the same question."""
    return VectorialParameterNodeAtInstant.build_from_node_name(node, key)


def test_names_are_looked_up_level_by_level(shares: Any) -> None:
    assert list(shares[ZONES][KINDS]) == list(row_by_row(shares, ZONES)[KINDS])
    assert len(set(shares[ZONES][KINDS])) > 2


def test_a_level_may_be_named_for_all_rows(shares: Any) -> None:
    ours, theirs = shares[ZONES], row_by_row(shares, ZONES)
    assert list(ours.suppression) == list(theirs.suppression)
    assert list(ours["suppression"]) == list(theirs["suppression"])


def test_a_choice_of_the_model_is_looked_up_by_its_name(shares: Any) -> None:
    zones = TypesZoneApl.encode(ZONES)
    assert list(shares[zones][KINDS]) == list(row_by_row(shares, zones)[KINDS])


def test_a_name_that_is_not_there_is_refused(shares: Any) -> None:
    with pytest.raises(ParameterNotFoundError):
        shares[np.array(["zone_1", "zone_9"])]
