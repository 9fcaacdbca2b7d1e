"""Near misses in words, and a calculation whose numbers add up as a reader checks them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from caseapp.domain.estimate import Outcome
from tests.support.hands import plain
from tests.support.households import child, euros, household, paid, person, rented

if TYPE_CHECKING:
    from caseapp.domain.household import Household
    from caseapp.rules.openfisca.estimator import Estimator


def near(estimator: Estimator, home: Household, right: str) -> list[str]:
    answer = estimator.estimate(home).of(right)
    return [plain(c.near) for c in answer.conditions if c.near]


def worker(wage: int, **facts: Any) -> dict[str, Any]:
    return person(activity="employed", resources=[paid("wage", wage)], **facts)


@pytest.mark.parametrize(
    ("right", "facts", "words"),
    [
        ("aspa", {"birth_date": "1962-03-14"}, "à 65 ans, dans 4 mois (le 14 mars 2027)"),
        ("aspa", {"birth_date": "1961-12-02"}, "à 65 ans, dans 1 mois (le 2 décembre 2026)"),
        (
            "aspa",
            {"birth_date": "1965-02-01", "unfit_for_work": True},
            "à 62 ans, dans 3 mois (le 1er février 2027)",
        ),
        ("rsa", {"birth_date": "2002-03-14"}, "à 25 ans, dans 4 mois (le 14 mars 2027)"),
        (
            "rsa",
            {"nationality": "other", "residence_permit_since": "2022-07-01"},
            "5 ans de titre, dans 8 mois (le 1er juillet 2027)",
        ),
        (
            "aspa",
            {"birth_date": "1955-01-01", "nationality": "other",
             "residence_permit_since": "2019-01-15"},
            "10 ans de titre, dans 2 ans et 2 mois (le 15 janvier 2029)",
        ),
    ],
)  # fmt: skip
def test_a_date_that_comes_is_said_with_the_months_that_remain(
    estimator: Estimator, right: str, facts: dict[str, Any], words: str
) -> None:
    assert words in near(estimator, household(person(**facts)), right)


def test_a_date_far_off_is_not_near(estimator: Estimator) -> None:
    assert near(estimator, household(person(birth_date="1990-01-01")), "aspa") == []


def test_the_age_of_the_child_that_is_missing_is_said(estimator: Estimator) -> None:
    home = household(
        person(), person("partner"),
        child("2015-01-01"), child("2017-01-01"), child("2024-03-14"),
    )  # fmt: skip

    assert near(estimator, home, "complement_familial") == [
        "à 3 ans, dans 4 mois (le 14 mars 2027)"
    ]


@pytest.mark.parametrize(
    ("born", "words"), [("2021-03-14", ["à la rentrée 2027"]), ("2020-03-14", [])]
)
def test_the_autumn_of_the_ars_goes_by_1_february(
    estimator: Estimator, born: str, words: list[str]
) -> None:
    assert near(estimator, household(person(), child(born)), "ars") == words


@pytest.mark.parametrize(
    ("right", "people", "gap"),
    [
        ("rsa", [worker(700)], "126,51 € par mois"),  # 700 + 78,20 - 651,69
        (
            "aah",
            [person(disability_rate="80_plus", resources=[paid("invalidity_pension", 1100)])],
            "58,41 € par mois",  # 1 100 - 1 041,59
        ),
        (
            "asi",
            [person(resources=[paid("invalidity_pension", 1000)])],
            "85,14 € par mois",  # 1 000 - 914,86
        ),
    ],
)
def test_the_distance_to_the_ceiling_is_that_of_the_text(
    estimator: Estimator, right: str, people: list[dict[str, Any]], gap: str
) -> None:
    assert f"{gap} au-dessus du plafond" in near(estimator, household(*people), right)


@pytest.mark.parametrize(
    ("right", "above", "under"),
    [
        ("paje_allocation_base", 9_500, 3_000),
        ("ars", 9_500, 3_000),
        ("complement_familial", 9_500, 3_000),
    ],
)
def test_the_right_ends_where_the_ceiling_says(
    estimator: Estimator, right: str, above: int, under: int
) -> None:
    """Between two wages, the distance that is said leads back to a wage that opens the right."""

    def home(wage: int) -> Household:
        baby = [child("2025-01-01")] if right == "paje_allocation_base" else []
        children = [*baby, child("2015-01-01"), child("2017-01-01"), child("2018-01-01")]
        return household(worker(wage), person("partner"), *children)

    rich, modest = (estimator.estimate(home(wage)).of(right) for wage in (above, under))

    assert rich.outcome is Outcome.NO
    assert modest.outcome is Outcome.LIKELY
    assert modest.steps
    said = next(plain(c.near) for c in rich.conditions if c.near)
    over = float(said.partition(" €")[0].replace(" ", "").replace(",", "."))
    resources = next(s.value for s in rich.steps if s.label.startswith("Ressources"))
    ceiling = next(s.value for s in rich.steps if s.label.startswith("Plafond"))
    assert over == pytest.approx(resources - ceiling, abs=0.02)


HOMES = [
    household(worker(300), child("2018-01-01", other_parent="does_not_pay"), housing=rented()),
    household(
        worker(900), person("partner"), child("2015-01-01"), child("2017-01-01"),
        child("2018-01-01"), child("2025-01-01"), housing=rented(),
    ),
    household(
        person(disability_rate="80_plus", resources=[paid("invalidity_pension", 300)]),
        housing=rented(),
    ),
    household(person(activity="job_seeker", worked_5_years_in_10=True)),
    household(person(birth_date="1955-01-01", resources=[paid("pension", 500)])),
    household(
        person(), person("partner"),
        child("2015-01-01", disability_rate="80_plus", aeeh_complement=4),
        child("2013-01-01"), child("2012-01-01"),
    ),
    household(person(pregnant_due="2027-02-01")),
]  # fmt: skip
ADDING_UP = (
    "rsa", "aspa", "asi", "allocations_familiales", "complement_familial", "asf",
    "paje_allocation_base", "ars", "prime_naissance_adoption",
)  # fmt: skip
BESIDE = ("Allocations avant", "Ressources de l'avant", "Plafond de ressources", "Enfants")


def test_the_last_line_is_the_amount_and_the_lines_before_add_up_to_it(
    estimator: Estimator,
) -> None:
    seen = set()
    for home in HOMES:
        for answer in estimator.estimate(home).rights:
            if answer.outcome in {Outcome.NO, Outcome.NOT_COMPUTED}:
                continue
            assert answer.steps, answer.right
            seen.add(answer.right)
            if answer.amount is None:
                continue
            last = answer.steps[-1]
            assert last.value == pytest.approx(euros(answer), abs=0.011), answer.right
            if answer.right in ADDING_UP:
                before = [s.value for s in answer.steps[:-1] if not s.label.startswith(BESIDE)]
                assert sum(before) == pytest.approx(last.value, abs=0.021), answer.right
    assert len(seen) == 16, seen


def test_the_complement_familial_gives_way_to_the_paje_and_says_so(estimator: Estimator) -> None:
    home = household(
        person(), person("partner"),
        child("2025-01-01"), child("2015-01-01"), child("2017-01-01"), child("2018-01-01"),
    )  # fmt: skip

    answer = estimator.estimate(home).of("complement_familial")

    unmet = [c.text for c in answer.conditions if c.met is False]
    assert unmet == ["Ne pas percevoir l'allocation de base de la PAJE"]


def test_every_parameter_of_a_calculation_is_dated(estimator: Estimator) -> None:
    for home in HOMES:
        for answer in estimator.estimate(home).rights:
            for step in answer.steps:
                assert step.source, (answer.right, step.label)
                if "Décret" in step.source or "Plafonds" in step.source:
                    assert "(depuis le " in step.source, step
