"""The days of a month and of a week, their titles, and the way from one to the next."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseapp.kernel.calendar import Month, Territory, holiday_name, is_public_holiday
from caseapp.services.calendar_view import Span, bounds, entries, moved, title, weeks
from tests.support.builders import TODAY, a_case, a_home, an_office

if TYPE_CHECKING:
    from pathlib import Path

DAYS = st.dates(date(2000, 1, 1), date(2099, 12, 31))


@given(DAYS, st.sampled_from([Span.MONTH, Span.WEEK]))
def test_whole_weeks_are_shown_around_the_day(day: date, span: Span) -> None:
    first, last = bounds(span, day)
    assert first <= day <= last
    assert (first.weekday(), last.weekday()) == (0, 6)
    shown = weeks([], first, last, day, Month.of(day) if span is Span.MONTH else None)
    assert [one.on for week in shown for one in week] == [
        first + timedelta(days=place) for place in range((last - first).days + 1)
    ]
    assert sum(one.is_today for week in shown for one in week) == 1
    if span is Span.MONTH:
        inside = [one.on for week in shown for one in week if not one.is_outside]
        assert (inside[0], inside[-1]) == (Month.of(day).first_day, Month.of(day).last_day)


@given(DAYS, st.sampled_from(list(Span)), st.integers(-30, 30))
def test_turning_the_pages_and_back_shows_the_same_days(day: date, span: Span, turns: int) -> None:
    there = moved(span, day, turns)
    assert bounds(span, moved(span, there, -turns)) == bounds(span, day)


@pytest.mark.parametrize(
    ("span", "day", "words"),
    [
        (Span.MONTH, date(2028, 2, 29), "Février 2028"),
        (Span.LIST, date(2026, 8, 1), "Août 2026"),
        (Span.WEEK, date(2026, 11, 26), "Du 23 au 29 novembre 2026"),
        (Span.WEEK, date(2026, 12, 1), "Du 30 novembre au 6 décembre 2026"),
        (Span.WEEK, date(2026, 12, 31), "Du 28 décembre 2026 au 3 janvier 2027"),
        (Span.WEEK, date(2026, 6, 3), "Du 1er au 7 juin 2026"),
    ],
)
def test_the_title_says_which_days(span: Span, day: date, words: str) -> None:
    assert title(span, day) == words


@given(DAYS)
def test_every_national_holiday_has_its_name(day: date) -> None:
    assert bool(holiday_name(day)) is is_public_holiday(day)


def test_easter_monday_is_named_where_it_falls() -> None:
    assert holiday_name(date(2027, 3, 29)) == "Lundi de Pâques"


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2026, 12, 26), "Saint-Étienne (Alsace-Moselle)"),
        (date(2027, 3, 26), "Vendredi saint (Alsace-Moselle)"),
        (date(2026, 12, 20), "Abolition de l'esclavage (La Réunion)"),
        (date(2027, 5, 27), "Abolition de l'esclavage (Guadeloupe, Saint-Martin)"),
        (date(2026, 12, 25), "Noël"),
        (date(2027, 5, 22), ""),
    ],
)
def test_the_holidays_of_where_households_live_are_named(day: date, words: str) -> None:
    asked = set(Territory) - {Territory.MARTINIQUE}
    assert holiday_name(day, asked) == words
    assert bool(holiday_name(day, [])) is is_public_holiday(day)


def test_the_calendar_knows_where_the_households_it_shows_live(tmp_path: Path) -> None:
    office = an_office(tmp_path)  # Monday 23/11/2026
    for name, commune in (("Hoarau", "97415"), ("Muller", "67482"), ("Martin", "44109")):
        case = a_case(office, name, "Jean")
        a_home(office, case, {"housing.commune": commune})
        if name != "Muller":
            office.agenda.record(case, {"title": "appeler", "due_on": "18/12/2026"})
    first, last = bounds(Span.MONTH, date(2026, 12, 1))
    items = office.dated_items.between(first, last)
    found = office.dated_items.territories(items)
    assert found == {Territory.METROPOLE, Territory.REUNION}
    month = weeks(entries(items, first, last), first, last, TODAY, Month(2026, 12), found)
    names = {day.on: day.holiday for week in month for day in week if day.holiday}
    assert names[date(2026, 12, 20)] == "Abolition de l'esclavage (La Réunion)"
    assert date(2026, 12, 26) not in names
