"""Which copies are kept: seven days, four weeks, twelve months."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from caseapp.domain.rotation import worth_keeping

NOON = datetime(2026, 11, 26, 12, tzinfo=UTC)


def test_a_year_of_daily_copies_is_thinned_out() -> None:
    made = [NOON - timedelta(days=days) for days in range(400)]
    kept = sorted(worth_keeping(made), reverse=True)
    assert kept[:7] == made[:7]
    assert {moment.isocalendar()[:2] for moment in kept} >= {(2026, 48), (2026, 47), (2026, 46)}
    assert {(moment.year, moment.month) for moment in kept} == {
        (2025, 12),
        *((2026, month) for month in range(1, 12)),
    }
    assert len(kept) <= 7 + 4 + 12


def test_of_a_day_the_last_is_kept() -> None:
    assert worth_keeping([NOON, NOON + timedelta(hours=5), NOON + timedelta(hours=6)]) == {
        NOON + timedelta(hours=6)
    }


def test_days_without_a_copy_do_not_count() -> None:
    made = [NOON - timedelta(days=days) for days in (0, 30, 31, 32, 33, 34, 35)]
    assert worth_keeping(made) == set(made)


MOMENTS = st.datetimes(timezones=st.just(UTC))


@given(st.lists(MOMENTS))
def test_the_newest_stays_and_what_is_kept_once_is_kept_again(made: list[datetime]) -> None:
    kept = worth_keeping(made)
    assert kept <= set(made)
    assert not made or max(made) in kept
    assert worth_keeping(kept) == kept
    assert len(kept) <= 23


@given(st.lists(MOMENTS, min_size=1), MOMENTS)
def test_another_copy_drops_none_of_its_own_month(made: list[datetime], newer: datetime) -> None:
    later = max([*made, newer]) + timedelta(minutes=1)
    assert later in worth_keeping([*made, later])
