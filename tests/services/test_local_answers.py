"""A local aid with conditions is answered among the rights of a case."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from caseapp.domain.estimate import Outcome
from caseapp.rules.catalogue_loader import load_catalogue
from caseapp.rules.places import load_communes
from caseapp.services.estimates import Estimates
from caseapp.services.local_catalogue import open_catalogue
from caseapp.services.local_conditions import ConditionText
from caseapp.services.local_right_typed import LocalRightText
from caseapp.services.local_rights import LocalRights
from tests.support.builders import an_office, awa

if TYPE_CHECKING:
    from pathlib import Path

FIELDS = {
    "name": "Aide de Nantes",
    "agency": "CCAS de Nantes",
    "basis": "Délibération",
    "checked_on": "20/11/2026",
    "place": "CCAS",
    "communes": "Nantes",
    "min": "100",
    "max": "200",
}


@pytest.mark.parametrize(
    ("condition", "outcome"),
    [
        (ConditionText(kind="age_min", value="18"), Outcome.LIKELY),
        (ConditionText(kind="age_min", value="60"), Outcome.NO),
        (ConditionText(kind="children_min", value="3"), Outcome.NO),
        (ConditionText(kind="resources_max", value="500 ; 600 ; 700"), Outcome.NO),
        (ConditionText(kind="resources_max", value="900 ; 1 200 ; 1 500"), Outcome.LIKELY),
        (ConditionText(kind="tenure", value="tenant_unfurnished"), Outcome.LIKELY),
        (ConditionText(kind="tenure", value="owner"), Outcome.NO),
        (ConditionText(kind="question", value="Cherche-t-elle un emploi ?"), Outcome.TO_CHECK),
        (ConditionText(text="Projet sérieux", kind="judged"), Outcome.TO_CHECK),
        (ConditionText(text="Ne pas avoir de voiture"), Outcome.TO_CHECK),
    ],
)
def test_a_local_aid_is_answered_from_its_conditions(
    tmp_path: Path, condition: ConditionText, outcome: Outcome
) -> None:
    office = an_office(tmp_path)
    merged = open_catalogue(office.store, load_catalogue())
    rights = LocalRights(office.store, office.clock, merged, load_communes())
    code = rights.save(LocalRightText(fields=FIELDS, conditions=(condition,))).code
    estimates = Estimates(office.store, office.clock, office.desk, office.engine, merged)
    case_id = awa(office)
    estimates.run(case_id)
    saved = estimates.latest(case_id)
    assert saved is not None
    answer = saved.estimate.of(code)
    assert answer.outcome is outcome
    if outcome is not Outcome.NO:
        assert answer.amount is not None
        assert (answer.amount.min.cents, answer.amount.max.cents) == (10_000, 20_000)
