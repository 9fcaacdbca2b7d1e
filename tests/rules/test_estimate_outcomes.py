"""What is said of each right: likely, to check, or no, with the condition that decides."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from caseapp.domain.deadline import Confidence
from caseapp.domain.estimate import Outcome
from tests.support.households import child, euros, household, of, paid, person, rented

if TYPE_CHECKING:
    from caseapp.domain.estimate import RightEstimate
    from caseapp.rules.openfisca.estimator import Estimator

LIKELY, TO_CHECK, NO = Outcome.LIKELY, Outcome.TO_CHECK, Outcome.NO


def unmet(answer: RightEstimate) -> list[str]:
    return [condition.text for condition in answer.conditions if condition.met is False]


def test_every_right_of_the_catalogue_is_answered_once(estimator: Estimator) -> None:
    estimate = estimator.estimate(household())

    codes = [answer.right for answer in estimate.rights]
    assert len(codes) == len(set(codes)) == 17
    assert estimate.of("apa_domicile").outcome is Outcome.NOT_COMPUTED
    assert estimate.engine == "OpenFisca-France 176.1.8"
    assert estimate.catalogue == "2026-11-20"


def test_a_refusal_always_names_the_condition_that_is_not_met(estimator: Estimator) -> None:
    for answer in estimator.estimate(household(person(), child("2018-01-01"))).rights:
        if answer.outcome is NO:
            assert unmet(answer), answer.right


def test_a_student_has_no_rsa(estimator: Estimator) -> None:
    student = estimator.estimate(household(person(activity="student"))).of("rsa")

    assert student.outcome is NO
    assert unmet(student) == ["Ne pas être étudiant ni élève (sauf parent isolé)"]


def test_a_student_and_a_partner_who_is_not_are_to_be_checked(estimator: Estimator) -> None:
    couple = household(person(), person("partner", activity="student"), couple="married")

    assert estimator.estimate(couple).of("rsa").outcome is TO_CHECK


@pytest.mark.parametrize(
    ("worked", "outcome"), [(True, LIKELY), (False, NO), (None, TO_CHECK), ("unknown", TO_CHECK)]
)
def test_under_25_the_rsa_asks_for_two_years_of_work(
    estimator: Estimator, worked: object, outcome: Outcome
) -> None:
    young = person(birth_date="2003-06-01", worked_2_years_in_3=worked)

    assert estimator.estimate(household(young)).of("rsa").outcome is outcome


@pytest.mark.parametrize(
    ("facts", "outcome"),
    [
        ({"nationality": "french"}, LIKELY),
        ({"nationality": "other", "residence_permit_since": "2019-01-01"}, LIKELY),
        ({"nationality": "other", "residence_permit_since": "2024-01-01"}, NO),
        ({"nationality": "other"}, TO_CHECK),
        ({"nationality": "other", "protection": "refugee"}, LIKELY),
        ({"nationality": "other", "protection": "subsidiary"}, LIKELY),
        ({"nationality": "other", "protection": "stateless"}, LIKELY),
        ({"nationality": "other", "protection": "asylum_seeker"}, NO),
        ({"nationality": "eu"}, TO_CHECK),
        ({"nationality": "unknown"}, TO_CHECK),
    ],
)
def test_the_rsa_asks_for_five_years_of_permit_unless_protection_lifts_it(
    estimator: Estimator, facts: dict[str, Any], outcome: Outcome
) -> None:
    assert estimator.estimate(household(person(**facts))).of("rsa").outcome is outcome


def test_a_french_child_does_not_open_the_prime_d_activite_of_a_foreign_parent(
    estimator: Estimator,
) -> None:
    parent = person(
        activity="employed",
        nationality="other",
        residence_permit_since="2024-01-01",
        resources=[paid("wage", 900)],
    )
    partner = person("partner", nationality="other", residence_permit_since="2024-01-01")

    answer = estimator.estimate(household(parent, partner, child("2015-01-01"))).of(
        "prime_activite"
    )

    assert answer.outcome is NO


@pytest.mark.parametrize(
    ("rate", "restriction", "outcome"),
    [
        ("80_plus", None, LIKELY),
        ("50_79", True, LIKELY),
        ("50_79", None, NO),
        ("50_79", "unknown", TO_CHECK),
        ("under_50", None, NO),
        ("unknown", None, TO_CHECK),
    ],
)
def test_the_aah_follows_the_rate_of_incapacity(
    estimator: Estimator, rate: str, restriction: object, outcome: Outcome
) -> None:
    disabled = person(disability_rate=rate, work_restriction=restriction)

    assert estimator.estimate(household(disabled)).of("aah").outcome is outcome


def test_the_aspa_opens_at_62_for_those_unfit_for_work_to_be_checked(estimator: Estimator) -> None:
    def aspa(born: str, unfit: object) -> RightEstimate:
        retired = person(
            birth_date=born,
            activity="retired",
            unfit_for_work=unfit,
            resources=[paid("pension", 400)],
        )
        return estimator.estimate(household(retired)).of("aspa")

    assert aspa("1963-05-01", True).outcome is TO_CHECK
    assert euros(aspa("1963-05-01", True)) == pytest.approx(611.63, abs=1)
    assert aspa("1963-05-01", None).outcome is NO
    assert aspa("1965-05-01", True).outcome is NO
    assert aspa("1961-05-01", None).outcome is LIKELY


def test_the_asi_completes_a_pension_with_ceilings_that_are_old(estimator: Estimator) -> None:
    disabled = person(resources=[paid("invalidity_pension", 400)])

    answer = estimator.estimate(household(disabled)).of("asi")

    assert euros(answer) == pytest.approx(514.86, abs=1)
    assert answer.confidence is Confidence.LOW


@pytest.mark.parametrize(
    ("other_parent", "outcome", "amount"),
    [
        ("does_not_pay", LIKELY, 200.77),
        ("cannot_pay", LIKELY, 200.77),
        ("deceased", LIKELY, 200.77),
        ("unknown_parent", LIKELY, 200.77),
        ("pays", NO, 0),
    ],
)
def test_the_asf_follows_what_the_other_parent_does(
    estimator: Estimator, other_parent: str, outcome: Outcome, amount: float
) -> None:
    parent = household(person(), child("2018-01-01", other_parent=other_parent))

    answer = estimator.estimate(parent).of("asf")

    assert (answer.outcome, euros(answer)) == (outcome, amount)


def test_the_asf_is_to_be_checked_while_nobody_knows_what_the_other_parent_does(
    estimator: Estimator,
) -> None:
    answer = estimator.estimate(household(person(), child("2018-01-01"))).of("asf")

    assert answer.outcome is TO_CHECK
    assert [fact.path for fact in answer.missing] == ["people[1].other_parent"]


def test_the_asf_completes_a_small_alimony(estimator: Estimator) -> None:
    parent = person(resources=[paid("alimony_received", 100)])

    answer = estimator.estimate(household(parent, child("2018-01-01", other_parent="pays"))).of(
        "asf"
    )

    assert euros(answer) == pytest.approx(101.27, abs=0.1)


def test_an_alimony_for_one_child_does_not_reduce_the_asf_of_another(estimator: Estimator) -> None:
    parent = person(resources=[paid("alimony_received", 300)])
    children = [
        child("2018-01-01", other_parent="pays"),
        child("2020-01-01", other_parent="deceased"),
    ]

    assert of(estimator.estimate(household(parent, *children)), "asf") == 200.77


def test_shared_custody_halves_family_allowances_and_leaves_the_rest_to_check(
    estimator: Estimator,
) -> None:
    shared = [
        child(born, shared_custody=True, other_parent="does_not_pay")
        for born in ("2015-01-01", "2017-01-01")
    ]
    estimate = estimator.estimate(household(person(), *shared))

    assert of(estimate, "allocations_familiales") == 76.12
    assert {estimate.of(code).outcome for code in ("asf", "ars", "rsa")} == {TO_CHECK}


def test_a_child_in_care_is_not_counted_and_the_answer_is_to_check(estimator: Estimator) -> None:
    home = household(
        person(),
        child("2015-01-01", placed=True, other_parent="deceased"),
        child("2017-01-01", other_parent="deceased"),
    )
    answer = estimator.estimate(home).of("asf")

    assert (answer.outcome, euros(answer)) == (TO_CHECK, 200.77)


@pytest.mark.parametrize("commune", ["97411", "97608"])
def test_overseas_amounts_are_to_check_and_hardly_sure(estimator: Estimator, commune: str) -> None:
    answer = estimator.estimate(household(housing=rented(commune=commune))).of("rsa")

    assert answer.outcome is TO_CHECK
    assert answer.confidence is Confidence.LOW


def test_housing_aid_of_a_home_for_elderly_people_is_not_computed(estimator: Estimator) -> None:
    home = {"tenure": "institution", "commune": "44109", "rent": 500}

    answer = estimator.estimate(household(housing=home)).of("aide_logement")

    assert (answer.outcome, answer.amount) == (TO_CHECK, None)


@pytest.mark.parametrize(
    ("home", "kind"),
    [
        (rented(), "als"),
        (rented(tenure="tenant_social"), "apl"),
        (rented(state_agreement=True), "apl"),
    ],
)
def test_the_kind_of_housing_aid_is_said(
    estimator: Estimator, home: dict[str, Any], kind: str
) -> None:
    assert estimator.estimate(household(housing=home)).of("aide_logement").variant == kind


def test_a_parent_who_rents_has_the_family_kind_of_housing_aid(estimator: Estimator) -> None:
    home = household(person(), child("2018-01-01", other_parent="pays"), housing=rented())

    assert estimator.estimate(home).of("aide_logement").variant == "alf"


@pytest.mark.parametrize(
    ("home", "less"),
    [
        (rented(flat_share=True), 308),
        (rented(landlord_is_family=True), 1),
        (rented(tenure="owner"), 1),
    ],
)
def test_flat_share_a_landlord_of_the_family_or_owning_lower_housing_aid(
    estimator: Estimator, home: dict[str, Any], less: float
) -> None:
    assert of(estimator.estimate(household(housing=home)), "aide_logement") < less


def test_the_c2s_says_its_kind_and_its_price(estimator: Estimator) -> None:
    disabled = person(disability_rate="80_plus")
    received = [
        {"right": right, "amount": amount, "from": "2025-01", "to": "2026-11"}
        for right, amount in (("aah", 1041.59), ("mva", 104.77), ("aide_logement", 308))
    ]

    answer = estimator.estimate(household(disabled, housing=rented(), received=received)).of("c2s")

    # refused with the ceiling that the library ships, due with the one of April 2025
    assert (answer.outcome, answer.variant, answer.amount) == (LIKELY, "avec participation", None)
    assert any("14,00" in note for note in answer.notes)
    assert answer.confidence is not Confidence.HIGH


def test_an_adult_child_over_25_leaves_the_household(estimator: Estimator) -> None:
    with_child = estimator.estimate(household(person(), child("1999-06-01", activity="inactive")))

    assert of(with_child, "rsa") == of(estimator.estimate(household()), "rsa")


def test_the_pay_of_a_working_child_does_not_count_in_the_parents_prime_d_activite(
    estimator: Estimator,
) -> None:
    parent = person(activity="employed", resources=[paid("wage", 900)])
    working = child("2002-06-01", activity="employed", resources=[paid("wage", 1400)])

    with_child = of(estimator.estimate(household(parent, working)), "prime_activite")

    assert with_child == of(estimator.estimate(household(parent)), "prime_activite")
