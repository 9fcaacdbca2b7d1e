"""How an estimate is explained: what is received, the budget, the steps, what was assumed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from caseapp.domain.estimate import Outcome
from tests.support.households import child, household, later, of, paid, person, rented

if TYPE_CHECKING:
    from caseapp.rules.openfisca.estimator import Estimator

LIKELY = Outcome.LIKELY
NET_OF_CRDS = 0.995


def test_what_is_received_is_shown_beside_the_estimate_with_the_gap(estimator: Estimator) -> None:
    received = [
        {"right": "rsa", "amount": 400, "from": "2025-01", "to": "2026-11"},
        {"right": "rsa", "amount": 500, "from": "2026-05", "to": "2026-11"},
    ]
    answer = estimator.estimate(household(received=received)).of("rsa")

    assert answer.received is not None
    assert answer.received.cents == 50000
    assert any("73,49" in note and "de plus" in note for note in answer.notes)


def test_a_right_that_ended_is_not_received_any_more(estimator: Estimator) -> None:
    received = [{"right": "rsa", "amount": 400, "from": "2025-01", "to": "2026-09"}]

    assert estimator.estimate(household(received=received)).of("rsa").received is None


def test_the_budget_adds_up_what_remains_and_the_known_resources(estimator: Estimator) -> None:
    worker = person(activity="employed", resources=[paid("wage", 900), paid("alimony_paid", 100)])
    estimate = estimator.estimate(household(worker, housing=rented()))

    likely = [a for a in estimate.rights if a.outcome is LIKELY and a.right != "c2s"]
    assert estimate.budget.income.cents == 80000
    assert estimate.budget.rights.cents == sum(round(later(a) * 100) for a in likely)


def test_each_step_has_its_words_its_article_and_adds_up(estimator: Estimator) -> None:
    parent = person(resources=[paid("wage", 300)], activity="employed")
    home = household(parent, child("2018-01-01", other_parent="does_not_pay"), housing=rented())

    steps = estimator.estimate(home).of("rsa").steps

    assert steps[0].label == "Montant forfaitaire du foyer"
    assert steps[0].value == pytest.approx(977.53, abs=0.01)
    assert "Décret n° 2026-220" in steps[0].source
    assert steps[0].link.startswith("https://www.legifrance.gouv.fr/")
    assert all(step.source for step in steps)
    assert sum(step.value for step in steps[:-1]) == pytest.approx(steps[-1].value, abs=0.02)


def test_the_steps_of_the_prime_d_activite_add_up(estimator: Estimator) -> None:
    parent = person(resources=[paid("wage", 900)], activity="employed")
    home = household(parent, child("2018-01-01", other_parent="pays"), housing=rented())

    steps = {
        s.label.split(",")[0]: s.value for s in estimator.estimate(home).of("prime_activite").steps
    }

    before = steps.pop("Prime d'activité avant CRDS")
    paid_out = steps.pop("Prime d'activité versée")
    crds = steps.pop("CRDS")
    assert sum(steps.values()) == pytest.approx(before, abs=0.02)
    assert before + crds == pytest.approx(paid_out, abs=0.02)


def test_a_lone_parent_sees_the_higher_scale_only(estimator: Estimator) -> None:
    parent = household(person(), child("2025-06-01", other_parent="pays"))

    steps = estimator.estimate(parent).of("rsa").steps

    assert steps[0].label == "Montant majoré, parent isolé"
    assert sum(step.value for step in steps[:-1]) == pytest.approx(steps[-1].value, abs=0.02)


def test_what_was_assumed_is_listed(estimator: Estimator) -> None:
    estimate = estimator.estimate(household(housing=rented()))

    assert "people[0].nationality" in estimate.of("rsa").assumed
    assert "people[0].disability_rate" in estimate.of("aah").assumed
    assert "housing.flat_share" in estimate.of("aide_logement").assumed


def test_amounts_are_rounded_to_the_cent_and_paid_net_of_crds(estimator: Estimator) -> None:
    parents = [person(), person("partner", birth_date="1991-01-01")]
    estimate = estimator.estimate(household(*parents, child("2015-01-01"), child("2017-01-01")))

    assert of(estimate, "allocations_familiales") == round(153.01 * NET_OF_CRDS, 2)
    assert of(estimate, "ars") == pytest.approx(round((450.41 + 426.86), 2), abs=0.02)


def test_a_rsa_that_an_aspa_replaces_says_so_in_words(estimator: Estimator) -> None:
    old = person(birth_date="1959-02-14", activity="retired", resources=[paid("pension", 200)])
    estimate = estimator.estimate(household(old))
    rsa = estimate.of("rsa")

    assert estimate.of("aspa").outcome is LIKELY
    assert rsa.outcome is Outcome.NO
    refused = [condition.text for condition in rsa.conditions if condition.met is False]
    assert refused == ["Ne pas avoir droit à une ASPA plus élevée que le RSA"]
    assert any(note.startswith("L'ASPA passe avant le RSA") for note in rsa.notes)
