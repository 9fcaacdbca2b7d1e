"""What a right of a file answers: outcome, near misses, what is missing, amounts, confidence."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from caseapp.domain.deadline import Confidence
from caseapp.domain.estimate import Outcome, Period, Range
from caseapp.kernel.money import Money
from caseapp.rules.catalogue_loader import Catalogue
from caseapp.rules.every_right import answer_every_right
from tests.support.conditions import (
    answer,
    conditions_of,
    estimate,
    household,
    model_answer,
    write_right,
)

if TYPE_CHECKING:
    from pathlib import Path

ADULT = {"fact": "age", "at_least": 18}
OLD = {"fact": "age", "at_least": 60}
POOR = {"fact": "monthly_resources", "at_most": 1225}
SUED = {"declared": "going_to_court"}


def _wage(amount: Any) -> dict[str, Any]:
    return {"resources": [{"kind": "wage", "amount": amount}]}


def test_a_file_is_enough_to_add_a_right(tmp_path: Path) -> None:
    write_right(tmp_path, "aide_permis", conditions_of(ADULT))
    every = answer_every_right(estimate(), household(), Catalogue(tmp_path))
    assert [(a.right, a.outcome) for a in every.rights] == [("aide_permis", Outcome.LIKELY)]


def test_what_the_model_answered_stays(tmp_path: Path) -> None:
    write_right(tmp_path, "aide", conditions_of(ADULT))
    model = model_answer("aide", Outcome.NO)
    assert answer(tmp_path, household(), model) is model


def test_a_right_that_the_catalogue_lost_stays(tmp_path: Path) -> None:
    model = model_answer("gone", Outcome.NOT_COMPUTED)
    assert answer(tmp_path, household(), model, code="gone") == model


def test_without_a_test_conditions_are_shown_and_not_judged(tmp_path: Path) -> None:
    write_right(tmp_path, "aide", [{"text": "Habiter la commune", "field": "x", "op": "texte"}])
    found = answer(tmp_path, household())
    assert found.outcome is Outcome.NOT_COMPUTED
    assert [(c.text, c.met) for c in found.conditions] == [("Habiter la commune", None)]


@pytest.mark.parametrize(
    ("conditions", "outcome"),
    [
        (conditions_of(ADULT, POOR), Outcome.LIKELY),
        (conditions_of(ADULT, OLD), Outcome.NO),
        (conditions_of(ADULT, SUED), Outcome.TO_CHECK),
        (conditions_of(OLD, SUED), Outcome.NO),
        (conditions_of(ADULT, judged=True), Outcome.TO_CHECK),
        (conditions_of(OLD, judged=True), Outcome.NO),
        ([*conditions_of(ADULT), {"text": "Motif sérieux"}], Outcome.TO_CHECK),
        ([*conditions_of(ADULT), {"text": "Motif sérieux", "judged": True}], Outcome.TO_CHECK),
        ([{"text": "Motif sérieux", "judged": True}], Outcome.NOT_COMPUTED),
        (conditions_of(ADULT, confidence="low"), Outcome.TO_CHECK),
        (conditions_of(OLD, confidence="low"), Outcome.TO_CHECK),
        ([*conditions_of(OLD), *conditions_of(OLD, confidence="low")], Outcome.NO),
    ],
)
def test_outcome(tmp_path: Path, conditions: list[Any], outcome: Outcome) -> None:
    write_right(tmp_path, "aide", conditions)
    assert answer(tmp_path, household()).outcome is outcome


def test_flipping_one_condition_at_a_time_refuses_and_names_it(tmp_path: Path) -> None:
    """Each of three conditions, broken alone, is the one that fails."""
    tests = [ADULT, POOR, {"fact": "tenure", "in": ["tenant_social", "homeless"]}]
    write_right(tmp_path, "aide", conditions_of(*tests))
    good: dict[str, Any] = {"housing": {"tenure": "homeless"}}
    assert answer(tmp_path, household(**good)).outcome is Outcome.LIKELY
    broken: list[dict[str, Any]] = [
        {**good, "applicant": {"birth_date": "2010-01-01"}},
        {**good, "applicant": _wage(1300)},
        {"housing": {"tenure": "owner"}},
    ]
    for number, facts in enumerate(broken):
        found = answer(tmp_path, household(**facts))
        assert found.outcome is Outcome.NO
        assert [c.met for c in found.conditions] == [n != number for n in range(3)]


@pytest.mark.parametrize(
    ("test", "facts", "near"),
    [
        (POOR, {"applicant": _wage(1259)}, "34 € au-dessus du plafond de 1 225 €/mois"),
        (POOR, {"applicant": _wage(1225.5)}, "0,50 € au-dessus du plafond de 1 225 €/mois"),
        (
            {"fact": "wage", "at_least": 600},
            {"applicant": _wage(520)},
            "80 € au-dessous du seuil de 600 €/mois",
        ),
        (
            {"fact": "reference_income", "less_than": 11000},
            {"tax": {"reference_income": {"2024": 11000}}},
            "égal au plafond de 11 000 €/an",
        ),
        (OLD, {"applicant": {"birth_date": "1967-03-24"}}, "à 60 ans, dans 4 mois"),
        (OLD, {"applicant": {"birth_date": "1966-12-10"}}, "à 60 ans, dans 16 jours"),
        (OLD, {"applicant": {"birth_date": "1968-02-01"}}, "à 60 ans, dans 1 an et 2 mois"),
        (
            {"fact": "age", "less_than": 26},
            {"applicant": {"birth_date": "2000-08-01"}},
            "26 ans depuis 3 mois",
        ),
        (
            {"fact": "age", "at_most": 25},
            {"applicant": {"birth_date": "2000-11-10"}},
            "26 ans depuis moins d'un mois",
        ),
        (
            {"fact": "permit_years", "at_least": 5},
            {"applicant": {"nationality": "other", "residence_permit_since": "2023-11-24"}},
            "il manque 2 ans de titre de séjour",
        ),
        ({"fact": "children", "at_least": 2}, {}, "il manque 2 enfants"),
        ({"fact": "gir", "at_most": 4}, {"applicant": {"gir": 5}}, "5 au lieu de 4"),
        (
            {"not": {"fact": "monthly_resources", "more_than": 1225}},
            {"applicant": _wage(1259)},
            "34 € au-dessus du plafond de 1 225 €/mois",
        ),
        (
            {"any": [OLD, {"fact": "wage", "at_least": 600}]},
            {"applicant": {"birth_date": "1967-03-24", **_wage(520)}},
            "à 60 ans, dans 4 mois ou 80 € au-dessous du seuil de 600 €/mois",
        ),
    ],
)
def test_near_misses_in_words(tmp_path: Path, test: Any, facts: dict[str, Any], near: str) -> None:
    write_right(tmp_path, "aide", conditions_of(test))
    condition = answer(tmp_path, household(**facts)).conditions[0]
    assert condition.met is False
    assert condition.near.replace("\u202f", " ").replace("\u00a0", " ") == near


def test_a_met_condition_has_no_distance(tmp_path: Path) -> None:
    write_right(tmp_path, "aide", conditions_of(ADULT, OLD))
    home = household(applicant={"birth_date": "1968-02-01"})
    assert [bool(c.near) for c in answer(tmp_path, home).conditions] == [False, True]


def test_the_nearest_of_several_people_is_told(tmp_path: Path) -> None:
    write_right(tmp_path, "aide", conditions_of({"fact": "age", "who": "adult", "at_least": 60}))
    home = household({"role": "partner", "birth_date": "1967-03-24"}, couple="married")
    assert "4" in answer(tmp_path, home).conditions[0].near


def test_someone_is_one_and_the_same_person(tmp_path: Path) -> None:
    """A partner of 70 without a GIR and an applicant of 45 with one do not make one old person."""
    dependent = {"all": [OLD, {"fact": "gir", "at_most": 4}]}
    write_right(tmp_path, "aide", conditions_of({"someone": "adult", "meets": dependent}))
    old = {"role": "partner", "birth_date": "1956-01-01"}
    ill = {"applicant": {"gir": 2}, "couple": "married"}
    assert answer(tmp_path, household({**old, "gir": 6}, **ill)).outcome is Outcome.NO
    assert answer(tmp_path, household({**old, "gir": 3}, **ill)).outcome is Outcome.LIKELY


def test_no_partner_meets_nothing(tmp_path: Path) -> None:
    write_right(
        tmp_path, "aide", conditions_of({"fact": "age", "who": "partner", "less_than": 200})
    )
    assert answer(tmp_path, household()).outcome is Outcome.NO


def test_a_citizen_has_no_permit_to_wait_for(tmp_path: Path) -> None:
    french = {"fact": "nationality", "in": ["french", "eu"]}
    permit = {"fact": "permit_years", "at_least": 5}
    write_right(tmp_path, "aide", conditions_of({"any": [french, permit]}))
    found = answer(tmp_path, household())
    assert found.outcome is Outcome.LIKELY
    assert found.assumed == ("people[0].nationality",)


def test_missing_facts_once_the_most_decisive_first(tmp_path: Path) -> None:
    tests = [{"any": [SUED, {"declared": "stable_home"}]}, POOR, POOR]
    write_right(tmp_path, "aide", conditions_of(*tests))
    found = answer(tmp_path, household(applicant=_wage("unknown")))
    assert [fact.path for fact in found.missing] == [
        "people[0].resources[0].amount",
        "declared.going_to_court",
        "declared.stable_home",
    ]
    assert "Salaire" in found.missing[0].label
    assert found.missing[1].label.startswith("Y a-t-il un procès")


def test_an_unknown_part_of_a_sum_does_not_hide_that_it_is_over(tmp_path: Path) -> None:
    write_right(tmp_path, "aide", conditions_of(POOR))
    home = household(
        {"role": "partner", **_wage(2000)}, applicant=_wage("unknown"), couple="married"
    )
    found = answer(tmp_path, home)
    assert found.outcome is Outcome.NO
    assert found.conditions[0].near.startswith("au moins 775")


def test_an_unsure_refusal_still_asks_for_the_rest(tmp_path: Path) -> None:
    write_right(tmp_path, "aide", [*conditions_of(OLD, confidence="low"), *conditions_of(SUED)])
    found = answer(tmp_path, household())
    assert found.outcome is Outcome.TO_CHECK
    assert [fact.path for fact in found.missing] == ["declared.going_to_court"]
    assert any("à confirmer" in note for note in found.notes)


def test_confidence_is_that_of_what_decided(tmp_path: Path) -> None:
    unsure = conditions_of(ADULT, confidence="medium")
    write_right(tmp_path, "aide", [*conditions_of(ADULT), *unsure])
    assert answer(tmp_path, household()).confidence is Confidence.MEDIUM
    write_right(tmp_path, "aide", [*conditions_of(OLD), *unsure])
    assert answer(tmp_path, household()).confidence is Confidence.HIGH


def _range(least: int, most: int) -> Range:
    return Range(min=Money.euros(least), max=Money.euros(most), period=Period.MONTH)


_PAYS = [
    {"when": SUED, "min": 100, "max": 300, "period": "month"},
    {"min": 50, "max": 80, "period": "month"},
]


@pytest.mark.parametrize(
    ("declared", "amount"),
    [
        ({"going_to_court": True}, _range(100, 300)),
        ({"going_to_court": False}, _range(50, 80)),
        ({}, _range(50, 300)),
    ],
)
def test_amounts(tmp_path: Path, declared: dict[str, bool], amount: Range) -> None:
    write_right(tmp_path, "aide", conditions_of(ADULT), pays=_PAYS)
    assert answer(tmp_path, household(declared=declared)).amount == amount


def test_a_refused_right_pays_nothing(tmp_path: Path) -> None:
    write_right(tmp_path, "aide", conditions_of(OLD), pays=_PAYS)
    assert answer(tmp_path, household()).amount is None


def test_what_a_missing_fact_changes(tmp_path: Path) -> None:
    write_right(tmp_path, "aide", conditions_of(SUED), pays=_PAYS[1:])
    assert answer(tmp_path, household()).missing[0].effect == _range(0, 80)


def test_a_right_in_payment(tmp_path: Path) -> None:
    write_right(tmp_path, "aide", conditions_of({"receives": "rsa"}))
    paid = {"right": "rsa", "amount": 500}
    assert answer(tmp_path, household(received=[paid])).outcome is Outcome.LIKELY
    ended = {**paid, "to": "2026-09"}
    assert answer(tmp_path, household(received=[ended])).outcome is Outcome.NO
    own = household(received=[{"right": "aide", "amount": 40}])
    assert answer(tmp_path, own).received == Money.euros(40)


@pytest.mark.parametrize(
    ("model", "outcome"),
    [
        (Outcome.LIKELY, Outcome.LIKELY),
        (Outcome.NO, Outcome.NO),
        (Outcome.TO_CHECK, Outcome.TO_CHECK),
        (Outcome.NOT_COMPUTED, Outcome.TO_CHECK),
    ],
)
def test_the_answer_for_another_right(tmp_path: Path, model: Outcome, outcome: Outcome) -> None:
    write_right(tmp_path, "aide", conditions_of({"right": "rsa"}))
    assert answer(tmp_path, household(), model_answer("rsa", model)).outcome is outcome


def test_rights_that_ask_for_each_other_are_to_check(tmp_path: Path) -> None:
    write_right(tmp_path, "aide", conditions_of({"right": "autre"}))
    write_right(tmp_path, "autre", conditions_of({"right": "aide"}))
    assert answer(tmp_path, household()).outcome is Outcome.TO_CHECK


def test_a_right_may_rest_on_one_that_a_file_answers(tmp_path: Path) -> None:
    write_right(tmp_path, "aide", conditions_of({"right": "autre"}))
    write_right(tmp_path, "autre", conditions_of(SUED))
    found = answer(tmp_path, household())
    assert [fact.path for fact in found.missing] == ["declared.going_to_court"]


def test_a_local_right_asks_its_own_question(tmp_path: Path) -> None:
    question = "Le logement est-il dans la vieille ville ?"
    write_right(tmp_path, "aide", conditions_of({"declared": "old_town", "question": question}))
    (missing,) = answer(tmp_path, household()).missing
    assert missing.label.replace("\u202f", " ") == question
    assert answer(tmp_path, household(declared={"old_town": True})).outcome is Outcome.LIKELY


def test_a_ceiling_by_size_of_the_household(tmp_path: Path) -> None:
    by_size = {"by_people": [1000, 1500], "each_more": 300}
    write_right(tmp_path, "aide", conditions_of({"fact": "monthly_resources", "at_most": by_size}))
    children = [{"role": "child", "birth_date": "2018-01-01"}] * 2
    assert answer(tmp_path, household(applicant=_wage(1700))).outcome is Outcome.NO
    large = household(*children, applicant=_wage(1700))
    assert answer(tmp_path, large).outcome is Outcome.LIKELY
