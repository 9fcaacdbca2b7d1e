"""The file for an agenda: five thousand dates, told for the first time and again."""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks import big_base
from benchmarks.table import Figure, print_table
from caseapp.rules.catalogue_loader import load_catalogue
from caseapp.rules.places import load_communes
from caseapp.services.calendar_export import CalendarExport, CalendarOptions
from caseapp.services.dated_items import DatedItems
from caseapp.services.learned_delays import LearnedDelays

if TYPE_CHECKING:
    from collections.abc import Callable

_EVENTS = 5_000
_TARGET = 1.0  # seconds
_AHEAD = timedelta(days=365)


def run() -> list[Figure]:
    """Return the figures, of a copy of the big base."""
    with tempfile.TemporaryDirectory() as folder:
        store = big_base.open_copy(big_base.shared(), Path(folder))
        try:
            catalogue, clock = load_catalogue(), big_base.CLOCK
            items = DatedItems(store, clock, catalogue, load_communes())
            found = items.to_act(clock.today() + _AHEAD)[:_EVENTS]
            export, options = CalendarExport(store, clock, items), CalendarOptions()
            first = _seconds(lambda: export.file(found, options))
            again = statistics.median(
                _seconds(lambda: export.file(found, options)) for _round in range(3)
            )
            events = [
                {name.lower(): value for name, value in event.items()}
                for event in _read(export.file(found, options))
            ]
            plain = _seconds(lambda: _by_components(events))
            learned = _seconds(LearnedDelays(store, clock, catalogue).usual)
        finally:
            store.close()
    count = f"{len(found):,}".replace(",", " ")
    return [
        Figure(
            name=f"agenda : écrire {count} échéances, la première fois",
            measured=_shown(first),
            target=f"≤ {_shown(_TARGET)}",
            met=first <= _TARGET and len(found) == _EVENTS,
            ratio=f"de nouveau {_shown(again)}",
        ),
        Figure(
            name="agenda : les mêmes par les composants d'icalendar",
            measured=_shown(plain),
            ratio=f"× {plain / again:.1f}".replace(".", ","),
        ),
        Figure(
            name="délais habituels : les apprendre de 30 000 démarches, à côté de la fenêtre",
            measured=_shown(learned),
        ),
    ]


def _by_components(events: list[Any]) -> bytes:
    """Write events as `icalendar` does by itself, a component each."""
    from icalendar import Calendar, Event

    calendar = Calendar()
    for told in events:
        event = Event()
        for name in ("uid", "dtstamp", "dtstart", "dtend", "summary", "status", "sequence"):
            event.add(name, told[name])
        for name, value in (("class", "PRIVATE"), ("transp", "TRANSPARENT")):
            event.add(name, value)
        event.add("last-modified", told["dtstamp"])
        calendar.add_component(event)
    return bytes(calendar.to_ical())


def _read(content: bytes) -> list[Any]:
    from icalendar import Calendar

    return [
        {name: getattr(value, "dt", value) for name, value in event.items()}
        for event in Calendar.from_ical(content).walk("VEVENT")
    ]


def _seconds(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def _shown(value: float) -> str:
    return f"{value:.2f} s".replace(".", ",")


if __name__ == "__main__":
    sys.exit(0 if print_table(run()) else 1)
