"""What if: a household after its changes, and what the engine then answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from caseapp.domain.estimate import Outcome
from caseapp.domain.facts import NOT_STATED, UNKNOWN
from caseapp.domain.household import Activity, Couple, ResourceKind, Tenure, amount_in
from caseapp.domain.scenario import (
    ChildBorn,
    ChildLeaves,
    FactEdited,
    JobLost,
    Moved,
    NewWage,
    PartnerComes,
    Retired,
    Separated,
)
from caseapp.kernel.calendar import Month
from caseapp.kernel.errors import UserInputError
from caseapp.kernel.money import ZERO, Money
from caseapp.rules.scenarios import in_month, settled
from caseapp.rules.unemployment import benefit_after
from tests.support.households import TODAY, child, household, later, paid, person, rented

if TYPE_CHECKING:
    from caseapp.domain.household import Household
    from caseapp.rules.openfisca.estimator import Estimator

NOW = Month.of(TODAY)
WORKER = {"activity": "employed"}


def couple(wage: int = 1400) -> Household:
    return household(
        person(**WORKER, resources=[paid("wage", wage)]),
        person("partner"),
        child("2018-05-01"),
        child("2022-01-20"),
        couple="married",
        housing=rented(),
        tax={"reference_income": {"2024": 19000}},
    )


def test_a_separation_opens_the_lone_parent_rights(estimator: Estimator) -> None:
    alone = settled(
        couple(), [Separated(since=NOW), JobLost(who="applicant", unemployment=ZERO, since=NOW)]
    )
    assert alone.partner is None
    assert alone.tax.reference_income == ()
    assert [kid.other_parent for kid in alone.children] == [UNKNOWN, UNKNOWN]
    estimate = estimator.estimate(alone)
    assert estimate.of("asf").outcome is Outcome.TO_CHECK
    raised = [step for step in estimate.of("rsa").steps if "isolé" in step.label]
    assert raised
    assert raised[0].value > 651.69
    before = estimator.estimate(settled(couple(), [])).of("asf")
    assert before.outcome is Outcome.NO


def test_a_wage_settles_as_if_it_had_always_been(estimator: Estimator) -> None:
    seeking = household(person(activity="job_seeker", worked_5_years_in_10=False), housing=rented())
    working = settled(seeking, [NewWage(who="applicant", amount=Money.euros(1200), since=NOW)])
    twin = household(person(**WORKER, resources=[paid("wage", 1200)]), housing=rented())
    for code in ("rsa", "prime_activite", "aide_logement"):
        assert later(estimator.estimate(working).of(code)) == later(
            estimator.estimate(twin).of(code)
        )


def test_a_job_takes_the_place_of_the_unemployment_benefit() -> None:
    seeking = household(
        person(activity="job_seeker", job_seeker_since="2026-01-01",
               resources=[paid("unemployment", 900)])
    )  # fmt: skip
    start = NOW.plus(2)
    change = NewWage(who="applicant", amount=Money.euros(1500), since=start)
    before, after = (in_month(seeking, [change], m).applicant for m in (start.plus(-1), start))
    assert before.activity is Activity.JOB_SEEKER
    assert amount_in(before.resources, ResourceKind.UNEMPLOYMENT, NOW) == Money.euros(900)
    assert after.activity is Activity.EMPLOYED
    assert after.job_seeker_since is NOT_STATED
    for kind, months in (
        (ResourceKind.WAGE, (ZERO, Money.euros(1500))),
        (ResourceKind.UNEMPLOYMENT, (Money.euros(900), ZERO)),
    ):
        found = [amount_in(after.resources, kind, month) for month in (start.plus(-1), start)]
        assert tuple(found) == months


def test_a_lost_job_leaves_a_job_seeker_with_what_is_entered() -> None:
    home = in_month(
        couple(), [JobLost(who="applicant", unemployment=UNKNOWN, since=NOW)], NOW.plus(1)
    )
    assert home.date == NOW.plus(1).first_day
    assert home.applicant.activity is Activity.JOB_SEEKER
    assert home.applicant.job_seeker_since == NOW.first_day
    kinds = {k: amount_in(home.applicant.resources, k, NOW) for k in ResourceKind}
    assert kinds[ResourceKind.WAGE] == ZERO
    assert kinds[ResourceKind.UNEMPLOYMENT] is UNKNOWN


def test_changes_stack_in_their_order() -> None:
    comes = PartnerComes(
        couple=Couple.COHABITING, birth_date=UNKNOWN, activity=Activity.EMPLOYED,
        wage=Money.euros(1300), since=NOW,
    )  # fmt: skip
    born = ChildBorn(on=TODAY.replace(month=12), since=NOW.plus(1))
    moved = Moved(tenure=Tenure.TENANT_SOCIAL, commune="44109", rent=Money.euros(380), since=NOW)
    alone = household(person(pregnant_due="2026-12-15"), single_since="2026-01-01")
    home = settled(alone, [comes, born, born, moved])
    assert home.partner is not None
    assert home.single_since is NOT_STATED
    assert [kid.birth_date for kid in home.children] == [NOW.first_day, NOW.first_day]
    assert len({p.id for p in home.people}) == 4
    assert home.applicant.pregnant_due is NOT_STATED
    assert home.housing.moved_in is NOT_STATED
    assert home.housing.rent == Money.euros(380)


def test_any_fact_can_be_edited() -> None:
    edits = (
        FactEdited(who="applicant", key="unfit_for_work", value=True, since=NOW),
        FactEdited(who="", key="housing.rent", value=Money.euros(700), since=NOW),
        FactEdited(who="", key="single_since", value=UNKNOWN, since=NOW),
        FactEdited(who="", key="tax.reference_income.2025", value=Money.euros(8000), since=NOW),
        FactEdited(who="", key="tax.reference_income.2024", value=NOT_STATED, since=NOW),
        FactEdited(who="", key="declared.has_bank_account", value=False, since=NOW),
        FactEdited(who="", key="declared.has_car", value=NOT_STATED, since=NOW),
    )
    home = settled(
        household(tax={"reference_income": {"2024": 9000}}, declared={"has_car": True}), edits
    )
    assert home.applicant.unfit_for_work is True
    assert home.housing.rent == Money.euros(700)
    assert home.single_since is UNKNOWN
    assert home.tax.reference_income == ((2025, Money.euros(8000)),)
    assert home.declared == (("has_bank_account", False),)


@pytest.mark.parametrize(
    ("home", "change", "field"),
    [
        (household(), Separated(since=NOW), "kind"),
        (
            couple(),
            PartnerComes(
                couple=UNKNOWN, birth_date=UNKNOWN, activity=UNKNOWN, wage=ZERO, since=NOW
            ),
            "kind",
        ),
        (couple(), ChildLeaves(who="nobody", since=NOW), "who"),
        (couple(), ChildLeaves(who="partner", since=NOW), "who"),
        (couple(), Retired(who="nobody", pension=ZERO, since=NOW), "who"),
    ],
)
def test_what_cannot_happen_is_refused(home: Household, change: Separated, field: str) -> None:
    with pytest.raises(UserInputError) as refused:
        settled(home, [change])
    assert refused.value.field == field


def test_the_unemployment_benefit_lies_between_its_bounds() -> None:
    """57 % of a gross daily wage of 62.29 € is 35.50 €; 40.4 % and the fixed part, 38.35 €."""
    assert benefit_after(ZERO) == ZERO
    after = benefit_after(Money.euros(1500))
    assert Money.euros(1090) < after < Money.euros(1099)
    small = benefit_after(Money.euros(400))
    assert small < Money.euros(400)
    wages = [benefit_after(Money.euros(euros)) for euros in range(0, 4000, 50)]
    assert wages == sorted(wages)
