"""The dates that are kept are, each morning, those the rules give on that day."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
import sqlalchemy as sa

from caseapp.domain.claim import (
    AppealFiled,
    Channel,
    Filed,
    Granted,
    LegalAidAsked,
    PiecesAsked,
    Refused,
)
from caseapp.kernel.calendar import Month
from caseapp.rules import claim_clock
from caseapp.rules.catalogue_loader import load_catalogue
from caseapp.rules.clock_mark import digest
from caseapp.services import claims
from caseapp.services.claim_records import ClaimRecord
from db.models import ClaimRow, DeadlineRow
from tests.support.builders import TODAY, Office, a_case, an_office

if TYPE_CHECKING:
    from pathlib import Path
    from uuid import UUID

    from caseapp.domain.claim import ClaimEvent

FILED = Filed(on=date(2026, 3, 2), channel=Channel.COUNTER)
REFUSED = Refused(on=date(2026, 10, 15), notified_on=date(2026, 10, 20))
LIVES: dict[str, tuple[str, tuple[ClaimEvent, ...]]] = {
    "to prepare": ("rsa", ()),
    "filed": ("aah", (FILED,)),
    "pieces": ("rsa", (FILED, PiecesAsked(on=date(2026, 4, 2)))),
    "granted for years": (
        "aah",
        (FILED, Granted(on=date(2026, 6, 1), since=Month(2026, 4), until=date(2031, 8, 31))),
    ),
    "declared": ("rsa", (FILED, Granted(on=date(2026, 5, 4), since=Month(2026, 3)))),
    "declared monthly": ("are", (FILED, Granted(on=date(2026, 5, 4), since=Month(2026, 3)))),
    "a year": ("c2s", (FILED, Granted(on=date(2026, 5, 4), since=Month(2026, 6)))),
    "partly": (
        "pch",
        (FILED, Granted(on=date(2026, 6, 1), partial=True, until=date(2028, 6, 30))),
    ),
    "refused": ("rsa", (FILED, REFUSED)),
    "legal aid": ("domiciliation", (FILED, REFUSED, LegalAidAsked(on=date(2026, 11, 2)))),
    "mediation": (
        "asf",
        (
            FILED,
            REFUSED,
            AppealFiled(
                on=date(2026, 11, 2),
                route="mediation",
                channel=Channel.ONLINE,
                admissible_on=date(2026, 11, 9),
            ),
        ),
    ),
}


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return an_office(tmp_path)


def kept(office: Office, claim: UUID) -> set[tuple[object, ...]]:
    with office.store.read() as session:
        rows = session.scalars(sa.select(DeadlineRow).where(DeadlineRow.claim_id == claim))
        return {(row.kind, row.label, row.cautious_on, row.computed_on) for row in rows}


def ruled(office: Office, claim: UUID) -> set[tuple[object, ...]]:
    with office.store.read() as session:
        row = session.get(ClaimRow, claim)
        assert row is not None
        record = ClaimRecord(session, claim)
        found = claim_clock.deadlines(
            record.events(),
            load_catalogue().right(row.right),
            opened_on=row.opened_on,
            today=office.clock.today(),
        )
    return {(one.kind, one.label, one.cautious_on, one.computed_on) for one in found}


@pytest.mark.parametrize("life", LIVES)
def test_each_morning_the_kept_dates_are_those_of_that_day(office: Office, life: str) -> None:
    code, events = LIVES[life]
    claim = office.claims.open(a_case(office), code)
    for event in events:
        office.claims.record(claim, event)
    for days in (0, 1, 8, 31, 32, 61, 100, 190, 300, 366, 500, 800, 1200, 1600, 1700, 1900, 2200):
        office.clock.moment += TODAY + timedelta(days) - office.clock.today()
        office.claims.refresh()
        assert kept(office, claim) == ruled(office, claim), office.clock.today()


def test_a_clock_that_was_years_ahead_leaves_nothing_behind(office: Office) -> None:
    opened = []
    for code, events in LIVES.values():
        claim = office.claims.open(a_case(office), code)
        for event in events:
            office.claims.record(claim, event)
        opened.append(claim)
    before = [kept(office, claim) for claim in opened]
    for days in (900, 0):
        office.clock.moment += TODAY + timedelta(days) - office.clock.today()
        office.claims.refresh()
    assert [kept(office, claim) for claim in opened] == before


def test_a_program_that_counts_otherwise_computes_every_date_again(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    claim = office.claims.open(a_case(office), "rsa")
    for event in (FILED, REFUSED):
        office.claims.record(claim, event)
    office.claims.refresh()
    with office.store.write() as session:  # as an earlier program had computed it
        session.execute(
            sa.update(DeadlineRow).values(
                cautious_on=date(2026, 12, 28), computed_on=date(2026, 12, 28)
            )
        )
    assert office.claims.refresh() == 0  # once a day
    monkeypatch.setattr(claims, "clock_mark", lambda: "another")
    assert office.claims.refresh() == 1
    assert kept(office, claim) == ruled(office, claim)


def test_the_mark_of_the_clock_follows_what_the_delays_say(tmp_path: Path) -> None:
    folder = tmp_path / "time_limits"
    folder.mkdir()
    (folder / "appeals.yaml").write_text("months: 2", "utf-8")
    counting = tmp_path / "claim_clock.py"
    counting.write_text("days = 1", "utf-8")
    before = digest([folder], [counting])
    assert digest([folder], [counting]) == before
    (folder / "appeals.yaml").write_text("months: 3", "utf-8")
    other = digest([folder], [counting])
    counting.write_text("days = 2", "utf-8")
    assert len({before, other, digest([folder], [counting])}) == 3
