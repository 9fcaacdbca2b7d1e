"""The file for an agenda: what it says of nobody, and how a second one updates the first."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar

from caseapp.domain.claim import Channel, Filed, Refused
from caseapp.services.calendar_export import CalendarExport, CalendarOptions, Detail
from caseapp.services.dated_rows import ItemSource
from tests.support.builders import TODAY, Office, a_case, an_office

if TYPE_CHECKING:
    from pathlib import Path
    from uuid import UUID

UNTIL = TODAY + timedelta(days=120)  # before what every household does in May
NAMES = CalendarOptions(detail=Detail.NAMES)
RIGHT = CalendarOptions(detail=Detail.RIGHT)


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return an_office(tmp_path)


def export(office: Office) -> CalendarExport:
    return CalendarExport(office.store, office.clock, office.dated_items)


def file(office: Office, options: CalendarOptions | None = None) -> bytes:
    items = office.dated_items.to_act(UNTIL)
    return export(office).file(items, options or CalendarOptions())


def read(content: bytes) -> list[Any]:
    return list(Calendar.from_ical(content).walk("VEVENT"))


def events(office: Office, options: CalendarOptions | None = None) -> dict[str, Any]:
    found = read(file(office, options))
    assert len({str(event["UID"]) for event in found}) == len(found)
    return {str(event["UID"]): event for event in found}


def refused(office: Office) -> UUID:
    """Return a claim whose appeal is due on Friday 18 December 2026, computed on the 20th."""
    claim_id = office.claims.open(a_case(office, "Benali", "Samira"), "rsa")
    office.claims.record(claim_id, Filed(on=date(2026, 8, 1), channel=Channel.COUNTER))
    office.claims.record(claim_id, Refused(on=date(2026, 10, 15), notified_on=date(2026, 10, 20)))
    return claim_id


def a_task(office: Office, **typed: str) -> UUID:
    case = a_case(office, "Ouattara", "Awa")
    return office.agenda.record(case, {"title": "Appeler Mme Ouattara", **typed})


def test_the_titles_name_neither_a_person_nor_a_right_unless_it_is_chosen(office: Office) -> None:
    refused(office)
    a_task(office, due_on="01/12/2026", place="12 rue des Lilas")
    neutral = file(office).decode()
    for word in ("Benali", "BENALI", "Samira", "Ouattara", "RSA", "Lilas", "recours", "CASF"):
        assert word not in neutral
    titles = sorted(str(event["SUMMARY"]) for event in events(office).values())
    assert titles == ["tâche 2026-0002", "échéance 2026-0001"]


def test_the_right_comes_with_both_dates_and_the_name_only_when_it_is_asked_for(
    office: Office,
) -> None:
    refused(office)
    a_task(office, due_on="01/12/2026")
    appeal, task = sorted(events(office, RIGHT).values(), key=lambda e: str(e["SUMMARY"]))[::-1]
    assert str(appeal["SUMMARY"]) == "échéance 2026-0001 · RSA"
    assert appeal["DTSTART"].dt == date(2026, 12, 18)  # the cautious one
    assert "Date calculée : 20 décembre 2026" in str(appeal["DESCRIPTION"])
    assert "CASF" in str(appeal["DESCRIPTION"])
    assert str(task["SUMMARY"]) == "tâche 2026-0002"
    named = sorted(str(event["SUMMARY"]) for event in events(office, NAMES).values())
    assert named[0].startswith("BENALI Samira · recours RSA")
    assert named[1].startswith("OUATTARA Awa · Appeler Mme Ouattara")


def test_an_appointment_has_its_hour_where_the_machine_is(office: Office) -> None:
    a_task(office, kind="appointment", due_on="01/12/2026", at="14h30")
    (event,) = events(office).values()
    assert event["DTSTART"].dt == datetime(2026, 12, 1, 13, 30, tzinfo=UTC)
    items = office.dated_items.to_act(UNTIL)
    overseas = export(office).file(items, CalendarOptions(), ZoneInfo("Indian/Reunion"))
    (event,) = read(overseas)
    assert event["DTSTART"].dt == datetime(2026, 12, 1, 10, 30, tzinfo=UTC)


def test_a_second_file_of_the_same_dates_is_the_same_file(office: Office) -> None:
    refused(office)
    first = file(office)
    office.clock.moment += timedelta(minutes=5)
    writes = office.store.writes
    assert file(office) == first
    assert office.store.writes == writes


def test_a_date_that_moved_keeps_its_identifier_and_gets_a_higher_sequence(office: Office) -> None:
    task = a_task(office, due_on="01/12/2026")
    ((uid, before),) = events(office).items()
    office.agenda.postpone(task, "08/12/2026")
    office.clock.moment += timedelta(minutes=5)
    ((again, after),) = events(office).items()
    assert again == uid
    assert (before["SEQUENCE"], after["SEQUENCE"]) == (0, 1)
    assert after["DTSTART"].dt == date(2026, 12, 8)
    assert after["LAST-MODIFIED"].dt > before["LAST-MODIFIED"].dt


def test_what_is_done_is_cancelled_and_stands_again_once_that_is_undone(office: Office) -> None:
    task = a_task(office, due_on="01/12/2026")
    a_task(office, due_on="02/12/2026")
    (uid,) = (u for u, e in events(office).items() if e["DTSTART"].dt == date(2026, 12, 1))
    done = office.agenda.done(task)
    event = events(office)[uid]
    assert (event["STATUS"], event["SEQUENCE"]) == ("CANCELLED", 1)
    assert "2026-" not in str(event["SUMMARY"])
    assert [e["STATUS"] for u, e in events(office).items() if u != uid] == ["CONFIRMED"]
    office.agenda.undo_done(done)
    event = events(office)[uid]
    assert (event["STATUS"], event["SEQUENCE"]) == ("CONFIRMED", 2)


def test_what_was_cancelled_long_ago_is_no_longer_told(office: Office) -> None:
    task = a_task(office, due_on="01/12/2026")
    events(office)
    office.agenda.done(task)
    assert len(events(office)) == 1
    office.clock.moment += timedelta(days=70)
    assert events(office) == {}


def test_what_another_filter_leaves_out_is_not_cancelled(office: Office) -> None:
    a_task(office, due_on="01/12/2026")
    assert len(events(office)) == 1
    assert read(export(office).file((), CalendarOptions())) == []


def test_alarms_ring_before_an_appointment_and_the_eve_of_a_date(office: Office) -> None:
    a_task(office, kind="appointment", due_on="01/12/2026", at="14h30")
    a_task(office, due_on="02/12/2026")
    found = events(office, CalendarOptions(alarms=True)).values()
    assert sorted(event.walk("VALARM")[0]["TRIGGER"].dt for event in found) == [
        timedelta(hours=-15),
        timedelta(minutes=-15),
    ]


def test_a_duty_is_updated_by_a_second_file_and_cancelled_once_it_is_done(office: Office) -> None:
    a_case(office, "Ouattara", "Awa")
    a_year = office.dated_items.to_act(TODAY + timedelta(days=365))
    (item,) = a_year
    assert item.source is ItemSource.DUTY  # the tax return
    for _first_and_second in range(2):
        (event,) = read(export(office).file(a_year, CalendarOptions()))
        assert event["STATUS"] == "CONFIRMED"
    assert events(office) == {}  # another filter cancels nothing
    office.handling.done([item])
    (event,) = events(office).values()
    assert event["STATUS"] == "CANCELLED"
