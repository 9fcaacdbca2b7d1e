"""What was decided of the duties of a household follows it into another case, and back."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from caseapp.desk_parts import open_desk
from caseapp.services.dated_rows import DatedItem, ItemSource
from tests.support.builders import TODAY, Office, a_case, a_line, an_office
from tests.support.hands import plain

if TYPE_CHECKING:
    from pathlib import Path
    from uuid import UUID

    from caseapp.services.desk import Desk

MARCH = date(2027, 3, 31)


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return an_office(tmp_path)


@pytest.fixture
def desk(office: Office) -> Desk:
    return open_desk(office.store, office.engine, office.clock)


def with_permit(office: Office, first_name: str = "Awa", until: str = "31/03/2027") -> UUID:
    case = a_case(office, "Ouattara", first_name)
    person = office.cases.header(case).applicant_id
    office.desk.set_fact(case, person, "nationality", "other")
    office.desk.set_fact(case, person, "residence_permit_until", until)
    return case


def duty(office: Office, case: UUID, words: str) -> DatedItem:
    found, *_later = [
        item
        for item in office.dated_items.between(date(2026, 11, 1), MARCH)
        if item.source is ItemSource.DUTY and item.case_id == case and words in plain(item.label)
    ]
    return found


def test_a_duty_done_in_the_merged_case_is_done_in_the_kept_one_and_parts_again(
    office: Office, desk: Desk
) -> None:
    kept, merged = with_permit(office), with_permit(office)
    office.handling.done([duty(office, merged, "titre de séjour")])
    merge = desk.merges.merge(kept, merged)
    assert duty(office, kept, "titre de séjour").done_on == TODAY
    desk.merges.undo(merge)
    assert duty(office, kept, "titre de séjour").done_on is None
    assert duty(office, merged, "titre de séjour").done_on == TODAY


def test_a_duty_put_off_and_given_follows_the_person_who_moves(office: Office, desk: Desk) -> None:
    kept, merged = a_case(office, "Benali", "Samira"), with_permit(office)
    office.handling.postpone([duty(office, merged, "titre")], "11/01/2027", "rendez-vous pris")
    office.handling.delegate([duty(office, merged, "titre")], "Mme Roux")
    merge = desk.merges.merge(kept, merged)
    found = duty(office, kept, "titre")
    assert (found.handled.postponed_to, found.handled.reason, found.handled.delegated_to) == (
        date(2027, 1, 11),
        "rendez-vous pris",
        "Mme Roux",
    )
    desk.merges.undo(merge)
    assert duty(office, merged, "titre").handled.postponed_to == date(2027, 1, 11)


def test_a_declaration_of_the_household_follows_too(office: Office, desk: Desk) -> None:
    kept, merged = a_case(office), a_case(office)
    a_line(office, merged, "right:rsa", before="0", m2026_09="600")
    office.handling.done([duty(office, merged, "Déclaration trimestrielle")])
    desk.merges.merge(kept, merged)
    assert duty(office, kept, "Déclaration trimestrielle").done_on == TODAY


def test_what_was_decided_in_the_kept_case_stays_but_done_is_done(
    office: Office, desk: Desk
) -> None:
    kept, merged = with_permit(office), with_permit(office)
    office.handling.postpone([duty(office, kept, "titre")], "12/01/2027", "attend un papier")
    office.handling.done([duty(office, merged, "titre")])
    merge = desk.merges.merge(kept, merged)
    found = duty(office, kept, "titre")
    assert (found.done_on, found.handled.reason) == (TODAY, "attend un papier")
    desk.merges.undo(merge)
    assert duty(office, kept, "titre").done_on is None
    assert duty(office, merged, "titre").done_on == TODAY


def test_what_was_decided_since_the_merge_goes_back_with_the_duty(
    office: Office, desk: Desk
) -> None:
    kept, merged = a_case(office, "Benali", "Samira"), with_permit(office)
    office.handling.postpone([duty(office, merged, "titre")], "11/01/2027", "rendez-vous pris")
    merge = desk.merges.merge(kept, merged)
    office.handling.done([duty(office, kept, "titre")])
    desk.merges.undo(merge)
    assert duty(office, merged, "titre").done_on == TODAY


def test_a_contact_that_was_put_off_is_still_put_off(office: Office, desk: Desk) -> None:
    kept, merged = a_case(office), a_case(office)
    office.clock.moment = office.clock.moment.replace(year=2027)
    items = {item.case_id: item for item in office.dated_items.without_contact()[1]}
    office.handling.postpone([items[merged]], "15/12/2027", "chez sa fille jusque-là")
    desk.merges.merge(kept, merged)
    assert office.dated_items.without_contact()[1] == ()
    office.clock.moment = office.clock.moment.replace(month=12, day=15)
    (item,) = office.dated_items.without_contact()[1]
    assert (item.case_id, item.handled.reason) == (kept, "chez sa fille jusque-là")
