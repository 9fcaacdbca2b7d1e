"""What a second, independent reading of the law and of OpenFisca found."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from caseapp.domain.estimate import Outcome
from tests.support.households import child, household, of, paid, person, rented, span

if TYPE_CHECKING:
    from caseapp.domain.estimate import Estimate
    from caseapp.domain.household import Household
    from caseapp.rules.openfisca.estimator import Estimator

COMPUTED = (
    "rsa", "prime_activite", "aide_logement", "aah", "mva", "ass", "aspa", "asi",
    "allocations_familiales", "complement_familial", "asf", "paje_allocation_base", "ars",
)  # fmt: skip
WITHIN = 1.0  # €, what an estimate is held to


def worker(wage: object, **facts: Any) -> dict[str, Any]:
    return person(**{"activity": "employed", "resources": [paid("wage", wage)], **facts})


def ends(estimate: Estimate, code: str) -> tuple[float, float]:
    """Return the least and the most of a right, now and later."""
    answer = estimate.of(code)
    ranges = [each for each in (answer.amount, answer.later) if each is not None]
    least, most = min(each.min for each in ranges), max(each.max for each in ranges)
    return least.cents / 100, most.cents / 100


def outside(unknown: Estimate, known: Estimate) -> list[str]:
    """Return the rights of which a known amount is not in the range of the unknown one."""
    found = []
    for code in COMPUTED:
        (low, high), (least, most) = ends(unknown, code), ends(known, code)
        if least < low - WITHIN or most > high + WITHIN:
            found.append(f"{code}: {least}..{most} outside {low}..{high}")
    return found


def a_single_worker(wage: object) -> Household:
    return household(worker(wage), housing=rented(500))


def a_lone_parent(wage: object) -> Household:
    return household(
        worker(wage), child("2016-04-02", other_parent="does_not_pay"), housing=rented(500)
    )


def a_couple_with_three_children(wage: object) -> Household:
    children = [child(f"20{year}-03-01") for year in (13, 18, 21)]
    partner = person("partner", activity="employed", resources=[paid("wage", 1474.6)])
    return household(worker(wage), partner, *children, housing=rented(700), couple="married")


@pytest.mark.parametrize("make", [a_single_worker, a_lone_parent, a_couple_with_three_children])
def test_the_range_of_an_unknown_wage_holds_every_plausible_wage(
    make: Any, estimator: Estimator
) -> None:
    unknown = estimator.estimate(make("unknown"))

    for wage in (0, 90, 226, 281, 469, 590, 655, 710, 884, 1205, 1345, 1475, 1890, 2400):
        assert not outside(unknown, estimator.estimate(make(wage))), wage


@pytest.mark.parametrize(
    "activity",
    ["employed", "self_employed", "job_seeker", "student", "apprentice", "inactive"],
)
@pytest.mark.parametrize("resources", [[], [paid("wage", 737.3)]])
def test_the_range_of_an_unknown_activity_holds_every_activity_at_36(
    activity: str, resources: list[dict[str, Any]], estimator: Estimator
) -> None:
    facts: dict[str, Any] = {"resources": resources, "disability_rate": "none"}
    unknown = household(person(activity="unknown", **facts), housing=rented())
    known = household(person(activity=activity, **facts), housing=rented())

    assert not outside(estimator.estimate(unknown), estimator.estimate(known))


@pytest.mark.parametrize(
    "born", ["2026-09-01", "2023-02-01", "2014-02-01", "2010-02-01", "2007-03-01"]
)
def test_the_range_of_an_unknown_birth_holds_every_age_of_a_child(
    born: str, estimator: Estimator
) -> None:
    sister = child("2018-12-05", other_parent="does_not_pay")

    def home(birth: str) -> Household:
        return household(
            person(), child(birth, other_parent="does_not_pay"), sister, housing=rented()
        )

    assert not outside(estimator.estimate(home("unknown")), estimator.estimate(home(born)))


def test_a_right_that_needs_three_unknown_facts_at_once_stays_open(estimator: Estimator) -> None:
    unknown = worker("unknown", activity="unknown", disability_rate="unknown")

    answer = estimator.estimate(household(unknown, housing=rented())).of("ass")

    assert answer.outcome is Outcome.TO_CHECK
    assert span(answer)[1] == pytest.approx(584.4, abs=WITHIN)


def test_what_a_partner_earns_does_not_take_the_majoration_away(estimator: Estimator) -> None:
    disabled = person(disability_rate="80_plus")
    partner = person("partner", activity="employed", resources=[paid("wage", 1474.6)])

    estimate = estimator.estimate(
        household(disabled, partner, housing=rented(500), couple="married")
    )

    assert of(estimate, "mva") == pytest.approx(104.77, abs=0.01)
    assert estimate.of("mva").outcome is Outcome.LIKELY


def test_an_own_business_takes_the_majoration_away(estimator: Estimator) -> None:
    disabled = person(
        disability_rate="80_plus",
        activity="self_employed",
        resources=[paid("micro_turnover_services", 500)],
    )

    answer = estimator.estimate(household(disabled, housing=rented(500))).of("mva")

    assert answer.outcome is Outcome.NO
    assert [c.text for c in answer.conditions if c.met is False] == [
        "Aucun revenu d'activité dans les douze derniers mois"
    ]


def test_an_alimony_that_is_paid_but_not_entered_is_asked_for(estimator: Estimator) -> None:
    def notes(*resources: dict[str, Any]) -> str:
        parent = worker(1000, resources=[paid("wage", 1000), *resources])
        home = household(parent, child("2016-04-02", other_parent="pays"))
        return " ".join(estimator.estimate(home).of("asf").notes)

    assert "aucune n'est saisie" in notes()
    assert "aucune n'est saisie" not in notes(paid("alimony_received", 120))


def test_a_fact_that_cannot_open_a_right_is_not_asked_for_it(estimator: Estimator) -> None:
    wealthy = person(birth_date="unknown", resources=[paid("pension", 3000)])

    answer = estimator.estimate(household(wealthy)).of("aspa")

    assert answer.outcome is Outcome.NO
    assert answer.missing == ()


def test_a_pregnancy_is_asked_of_the_person_of_whom_it_is_unknown(estimator: Estimator) -> None:
    couple = [person(), person("partner", pregnant_due="unknown")]

    answer = estimator.estimate(household(*couple)).of("prime_naissance_adoption")

    assert [fact.path for fact in answer.missing] == ["people[1].pregnant_due"]


def test_an_answer_to_check_says_what_to_check(estimator: Estimator) -> None:
    disabled = person(birth_date="unknown", disability_rate="80_plus")

    answer = estimator.estimate(household(disabled, housing=rented(500))).of("aah")

    assert answer.outcome is Outcome.TO_CHECK
    assert [fact.path for fact in answer.missing] == ["people[0].birth_date"]


def test_the_rsa_says_that_the_aspa_comes_before_it(estimator: Estimator) -> None:
    unfit = person(
        birth_date="1963-06-02",
        activity="retired",
        unfit_for_work=True,
        resources=[paid("pension", 300)],
    )

    answer = estimator.estimate(household(unfit, housing=rented(500))).of("rsa")

    assert answer.outcome is Outcome.NO
    assert any("ASPA" in note for note in answer.notes)
