"""How far back arrears and overpayments may be claimed."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseapp.domain.deadline import Confidence
from caseapp.kernel.calendar import Month, is_working_day, months_after
from caseapp.kernel.money import Money
from caseapp.rules.catalogue_loader import load_catalogue
from caseapp.rules.overpayment import (
    Reach,
    arrears_limit,
    debt_rules,
    overpayment_limit,
)

MONTHS = st.builds(Month, st.integers(2015, 2026), st.integers(1, 12))
DAYS = st.dates(date(2026, 1, 1), date(2029, 12, 31))
ORDER = [Reach.BEYOND, Reach.DOUBTFUL, Reach.CLAIMABLE]
# September 2024 is paid between 01/09/2024 and 31/10/2024: two years later, 01/09 and 31/10/2026.
SEPTEMBER = Month(2024, 9)


def _reach(right: str, month: Month, on: date, *, fraud: bool = False) -> Reach:
    limit = overpayment_limit(right, Money(100), month, month, on, fraud=fraud)
    return limit.months[0].reach


@pytest.mark.parametrize("right", ["rsa", "prime_activite", "allocations_familiales", "aah"])
@pytest.mark.parametrize(
    ("on", "expected"),
    [
        (date(2026, 9, 1), Reach.CLAIMABLE),
        (date(2026, 9, 2), Reach.DOUBTFUL),
        (date(2026, 10, 31), Reach.DOUBTFUL),
        (date(2026, 11, 1), Reach.BEYOND),
    ],
)
def test_two_years_from_the_payment(right: str, on: date, expected: Reach) -> None:
    assert _reach(right, SEPTEMBER, on) is expected


def test_a_month_paid_on_29_february_ends_on_the_28th() -> None:
    january = Month(2024, 1)  # paid by 29/02/2024
    assert _reach("rsa", january, date(2026, 2, 28)) is Reach.DOUBTFUL
    assert _reach("rsa", january, date(2026, 3, 1)) is Reach.BEYOND


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        (date(2026, 11, 1), Reach.CLAIMABLE),
        (date(2029, 9, 1), Reach.CLAIMABLE),
        (date(2029, 9, 2), Reach.DOUBTFUL),
        (date(2044, 10, 31), Reach.DOUBTFUL),
        (date(2044, 11, 1), Reach.BEYOND),
    ],
)
def test_fraud_lifts_the_two_years_and_is_said_doubtful(on: date, expected: Reach) -> None:
    limit = overpayment_limit("rsa", Money(100), SEPTEMBER, SEPTEMBER, on, fraud=True)
    assert limit.months[0].reach is expected
    assert limit.confidence is Confidence.LOW
    assert "Fraude" in limit.doubt


def test_an_overpayment_is_split_month_by_month() -> None:
    limit = overpayment_limit(
        "rsa", Money.euros(1000), Month(2024, 7), Month(2024, 11), date(2026, 11, 23)
    )
    assert [month.reach for month in limit.months] == [
        Reach.BEYOND,
        Reach.BEYOND,
        Reach.BEYOND,
        Reach.DOUBTFUL,
        Reach.DOUBTFUL,
    ]
    assert limit.amount(Reach.BEYOND) == Money.euros(600)
    assert limit.amount(Reach.DOUBTFUL) == Money.euros(400)
    assert limit.amount(Reach.CLAIMABLE) == Money(0)
    assert limit.article == "CASF L262-45"


def test_a_right_without_a_known_rule_is_doubtful() -> None:
    assert _reach("fsl", SEPTEMBER, date(2026, 11, 23)) is Reach.CLAIMABLE
    limit = overpayment_limit("fsl", Money(1), SEPTEMBER, SEPTEMBER, date(2026, 11, 23))
    assert limit.confidence is Confidence.LOW
    assert limit.doubt


def test_arrears_may_be_claimed_for_two_years_the_cautious_date_first() -> None:
    limit = arrears_limit("rsa", Month(2024, 12))
    assert limit.cautious_on == date(2026, 12, 1)
    assert limit.computed_on == date(2027, 1, 1)
    assert limit.article == "CASF L262-45"
    weekend = arrears_limit("rsa", Month(2024, 11))  # 01/11/2026 is a Sunday and a holiday
    assert weekend.cautious_on == date(2026, 10, 30)


@given(month=MONTHS)
def test_the_cautious_date_of_arrears_is_a_working_day_never_later(month: Month) -> None:
    limit = arrears_limit("aah", month)
    assert is_working_day(limit.cautious_on)
    assert limit.cautious_on <= months_after(month.first_day, 24) < limit.computed_on


@given(
    total=st.integers(1, 5_000_000),
    first=MONTHS,
    length=st.integers(1, 60),
    on=DAYS,
    fraud=st.booleans(),
)
def test_shares_sum_to_the_debt_and_older_months_are_never_safer_for_the_body(
    total: int, first: Month, length: int, on: date, *, fraud: bool
) -> None:
    last = first.plus(length - 1)
    limit = overpayment_limit("rsa", Money(total), first, last, on, fraud=fraud)
    assert Money.total(limit.amount(reach) for reach in Reach) == Money(total)
    ranks = [ORDER.index(month.reach) for month in limit.months]
    assert ranks == sorted(ranks)
    later = overpayment_limit(
        "rsa", Money(total), first, last, on + timedelta(days=40), fraud=fraud
    )
    assert later.amount(Reach.BEYOND) >= limit.amount(Reach.BEYOND)


@given(month=MONTHS, on=DAYS)
def test_fraud_never_helps_the_household(month: Month, on: date) -> None:
    plain, fraud = _reach("aah", month, on), _reach("aah", month, on, fraud=True)
    assert ORDER.index(fraud) >= ORDER.index(plain)


def test_every_rule_names_rights_of_the_catalogue_once() -> None:
    named = [right for rule in debt_rules().rules for right in rule.rights]
    assert len(named) == len(set(named))
    assert set(named) <= set(load_catalogue().codes())
    assert all(rule.article for rule in debt_rules().rules)
