"""Gaps and repayment plans."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseapp.domain.payment import Expected, GapKind, RightMonth, gaps, plan, spread
from caseapp.kernel.calendar import Month
from caseapp.kernel.money import Money

OCTOBER = Month(2026, 10)
CENTS = st.integers(1, 3_000_000)
MONTHS = st.builds(Month, st.integers(2020, 2030), st.integers(1, 12))


def _month(
    estimated: tuple[int, int] | None = None,
    granted: int | None = None,
    paid: int | None = None,
    *,
    is_likely: bool = True,
) -> RightMonth:
    return RightMonth(
        month=OCTOBER,
        estimated=Expected(
            least=Money.euros(estimated[0]), most=Money.euros(estimated[1]), is_likely=is_likely
        )
        if estimated
        else None,
        granted=None if granted is None else Money.euros(granted),
        paid=None if paid is None else Money.euros(paid),
    )


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (_month((400, 400), 395, 400), []),
        (_month((400, 400), 394), [(GapKind.GRANTED, -6)]),
        (_month((400, 450), 430, 430), []),
        (_month((400, 450), 460), [(GapKind.GRANTED, 10)]),
        (_month((400, 400), 394, 300), [(GapKind.GRANTED, -6), (GapKind.PAID, -94)]),
        (_month(None, 400, 0), [(GapKind.PAID, -400)]),
        (_month(None, 400, None), []),
        (_month((400, 400), None, 300), [(GapKind.PAID_UNGRANTED, -100)]),
        (_month((400, 400), 300, is_likely=False), []),
        (_month(), []),
    ],
)
def test_gaps_over_five_euros(line: RightMonth, expected: list[tuple[GapKind, int]]) -> None:
    assert [(gap.kind, gap.by.cents // 100) for gap in gaps(line)] == expected


@given(total=CENTS, each=st.integers(5_00, 3_000_000), first=MONTHS)
def test_a_plan_sums_to_its_debt_month_after_month(total: int, each: int, first: Month) -> None:
    made = plan(Money(total), Money(each), first)
    assert Money.total(part.amount for part in made) == Money(total)
    assert all(part.amount == Money(each) for part in made[:-1])
    assert 0 < made[-1].amount.cents <= each
    assert [part.month for part in made] == [first.plus(n) for n in range(len(made))]


@pytest.mark.parametrize(("total", "each"), [(0, 1), (1, 0), (-1, 5), (5, -1)])
def test_a_plan_needs_amounts_over_zero(total: int, each: int) -> None:
    with pytest.raises(ValueError, match="over zero"):
        plan(Money(total), Money(each), OCTOBER)


@given(total=CENTS, first=MONTHS, length=st.integers(1, 240))
def test_shares_sum_to_the_whole_and_differ_by_a_cent(
    total: int, first: Month, length: int
) -> None:
    shares = spread(Money(total), first, first.plus(length - 1))
    cents = [share.cents for _, share in shares]
    assert sum(cents) == total
    assert len(shares) == length
    assert max(cents) - min(cents) <= 1


def test_reversed_months_cannot_be_shared() -> None:
    with pytest.raises(ValueError, match="reversed"):
        spread(Money(100), OCTOBER, OCTOBER.plus(-1))
