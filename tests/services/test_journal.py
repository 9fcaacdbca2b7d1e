"""The journal: every act on a case is told, nothing of its contents, and no line can be touched."""

from __future__ import annotations

import time
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
import sqlalchemy as sa

from caseapp.domain.journal import JournalAction, Keeping
from caseapp.kernel.clock import FixedClock
from caseapp.kernel.errors import UserInputError
from caseapp.services.case_erasing import CaseErasing
from caseapp.services.interviews import Interviews
from caseapp.services.journal import Journal
from caseapp.services.journal_rows import JournalCriteria
from caseapp.services.settings import ServiceSettings
from db.blobs import Blobs
from db.models import JournalChain, JournalLine
from db.store import Store
from tests.support.builders import TODAY, Office, a_case, an_interview, an_office, awa

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return an_office(tmp_path)


@pytest.fixture
def journal(office: Office) -> Journal:
    return Journal(office.store, office.clock)


def told(journal: Journal) -> list[tuple[str, str]]:
    return [(row.action, row.about) for row in reversed(journal.rows())]


def test_opening_changing_and_erasing_a_case_are_told(office: Office, journal: Journal) -> None:
    office.settings.save_service(ServiceSettings(worker="Claire Morel"))
    case_id = a_case(office, "Ouattara", "Awa")
    reference = office.cases.header(case_id).reference
    journal.opened(case_id)
    journal.settle()  # what is read is told in a thread of its own: after what came before it
    office.cases.record_contact(case_id, TODAY)
    journal.note(JournalAction.EXPORTED, case_id, "letter")
    journal.settle()
    CaseErasing(office.store, office.clock, Blobs(office.store, office.clock)).erase(case_id)
    assert told(journal) == [
        ("created", "dossier, personne du foyer"),
        ("opened", ""),
        ("changed", "dossier"),
        ("exported", "courrier"),
        ("erased", ""),
    ]
    rows = journal.rows()
    assert {row.reference for row in rows} == {reference}
    assert {row.author for row in rows} == {"Claire Morel"}
    assert {row.at for row in rows} == {office.clock.now()}
    assert {row.case_id for row in rows} == {None}  # it is gone: there is nothing to open


def test_no_name_and_no_content_stands_in_the_journal(office: Office, journal: Journal) -> None:
    case_id = awa(office)
    an_interview(office, case_id, facts="Coupure d'électricité ce jour.")
    journal.opened(case_id)
    journal.settle()
    with office.store.read() as session:
        held = str(session.execute(sa.select(JournalLine.__table__)).all()).casefold()
    assert "2026-0001" in held
    for word in ("ouattara", "awa", "électricité", "nantes"):
        assert word not in held


def test_one_visit_is_told_once(office: Office, journal: Journal) -> None:
    case_id, other = a_case(office), a_case(office, "Leroy")
    for _ in range(3):
        journal.opened(case_id)
        journal.opened(other)
    office.clock.moment += timedelta(minutes=11)
    journal.opened(case_id)
    opened = JournalCriteria(actions=frozenset({"opened"}))
    assert [row.case_id for row in journal.rows(opened)] == [case_id, other, case_id]


def test_a_whole_journal_is_sound(office: Office, journal: Journal) -> None:
    for number in range(20):
        journal.opened(a_case(office, f"Nom {number}"))
    found = journal.verify()
    assert found.is_sound
    assert found.checked == 40


@pytest.mark.parametrize(
    "change",
    [
        {"author": "Quelqu'un d'autre"},
        {"action": "opened"},
        {"case_reference": "2026-0099"},
        {"about": "letter"},
        {"case_id": None},
        {"seal": "0" * 64},
    ],
)
def test_an_altered_line_shows(office: Office, journal: Journal, change: dict[str, object]) -> None:
    for _ in range(5):
        a_case(office)
    with office.store.write() as session:
        session.execute(sa.update(JournalLine).where(JournalLine.number == 3).values(**change))
    found = journal.verify()
    assert not found.is_sound
    assert found.altered[0] == 3


@pytest.mark.parametrize(("number", "shown"), [(1, 1), (3, 3), (5, 5)])
def test_a_line_taken_out_shows_wherever_it_stood(
    office: Office, journal: Journal, number: int, shown: int
) -> None:
    for _ in range(5):
        a_case(office)
    with office.store.write() as session:
        session.execute(sa.delete(JournalLine).where(JournalLine.number == number))
    assert journal.verify().missing == (shown,)


def test_a_line_taken_out_and_the_others_renumbered_shows(office: Office, journal: Journal) -> None:
    for _ in range(5):
        a_case(office)
    with office.store.write() as session:
        session.execute(sa.delete(JournalLine).where(JournalLine.number == 5))
        session.execute(sa.update(JournalChain).values(last=4))
    found = journal.verify()
    assert found.is_chain_broken
    assert not found.is_sound


def test_a_journal_emptied_of_what_holds_it_shows(office: Office, journal: Journal) -> None:
    a_case(office)
    with office.store.write() as session:
        session.execute(sa.delete(JournalChain))
    assert not journal.verify().is_sound


def test_lines_older_than_twelve_months_go_and_the_rest_stays_sound(
    office: Office, journal: Journal
) -> None:
    a_case(office)
    office.clock.moment = FixedClock.on(date(2027, 11, 23)).moment
    assert journal.purge() == 0  # twelve months to the day
    a_case(office, "Leroy")
    office.clock.moment = FixedClock.on(date(2027, 11, 24)).moment
    assert journal.purge() == 1
    assert [action for action, _about in told(journal)] == ["created", "journal_purged"]
    assert journal.verify().is_sound
    with office.store.write() as session:  # the new oldest line cannot be taken out either
        session.execute(sa.delete(JournalLine).where(JournalLine.number == 2))
    assert journal.verify().missing == (2,)


def test_a_purge_that_takes_everything_leaves_a_sound_journal(
    office: Office, journal: Journal
) -> None:
    a_case(office)
    office.clock.moment = FixedClock.on(date(2031, 1, 1)).moment
    assert journal.purge() == 1
    assert told(journal) == [("journal_purged", "1 lignes")]
    a_case(office)
    assert journal.verify().is_sound


@pytest.mark.parametrize(
    ("keeping", "field"),
    [
        (Keeping(5), "months"),
        (Keeping(37, "Contrôle interne"), "months"),
        (Keeping(13, " "), "reason"),
    ],
)
def test_a_journal_cannot_be_kept_otherwise_than_the_rule(
    journal: Journal, keeping: Keeping, field: str
) -> None:
    with pytest.raises(UserInputError) as refused:
        journal.keep(keeping)
    assert refused.value.field == field
    assert journal.keeping() == Keeping(12)


def test_a_longer_keeping_with_its_reason_is_kept_and_told(
    office: Office, journal: Journal
) -> None:
    journal.keep(Keeping(36, "Contrôle interne écrit du 2 mars."))
    assert journal.keeping() == Keeping(36, "Contrôle interne écrit du 2 mars.")
    assert told(journal) == [("journal_set", "36 mois")]
    a_case(office)
    office.clock.moment = FixedClock.on(date(2029, 11, 23)).moment
    assert journal.purge() == 0


def test_lines_are_found_by_day_author_action_and_case(office: Office, journal: Journal) -> None:
    first = a_case(office)
    office.clock.moment = FixedClock.on(date(2026, 11, 24)).moment
    office.settings.save_service(ServiceSettings(worker="Claire Morel"))
    second = a_case(office, "Leroy")
    journal.opened(first)

    def found(criteria: JournalCriteria) -> list[tuple[object, str]]:
        return [(row.case_id, row.action) for row in journal.rows(criteria)]

    assert found(JournalCriteria(until=TODAY)) == [(first, "created")]
    assert found(JournalCriteria(since=date(2026, 11, 24), actions=frozenset({"opened"}))) == [
        (first, "opened")
    ]
    assert found(JournalCriteria(author="Claire Morel")) == [(first, "opened"), (second, "created")]
    assert found(JournalCriteria(reference="2026-0002")) == [(second, "created")]
    assert journal.authors() == ("Claire Morel",)


def test_what_is_noted_is_written_before_the_base_closes(office: Office, journal: Journal) -> None:
    case_id = a_case(office)
    with office.store.data_key() as lent:
        again = bytearray(lent)
    for _ in range(50):
        journal.note(JournalAction.PRINTED, case_id, "letter")
    office.store.close()
    journal.note(JournalAction.OPENED, case_id)  # too late: nothing is open, nothing fails
    reopened = Store(office.store.path, again)
    assert len(Journal(reopened, office.clock).rows()) == 51
    reopened.close()


def test_what_was_read_before_a_visit_is_noted_still_holds(
    office: Office, journal: Journal
) -> None:
    case_id = a_case(office)
    before = office.store.writes
    journal.opened(case_id)
    journal.settle()
    assert office.store.writes == before


def test_opening_a_case_waits_for_no_writing(office: Office, journal: Journal) -> None:
    case_id = a_case(office)
    with office.store.write():  # somebody else writes for a while
        begun = time.perf_counter()
        journal.opened(case_id)
        assert time.perf_counter() - begun < 0.05
    journal.settle()
    assert told(journal)[-1] == ("opened", "")


def test_a_failed_change_leaves_no_line(office: Office, journal: Journal) -> None:
    case_id = a_case(office)
    before = len(journal.rows())
    with pytest.raises(UserInputError):
        office.cases.record_contact(case_id, TODAY + timedelta(days=1))
    assert len(journal.rows()) == before


def test_an_undone_change_is_a_change_too(office: Office, journal: Journal) -> None:
    case_id = a_case(office)
    interviews = Interviews(office.store, office.clock)
    interview = an_interview(office, case_id)
    before = len(journal.rows())
    interviews.restore(interviews.remove(interview))
    since = told(journal)[before:]
    assert since == [("changed", "dossier, entretien")] * 2
