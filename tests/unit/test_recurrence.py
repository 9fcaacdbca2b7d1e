"""What comes back never comes before its start, always moves on, and keeps to its rule."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from caseapp.domain.recurrence import Recurrence, Unit, read_stored
from caseapp.kernel.calendar import Month, months_after

DAYS = st.dates(date(2020, 1, 1), date(2035, 12, 31))
RULES = st.builds(
    Recurrence,
    unit=st.sampled_from(Unit),
    every=st.integers(1, 24),
    weekdays=st.lists(st.integers(0, 6), unique=True, max_size=7).map(
        lambda days: tuple(sorted(days))
    ),
    until=st.none() | DAYS,
)


def series(rule: Recurrence, start: date, count: int) -> list[date]:
    found: list[date] = []
    day = rule.first(start)
    while day is not None and len(found) < count:
        found.append(day)
        day = rule.next(start, day)
    return found


@given(rule=RULES, start=DAYS)
def test_a_series_begins_no_earlier_than_its_start_and_ends_by_its_end(
    rule: Recurrence, start: date
) -> None:
    found = series(rule, start, 8)
    assert all(day >= start for day in found)
    assert found == sorted(set(found))
    if rule.until is not None:
        assert all(day <= rule.until for day in found)
    if rule.unit is Unit.WEEK and rule.weekdays:
        assert {day.weekday() for day in found} <= set(rule.weekdays)


@given(rule=RULES, start=DAYS, ahead=st.integers(-400, 400))
def test_the_next_one_is_after_the_day_it_is_asked_for(
    rule: Recurrence, start: date, ahead: int
) -> None:
    day = start + timedelta(days=ahead)
    following = rule.next(start, day)
    if following is not None:
        assert following > day
        assert following >= start
        # Asked from the day before it, it is the same one: none lies between.
        assert rule.next(start, following - timedelta(days=1)) == following


@given(start=DAYS, every=st.integers(1, 12))
def test_a_monthly_series_keeps_its_day_and_the_last_one_where_there_is_none(
    start: date, every: int
) -> None:
    found = series(Recurrence(unit=Unit.MONTH, every=every), start, 6)
    assert found == [months_after(start, every * number) for number in range(6)]


def test_the_31st_comes_on_the_last_day_of_short_months_and_back() -> None:
    rule = Recurrence(unit=Unit.MONTH)
    found = series(rule, date(2027, 1, 31), 4)
    assert found == [Month(2027, number).last_day for number in (1, 2, 3, 4)]


def test_every_other_week_counts_weeks_from_its_start() -> None:
    rule = Recurrence(unit=Unit.WEEK, every=2, weekdays=(0, 3))
    found = series(rule, date(2026, 11, 26), 4)  # a Thursday
    assert [f"{day:%d/%m}" for day in found] == ["26/11", "07/12", "10/12", "21/12"]


@given(rule=RULES, start=st.none() | DAYS)
def test_a_rule_comes_back_from_the_base_as_it_was(rule: Recurrence, start: date | None) -> None:
    assert read_stored(rule.as_json(start)) == (rule, start)


def test_nothing_stored_is_no_rule() -> None:
    assert read_stored(None) is None
