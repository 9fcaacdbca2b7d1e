"""The file an agenda subscribes to: off at first, neutral, written again when dates change."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from icalendar import Calendar

from caseapp.kernel.errors import KnownTroubleError
from caseapp.services.calendar_export import Detail
from caseapp.services.calendar_feed import CalendarFeed
from tests.support.builders import Office, a_case, an_office

if TYPE_CHECKING:
    from pathlib import Path
    from uuid import UUID


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return an_office(tmp_path)


def feed(office: Office) -> CalendarFeed:
    return CalendarFeed(office.store, office.clock, office.dated_items)


def a_task(office: Office) -> UUID:
    case = a_case(office, "Ouattara", "Awa")
    return office.agenda.record(case, {"title": "Appeler Awa", "due_on": "01/12/2026"})


def events(path: Path) -> list[Any]:
    return list(Calendar.from_ical(path.read_bytes()).walk("VEVENT"))


def test_nothing_is_written_unless_a_file_was_chosen(office: Office, tmp_path: Path) -> None:
    a_task(office)
    before = set(tmp_path.rglob("*.ics"))
    assert not feed(office).refresh()
    assert set(tmp_path.rglob("*.ics")) == before == set()


def test_the_file_is_written_again_when_a_date_changes_and_only_then(
    office: Office, tmp_path: Path
) -> None:
    task, kept, path = a_task(office), feed(office), tmp_path / "abonnement.ics"
    kept.choose(path, Detail.NEUTRAL)
    assert kept.refresh()
    assert [str(event["SUMMARY"]) for event in events(path)] == [
        "tâche 2026-0001",
        "échéance 2026-0001",  # the tax return
    ]
    assert not kept.refresh()
    assert not feed(office).refresh()  # nor by another start of the program
    office.agenda.postpone(task, "08/12/2026")
    assert kept.refresh()
    office.agenda.done(task)
    assert kept.refresh()
    assert {str(event["STATUS"]) for event in events(path)} == {"CONFIRMED", "CANCELLED"}


def test_a_file_that_was_removed_comes_back(office: Office, tmp_path: Path) -> None:
    a_task(office)
    kept, path = feed(office), tmp_path / "abonnement.ics"
    kept.choose(path, Detail.NEUTRAL)
    kept.refresh()
    path.unlink()
    assert kept.refresh()
    assert path.exists()


def test_names_never_go_there_whatever_was_asked(office: Office, tmp_path: Path) -> None:
    a_task(office)
    kept, path = feed(office), tmp_path / "abonnement.ics"
    kept.choose(path, Detail.NAMES)
    kept.refresh()
    assert b"Awa" not in path.read_bytes()
    assert kept.chosen() == (path, Detail.NEUTRAL)


def test_once_stopped_the_file_stays_as_it_was(office: Office, tmp_path: Path) -> None:
    task, kept, path = a_task(office), feed(office), tmp_path / "abonnement.ics"
    kept.choose(path, Detail.NEUTRAL)
    kept.refresh()
    content = path.read_bytes()
    kept.stop()
    office.agenda.done(task)
    assert not kept.refresh()
    assert (path.read_bytes(), kept.chosen()) == (content, None)


def test_a_folder_that_is_gone_is_said(office: Office, tmp_path: Path) -> None:
    kept = feed(office)
    kept.choose(tmp_path / "clé" / "abonnement.ics", Detail.NEUTRAL)
    with pytest.raises(KnownTroubleError, match="n'existe plus"):
        kept.refresh()
