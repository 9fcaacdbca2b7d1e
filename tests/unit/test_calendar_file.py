"""The file that other agendas read: as RFC 5545 has it, whatever the words in it."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from caseapp.domain.calendar_event import CalendarEvent
from caseapp.exchange.calendar_file import calendar_bytes

AT = datetime(2026, 11, 23, 9, tzinfo=UTC)
PARIS, REUNION = ZoneInfo("Europe/Paris"), ZoneInfo("Indian/Reunion")
ID = UUID("01930000-0000-7000-8000-000000000001")
WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=300)


def an_event(**more: Any) -> CalendarEvent:
    plain: dict[str, Any] = {"id": ID, "starts": date(2026, 12, 1), "title": "échéance 2026-0147"}
    plain["changed_at"] = AT
    return CalendarEvent(**{**plain, **more})


def written(*events: CalendarEvent) -> bytes:
    return calendar_bytes(events, "Échéances")


def read(*events: CalendarEvent) -> list[Any]:
    return Calendar.from_ical(written(*events)).walk("VEVENT")


def cleaned(text: str) -> str:
    """Return a text without the signs that no agenda could show."""
    return re.sub(r"[\x00-\x09\x0b-\x1f\x7f]", "", text.replace("\r\n", "\n"))


def test_a_date_takes_the_whole_day_and_no_time_of_it() -> None:
    (event,) = read(an_event())
    assert event["DTSTART"].dt == date(2026, 12, 1)
    assert event["DTEND"].dt == date(2026, 12, 2)
    assert (event["TRANSP"], event["CLASS"], event["STATUS"]) == (
        "TRANSPARENT",
        "PRIVATE",
        "CONFIRMED",
    )
    assert b"DTSTART;VALUE=DATE:20261201\r\n" in written(an_event())


def test_a_moment_is_written_in_universal_time_whatever_the_zone_and_the_season() -> None:
    summer = an_event(starts=datetime(2026, 7, 1, 14, 30, tzinfo=PARIS), minutes=45)
    winter = an_event(starts=datetime(2026, 12, 1, 14, 30, tzinfo=PARIS))
    overseas = an_event(starts=datetime(2026, 12, 1, 14, 30, tzinfo=REUNION))
    assert b"DTSTART:20260701T123000Z\r\nDTEND:20260701T131500Z\r\n" in written(summer)
    assert b"DTSTART:20261201T133000Z\r\nDTEND:20261201T143000Z\r\n" in written(winter)
    assert b"DTSTART:20261201T103000Z\r\n" in written(overseas)
    assert b"TZID" not in written(summer, winter, overseas)


def test_an_event_that_changed_says_so_and_one_that_is_no_more_is_cancelled() -> None:
    changed = datetime(2026, 11, 23, 8, tzinfo=UTC)
    (event,) = read(an_event(sequence=3, changed_at=changed, is_cancelled=True, alarm_minutes=15))
    assert (event["SEQUENCE"], event["STATUS"]) == (3, "CANCELLED")
    assert event["LAST-MODIFIED"].dt == changed
    assert event["DTSTAMP"].dt == changed
    assert not event.walk("VALARM")


def test_an_alarm_rings_before_with_the_title_alone() -> None:
    (event,) = read(an_event(alarm_minutes=15, description="RSA"))
    (alarm,) = event.walk("VALARM")
    assert (alarm["ACTION"], alarm["DESCRIPTION"]) == ("DISPLAY", "échéance 2026-0147")
    assert alarm["TRIGGER"].dt == timedelta(minutes=-15)


@given(title=WORDS, description=st.lists(WORDS, max_size=3).map("\n".join))
def test_any_words_come_back_as_they_were_in_lines_of_at_most_75_octets(
    title: str, description: str
) -> None:
    file = written(an_event(title=title, description=description))
    lines = file.split(b"\r\n")
    assert lines[-1] == b""
    assert all(len(line) <= 75 and b"\n" not in line and b"\r" not in line for line in lines)
    (event,) = Calendar.from_ical(file).walk("VEVENT")
    assert str(event["SUMMARY"]) == cleaned(title)
    assert str(event.get("DESCRIPTION", "")) == cleaned(description)


def test_the_file_is_one_calendar_in_which_each_event_has_what_the_norm_asks_for() -> None:
    file = written(*(an_event(id=uuid4()) for _each in range(30)))
    assert file.startswith(b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:")
    assert file.endswith(b"END:VCALENDAR\r\n")
    assert file.count(b"BEGIN:VCALENDAR") == 1
    found = Calendar.from_ical(file)
    assert not found.errors
    events = found.walk("VEVENT")
    assert len({str(event["UID"]) for event in events}) == len(events) == 30
    for event in events:
        assert not event.errors
        assert all(name in event for name in ("UID", "DTSTAMP", "DTSTART", "SUMMARY", "SEQUENCE"))
    assert found["NAME"] == "Échéances"


def test_a_calendar_without_an_event_can_be_read_too() -> None:
    assert read() == []
