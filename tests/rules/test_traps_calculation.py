"""One test for each trap of computing benefits with OpenFisca that was found by measuring."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from caseapp.domain.deadline import Confidence
from caseapp.domain.estimate import Outcome
from tests.support.households import (
    case,
    child,
    euros,
    household,
    later,
    of,
    paid,
    person,
    rented,
)

if TYPE_CHECKING:
    from caseapp.rules.openfisca.estimator import Estimator


def test_every_past_month_is_stated_so_that_two_estimates_of_a_household_agree(
    estimator: Estimator,
) -> None:
    worker = household(
        person(activity="employed", resources=[paid("wage", 900)]),
        child("2018-01-01"),
        housing=rented(),
    )

    first, second = estimator.estimate(worker), estimator.estimate(worker)

    assert first == second


def test_an_estimate_keeps_nothing_of_the_household_before_it(estimator: Estimator) -> None:
    dear, cheap = household(housing=rented(600)), household(housing=rented(300))
    alone = of(estimator.estimate(cheap), "aide_logement")

    estimator.estimate(dear)

    assert of(estimator.estimate(cheap), "aide_logement") == alone


def test_the_rsa_reads_the_months_m_4_to_m_2(estimator: Estimator) -> None:
    def rsa_with_wage_in(month: str) -> float:
        wages = [paid("wage", 300, month, month), paid("wage", 1, "2026-11", "2026-11")]
        return of(
            estimator.estimate(household(person(activity="employed", resources=wages))), "rsa"
        )

    without = rsa_with_wage_in("2026-03")

    assert [rsa_with_wage_in(m) < without - 90 for m in ("2026-07", "2026-08", "2026-09")] == [
        True
    ] * 3
    assert rsa_with_wage_in("2026-06") == without
    assert rsa_with_wage_in("2026-10") == without


def test_before_march_2025_the_rsa_reads_the_three_months_just_before(estimator: Estimator) -> None:
    wages = [paid("wage", 300, "2024-12", "2024-12"), paid("wage", 1, "2025-01", "2025-02")]
    worker = person(activity="employed", resources=wages)
    january = household(worker, date="2025-01-15")
    without = household(person(activity="employed", resources=wages[1:]), date="2025-01-15")

    lost = of(estimator.estimate(without), "rsa") - of(estimator.estimate(january), "rsa")

    assert lost == pytest.approx(100, abs=1)


def test_a_full_time_minimum_wage_earner_alone_has_no_housing_aid(estimator: Estimator) -> None:
    worker = person(activity="employed", resources=[paid("wage", 1478)])

    estimate = estimator.estimate(household(worker, housing=rented()))

    # net alone would have left the taxable wage at zero, and the aid at 308 €
    assert of(estimate, "aide_logement") == 0
    assert of(estimate, "prime_activite") > 0


def test_a_pension_is_counted_gross_by_the_aspa(estimator: Estimator) -> None:
    retired = person(
        birth_date="1957-05-01", activity="retired", resources=[paid("pension", 926.0)]
    )

    assert of(estimator.estimate(household(retired)), "aspa") == pytest.approx(43.59, abs=1)


def test_family_allowances_in_payment_lower_the_prime_d_activite_from_the_first_month(
    estimator: Estimator,
) -> None:
    document = case("07_couple_three_children_paris")
    receiving = household(
        **{k: v for k, v in document.items() if k != "people"} | {"people": document["people"]}
    )
    document_new = {k: v for k, v in document.items() if k != "received"}
    starting = household(**document_new | {"people": document["people"]})

    paid_for_long = of(estimator.estimate(receiving), "prime_activite")

    # with `af` alone, and not `af_base`, the engine gave 777 €
    assert paid_for_long == pytest.approx(429.55, abs=1)
    assert of(estimator.estimate(starting), "prime_activite") > paid_for_long + 100


def test_what_is_paid_now_and_what_remains_once_everything_is_in_payment_are_both_said(
    estimator: Estimator,
) -> None:
    parent = person(activity="employed", resources=[paid("wage", 900)])
    answer = estimator.estimate(
        household(
            parent,
            child("2018-06-05", other_parent="does_not_pay"),
            child("2023-01-22", other_parent="does_not_pay"),
            housing=rented(512),
        )
    ).of("prime_activite")

    assert euros(answer) > later(answer) + 250
    assert any("premiers mois" in note for note in answer.notes)


def test_a_new_aah_leaves_the_rsa_only_while_waiting(estimator: Estimator) -> None:
    disabled = person(disability_rate="80_plus")

    estimate = estimator.estimate(household(disabled, housing=rented()))
    rsa = estimate.of("rsa")

    assert euros(rsa) == pytest.approx(573.49, abs=1)
    assert later(rsa) == 0
    assert any("en attendant" in note for note in rsa.notes)
    assert estimate.budget.rights.cents == round((1041.59 + 104.77 + 308) * 100)


def test_an_aah_in_payment_leaves_no_rsa(estimator: Estimator) -> None:
    disabled = person(disability_rate="80_plus")
    received = [{"right": "aah", "amount": 1041.59, "from": "2025-01", "to": "2026-11"}]

    answer = estimator.estimate(household(disabled, received=received))

    assert of(answer, "rsa") == 0
    assert answer.of("aah").received == answer.of("aah").amount.min  # type: ignore[union-attr]  # it has one


def test_rsa_in_payment_sets_past_wages_aside_in_the_housing_aid(estimator: Estimator) -> None:
    worker = person(activity="inactive", resources=[paid("wage", 1478, "2023-01", "2026-05")])
    received = [{"right": "rsa", "amount": 500, "from": "2026-09", "to": "2026-11"}]

    without = of(estimator.estimate(household(worker, housing=rented())), "aide_logement")
    with_rsa = of(
        estimator.estimate(household(worker, housing=rented(), received=received)), "aide_logement"
    )

    assert with_rsa == 308
    assert without < with_rsa


@pytest.mark.parametrize("months_ago", [1, 2, 3])
def test_an_income_lost_in_the_last_months_is_not_counted_by_the_rsa(
    estimator: Estimator, months_ago: int
) -> None:
    last = f"2026-{11 - months_ago:02d}"
    lost = person(resources=[paid("wage", 1800, "2023-10", last)])

    assert of(estimator.estimate(household(lost)), "rsa") == pytest.approx(573.49, abs=1)


def test_a_lost_income_that_unemployment_benefit_replaces_is_counted(estimator: Estimator) -> None:
    resources = [paid("wage", 1800, "2023-10", "2026-08"), paid("unemployment", 900, "2026-09")]
    lost = person(activity="job_seeker", worked_5_years_in_10=False, resources=resources)

    assert of(estimator.estimate(household(lost)), "rsa") == 0


def test_an_unborn_child_gives_the_birth_grant_and_nothing_else(estimator: Estimator) -> None:
    couple = [person(pregnant_due="2027-02-10"), person("partner", birth_date="1991-03-02")]
    expecting = estimator.estimate(household(*couple))
    without = estimator.estimate(household(person(), couple[1]))

    assert of(expecting, "prime_naissance_adoption") == pytest.approx(1093.08, abs=1)
    assert of(expecting, "paje_allocation_base") == 0
    assert of(expecting, "rsa") == of(without, "rsa")


def test_a_pregnant_woman_alone_has_the_rsa_of_lone_parents_even_under_25(
    estimator: Estimator,
) -> None:
    young = person(birth_date="2004-06-01", pregnant_due="2027-02-10")

    assert of(estimator.estimate(household(young)), "rsa") == pytest.approx(758.65, abs=1)


def test_a_child_turning_three_this_month_no_longer_opens_the_paje_next_month(
    estimator: Estimator,
) -> None:
    """Ages are those of the first day of the month."""
    still = household(person(), child("2023-11-20", other_parent="pays"))
    gone = household(person(), child("2023-10-20", other_parent="pays"))

    assert of(estimator.estimate(still), "paje_allocation_base") > 0
    assert of(estimator.estimate(gone), "paje_allocation_base") == 0


def test_a_town_must_be_an_insee_code_to_be_in_its_zone(estimator: Estimator) -> None:
    paris, postal = (
        estimator.estimate(household(housing=rented(commune=code))).of("aide_logement")
        for code in ("75112", "99999")
    )

    assert euros(paris) == 351
    assert paris.confidence is not Confidence.LOW
    assert postal.confidence is Confidence.LOW
    assert any("zone 2" in note for note in postal.notes)


def test_a_rent_far_above_the_ceiling_gives_no_housing_aid_and_says_so(
    estimator: Estimator,
) -> None:
    answer = estimator.estimate(household(housing=rented(1300))).of("aide_logement")

    assert answer.outcome is Outcome.NO
    assert [c.text for c in answer.conditions if c.met is False] == [
        "Loyer au-dessous du plafond de suppression de la zone"
    ]


def test_disability_lifts_the_rent_ceiling(estimator: Estimator) -> None:
    disabled = person(disability_rate="80_plus")

    assert of(estimator.estimate(household(disabled, housing=rented(1300))), "aide_logement") > 0


def test_unmarried_partners_file_two_tax_returns(estimator: Estimator) -> None:
    people = [
        person(activity="retired", birth_date="1955-05-01", resources=[paid("pension", 500)]),
        person("partner", activity="retired", birth_date="1957-05-01"),
    ]
    situations = {
        bond: estimator.case(household(*people, couple=bond)).computed.situation
        for bond in ("cohabiting", "married", "civil_union")
    }

    homes = {bond: s.placed.tax_home_count for bond, s in situations.items()}
    assert homes == {"cohabiting": 2, "married": 1, "civil_union": 1}


def test_micro_turnover_counts_in_housing_aid_after_its_allowance(estimator: Estimator) -> None:
    earning = person(
        activity="self_employed", resources=[paid("micro_turnover_liberal", 2000, "2023-10")]
    )
    idle = person(activity="self_employed")

    with_turnover = estimator.estimate(household(earning, housing=rented()))
    without = estimator.estimate(household(idle, housing=rented()))

    assert of(without, "aide_logement") == 308
    assert of(with_turnover, "aide_logement") < 150
    assert of(with_turnover, "rsa") == 0
    assert of(with_turnover, "prime_activite") > 0


def test_a_profit_that_began_in_june_counts_at_its_monthly_rate(estimator: Estimator) -> None:
    begun = person(
        activity="self_employed", resources=[paid("self_employed_profit", 500, "2026-06")]
    )

    assert of(estimator.estimate(household(begun)), "rsa") == pytest.approx(73.49, abs=1)


def test_rents_received_and_alimony_paid_change_the_family_ceilings(estimator: Estimator) -> None:
    children = [child(f"20{year}-01-01", other_parent="pays") for year in (13, 15, 17)]

    def ars(*resources: dict[str, object]) -> float:
        parent = person(activity="employed", resources=list(resources))
        return of(estimator.estimate(household(parent, *children)), "ars")

    wage = paid("wage", 3880)
    assert ars(paid("wage", 3200)) > 0
    assert ars(paid("wage", 3200), paid("rents", 2500)) == 0
    assert ars(wage) < ars(wage, paid("alimony_paid", 400))


def test_a_new_claim_of_ass_reads_the_work_record(estimator: Estimator) -> None:
    def ass(worked: object) -> tuple[Outcome, float | None]:
        seeker = person(activity="job_seeker", worked_5_years_in_10=worked)
        answer = estimator.estimate(household(seeker)).of("ass")
        return answer.outcome, answer.amount.max.cents / 100 if answer.amount else None

    assert ass(True) == (Outcome.LIKELY, 584.4)
    assert ass(False)[0] is Outcome.NO
    assert ass("unknown") == (Outcome.TO_CHECK, 584.4)
