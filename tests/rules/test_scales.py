"""The values of the model: as it ships them, with the day somebody last checked each."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from caseapp.exchange.freshness import read_dated_fact, write_dated_fact
from caseapp.rules.openfisca.scales import scales
from caseapp.rules.parameters import load_replacements

if TYPE_CHECKING:
    from caseapp.rules.openfisca.estimator import Estimator

TODAY = date(2026, 11, 24)


def test_the_base_amount_of_the_rsa_has_its_decree_and_its_date(estimator: Estimator) -> None:
    found = next(
        fact
        for fact in scales(estimator.system, TODAY)
        if fact.value == "651,69\N{NO-BREAK SPACE}€"
    )
    assert "rsa" in found.rights
    assert (found.since, found.checked_on) == (date(2026, 4, 1), date(2026, 4, 1))
    assert "2026-220" in found.source
    assert found.link.startswith("https://www.legifrance.gouv.fr/")


def test_what_the_program_replaces_is_not_told_twice(estimator: Estimator) -> None:
    labels = {fact.label for fact in scales(estimator.system, TODAY)}
    assert labels.isdisjoint(entry.label for entry in load_replacements().replacements)
    assert len(labels) >= 15


def test_a_value_comes_through_the_pipe_as_it_was(estimator: Estimator) -> None:
    told = tuple(scales(estimator.system, TODAY))
    assert tuple(read_dated_fact(write_dated_fact(fact)) for fact in told) == told
