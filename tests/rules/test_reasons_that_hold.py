"""A reason given to a household is true of it: read as a social worker reads it aloud."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from caseapp.domain.estimate import Outcome
from tests.support.declared import answer
from tests.support.hands import plain
from tests.support.households import euros, household, later, paid, person, rented

if TYPE_CHECKING:
    from caseapp.domain.estimate import RightEstimate
    from caseapp.rules.openfisca.estimator import Estimator

NO, TO_CHECK = Outcome.NO, Outcome.TO_CHECK
REFUGEE = {"nationality": "other", "protection": "refugee"}
ASYLUM = {"nationality": "other", "protection": "asylum_seeker"}
BABY = {"id": "baby", "role": "child", "birth_date": "2026-05-02"}


def failing(answered: RightEstimate) -> list[str]:
    return [plain(c.text) for c in answered.conditions if c.met is False]


def near(answered: RightEstimate) -> list[str]:
    return [plain(c.near) for c in answered.conditions if c.near]


# ------------------------------------------------------------------ computed rights
def test_whoever_has_nothing_is_not_told_of_resources_but_of_the_aspa(
    estimator: Estimator,
) -> None:
    homeless = person(birth_date="1960-10-10")

    rsa = estimator.estimate(household(homeless, housing={"tenure": "homeless"})).of("rsa")

    assert rsa.outcome is NO
    assert failing(rsa) == ["Ne pas avoir droit à une ASPA plus élevée que le RSA"]
    assert near(rsa) == []
    assert any("67" in note and "avance" in note for note in rsa.notes)


def test_a_pension_over_the_rsa_is_the_reason_of_its_refusal(estimator: Estimator) -> None:
    retired = person(birth_date="1948-05-05", activity="retired", resources=[paid("pension", 860)])

    rsa = estimator.estimate(household(retired, housing={"tenure": "hosted"})).of("rsa")

    assert failing(rsa) == ["Ressources du foyer au-dessous du plafond"]
    assert not any("ASPA" in note for note in rsa.notes)


@pytest.mark.parametrize("activity", ["student", "apprentice"])
def test_a_learner_who_earns_too_little_is_told_so(estimator: Estimator, activity: str) -> None:
    learner = person(activity=activity, birth_date="2004-03-15", resources=[paid("wage", 350)])

    prime = estimator.estimate(household(learner, housing=rented(430))).of("prime_activite")

    assert prime.outcome is NO
    assert failing(prime) == ["Étudiant ou apprenti : gagner au moins 78 % du SMIC net chaque mois"]


def test_an_apprentice_who_earns_enough_meets_that_condition(estimator: Estimator) -> None:
    apprentice = person(activity="apprentice", resources=[paid("wage", 1250)])

    prime = estimator.estimate(household(apprentice, housing=rented(430))).of("prime_activite")

    assert max(euros(prime), later(prime)) > 0
    assert [c.met for c in prime.conditions if "apprenti" in c.text] == [True]


def test_a_refused_rsa_opens_no_c2s(estimator: Estimator) -> None:
    c2s = estimator.estimate(household(person(**ASYLUM), BABY)).of("c2s")

    assert not any("bénéfice du RSA" in note for note in c2s.notes)


# ------------------------------------------------------------------ declared rights
@pytest.mark.parametrize("protected", [REFUGEE, ASYLUM])
def test_whoever_is_protected_or_asks_for_asylum_has_no_ame(protected: dict[str, Any]) -> None:
    assert answer("ame", {"applicant": protected}).outcome is NO


def test_there_is_no_ame_in_mayotte() -> None:
    stay = {"irregular_stay": True, "stay_over_3_months": True}
    abroad = {"applicant": {"nationality": "other"}, "declared": stay}

    assert answer("ame", abroad).outcome is TO_CHECK
    refused = answer("ame", {**abroad, "housing": {"tenure": "hosted", "commune": "97611"}})
    assert refused.outcome is NO


@pytest.mark.parametrize(
    "code",
    ["pch", "apa_domicile", "aide_juridictionnelle", "dalo_daho", "domiciliation", "pass_culture"],
)
def test_a_refugee_is_not_asked_whether_the_stay_is_regular(code: str) -> None:
    missing = {fact.path for fact in answer(code, {"applicant": REFUGEE}).missing}
    assert "declared.regular_residence" not in missing


def test_the_ada_of_a_lone_parent_counts_one_adult() -> None:
    paid_out = answer("ada", {"applicant": ASYLUM, "others": [BABY]}).amount
    assert paid_out is not None
    assert (paid_out.min.cents, paid_out.max.cents) == (30600, 52800)


def test_the_handicap_of_a_child_is_no_reason_for_the_rqth_of_a_parent() -> None:
    disabled = {"id": "c", "role": "child", "birth_date": "2017-02-20", "disability_rate": "50_79"}

    rqth = answer("rqth", {"others": [disabled]})

    assert [fact.path for fact in rqth.missing] == ["declared.health_limits_work"]


@pytest.mark.parametrize(
    ("code", "born", "activity", "reasons"),
    [
        ("cej", "1960-10-10", "inactive", ["Avoir de 16 à 25 ans"]),
        ("cej", "2004-10-10", "student", ["N'être ni étudiant"]),
        ("aide_specifique_crous", "1998-07-07", "inactive", ["Formation"]),
        ("aide_specifique_crous", "1985-07-07", "inactive", ["Âge", "Formation"]),
        ("aide_specifique_crous", "1985-07-07", "student", ["Âge"]),
        ("bourse_crous_dse", "2002-05-20", "job_seeker", ["Formation"]),
        ("bourse_crous_dse", "1985-05-20", "job_seeker", ["Âge", "Formation"]),
    ],
)
def test_a_refusal_names_only_what_fails(
    code: str, born: str, activity: str, reasons: list[str]
) -> None:
    facts = {
        "applicant": {"birth_date": born, "activity": activity},
        "tax": {"reference_income": {"2024": 9000}},
        "declared": {"grant_already_received": False},
    }

    named = failing(answer(code, facts))

    assert len(named) == len(reasons)
    assert all(text.startswith(start) for text, start in zip(named, reasons, strict=True))


def test_old_people_are_not_sent_to_the_pass_sport() -> None:
    assert answer("pass_sport", {"applicant": {"birth_date": "1948-05-05"}}).outcome is NO
    assert (
        answer("pass_sport", {"others": [{**BABY, "birth_date": "2011-01-01"}]}).outcome is not NO
    )


@pytest.mark.parametrize(("code", "born"), [("aide_menagere", "1986-01-01"), ("cej", "1960-01-01")])
def test_an_age_decades_away_is_no_near_miss(code: str, born: str) -> None:
    assert near(answer(code, {"applicant": {"birth_date": born}})) == []


def test_a_level_at_its_bound_is_said_to_be_at_it() -> None:
    helped = {"birth_date": "1948-05-05", "activity": "retired", "gir": 4}

    assert near(answer("aide_menagere", {"applicant": helped})) == ["4 au lieu de plus de 4"]
