"""Every right of the catalogue through every step of the life of a claim, with sane dates."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from caseapp.domain.claim import Acknowledged, ClaimState, Filed, Granted, Refused
from caseapp.domain.deadline import Confidence, Deadline, DeadlineKind
from caseapp.kernel.calendar import Territory
from caseapp.rules.catalogue_loader import load_catalogue
from caseapp.rules.claim_clock import deadlines
from caseapp.rules.claim_life import state_of
from tests.support.claim_lives import BEGIN, every_path
from tests.support.claims import filed

if TYPE_CHECKING:
    from caseapp.rules.catalogue import Right

CATALOGUE = load_catalogue()
CODES = CATALOGUE.codes()
TODAY = date(2026, 11, 23)
LONGEST = timedelta(days=1100)  # after the last event or the present day: two years and a mediation
_WIDTHS = {"label": 300, "article": 200, "body": 300, "route": 32}  # of the columns of the base


def is_sane(found: Deadline, first: date, last: date) -> bool:
    return (
        first - timedelta(days=5) <= found.cautious_on <= found.computed_on <= last + LONGEST
        and bool(found.article or found.kind is DeadlineKind.FOLLOW_UP or found.doubt)
        and all(len(getattr(found, name)) <= width for name, width in _WIDTHS.items())
    )


@pytest.mark.parametrize("code", CODES)
def test_every_step_of_a_right_gives_sane_dates(code: str) -> None:
    right = CATALOGUE.right(code)
    reached = set()
    for history in every_path(right, TODAY):
        reached.add(state_of(history, right, TODAY))
        found = deadlines(history, right, opened_on=BEGIN, today=TODAY)
        assert all(is_sane(one, BEGIN, max(TODAY, history[-1].on)) for one in found), history
        assert found == deadlines(history, right, opened_on=BEGIN, today=TODAY)
        assert len({(d.kind, d.route, d.label, d.computed_on) for d in found}) == len(found)
    assert reached >= {
        ClaimState.FILED,
        ClaimState.TRANSMITTED,
        ClaimState.ACKNOWLEDGED,
        ClaimState.PIECES_ASKED,
        ClaimState.UNDER_WAY,
        ClaimState.GRANTED,
        ClaimState.PARTLY_GRANTED,
        ClaimState.REFUSED,
        ClaimState.WITHDRAWN,
        ClaimState.OBSOLETE,
        ClaimState.CLOSED,
    }
    assert (ClaimState.APPEAL in reached) or not right.appeals or ClaimState.COURT in reached


@pytest.mark.parametrize("code", CODES)
def test_a_clock_that_is_set_back_moves_no_date_of_the_law(code: str) -> None:
    right = CATALOGUE.right(code)
    events = (filed("01/09/2026"), Refused(on=TODAY, notified_on=TODAY))
    now, back = (
        deadlines(events, right, opened_on=TODAY, today=today)
        for today in (TODAY, date(2024, 2, 29))
    )
    assert now == back


DAYS = st.dates(date(2020, 1, 1), date(2040, 12, 31))
LAGS = st.integers(0, 70).map(lambda days: timedelta(days=days))
RIGHTS = st.sampled_from(CODES).map(CATALOGUE.right)
TERRITORIES = st.sampled_from(list(Territory))
FOLLOWED = {DeadlineKind.SILENCE, DeadlineKind.APPEAL}


def by_key(found: tuple[Deadline, ...]) -> dict[tuple[str, str], Deadline]:
    return {(d.route, d.label): d for d in found if d.kind in FOLLOWED}


@given(RIGHTS, DAYS, LAGS, TERRITORIES)
@settings(max_examples=300, deadline=None)
def test_a_later_start_never_gives_an_earlier_date(
    right: Right, start: date, lag: timedelta, territory: Territory
) -> None:
    for make in (_filed, _refused, _granted):
        first, second = (
            by_key(deadlines(make(day), right, opened_on=start, today=TODAY, territory=territory))
            for day in (start, start + lag)
        )
        for key in first.keys() & second.keys():
            assert first[key].cautious_on <= second[key].cautious_on
            assert first[key].computed_on <= second[key].computed_on


def _filed(day: date) -> tuple[Filed, ...]:
    return (replace(filed("01/01/2020"), on=day),)


def _refused(day: date) -> tuple[Filed | Refused, ...]:
    return (*_filed(day - timedelta(days=20)), Refused(on=day, notified_on=day))


def _granted(day: date) -> tuple[Filed | Granted, ...]:
    return (*_filed(day - timedelta(days=20)), Granted(on=day))


@given(RIGHTS, DAYS, st.integers(1, 25), TERRITORIES)
@settings(max_examples=200, deadline=None)
def test_more_doubt_never_gives_a_later_cautious_date(
    right: Right, start: date, lag: int, territory: Territory
) -> None:
    received = start + timedelta(days=lag)
    (claim,) = _filed(start)
    sure = (claim, Acknowledged(on=received, received_on=received))
    doubtful = (
        replace(claim, received_on=received),
        Acknowledged(on=received, received_on=start),
    )
    certain = by_key(deadlines(sure, right, opened_on=start, today=TODAY, territory=territory))
    unsure = by_key(deadlines(doubtful, right, opened_on=start, today=TODAY, territory=territory))
    for key in certain.keys() & unsure.keys():
        assert unsure[key].cautious_on <= certain[key].cautious_on
    less_sure = right.model_copy(
        update={
            "appeals": tuple(
                one.model_copy(update={"confidence": Confidence.LOW}) for one in right.appeals
            )
        }
    )
    refused = _refused(start)
    plain, held = (
        by_key(deadlines(refused, one, opened_on=start, today=TODAY, territory=territory))
        for one in (right, less_sure)
    )
    assert plain.keys() == held.keys()
    for key, one in plain.items():
        assert held[key].cautious_on <= one.cautious_on
        assert held[key].computed_on == one.computed_on
