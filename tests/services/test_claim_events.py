"""The events of a claim kept as rows, and the time they take in words."""

from __future__ import annotations

import json
from dataclasses import fields
from datetime import date
from typing import get_args

import pytest

from caseapp.domain.claim import (
    Acknowledged,
    AidOutcome,
    AppealDecided,
    AppealFiled,
    Channel,
    ClaimEvent,
    Closed,
    Filed,
    Granted,
    NoAnswer,
    PiecesAsked,
    PiecesSent,
    Refused,
    Withdrawn,
)
from caseapp.kernel.calendar import Month
from caseapp.kernel.french import NO_BREAK
from caseapp.kernel.money import Money
from caseapp.services.claim_events import details_of, event_of, kind_of, words_of
from caseapp.services.claim_words import duration
from tests.support.builders import TODAY

FILED = Filed(on=date(2026, 7, 18), channel=Channel.REGISTERED_LETTER, reference="1A 204")
EVENTS: tuple[ClaimEvent, ...] = (
    FILED,
    Filed(on=TODAY, channel=Channel.ONLINE, received_on=TODAY),
    Acknowledged(on=TODAY, received_on=date(2026, 11, 20), mentions_appeal_routes=False),
    PiecesAsked(on=TODAY, answer_by=date(2026, 12, 1)),
    PiecesSent(on=TODAY),
    Granted(on=TODAY, amount=Money(52033), since=Month(2026, 11), partial=True),
    Refused(on=TODAY, notified_on=TODAY, reason="ressources"),
    NoAnswer(on=TODAY),
    AppealFiled(on=TODAY, route="rapo", channel=Channel.LETTER, received_on=TODAY),
    AppealDecided(on=TODAY, notified_on=TODAY, granted=True),
    Withdrawn(on=TODAY, reason="ne souhaite plus"),
    Closed(on=TODAY),
)


@pytest.mark.parametrize("event", EVENTS, ids=kind_of)
def test_every_event_is_stored_and_read_again_as_it_was(event: ClaimEvent) -> None:
    assert event_of(kind_of(event), event.on, details_of(event)) == event
    assert words_of(event)


_FILLED: dict[str, object] = {
    "date": TODAY,
    "date | None": date(2026, 12, 31),
    "Month | None": Month(2026, 11),
    "Money | None": Money(52033),
    "Channel": Channel.LETTER,
    "AidOutcome": AidOutcome.GRANTED,
    "str": "rapo",
    "bool": True,
}


@pytest.mark.parametrize("kind", get_args(ClaimEvent), ids=kind_of)
def test_an_event_with_every_field_filled_is_read_again_as_it_was(kind: type[ClaimEvent]) -> None:
    event = kind(**{field.name: _FILLED[str(field.type)] for field in fields(kind)})  # type: ignore[arg-type]
    kept = json.loads(json.dumps(details_of(event)))
    assert event_of(kind_of(event), event.on, kept) == event


@pytest.mark.parametrize(
    ("start", "words"),
    [
        (date(2026, 11, 23), "aujourd'hui"),
        (date(2026, 11, 22), "1 jour"),
        (date(2026, 11, 11), "12 jours"),
        (date(2026, 10, 23), "1 mois"),
        (date(2026, 7, 18), "4 mois et 5 jours"),
        (date(2025, 5, 22), "18 mois et 1 jour"),
    ],
)
def test_how_long_is_told_in_months_and_days(start: date, words: str) -> None:
    assert duration(start, TODAY).replace(NO_BREAK, " ") == words
