"""An appeal that nobody has to make never looks like a late obligation."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from caseapp.domain.claim import Channel, Filed, Refused
from tests.support.builders import Office, a_case, an_office

if TYPE_CHECKING:
    from pathlib import Path
    from uuid import UUID

REFUSED = Refused(on=date(2026, 9, 15), notified_on=date(2026, 9, 19))  # two months: 19 November


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return an_office(tmp_path)


def refused_aah(office: Office) -> UUID:
    claim_id = office.claims.open(a_case(office, "Leroy", ""), "aah")
    office.claims.record(claim_id, Filed(on=date(2026, 7, 18), channel=Channel.COUNTER))
    office.claims.record(claim_id, REFUSED)
    return claim_id


def test_on_the_page_of_the_claim_only_the_mandatory_appeal_is_late(office: Office) -> None:
    page = office.claims.page(refused_aah(office))
    late = {line.route: line.is_late for line in page.deadlines}
    optional = {line.route: line.is_optional for line in page.deadlines}
    assert late == {"rapo": True, "conciliation": False}
    assert optional == {"rapo": False, "conciliation": True}


def test_the_next_action_is_the_mandatory_appeal(office: Office) -> None:
    page = office.claims.page(refused_aah(office))
    assert page.next_action.startswith("Recours préalable (RAPO)")


def test_on_the_day_an_optional_appeal_is_shown_until_its_date_then_no_more(
    office: Office,
) -> None:
    claim_id = refused_aah(office)
    day = office.board.day()
    assert (day.figures.late, day.figures.late_appeals, office.board.late()) == (1, 1, 1)
    assert [row.claim_id for row in day.rows] == [claim_id]
    office.clock.moment = office.clock.moment.replace(day=16)
    rows = office.board.day().rows
    assert {row.is_optional for row in rows} == {True, False}
    assert office.board.day().figures.week == len(rows) == 2
