"""Civil months, public holidays and working days."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from dateutil.relativedelta import relativedelta
from holidays import country_holidays
from hypothesis import given, settings
from hypothesis import strategies as st

from caseapp.kernel.calendar import (
    Month,
    Territory,
    age_on,
    is_local_holiday,
    is_public_holiday,
    is_working_day,
    months_after,
    territory_of,
    working_day_from,
    working_day_until,
)

DAYS = st.dates(date(2000, 1, 1), date(2090, 12, 31))
TERRITORIES = st.sampled_from(list(Territory))


@pytest.mark.parametrize(
    ("year", "good_friday", "easter_monday", "ascension", "whit_monday"),
    [
        (2026, (4, 3), (4, 6), (5, 14), (5, 25)),
        (2027, (3, 26), (3, 29), (5, 6), (5, 17)),
        (2028, (4, 14), (4, 17), (5, 25), (6, 5)),
    ],
)
def test_the_movable_feasts_fall_where_the_law_table_says(
    year: int,
    good_friday: tuple[int, int],
    easter_monday: tuple[int, int],
    ascension: tuple[int, int],
    whit_monday: tuple[int, int],
) -> None:
    for month, day in (easter_monday, ascension, whit_monday):
        assert is_public_holiday(date(year, month, day))
    assert not is_public_holiday(date(year, *good_friday))
    assert is_public_holiday(date(year, *good_friday), Territory.ALSACE_MOSELLE)


@pytest.mark.parametrize(
    ("month", "day"),
    [(1, 1), (5, 1), (5, 8), (7, 14), (8, 15), (11, 1), (11, 11), (12, 25)],
)
@pytest.mark.parametrize("territory", list(Territory))
def test_the_national_holidays_hold_everywhere(month: int, day: int, territory: Territory) -> None:
    assert is_public_holiday(date(2026, month, day), territory)


def test_a_year_has_eleven_national_holidays() -> None:
    days = [date.fromordinal(date(2026, 1, 1).toordinal() + n) for n in range(365)]
    assert sum(is_public_holiday(day) for day in days) == 11


@pytest.mark.parametrize(
    ("territory", "month", "day"),
    [
        (Territory.MAYOTTE, 4, 27),
        (Territory.MARTINIQUE, 5, 22),
        (Territory.GUADELOUPE, 5, 27),
        (Territory.SAINT_MARTIN, 5, 27),
        (Territory.GUYANE, 6, 10),
        (Territory.SAINT_BARTHELEMY, 10, 9),
        (Territory.REUNION, 12, 20),
        (Territory.ALSACE_MOSELLE, 12, 26),
    ],
)
def test_a_local_holiday_holds_in_its_territory_only(
    territory: Territory, month: int, day: int
) -> None:
    local = date(2026, month, day)
    assert is_local_holiday(local, territory)
    assert not is_public_holiday(local, Territory.METROPOLE)


@pytest.mark.parametrize(
    ("territory", "day"),
    [
        (Territory.GUADELOUPE, date(2026, 4, 3)),  # Good Friday
        (Territory.GUADELOUPE, date(2026, 3, 12)),  # Mi-Carême
        (Territory.GUADELOUPE, date(2026, 7, 21)),  # Victor Schœlcher
        (Territory.MARTINIQUE, date(2026, 7, 21)),
        (Territory.SAINT_MARTIN, date(2026, 5, 28)),
        (Territory.SAINT_MARTIN, date(2026, 7, 21)),
    ],
)
def test_a_day_off_by_custom_extends_no_deadline(territory: Territory, day: date) -> None:
    assert not is_public_holiday(day, territory)


def easter_by_gauss(year: int) -> date:
    """Work Easter out apart from any library (Gauss, as corrected by Meeus)."""
    a, b, c = year % 19, year // 100, year % 100
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    rest = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    m = (a + 11 * h + 22 * rest) // 451
    month, day = divmod(h + rest - 7 * m + 114, 31)
    return date(year, month, day + 1)


FIXED = ((1, 1), (5, 1), (5, 8), (7, 14), (8, 15), (11, 1), (11, 11), (12, 25))
AFTER_EASTER = (1, 39, 50)  # Easter Monday, Ascension, Whit Monday


@pytest.mark.parametrize("year", range(2020, 2041))
def test_the_national_days_are_those_of_the_text_and_of_the_package(year: int) -> None:
    easter = easter_by_gauss(year)
    text = {date(year, month, day) for month, day in FIXED}
    text |= {easter + timedelta(days=days) for days in AFTER_EASTER}
    days = [date(year, 1, 1) + timedelta(days=n) for n in range(366)]
    assert {day for day in days if is_public_holiday(day) and day.year == year} == text
    assert set(country_holidays("FR", years=year)) == text


def test_a_national_holiday_is_not_called_local() -> None:
    assert not is_local_holiday(date(2026, 12, 25), Territory.ALSACE_MOSELLE)


@pytest.mark.parametrize(
    ("commune", "territory"),
    [
        ("75056", Territory.METROPOLE),
        ("67482", Territory.ALSACE_MOSELLE),
        ("57463", Territory.ALSACE_MOSELLE),
        ("97411", Territory.REUNION),
        ("97701", Territory.SAINT_BARTHELEMY),
        ("2A004", Territory.METROPOLE),
    ],
)
def test_the_insee_code_tells_the_territory(commune: str, territory: Territory) -> None:
    assert territory_of(commune) is territory


@given(DAYS, TERRITORIES)
@settings(deadline=None)
def test_the_nearest_working_days_are_worked_and_on_their_side(
    day: date, territory: Territory
) -> None:
    before, later = working_day_until(day, territory), working_day_from(day, territory)
    assert before <= day <= later
    assert is_working_day(before, territory)
    assert is_working_day(later, territory)


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        (date(2026, 12, 31), 2, date(2027, 2, 28)),
        (date(2027, 12, 31), 2, date(2028, 2, 29)),
        (date(2026, 10, 31), 1, date(2026, 11, 30)),
        (date(2026, 11, 30), 3, date(2027, 2, 28)),
    ],
)
def test_a_missing_day_becomes_the_last_of_its_month(start: date, months: int, end: date) -> None:
    assert months_after(start, months) == end


@given(DAYS, st.integers(-36, 36))
@settings(deadline=None)
def test_a_month_so_many_months_later_is_that_far_away(day: date, months: int) -> None:
    month = Month.of(day)
    assert month.plus(months).minus(month) == months
    assert Month.parse(str(month)) == month
    assert month.first_day <= day <= month.last_day


@pytest.mark.parametrize("text", ["2026", "2026-13", "26-01", "2026-1", "2026/01", ""])
def test_what_is_not_a_month_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="month"):
        Month.parse(text)


def test_an_age_counts_completed_years() -> None:
    assert age_on(date(2000, 11, 24), date(2026, 11, 23)) == 25
    assert age_on(date(2000, 11, 24), date(2026, 11, 24)) == 26


@given(DAYS, DAYS)
@settings(deadline=None)
def test_an_age_is_the_one_that_the_library_of_dates_counts(one: date, other: date) -> None:
    birth, day = sorted((one, other))
    assert age_on(birth, day) == relativedelta(day, birth).years


@given(DAYS, st.integers(-600, 600))
@settings(deadline=None)
def test_months_are_added_as_the_library_of_dates_adds_them(day: date, months: int) -> None:
    assert months_after(day, months) == day + relativedelta(months=months)
