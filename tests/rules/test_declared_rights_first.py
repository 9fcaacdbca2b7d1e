"""Six rights judged from their files: a household that may have them, then one fact changed."""

from __future__ import annotations

from typing import Any

import pytest

from caseapp.domain.estimate import Outcome
from caseapp.kernel.money import Money
from tests.support.declared import answer, merged, situations

Situation = dict[str, Any]

HOMES: dict[str, Situation] = {code: case["situation"] for code, case in situations().items()}
UNDOCUMENTED, SUED, EVICTED = HOMES["ame"], HOMES["aide_juridictionnelle"], HOMES["dalo_daho"]
DEPENDENT, DISABLED, HOMELESS = HOMES["apa_domicile"], HOMES["pch"], HOMES["domiciliation"]
NO_DALO = dict.fromkeys(
    (
        "eviction_ruled",
        "social_housing_delay_passed",
        "temporary_housing_long",
        "unfit_home",
        "indecent_or_crowded_home",
        "home_unsuited_to_disability",
    ),
    False,
)
OLD = {"applicant": {"birth_date": "1950-01-01", "activity": "retired"}}
REGULAR = {"declared": {"irregular_stay": False}}


@pytest.mark.parametrize(
    ("code", "situation", "outcome"),
    [
        ("ame", UNDOCUMENTED, Outcome.TO_CHECK),  # its ceiling is that of last year
        ("aide_juridictionnelle", SUED, Outcome.TO_CHECK),
        ("dalo_daho", EVICTED, Outcome.TO_CHECK),
        ("apa_domicile", DEPENDENT, Outcome.LIKELY),
        ("pch", DISABLED, Outcome.TO_CHECK),
        ("domiciliation", HOMELESS, Outcome.TO_CHECK),
    ],
)
def test_a_household_that_meets_the_conditions(
    code: str, situation: Situation, outcome: Outcome
) -> None:
    answered = answer(code, situation)
    assert answered.outcome is outcome
    assert all(condition.met is not False for condition in answered.conditions)
    assert not answered.missing


@pytest.mark.parametrize(
    ("code", "situation", "change", "words"),
    [
        ("ame", UNDOCUMENTED, {"applicant": {"nationality": "french"}}, "Séjour"),
        ("ame", UNDOCUMENTED, REGULAR, "Séjour"),
        ("ame", UNDOCUMENTED, {"declared": {"stay_over_3_months": False}}, "Résidence"),
        ("aide_juridictionnelle", SUED, {"declared": {"going_to_court": False}}, "Action"),
        (
            "aide_juridictionnelle",
            SUED,
            {"declared": {"legal_protection_insurance": True}},
            "Action",
        ),
        ("dalo_daho", EVICTED, {"declared": NO_DALO}, "Situation"),
        ("apa_domicile", DEPENDENT, {"applicant": {"birth_date": "1970-01-01"}}, "Âge"),
        ("apa_domicile", DEPENDENT, {"applicant": {"gir": 5}}, "GIR"),
        ("apa_domicile", DEPENDENT, {"housing": {"tenure": "institution"}}, "domicile"),
        ("pch", DISABLED, {"declared": {"severe_difficulty": False}}, "Handicap"),
        ("pch", DISABLED, {**OLD, "declared": {"disability_before_60": False}}, "Âge"),
        ("domiciliation", HOMELESS, {"housing": {"tenure": "owner"}}, "Domicile"),
    ],
)
def test_one_condition_that_fails_is_named(
    code: str, situation: Situation, change: Situation, words: str
) -> None:
    answered = answer(code, merged(situation, change))
    assert answered.outcome is Outcome.NO
    assert any(words in c.text for c in answered.conditions if c.met is False)


@pytest.mark.parametrize(
    ("code", "situation", "change", "path"),
    [
        ("ame", UNDOCUMENTED, {"declared": {"irregular_stay": None}}, "declared.irregular_stay"),
        (
            "aide_juridictionnelle",
            SUED,
            {"tax": {"reference_income": {"2025": "unknown"}}},
            "tax.reference_income.2025",
        ),
        (
            "dalo_daho",
            EVICTED,
            {"declared": {"eviction_ruled": None}},
            "declared.social_housing_delay_passed",
        ),
        ("apa_domicile", DEPENDENT, {"applicant": {"gir": "unknown"}}, "people[0].gir"),
        ("pch", DISABLED, OLD, "declared.disability_before_60"),
        (
            "domiciliation",
            HOMELESS,
            {"housing": {"tenure": "hosted"}},
            "declared.stable_home",
        ),
    ],
)
def test_a_fact_that_nobody_knows_is_asked_for(
    code: str, situation: Situation, change: Situation, path: str
) -> None:
    answered = answer(code, merged(situation, change))
    assert answered.outcome is Outcome.TO_CHECK
    assert path in [fact.path for fact in answered.missing]


def test_an_income_over_a_ceiling_of_last_year_is_told_and_settles_nothing() -> None:
    rich = {"tax": {"reference_income": {"2025": 40_000}}}
    answered = answer("aide_juridictionnelle", merged(SUED, rich))
    assert answered.outcome is Outcome.TO_CHECK
    over = [c for c in answered.conditions if c.met is False]
    assert over
    assert all("au-dessus du plafond" in c.near for c in over)


def test_the_ceiling_of_apa_is_that_of_the_gir() -> None:
    amount = answer("apa_domicile", DEPENDENT).amount
    assert amount is not None
    assert (amount.min, amount.max) == (Money(0), Money.euros("1215.99"))


def test_an_undocumented_person_may_be_domiciled_to_claim_ame() -> None:
    foreign = merged(UNDOCUMENTED, {**HOMELESS, "declared": {"regular_residence": False}})
    assert answer("domiciliation", foreign).outcome is Outcome.TO_CHECK
