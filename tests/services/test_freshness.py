"""How old each legal fact is: what was checked long ago, or has changed since, is said."""

from __future__ import annotations

from datetime import date

import pytest

from caseapp.domain.deadline import Confidence
from caseapp.domain.freshness import DatedFact, Shelf, Standing
from caseapp.kernel.clock import FixedClock
from caseapp.rules.catalogue_loader import load_catalogue
from caseapp.rules.coming import load_coming
from caseapp.rules.freshness import kept_facts
from caseapp.rules.parameters import load_thresholds
from caseapp.services.freshness import Freshness, summary
from tests.support.engines import ReadyEngine

TODAY = date(2026, 11, 24)


def fact(**known: object) -> DatedFact:
    return DatedFact(shelf=Shelf.SCALE, label="Plafond", **known)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("known", "expected"),
    [
        ({"checked_on": date(2026, 1, 2)}, Standing.CURRENT),
        ({"checked_on": date(2025, 11, 23)}, Standing.CURRENT),  # a year and a day of grace
        ({"checked_on": date(2025, 11, 22)}, Standing.OLD),
        ({"since": date(2026, 4, 1), "checked_on": date(2020, 1, 1)}, Standing.CURRENT),
        ({"since": date(2009, 6, 1)}, Standing.OLD),
        ({}, Standing.UNDATED),
        ({"checked_on": TODAY, "changed": "L'article a changé."}, Standing.CHANGED),
        ({"checked_on": TODAY, "asked": "Nouvelle version à relire."}, Standing.ASKED),
    ],
)
def test_a_fact_is_as_fresh_as_its_latest_check(
    known: dict[str, object], expected: Standing
) -> None:
    assert fact(**known).standing(TODAY) is expected


def test_every_right_every_article_and_every_parameter_has_its_day() -> None:
    catalogue = load_catalogue()
    facts = kept_facts(catalogue, TODAY)
    assert {code for kept in facts for code in kept.rights} == set(catalogue.codes())
    articles = sum(len(right.legal_basis) for right in catalogue.all())
    in_catalogue = [kept for kept in facts if kept.shelf is Shelf.CATALOGUE]
    doubts = sum(len(right.to_verify) for right in catalogue.all())
    assert len(in_catalogue) == articles + len(catalogue.codes()) + doubts
    labels = {kept.label for kept in facts}
    assert {entry.label for entry in load_thresholds().entries().values()} <= labels
    assert all(kept.checked_on is not None for kept in facts)


def test_the_ages_that_announce_a_date_say_how_sure_they_are() -> None:
    facts = {kept.label: kept for kept in kept_facts(load_catalogue(), TODAY)}
    for entry in load_coming().numbers.values():
        kept = facts[entry.label]
        assert (kept.checked_on, kept.source) == (entry.checked_on, entry.article)
        assert (kept.standing(TODAY) is Standing.ASKED) is (entry.confidence is not Confidence.HIGH)
    housing = facts["Âge auquel un enfant n'est plus à charge pour l'aide au logement"]
    assert (housing.value, housing.rights) == ("21 ans", ("aide_logement",))
    assert housing.asked.startswith("De mémoire, non relu")


def test_a_text_that_changed_after_it_was_read_comes_first() -> None:
    changed = {
        kept.label
        for kept in kept_facts(load_catalogue(), TODAY)
        if kept.standing(TODAY) is Standing.CHANGED
    }
    assert "AAH : CSS L821-1" in changed


def test_two_years_without_a_check_are_told() -> None:
    later = FixedClock.on(date(2028, 11, 24))
    rows = Freshness(load_catalogue(), ReadyEngine(), later).kept()
    assert Standing.CURRENT not in {row.standing for row in rows}
    old = next(row for row in rows if row.standing is Standing.OLD)
    assert old.why == "Vu pour la dernière fois il y a 24 mois."
    assert "vus il y a plus d'un an" in summary(rows)


def test_the_values_of_the_model_are_asked_of_the_engine() -> None:
    (row,) = Freshness(load_catalogue(), ReadyEngine(), FixedClock.on(TODAY)).scales()
    assert (row.standing, row.right_words) == (Standing.OLD, "RSA")
    assert row.why == "Valeur du 01/04/2024, jamais contrôlée depuis."
