"""The file that other agendas read: iCalendar, RFC 5545.

Lines are made by `icalendar`, which escapes and folds them; most say the same in many events, so
each of these is made once. Moments are in UTC: no time zone has to be described.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

from icalendar import vDDDTypes, vInt, vText
from icalendar.parser import Contentline, Parameters

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from caseapp.domain.calendar_event import CalendarEvent

_BREAK = b"\r\n"
_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f]")  # that no text of a calendar may hold
_DAY = timedelta(days=1)
_REFRESHED = timedelta(hours=1)  # how often a program that subscribes may look again


def calendar_bytes(events: Iterable[CalendarEvent], name: str) -> bytes:
    """Return one calendar with these events, each private: the same bytes for the same events."""
    lines = [
        _line("BEGIN", "VCALENDAR"),
        _line("VERSION", "2.0"),
        _line("PRODID", "-//CaseApp//Agenda//FR"),
        _line("CALSCALE", "GREGORIAN"),
        _line("NAME", name),
        _line("X-WR-CALNAME", name),
        _line("REFRESH-INTERVAL", _REFRESHED),
    ]
    for event in events:
        lines += _event(event)
    lines.append(_line("END", "VCALENDAR"))
    return _BREAK.join(lines) + _BREAK


def _event(event: CalendarEvent) -> Iterator[bytes]:
    timed = isinstance(event.starts, datetime)
    ends = event.starts + (timedelta(minutes=event.minutes) if timed else _DAY)
    yield _line("BEGIN", "VEVENT")
    yield b"UID:%s@caseapp" % str(event.id).encode()
    yield _line("DTSTAMP", _utc(event.changed_at))
    yield _line("DTSTART", _utc(event.starts))
    yield _line("DTEND", _utc(ends))
    yield _words("SUMMARY", event.title)
    if event.description:
        yield _words("DESCRIPTION", event.description)
    yield _line("STATUS", "CANCELLED" if event.is_cancelled else "CONFIRMED")
    yield _line("SEQUENCE", event.sequence)
    yield _line("LAST-MODIFIED", _utc(event.changed_at))
    yield _line("CLASS", "PRIVATE")
    yield _line("TRANSP", "OPAQUE" if timed else "TRANSPARENT")  # a date takes no time of the day
    if event.alarm_minutes is not None and not event.is_cancelled:
        yield _line("BEGIN", "VALARM")
        yield _line("ACTION", "DISPLAY")
        yield _words("DESCRIPTION", event.title)
        yield _line("TRIGGER", timedelta(minutes=-event.alarm_minutes))
        yield _line("END", "VALARM")
    yield _line("END", "VEVENT")


def _utc(moment: date) -> date:
    return moment.astimezone(UTC) if isinstance(moment, datetime) else moment


def _words(name: str, text: str) -> bytes:
    """Return one line of words, folded at 75 octets; kept nowhere, since a name may be in them."""
    clean = _CONTROL.sub("", text.replace("\r\n", "\n"))
    return bytes(Contentline.from_parts(name, Parameters(), vText(clean)).to_ical())


@lru_cache(maxsize=4096)
def _line(name: str, value: str | int | date | timedelta) -> bytes:
    """Return one line that many events share, with the type of its value where that is needed."""
    if isinstance(value, str):
        return _words(name, value)
    written = vInt(value) if isinstance(value, int) else vDDDTypes(value)
    parameters = Parameters(written.params)
    if name == "REFRESH-INTERVAL":
        parameters["VALUE"] = "DURATION"
    return bytes(Contentline.from_parts(name, parameters, written).to_ical())
