"""What to do next on a claim, in one sentence: after an answer, and after none."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from caseapp.domain.claim import Channel, Filed, Granted, NoAnswer, Refused
from caseapp.kernel.calendar import Month
from caseapp.kernel.clock import FixedClock
from tests.support.builders import Office, a_case, an_office
from tests.support.hands import plain

if TYPE_CHECKING:
    from pathlib import Path
    from uuid import UUID

    from caseapp.domain.claim import ClaimEvent


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return an_office(tmp_path)  # Monday 23/11/2026


def said(office: Office, right: str, *events: ClaimEvent) -> str:
    claim = opened(office, right, *events)
    return plain(office.claims.page(claim).next_action)


def opened(office: Office, right: str, *events: ClaimEvent) -> UUID:
    claim = office.claims.open(a_case(office), right)
    for event in events:
        office.claims.record(claim, event)
    return claim


def filed(day: date) -> Filed:
    return Filed(on=day, channel=Channel.ONLINE, received_on=day)


def test_an_implicit_refusal_says_when_it_was_born_and_what_protects_the_delay(
    office: Office,
) -> None:
    words = said(office, "rsa", filed(date(2026, 9, 1)), NoAnswer(on=date(2026, 11, 10)))
    assert words == (
        "Le refus est né le 01/11/2026 ; la décision peut encore venir ; pour protéger le délai :"
        " Recours préalable (RAPO) avant le 31/12/2026"
    )


def test_a_refusal_whose_delay_is_past_says_so(office: Office) -> None:
    refused = Refused(on=date(2026, 8, 3), notified_on=date(2026, 8, 5))
    words = said(office, "rsa", filed(date(2026, 7, 1)), refused)
    assert words.startswith("Recours préalable (RAPO) : le délai est passé le 05/10/2026")


def test_after_an_accord_the_first_payment_is_looked_for_then_what_comes_back(
    office: Office,
) -> None:
    granted = Granted(on=date(2026, 11, 2), since=Month(2026, 10))
    claim = opened(office, "rsa", filed(date(2026, 10, 1)), granted)
    assert plain(office.claims.page(claim).next_action) == (
        "Vérifier le premier versement le 10/12/2026"
    )
    check = next(d for d in office.claims.page(claim).deadlines if "premier" in d.label)
    office.claims.mark_done(check.id, True)
    office.clock.moment = FixedClock.on(date(2026, 12, 14)).moment
    assert plain(office.claims.page(claim).next_action).startswith(
        "Déclaration trimestrielle de ressources (octobre 2026 à décembre 2026) avant le 05/01/2027"
    )


def test_a_shorter_appeal_that_is_past_does_not_hide_the_one_that_is_open(office: Office) -> None:
    # A refusal that orders to leave is contested within a month, any other within two.
    refused = Refused(on=date(2026, 9, 25), notified_on=date(2026, 10, 1))
    claim = opened(office, "titre_sejour_prerequis", filed(date(2026, 7, 1)), refused)
    page = office.claims.page(claim)
    assert plain(page.next_action) == "Tribunal administratif avant le 01/12/2026"
    line = page.appeal("ta")
    assert line is not None
    assert line.cautious_on == date(2026, 12, 1)
    office.clock.moment = office.clock.moment.replace(year=2027)
    later = office.claims.page(claim)
    assert "le délai est passé" in plain(later.next_action)
    assert later.appeal("ta") is not None


def test_while_both_are_open_the_shorter_comes_first(office: Office) -> None:
    refused = Refused(on=date(2026, 11, 10), notified_on=date(2026, 11, 12))
    words = said(office, "titre_sejour_prerequis", filed(date(2026, 7, 1)), refused)
    assert "OQTF" in words
    assert words.endswith("avant le 11/12/2026")


def test_waiting_says_from_when_the_silence_may_already_refuse(office: Office) -> None:
    office.clock.moment = office.clock.moment.replace(month=10, day=5)
    claim = opened(office, "dalo_daho", filed(date(2026, 9, 1)))
    for line in office.claims.page(claim).deadlines:
        if line.kind == "follow_up":
            _done(office, line.id)
    assert plain(office.claims.page(claim).next_action) == (
        "Attendre la réponse jusqu'au 01/12/2026 ; le silence peut valoir rejet dès le 13/10/2026"
    )


def _done(office: Office, deadline_id: UUID) -> None:
    (item,) = (i for i in office.dated_items.between(*_YEAR) if i.id == deadline_id)
    office.handling.done([item])


_YEAR = date(2026, 1, 1), date(2027, 12, 31)
