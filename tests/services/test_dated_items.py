"""All that has a date, in one shape: what is to act on, what stands on some days."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from caseapp.domain.claim import Acknowledged, Channel, Filed, Granted, Refused
from caseapp.domain.deadline import DeadlineKind
from caseapp.kernel.clock import FixedClock
from caseapp.kernel.money import Money
from caseapp.services import dated_words
from caseapp.services.dated_rows import ItemSource
from caseapp.services.item_criteria import ItemCriteria, ItemKind, kind_of
from tests.support.builders import TODAY, Office, a_case, a_home, an_office
from tests.support.documents import add
from tests.support.engines import answer, monthly

if TYPE_CHECKING:
    from pathlib import Path
    from uuid import UUID

    from caseapp.services.dated_rows import DatedItem

SOON = TODAY + timedelta(days=31)


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return an_office(tmp_path)


def filed(office: Office, case_id: UUID, right: str, day: date) -> UUID:
    claim_id = office.claims.open(case_id, right)
    office.claims.record(claim_id, Filed(on=day, channel=Channel.COUNTER))
    return claim_id


def refused(office: Office, name: str = "Benali") -> UUID:
    claim_id = filed(office, a_case(office, name, "Samira"), "rsa", date(2026, 8, 1))
    office.claims.record(claim_id, Refused(on=date(2026, 10, 15), notified_on=date(2026, 10, 20)))
    return claim_id


def appeal(office: Office) -> DatedItem:
    """Return the date of the mandatory appeal: it falls due on 18 December."""
    (item,) = (
        item
        for item in office.dated_items.to_act(SOON)
        if item.kind is DeadlineKind.APPEAL and not item.is_optional
    )
    return item


def test_each_source_has_its_items(office: Office) -> None:
    case_id = a_case(office, "Martin", "Chloé")
    a_home(office, case_id, {"housing.commune": "44109"})
    filed(office, case_id, "aah", date(2026, 7, 1))
    office.agenda.record(
        case_id,
        {"title": "Budget", "kind": "appointment", "due_on": "30/11/2026", "at": "10:30"},
    )
    office.agenda.record(None, {"title": "Équipe", "due_on": "25/11/2026"})
    office.mandates.record(
        case_id,
        {"kind": "consent", "covers": "le bailleur", "given_on": "01/06/2026",
         "ends_on": "01/12/2026"},
    )  # fmt: skip
    add(office, case_id, "attestation.pdf", valid_until="02/12/2026")
    found = office.dated_items.to_act(SOON)
    assert {item.source for item in found} == {
        ItemSource.DEADLINE,
        ItemSource.TASK,
        ItemSource.APPOINTMENT,
        ItemSource.MANDATE,
        ItemSource.DOCUMENT,
    }
    assert [item.on for item in found] == sorted(item.on for item in found)
    meeting = next(item for item in found if item.source is ItemSource.APPOINTMENT)
    assert (meeting.at, meeting.case_name) == ("10:30", "MARTIN Chloé")
    assert meeting.case is not None
    assert (meeting.case.commune, meeting.case.reference) == ("Nantes", "2026-0001")
    team = next(item for item in found if item.source is ItemSource.TASK)
    assert (team.case_name, team.case_id) == ("Sans dossier", None)


def test_a_silence_is_to_act_on_once_it_is_a_decision_but_stands_in_the_calendar_before(
    office: Office,
) -> None:
    filed(office, a_case(office, "Leroy", "Maxime"), "aah", date(2026, 8, 5))
    assert not any(i.kind is DeadlineKind.SILENCE for i in office.dated_items.to_act(SOON))
    (silence,) = (
        item
        for item in office.dated_items.between(date(2026, 12, 1), date(2026, 12, 31))
        if item.kind is DeadlineKind.SILENCE
    )
    assert (silence.on, silence.is_legal, silence.is_movable) == (silence.cautious_on, True, False)
    assert dated_words.in_cell(silence).startswith("silence AAH")
    office.clock.moment = FixedClock.on(date(2026, 12, 20)).moment
    assert any(item.is_silent for item in office.dated_items.to_act(SOON))


def test_a_month_holds_what_happened_and_what_is_done(office: Office) -> None:
    claim_id = filed(office, a_case(office, "Roux", "Gérard"), "asf", date(2026, 11, 3))
    office.claims.record(claim_id, Granted(on=date(2026, 11, 20), amount=Money.euros(300)))
    task = office.agenda.record(None, {"title": "Équipe", "due_on": "24/11/2026"})
    office.agenda.done(task)
    found = office.dated_items.between(date(2026, 11, 1), date(2026, 11, 30))
    told = [(item.on.day, dated_words.short(item)) for item in found if item.done_on]
    assert told == [(3, "ASF déposée"), (20, "ASF accordée"), (24, "Équipe")]
    assert not any(item.is_movable for item in found if item.done_on)


def test_the_euros_at_stake_are_those_granted_or_else_estimated(office: Office) -> None:
    case_id = a_case(office)
    office.engine.answers = (answer("rsa", amount=monthly(512)),)
    office.estimates.run(case_id)
    filed(office, case_id, "rsa", date(2026, 10, 1))
    assert {item.stake for item in office.dated_items.to_act(SOON)} == {Money.euros(512)}


def test_a_household_nobody_met_for_long_is_told_until_somebody_does(office: Office) -> None:
    case_id = a_case(office, "Simon", "Paul")
    office.clock.moment = FixedClock.on(TODAY + timedelta(days=90)).moment
    assert office.dated_items.without_contact() == (0, ())
    office.clock.moment = FixedClock.on(TODAY + timedelta(days=95)).moment
    count, (item,) = office.dated_items.without_contact()
    assert (count, item.source, item.case_id, item.days) == (1, ItemSource.CONTACT, case_id, -5)
    assert "depuis l'ouverture du 23/11/2026" in dated_words.contact_words(item)
    office.handling.postpone([item], "dans 15 jours", "en vacances")
    assert office.dated_items.without_contact() == (1, ())
    office.clock.moment = FixedClock.on(TODAY + timedelta(days=110)).moment
    _, (item,) = office.dated_items.without_contact()
    decided = office.handling.done([item])
    assert office.dated_items.without_contact() == (0, ())
    office.handling.put_back(decided)
    assert office.dated_items.without_contact() == (1, (item,))


def test_a_date_that_moves_keeps_its_key_and_is_to_be_done_again(office: Office) -> None:
    def silence() -> DatedItem:
        (item,) = (
            item
            for item in office.dated_items.between(TODAY, date(2027, 6, 1))
            if item.kind is DeadlineKind.SILENCE
        )
        return item

    claim_id = filed(office, a_case(office), "aah", date(2026, 11, 2))
    before = silence()
    office.claims.mark_done(before.id, done=True)
    received = date(2026, 11, 16)
    office.claims.record(claim_id, Acknowledged(on=received, received_on=received))
    after = silence()
    assert after.computed_on > before.computed_on
    assert (after.id, after.done_on) == (before.id, None)


def test_criteria_keep_what_fits(office: Office) -> None:
    for name, first in (("Petit", "Jeanne"), ("Martin-Roux", "Chloé")):
        filed(office, a_case(office, name, first), "aah", date(2026, 7, 1))
    office.agenda.record(None, {"title": "Équipe", "due_on": "25/11/2026"})
    found = office.dated_items.to_act(SOON)

    def names(**asked: str) -> set[str]:
        return {item.case_name for item in ItemCriteria.from_json(asked).kept(found)}

    assert names(person="roux") == names(person="CHLOE mar") == {"MARTIN-ROUX Chloé"}
    assert names(person="2026-0001") == {"PETIT Jeanne"}
    assert names(kind=ItemKind.TASK) == {"Sans dossier"}
    assert names(agency="MDPH") == {"PETIT Jeanne", "MARTIN-ROUX Chloé"}
    assert names(agency="CAF") == set()
    asked = ItemCriteria(kind=ItemKind.FOLLOW_UP, person="pet")
    assert ItemCriteria.from_json(asked.to_json()) == asked
    assert ItemCriteria.from_json({"kind": "gone", "colour": "red"}) == ItemCriteria()
    assert {kind_of(item) for item in asked.kept(found)} == {ItemKind.FOLLOW_UP}


def test_what_was_postponed_comes_back_even_when_it_has_ended_meanwhile(office: Office) -> None:
    case_id = a_case(office)
    add(office, case_id, "attestation.pdf", valid_until="02/12/2026")
    (item,) = office.dated_items.to_act(SOON)
    office.handling.postpone([item], "20/01/2027", "le bailleur la refait")
    assert office.dated_items.to_act(SOON)[0].is_put_off
    office.clock.moment = FixedClock.on(date(2027, 1, 20)).moment
    (again,) = office.dated_items.to_act(date(2027, 2, 1))
    assert (again.id, again.is_put_off, again.days) == (item.id, False, -49)
    assert office.dated_items.between(date(2027, 1, 20), date(2027, 1, 20)) == (again,)


def test_what_changes_of_a_case_shows_in_its_dates_and_the_others_stay(office: Office) -> None:
    kept = filed(office, a_case(office, "Petit", "Jeanne"), "aah", date(2026, 7, 1))
    case_id = a_case(office, "Martin", "Chloé")
    changed = filed(office, case_id, "rsa", date(2026, 8, 1))
    before = {item.claim_id: item for item in office.dated_items.to_act(SOON)}
    a_home(office, case_id, {"housing.commune": "44109"})
    office.claims.record(changed, Refused(on=date(2026, 10, 15), notified_on=date(2026, 10, 20)))
    added = a_case(office, "Roux", "Gérard")
    office.agenda.record(added, {"title": "appeler", "due_on": "demain"})
    now = {item.claim_id: item for item in office.dated_items.to_act(SOON)}
    assert now[kept] == before[kept]
    assert dated_words.claim_words(now[changed]) == "RSA · refus du 15/10"
    case = now[changed].case
    assert case is not None
    assert case.commune == "Nantes"
    assert now[None].case_name == "ROUX Gérard"
    office.cases.set_closed(case_id, TODAY)
    later = next(i for i in office.dated_items.to_act(SOON) if i.claim_id == changed)
    assert later.case is not None
    assert not later.case.is_open


def test_what_is_counted_is_what_the_page_read_and_follows_each_writing(office: Office) -> None:
    case_id = a_case(office, "Martin", "Chloé")
    refused(office)
    filed(office, case_id, "aah", date(2026, 7, 1))
    add(office, case_id, "attestation.pdf", valid_until="02/12/2026")
    office.mandates.record(
        case_id,
        {"kind": "consent", "covers": "le bailleur", "given_on": "01/06/2026",
         "ends_on": "29/11/2026"},
    )  # fmt: skip
    days = [TODAY + timedelta(days=day) for day in range(-60, 32)]
    alone = [[item.id for item in office.dated_items.to_act_unnamed(day)] for day in days]
    office.dated_items.to_act(SOON)
    beside = [[item.id for item in office.dated_items.to_act_unnamed(day)] for day in days]
    assert beside == alone
    assert len({len(found) for found in alone}) > 3
    office.agenda.record(case_id, {"title": "appeler", "due_on": "demain"})
    tomorrow = TODAY + timedelta(days=1)
    assert len(office.dated_items.to_act_unnamed(tomorrow)) == len(alone[days.index(tomorrow)]) + 1
