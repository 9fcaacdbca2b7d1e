"""The usual delay of some claims: of those that were answered, and of those that still wait."""

from __future__ import annotations

import statistics

from hypothesis import given
from hypothesis import strategies as st

from caseapp.domain.learned_delay import Wait, learn

DAYS = st.lists(st.integers(0, 900), min_size=1, max_size=40)


def answered(*days: int) -> list[Wait]:
    return [Wait(day, answered=True) for day in days]


def waiting(*days: int) -> list[Wait]:
    return [Wait(day, answered=False) for day in days]


@given(DAYS)
def test_where_all_were_answered_it_is_the_plain_median(days: list[int]) -> None:
    assert learn(answered(*days)).median == statistics.median(days)


def test_a_curve_worked_by_hand() -> None:
    # 10 claims: answers at 30, 60, 60, 120, 150; waiting since 45, 90, 130, 200, 200.
    # S(30) = 9/10; S(60) = 9/10 × 6/8 = 0.675; S(120) = 0.675 × 4/5 = 0.54;
    # S(150) = 0.54 × 2/3 = 0.36. A quarter was answered by 60, half by 150, three quarters never.
    found = learn(answered(30, 60, 60, 120, 150) + waiting(45, 90, 130, 200, 200))
    assert (found.low, found.median, found.high) == (60, 150, None)
    assert (found.longest, found.claims, found.waiting) == (200, 10, 5)


def test_claims_that_wait_make_the_delay_longer_than_the_answers_alone() -> None:
    alone = learn(answered(10, 20, 30, 40, 50))
    with_silent = learn(answered(10, 20, 30, 40, 50) + waiting(*[300] * 4))
    assert (alone.median, with_silent.median) == (30, 50)


def test_more_silence_than_answers_has_no_median() -> None:
    found = learn(answered(10, 20, 30, 40, 50) + waiting(*[300] * 6))
    assert (found.low, found.median, found.longest) == (30, None, 300)


@given(DAYS, st.lists(st.integers(0, 900), max_size=20))
def test_the_quartiles_are_in_order_and_within_what_was_seen(
    days: list[int], silent: list[int]
) -> None:
    found = learn(answered(*days) + waiting(*silent))
    known = [part for part in (found.low, found.median, found.high) if part is not None]
    assert known == sorted(known)
    assert all(min(days) <= part <= max(days) for part in known)


@given(DAYS, st.integers(0, 900))
def test_one_more_claim_that_waits_never_makes_it_shorter(days: list[int], silent: int) -> None:
    before, after = learn(answered(*days)), learn(answered(*days) + waiting(silent))
    assert before.median is not None
    assert after.median is None or after.median >= before.median
