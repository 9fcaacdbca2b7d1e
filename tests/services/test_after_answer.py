"""« Et maintenant »: what follows a decision, or a silence that has become one."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from caseapp.domain.claim import Channel, Filed, Granted, NoAnswer, Refused
from caseapp.kernel.calendar import Month
from caseapp.kernel.money import Money
from caseapp.services.after_answer import after_answer
from tests.support.builders import TODAY, Office, a_case, an_office
from tests.support.hands import plain

if TYPE_CHECKING:
    from pathlib import Path
    from uuid import UUID


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return an_office(tmp_path)


@pytest.fixture
def claim(office: Office) -> UUID:
    claim_id = office.claims.open(a_case(office), "rsa")
    office.claims.record(claim_id, Filed(on=date(2026, 8, 3), channel=Channel.ONLINE))
    return claim_id


def told(office: Office, claim: UUID, today: date = TODAY, estimated: Money | None = None) -> str:
    page = replace(office.claims.page(claim), estimated=estimated)
    return plain(" ".join(after_answer(page, today)))


def test_nothing_follows_before_an_answer_is_due(office: Office, claim: UUID) -> None:
    assert told(office, claim, date(2026, 9, 1)) == ""


def test_a_silence_past_its_delay_says_when_the_refusal_was_born_and_what_protects(
    office: Office, claim: UUID
) -> None:
    for words in (told(office, claim), _recorded(office, claim)):
        assert "refus est né le 03/10/2026" in words
        assert "peut encore venir" in words
        assert "d'ici au 03/12/2026" in words


def _recorded(office: Office, claim: UUID) -> str:
    office.claims.record(claim, NoAnswer(on=date(2026, 11, 20)))
    return told(office, claim)


def test_a_refusal_says_its_reason_what_to_answer_and_before_when(
    office: Office, claim: UUID
) -> None:
    day = date(2026, 11, 10)
    office.claims.record(claim, Refused(on=day, notified_on=day, reason="ressources"))
    words = told(office, claim)
    assert "ressources" in words
    assert "motif point par point" in words
    assert "d'ici au 08/01/2027" in words  # two months end on Sunday 10/01/2027


def test_a_grant_waits_for_its_payment_and_is_compared_with_the_estimate(
    office: Office, claim: UUID
) -> None:
    amount = Money.euros(500)
    office.claims.record(claim, Granted(on=date(2026, 11, 20), amount=amount, since=Month(2026, 8)))
    words = told(office, claim)
    assert "est attendu en décembre 2026" in words
    assert "estimation" not in words
    assert "aurait dû arriver" in told(office, claim, date(2027, 1, 4))
    assert "estimation" not in told(office, claim, estimated=Money.euros(505))
    assert "12,00 € de moins" in told(office, claim, estimated=Money.euros(512))
