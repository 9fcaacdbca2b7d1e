"""What holds for every delay, from every day, in every territory."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from caseapp.kernel.calendar import Territory, is_working_day
from caseapp.rules.legal_texts import LimitRule, appeal_rules
from caseapp.rules.time_limits import Span, count

DAYS = st.dates(date(2000, 1, 1), date(2090, 12, 31))
TERRITORIES = st.sampled_from(list(Territory))
RULES = st.sampled_from([rule for rule in appeal_rules().rules if rule.months or rule.days])
LAGS = st.integers(0, 40).map(lambda days: timedelta(days=days))


@given(RULES, DAYS, TERRITORIES)
@settings(deadline=None)
def test_no_deadline_comes_before_its_event(
    rule: LimitRule, start: date, territory: Territory
) -> None:
    found = count(rule, start, territory)
    assert start < found.cautious_on
    assert start < found.quantieme <= found.computed_on


@given(RULES, DAYS, LAGS, TERRITORIES)
@settings(deadline=None)
def test_the_cautious_date_is_a_working_day_and_never_later(
    rule: LimitRule, start: date, lag: timedelta, territory: Territory
) -> None:
    found = count(rule, Span(start, start + lag), territory)
    assert found.cautious_on <= found.computed_on
    assert is_working_day(found.cautious_on, territory)
    assert is_working_day(found.cautious_on, Territory.METROPOLE)


@given(RULES, DAYS, LAGS, TERRITORIES)
@settings(deadline=None)
def test_a_later_event_never_gives_an_earlier_deadline(
    rule: LimitRule, start: date, lag: timedelta, territory: Territory
) -> None:
    first, second = (count(rule, day, territory) for day in (start, start + lag))
    assert first.computed_on <= second.computed_on
    assert first.cautious_on <= second.cautious_on


@given(RULES, DAYS, TERRITORIES)
@settings(deadline=None)
def test_counting_twice_gives_the_same(rule: LimitRule, start: date, territory: Territory) -> None:
    assert count(rule, start, territory) == count(rule, start, territory)


@given(RULES, DAYS, TERRITORIES)
@settings(deadline=None)
def test_a_reported_delay_ends_on_a_working_day(
    rule: LimitRule, start: date, territory: Territory
) -> None:
    if rule.reported:
        assert is_working_day(count(rule, start, territory).computed_on, territory)


@given(RULES, DAYS, TERRITORIES)
@settings(deadline=None)
def test_a_local_holiday_never_makes_the_cautious_date_later(
    rule: LimitRule, start: date, territory: Territory
) -> None:
    there, anywhere = count(rule, start, territory), count(rule, start)
    assert there.cautious_on <= anywhere.cautious_on
    assert anywhere.computed_on <= there.computed_on
