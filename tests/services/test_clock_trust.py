"""A clock that jumped: told at the opening, and nothing is thrown away by its age meanwhile."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from caseapp.kernel.clock import FixedClock
from caseapp.services.clock_trust import ClockTrust
from caseapp.services.journal import Journal
from tests.support.builders import TODAY, Office, a_case, an_office

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return an_office(tmp_path)


@pytest.fixture
def trust(office: Office) -> ClockTrust:
    return ClockTrust(office.store, office.clock)


def go_to(office: Office, day: date) -> None:
    office.clock.moment = FixedClock.on(day).moment


def test_a_clock_five_years_ahead_is_doubted_until_somebody_says_that_it_is_right(
    office: Office, trust: ClockTrust
) -> None:
    assert trust.settle()
    go_to(office, date(2031, 2, 10))
    assert not trust.settle()
    doubt = trust.doubt()
    assert doubt is not None
    assert "10 février 2031" in doubt.sentence.replace("\u00a0", " ")
    assert not trust.settle()  # opening it again under that clock makes it no truer
    go_to(office, TODAY)
    assert trust.settle()
    go_to(office, date(2031, 2, 10))
    trust.confirm()
    assert trust.settle()


def test_a_clock_set_back_is_doubted_and_a_holiday_is_not(
    office: Office, trust: ClockTrust
) -> None:
    trust.confirm()
    go_to(office, date(2027, 1, 20))
    assert trust.settle()
    go_to(office, date(2027, 1, 19))
    assert trust.settle()
    go_to(office, date(2026, 12, 1))
    doubt = trust.doubt()
    assert doubt is not None
    assert "trop tard" in doubt.sentence


def test_a_base_of_before_is_held_to_the_last_act_of_its_journal(
    office: Office, trust: ClockTrust
) -> None:
    assert trust.doubt() is None  # nothing was ever done
    a_case(office)
    Journal(office.store, office.clock).settle()
    go_to(office, date(2031, 2, 10))
    assert trust.doubt() is not None
