"""What is told unasked: each day once, an appointment before it, counts and no name."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest

from caseapp.domain.claim import Channel, Filed, Refused
from caseapp.kernel.clock import PARIS
from caseapp.kernel.errors import UserInputError
from caseapp.services.reminders import Reminders
from tests.support.builders import Office, a_case, an_office
from tests.support.hands import plain

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def office(tmp_path: Path) -> Office:
    """Return a base of Monday 23 November 2026: two tasks are due today, one on Friday."""
    made = an_office(tmp_path)
    case = a_case(made, "Ouattara", "Awa")
    for day in ("23/11/2026", "23/11/2026", "27/11/2026"):
        made.agenda.record(case, {"title": "Appeler Mme Ouattara", "due_on": day})
    return made


def at(office: Office, day: int, hour: int, minute: int = 0) -> None:
    moment = datetime(2026, 11, day, hour, minute, tzinfo=PARIS)
    office.clock.moment = moment.astimezone(UTC)


def told(reminders: Reminders, *, at_start: bool = False) -> list[str]:
    return [plain(reminder.words) for reminder in reminders.due(at_start=at_start)]


def made(office: Office) -> Reminders:
    return Reminders(office.store, office.clock, office.dated_items)


def test_the_summary_counts_the_late_and_the_appeals_and_names_nobody(office: Office) -> None:
    claim_id = office.claims.open(a_case(office, "Benali", "Samira"), "rsa")
    office.claims.record(claim_id, Filed(on=date(2026, 5, 1), channel=Channel.COUNTER))
    office.claims.record(claim_id, Refused(on=date(2026, 9, 1), notified_on=date(2026, 9, 4)))
    (words,) = told(made(office), at_start=True)
    assert words == (
        "2 échéances aujourd'hui, 1 en retard, dont 1 délai de recours, 1 dans les sept jours."
    )


def test_the_first_start_of_a_day_tells_it_and_no_other_does(office: Office) -> None:
    at(office, 23, 7)
    assert len(told(made(office), at_start=True)) == 1
    assert told(made(office), at_start=True) == []
    at(office, 23, 9)
    assert told(made(office)) == []


def test_a_day_that_begins_while_the_program_is_open_is_told_at_its_hour(office: Office) -> None:
    reminders = made(office)
    told(reminders, at_start=True)
    at(office, 24, 8, 29)
    assert told(reminders) == []
    at(office, 24, 8, 30)
    assert told(reminders) == ["2 échéances en retard, 1 dans les sept jours."]


def test_a_clock_that_goes_back_tells_nothing_twice_and_reads_the_day_anew(office: Office) -> None:
    reminders = made(office)
    at(office, 24, 9)
    told(reminders)
    assert reminders.digest().late == 2
    at(office, 23, 9)
    told(reminders)
    assert reminders.digest().due_today == 2
    for day in (24, 23, 24):
        at(office, day, 9)
        assert told(reminders, at_start=True) == []


def test_a_clock_that_was_years_ahead_does_not_silence_the_days_to_come(office: Office) -> None:
    reminders = made(office)
    office.clock.moment = datetime(2031, 1, 1, 10, tzinfo=UTC)
    told(reminders)
    at(office, 24, 9)
    assert len(told(reminders)) == 1


def test_waking_after_midnight_tells_the_new_day_once(office: Office) -> None:
    reminders = made(office)
    told(reminders, at_start=True)
    at(office, 26, 14)
    assert len(told(reminders)) == 1
    assert told(reminders) == []


def test_a_summary_that_was_put_off_comes_again_once_even_after_a_lock(office: Office) -> None:
    told(made(office), at_start=True)
    made(office).snooze(timedelta(minutes=15))
    assert told(made(office), at_start=True) == []
    office.clock.moment += timedelta(minutes=15)
    assert len(told(made(office))) == 1
    assert told(made(office)) == []


def test_an_appointment_is_told_once_a_quarter_of_an_hour_before(office: Office) -> None:
    office.agenda.record(
        None,
        {"title": "Mme Ouattara", "kind": "appointment", "due_on": "23/11/2026", "at": "14h30"},
    )
    reminders = made(office)
    told(reminders, at_start=True)
    at(office, 23, 14, 14)
    assert told(reminders) == []
    at(office, 23, 14, 15)
    assert told(reminders) == ["Rendez-vous à 14h30."]
    assert told(made(office)) == []


def test_an_appointment_that_is_past_when_one_wakes_is_not_told(office: Office) -> None:
    office.agenda.record(
        None, {"title": "VAD", "kind": "appointment", "due_on": "23/11/2026", "at": "14h30"}
    )
    reminders = made(office)
    told(reminders, at_start=True)
    at(office, 23, 14, 31)
    assert told(reminders) == []


def test_what_comes_back_is_counted_each_time(office: Office) -> None:
    task = office.agenda.record(
        None, {"title": "Courrier", "due_on": "23/11/2026", "repeat": "tous les lundis"}
    )
    office.agenda.done(task)
    at(office, 30, 9)
    assert made(office).digest().due_today == 1


def test_nothing_to_do_is_not_told(tmp_path: Path) -> None:
    assert told(made(an_office(tmp_path)), at_start=True) == []


def test_one_may_choose_the_hour_and_to_be_told_nothing(office: Office) -> None:
    reminders = made(office)
    reminders.prefer(replace(reminders.preferred(), hour="9 h 15"))
    assert reminders.preferred().hour == "09:15"
    at(office, 23, 9, 14)
    assert told(reminders) == []
    at(office, 23, 9, 15)
    assert len(told(reminders)) == 1
    reminders.prefer(replace(reminders.preferred(), enabled=False))
    at(office, 24, 10)
    assert told(reminders, at_start=True) == []


@pytest.mark.parametrize(("hour", "minutes"), [("25h", 15), ("matin", 15), ("8h", -1), ("8h", 999)])
def test_an_hour_that_cannot_be_is_refused(office: Office, hour: str, minutes: int) -> None:
    reminders = made(office)
    with pytest.raises(UserInputError):
        reminders.prefer(replace(reminders.preferred(), hour=hour, minutes=minutes))
    assert reminders.preferred().hour == "08:30"


def test_west_of_paris_the_day_is_told_in_its_own_morning(office: Office) -> None:
    zone, told = ZoneInfo("America/Guadeloupe"), made(office)
    told.due(at_start=True, zone=zone)
    office.clock.moment = datetime(2026, 11, 23, 20, tzinfo=zone).astimezone(UTC)
    assert office.clock.today() == date(2026, 11, 24)
    assert told.due(zone=zone) == ()
    office.clock.moment = datetime(2026, 11, 24, 8, 30, tzinfo=zone).astimezone(UTC)
    assert len(told.due(zone=zone)) == 1
