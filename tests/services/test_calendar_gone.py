"""What is no longer to be done is cancelled by the next file, whatever took it away."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from icalendar import Calendar

from caseapp.desk_parts import open_desk
from caseapp.domain.claim import Channel, Filed, Refused, Withdrawn
from caseapp.services.calendar_export import CalendarExport, CalendarOptions
from caseapp.services.dated_rows import ItemSource
from tests.support.builders import TODAY, Office, a_case, an_office
from tests.support.closing import closed
from tests.support.documents import add

if TYPE_CHECKING:
    from pathlib import Path
    from uuid import UUID

UNTIL = TODAY + timedelta(days=150)  # before what every household does in May


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return an_office(tmp_path)  # Monday 23/11/2026


def read(content: bytes) -> list[Any]:
    return list(Calendar.from_ical(content).walk("VEVENT"))


def states(office: Office) -> dict[date, list[str]]:
    """Return what a file of all that is to do says stands on each day, as an agenda reads it."""
    export = CalendarExport(office.store, office.clock, office.dated_items)
    content = export.file(office.dated_items.to_act(UNTIL), CalendarOptions())
    office.clock.moment += timedelta(minutes=5)
    found: dict[date, list[str]] = {}
    for event in read(content):
        found.setdefault(event["DTSTART"].dt, []).append(str(event["STATUS"]))
    return found


def with_permit(office: Office, until: str = "31/03/2027") -> tuple[UUID, UUID]:
    case = a_case(office)
    person = office.cases.header(case).applicant_id
    office.desk.set_fact(case, person, "nationality", "other")
    office.desk.set_fact(case, person, "residence_permit_until", until)
    return case, person


def test_a_permit_whose_end_is_corrected_leaves_no_old_day_behind(office: Office) -> None:
    case, person = with_permit(office)
    assert states(office)[date(2027, 1, 29)] == ["CONFIRMED"]
    office.desk.set_fact(case, person, "residence_permit_until", "30/04/2027")
    assert states(office) == {
        date(2027, 1, 29): ["CANCELLED"],
        date(2027, 3, 1): ["CONFIRMED"],
    }
    office.desk.set_fact(case, person, "residence_permit_until", "31/03/2027")
    assert states(office) == {
        date(2027, 1, 29): ["CONFIRMED"],
        date(2027, 3, 1): ["CANCELLED"],
    }


def test_a_duty_of_a_case_that_is_merged_stands_once(office: Office) -> None:
    desk = open_desk(office.store, office.engine, office.clock)
    kept, _person = with_permit(office)
    merged, _other = with_permit(office)
    assert states(office)[date(2027, 1, 29)] == ["CONFIRMED", "CONFIRMED"]
    merge = desk.merges.merge(kept, merged)
    assert sorted(states(office)[date(2027, 1, 29)]) == ["CANCELLED", "CONFIRMED"]
    desk.merges.undo(merge)
    assert states(office)[date(2027, 1, 29)] == ["CONFIRMED", "CONFIRMED"]


def test_what_only_open_cases_have_is_cancelled_when_a_case_closes(office: Office) -> None:
    case, _person = with_permit(office)
    add(office, case, "carte.pdf", kind="identite", valid_until="15/12/2026")
    assert set(states(office)) == {date(2026, 12, 15), date(2027, 1, 29)}
    desk = open_desk(office.store, office.engine, office.clock)
    closed(desk, case)
    assert states(office) == {
        date(2026, 12, 15): ["CANCELLED"],
        date(2027, 1, 29): ["CANCELLED"],
    }
    desk.case_closings.reopen([case])
    assert all(said == ["CONFIRMED"] for said in states(office).values())


def test_a_document_that_a_newer_one_replaces_is_cancelled(office: Office) -> None:
    case = a_case(office)
    add(office, case, "ancienne.pdf", kind="identite", valid_until="15/12/2026")
    assert states(office) == {date(2026, 12, 15): ["CONFIRMED"]}
    add(office, case, "neuve.pdf", kind="identite", valid_until="15/12/2036")
    assert states(office) == {date(2026, 12, 15): ["CANCELLED"]}


def test_a_permit_that_a_claim_now_asks_for_is_told_by_the_claim_alone(office: Office) -> None:
    case, _person = with_permit(office)
    assert states(office)[date(2027, 1, 29)] == ["CONFIRMED"]
    claim = office.claims.open(case, "titre_sejour_prerequis")
    office.claims.record(claim, Filed(on=TODAY, channel=Channel.ONLINE))
    found = states(office)
    assert found.pop(date(2027, 1, 29)) == ["CANCELLED"]
    assert all(said == ["CONFIRMED"] for said in found.values())


def test_the_dates_of_a_claim_that_is_given_up_are_cancelled_and_stand_again_after(
    office: Office,
) -> None:
    claim = office.claims.open(a_case(office, "Benali", "Samira"), "rsa")
    office.claims.record(claim, Filed(on=date(2026, 8, 1), channel=Channel.COUNTER))
    office.claims.record(claim, Refused(on=date(2026, 10, 15), notified_on=date(2026, 10, 20)))
    appeal = date(2026, 12, 18)
    assert states(office)[appeal] == ["CONFIRMED"]
    given_up = office.claim_editing.record(claim, Withdrawn(on=TODAY))
    assert states(office)[appeal] == ["CANCELLED"]
    office.claim_editing.remove(given_up)
    assert max(states(office)[appeal]) == "CONFIRMED"


def test_a_file_of_some_rows_cancels_nothing_that_others_still_show(office: Office) -> None:
    case, _person = with_permit(office)
    add(office, case, "carte.pdf", kind="identite", valid_until="15/12/2026")
    states(office)
    export = CalendarExport(office.store, office.clock, office.dated_items)
    only = [i for i in office.dated_items.to_act(UNTIL) if i.source is ItemSource.DOCUMENT]
    events = read(export.file(only, CalendarOptions()))
    assert [str(event["STATUS"]) for event in events] == ["CONFIRMED"]
