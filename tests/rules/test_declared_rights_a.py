"""Rights judged from the conditions of their file: one that holds, each that fails, one unknown.

The households stand in `cases/declared_rights_a.yaml`.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from caseapp.domain.estimate import Outcome, Period, RightEstimate
from tests.support.declared import answer, merged
from tests.support.households import span

Situation = dict[str, Any]

RIGHTS: dict[str, Situation] = yaml.safe_load(
    Path(__file__).with_name("cases").joinpath("declared_rights_a.yaml").read_text("utf-8")
)
NOT_MET = [
    (code, flip["change"], flip["fails"])
    for code, case in RIGHTS.items()
    for flip in case.get("not_met", ())
]
UNKNOWN = [
    (code, flip["change"], flip["missing"])
    for code, case in RIGHTS.items()
    for flip in case.get("unknown", ())
]
LONE_CHILD = {"id": "child", "role": "child", "birth_date": "2013-04-01"}
PARTNER = {"id": "partner", "role": "partner", "birth_date": "1992-01-01", "activity": "inactive"}


def _failing(answered: RightEstimate) -> list[str]:
    """Return the conditions that are not met, with plain spaces and apostrophes."""
    plain = str.maketrans({"\u00a0": " ", "\u202f": " ", "\u2019": "'"})
    return [c.text.translate(plain) for c in answered.conditions if c.met is False]


def _changed(code: str, **change: Any) -> RightEstimate:
    return answer(code, merged(RIGHTS[code]["situation"], change))


def _income(year: str, amount: float) -> Situation:
    return {"reference_income": {year: amount}}


@pytest.mark.parametrize("code", RIGHTS)
def test_a_household_that_meets_the_conditions(code: str) -> None:
    answered = answer(code, RIGHTS[code]["situation"])
    assert (answered.outcome, _failing(answered)) == (Outcome(RIGHTS[code]["outcome"]), [])


@pytest.mark.parametrize(("code", "change", "words"), NOT_MET)
def test_one_condition_that_fails_is_named(code: str, change: Situation, words: str) -> None:
    answered = _changed(code, **change)
    assert answered.outcome is Outcome.NO
    assert any(words in text for text in _failing(answered)), _failing(answered)


@pytest.mark.parametrize(("code", "change", "path"), UNKNOWN)
def test_a_fact_that_nobody_knows_is_asked_for(code: str, change: Situation, path: str) -> None:
    answered = _changed(code, **change)
    assert answered.outcome is Outcome.TO_CHECK
    assert any(fact.path.startswith(path) for fact in answered.missing), answered.missing


@pytest.mark.parametrize("code", RIGHTS)
def test_a_household_of_which_nothing_was_asked_is_never_sure(code: str) -> None:
    """What only the person can say is asked, not supposed; a plain fact may refuse."""
    answered = answer(code, {"applicant": {"activity": None, "birth_date": None}, "housing": {}})
    assert answered.outcome is Outcome.TO_CHECK or _failing(answered)
    assert answered.outcome is not Outcome.LIKELY


@pytest.mark.parametrize(
    ("people", "income", "euros"),
    [
        (1, 5699, 194),
        (1, 5700, 146),
        (1, 7850, 48),
        (2, 9000, 176),  # 1.5 unit: 6 000 € each
        (4, 11900, 277),  # 2.1 units: 5 667 € each
        (4, 23000, 76),
    ],
)
def test_the_energy_voucher_follows_income_and_size(
    people: int, income: float, euros: float
) -> None:
    others = [{**LONE_CHILD, "id": f"child {n}"} for n in range(1, people)]
    answered = _changed("cheque_energie", others=others, tax=_income("2024", income))
    assert answered.outcome is Outcome.LIKELY
    assert span(answered) == (euros, euros)
    assert answered.amount
    assert answered.amount.period is Period.YEAR


@pytest.mark.parametrize(("income", "euros"), [(3526, 525), (3527, 336), (9994, 120), (18488, 120)])
def test_the_grant_of_a_school_follows_its_steps(income: float, euros: float) -> None:
    assert span(_changed("bourse_college", tax=_income("2025", income))) == (euros, euros)


def test_two_parents_and_a_child_have_the_ceilings_of_one_child() -> None:
    facts = {
        "couple": "married",
        "others": [PARTNER, *RIGHTS["bourse_lycee"]["situation"]["others"]],
    }
    for income, euros in ((2902, 1071), (22037, 504)):
        answered = _changed("bourse_lycee", **facts, tax=_income("2025", income))
        assert span(answered) == (euros, euros)
    assert _changed("bourse_lycee", **facts, tax=_income("2025", 22038)).outcome is Outcome.NO


def test_a_grant_reads_the_notice_of_this_year() -> None:
    both = {"reference_income": {"2024": 90_000, "2025": 9000}}
    assert _changed("bourse_college", tax=both).outcome is Outcome.LIKELY


def test_the_allowance_of_a_widow_makes_up_the_difference() -> None:
    assert span(_changed("allocation_veuvage")) == (719.58, 719.58)
    wage = [{"kind": "wage", "amount": 500, "from": "2026-01", "to": "2026-11"}]
    assert span(_changed("allocation_veuvage", applicant={"resources": wage})) == (0, 719.58)


def test_a_value_of_last_year_is_told_as_such() -> None:
    answered = _changed("capital_deces")
    assert span(answered) == (3977, 3977)
    assert answered.amount
    assert answered.amount.period is Period.ONCE


def test_a_lone_parent_has_the_ceiling_of_the_next_category() -> None:
    facts = {"others": [LONE_CHILD], "tax": _income("2024", 37_584)}
    assert _changed("logement_social_nur", **facts).outcome is Outcome.LIKELY
    facts["tax"] = _income("2024", 37_585)
    assert _changed("logement_social_nur", **facts).outcome is Outcome.NO


def test_a_couple_over_the_ceiling_is_asked_whether_it_is_young() -> None:
    facts = {"others": [PARTNER], "couple": "married", "tax": _income("2024", 31_255)}
    asked = _changed("logement_social_nur", **facts)
    assert asked.outcome is Outcome.TO_CHECK
    assert [fact.path for fact in asked.missing] == ["declared.young_couple"]
    young = _changed("logement_social_nur", **facts, declared={"young_couple": True})
    assert young.outcome is Outcome.LIKELY


@pytest.mark.parametrize(
    ("commune", "outcome"),
    [("75112", Outcome.LIKELY), ("93048", Outcome.LIKELY), ("77288", Outcome.NO)],
)
def test_paris_and_the_communes_beside_it_have_their_own_ceiling(
    commune: str, outcome: Outcome
) -> None:
    four = [PARTNER, LONE_CHILD, {**LONE_CHILD, "id": "second"}]
    facts = {"others": four, "couple": "married", "tax": _income("2024", 62_968)}
    answered = _changed("logement_social_nur", **facts, housing={"commune": commune})
    assert answered.outcome is outcome


@pytest.mark.parametrize("income", [9000, 90_000])
def test_the_ceilings_of_overseas_are_not_known(income: float) -> None:
    facts = {"housing": {"commune": "97411"}, "tax": _income("2024", income)}
    assert _changed("logement_social_nur", **facts).outcome is Outcome.TO_CHECK


def test_resources_over_an_old_ceiling_are_to_check_and_rsa_settles_it() -> None:
    wage = [{"kind": "wage", "amount": 1500, "from": "2025-01", "to": "2026-11"}]
    over = {"applicant": {"resources": wage}}
    assert answer("transport_solidaire", over).outcome is Outcome.TO_CHECK
    assert answer("transport_solidaire", over, rsa=Outcome.LIKELY).outcome is Outcome.LIKELY


@pytest.mark.parametrize(
    ("income", "outcome"), [(101_347, Outcome.TO_CHECK), (101_348, Outcome.NO)]
)
def test_a_student_child_has_a_grant_by_the_income_of_the_home(
    income: float, outcome: Outcome
) -> None:
    student = {**LONE_CHILD, "birth_date": "2007-04-01", "schooling": "higher"}
    facts = {"others": [student], "declared": {"seven_grants_used": False}}
    answered = answer("bourse_crous_dse", {**facts, "tax": _income("2024", income)})
    assert answered.outcome is outcome


@pytest.mark.parametrize("code", ["bourse_college", "bourse_lycee", "aide_specifique_crous"])
def test_a_small_child_of_whom_little_was_typed_is_no_pupil(code: str) -> None:
    baby = {**LONE_CHILD, "birth_date": "2025-04-01"}
    assert answer(code, {"others": [baby]}).outcome is Outcome.NO


def test_a_citizen_of_the_union_who_works_is_lawfully_here() -> None:
    worker = {"nationality": "eu", "activity": "employed"}
    assert _changed("logement_social_nur", applicant=worker).outcome is Outcome.LIKELY
    asked = _changed("logement_social_nur", applicant={"nationality": "eu"})
    assert [fact.path for fact in asked.missing] == ["declared.regular_residence"]


def test_a_worker_over_30_has_visale_by_the_wage() -> None:
    worker: Situation = {"birth_date": "1990-01-01", "activity": "employed"}
    worker["resources"] = [{"kind": "wage", "amount": 1710, "from": "2026-01", "to": "2026-11"}]
    answered = _changed("visale", applicant=worker, declared={"private_employer": True})
    assert (answered.outcome, _failing(answered)) == (Outcome.TO_CHECK, [])


@pytest.mark.parametrize("code", ["visale", "ij_maladie"])
def test_a_retired_person_is_not_asked_about_work(code: str) -> None:
    retired = {"birth_date": "1955-01-01", "activity": "retired"}
    assert answer(code, {"applicant": retired}).outcome is Outcome.NO


def test_the_distance_said_is_that_of_the_condition() -> None:
    answered = answer("bourse_crous_dse", {"others": [LONE_CHILD]})
    assert [condition.near for condition in answered.conditions if condition.near] == []


def test_an_unfit_person_has_social_aid_from_60() -> None:
    person = {"birth_date": "1966-01-01", "unfit_for_work": True}
    answered = _changed("aide_menagere", applicant=person)
    assert (answered.outcome, _failing(answered)) == (Outcome.TO_CHECK, [])


def test_property_tax_is_settled_by_the_minimum_of_old_age_whatever_the_income() -> None:
    paid = [{"right": "aspa", "amount": 500, "from": "2026-01", "to": "2026-11"}]
    facts = {"received": paid, "tax": _income("2025", 90_000)}
    assert _changed("exoneration_taxe_fonciere", **facts).outcome is Outcome.LIKELY


def test_between_65_and_75_the_tax_is_only_relieved() -> None:
    answered = _changed("exoneration_taxe_fonciere", applicant={"birth_date": "1958-01-01"})
    assert span(answered) == (100, 100)
    assert _changed("exoneration_taxe_fonciere").amount is None
