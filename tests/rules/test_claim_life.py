"""What state events lead to, and which events are refused, at which field."""

from __future__ import annotations

from datetime import date
from itertools import permutations
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from caseapp.domain.claim import (
    Acknowledged,
    AidOutcome,
    AppealDecided,
    AppealFiled,
    Channel,
    ClaimState,
    Closed,
    Completed,
    Filed,
    Granted,
    LegalAidAsked,
    LegalAidDecided,
    NoAnswer,
    Obsolete,
    PiecesAsked,
    PiecesSent,
    ReasonsAsked,
    ReasonsGiven,
    Refused,
    Transmitted,
    Withdrawn,
)
from caseapp.domain.claim_drawing import mermaid
from caseapp.domain.claim_life import MOVES, Step, allowed, with_pieces
from caseapp.kernel.errors import UserInputError
from caseapp.kernel.money import Money
from caseapp.rules.claim_life import check, state_of
from caseapp.services.claim_words import STATES
from tests.support.claims import a_right, a_silence, day, filed

if TYPE_CHECKING:
    from caseapp.domain.claim import ClaimEvent

TODAY = day("23/11/2026")
RSA = a_right()
C2S = a_right("c2s", silence=a_silence(effect="acceptance"))
SILENT_FOREVER = a_right("domiciliation", silence=a_silence(effect="none"))


def appealed(on: str, route: str = "rapo") -> AppealFiled:
    return AppealFiled(on=day(on), route=route, channel=Channel.ONLINE)


FILED = filed("01/03/2026")
ACKNOWLEDGED = Acknowledged(on=day("05/03/2026"))
ASKED = PiecesAsked(on=day("10/03/2026"), answer_by=day("10/04/2026"))
SENT = PiecesSent(on=day("20/03/2026"))
REFUSED = Refused(on=day("20/04/2026"), notified_on=day("24/04/2026"))
SILENT = NoAnswer(on=day("04/05/2026"))
RAPO = appealed("20/05/2026")
SENT_ON = Transmitted(on=day("12/03/2026"), to_body="CAF de Paris", received_on=day("14/03/2026"))
RECEIVED_THERE = Acknowledged(on=day("15/03/2026"))
REASONS = ReasonsAsked(on=day("10/05/2026"))
AID = LegalAidAsked(on=day("02/06/2026"))
AID_GRANTED = LegalAidDecided(on=day("20/06/2026"), outcome=AidOutcome.GRANTED)

LIVES: list[tuple[tuple[ClaimEvent, ...], ClaimState]] = [
    ((), ClaimState.TO_PREPARE),
    ((FILED,), ClaimState.FILED),
    ((FILED, ACKNOWLEDGED), ClaimState.ACKNOWLEDGED),
    ((FILED, ACKNOWLEDGED, ASKED), ClaimState.PIECES_ASKED),
    ((FILED, ACKNOWLEDGED, ASKED, SENT), ClaimState.UNDER_WAY),
    ((FILED, ACKNOWLEDGED, Completed(on=day("20/03/2026"))), ClaimState.UNDER_WAY),
    ((FILED, SENT_ON), ClaimState.TRANSMITTED),
    ((FILED, ACKNOWLEDGED, SENT_ON), ClaimState.TRANSMITTED),
    ((FILED, ACKNOWLEDGED, SENT_ON, RECEIVED_THERE), ClaimState.ACKNOWLEDGED),
    ((FILED, SILENT, REASONS), ClaimState.SILENT_REFUSAL),
    ((FILED, SILENT, REASONS, ReasonsGiven(on=day("20/05/2026"))), ClaimState.SILENT_REFUSAL),
    ((FILED, REFUSED, AID), ClaimState.REFUSED),
    ((FILED, REFUSED, RAPO, AID, AID_GRANTED), ClaimState.APPEAL),
    ((FILED, Obsolete(on=day("02/03/2026"), reason="déménagement")), ClaimState.OBSOLETE),
    ((Obsolete(on=day("02/03/2026")), Closed(on=day("03/03/2026"))), ClaimState.CLOSED),
    ((FILED, ASKED, SENT), ClaimState.UNDER_WAY),
    ((FILED, Granted(on=day("20/04/2026"))), ClaimState.GRANTED),
    ((FILED, Granted(on=day("20/04/2026"), partial=True)), ClaimState.PARTLY_GRANTED),
    ((FILED, REFUSED), ClaimState.REFUSED),
    ((FILED, SILENT), ClaimState.SILENT_REFUSAL),
    ((FILED, SILENT, RAPO), ClaimState.APPEAL),
    ((FILED, REFUSED, RAPO), ClaimState.APPEAL),
    ((FILED, REFUSED, RAPO, NoAnswer(on=day("21/07/2026"))), ClaimState.SILENT_REFUSAL),
    (
        (
            FILED,
            REFUSED,
            RAPO,
            AppealDecided(on=day("01/07/2026"), notified_on=day("03/07/2026"), granted=False),
        ),
        ClaimState.REFUSED,
    ),
    (
        (
            FILED,
            REFUSED,
            RAPO,
            AppealDecided(on=day("01/07/2026"), notified_on=day("03/07/2026"), granted=False),
            appealed("10/07/2026", "ta"),
        ),
        ClaimState.COURT,
    ),
    (
        (
            FILED,
            REFUSED,
            RAPO,
            AppealDecided(on=day("01/07/2026"), notified_on=day("03/07/2026"), granted=True),
        ),
        ClaimState.GRANTED,
    ),
    ((FILED, Withdrawn(on=day("02/03/2026"))), ClaimState.WITHDRAWN),
    ((FILED, REFUSED, Closed(on=day("30/06/2026"))), ClaimState.CLOSED),
]


@pytest.mark.parametrize(("events", "state"), LIVES)
def test_events_lead_to_a_state_and_could_be_recorded_one_by_one(
    events: tuple[ClaimEvent, ...], state: ClaimState
) -> None:
    assert state_of(events, RSA, TODAY) is state
    for index, event in enumerate(events):
        check(events[:index], event, TODAY, RSA)


@pytest.mark.parametrize(("events", "state"), LIVES)
def test_the_order_of_entry_changes_nothing(
    events: tuple[ClaimEvent, ...], state: ClaimState
) -> None:
    for order in list(permutations(events))[:60]:
        assert state_of(order, RSA, TODAY) is state


def test_silence_may_accept() -> None:
    assert state_of((FILED, SILENT), C2S, TODAY) is ClaimState.SILENT_ACCEPTANCE


def test_silence_that_decides_nothing_leaves_the_state_and_cannot_be_stated() -> None:
    assert state_of((FILED, SILENT), SILENT_FOREVER, TODAY) is ClaimState.FILED
    with pytest.raises(UserInputError, match="ne vaut pas décision"):
        check((FILED,), SILENT, TODAY, SILENT_FOREVER)


def test_silence_stated_too_early_is_refused_and_says_from_when() -> None:
    with pytest.raises(UserInputError, match="01/05/2026") as refusal:
        check((FILED,), NoAnswer(on=day("01/05/2026")), TODAY, RSA)
    assert refusal.value.field == "on"


def test_a_silence_that_a_correction_made_premature_waits_for_its_day() -> None:
    corrected = (filed("15/10/2026"), NoAnswer(on=day("23/11/2026")))
    assert state_of(corrected, RSA, TODAY) is ClaimState.FILED
    assert state_of(corrected, RSA, day("16/12/2026")) is ClaimState.SILENT_REFUSAL


def test_a_silence_is_not_a_state_before_it_is_stated() -> None:
    assert state_of((FILED,), RSA, TODAY) is ClaimState.FILED


def test_a_refusal_dated_before_the_stated_silence_but_notified_after_it_is_accepted() -> None:
    late = Refused(on=day("28/04/2026"), notified_on=day("09/05/2026"))
    check((FILED, SILENT), late, TODAY, RSA)
    assert state_of((FILED, SILENT, late), RSA, TODAY) is ClaimState.REFUSED


def test_an_appeal_may_come_before_the_letter_that_notifies_the_refusal() -> None:
    slow = Refused(on=day("20/04/2026"), notified_on=day("24/05/2026"))
    check((FILED, slow), RAPO, TODAY, RSA)
    assert state_of((FILED, RAPO, slow), RSA, TODAY) is ClaimState.APPEAL


def test_a_forgotten_acknowledgement_can_be_entered_after_the_decision() -> None:
    check((FILED, REFUSED), ACKNOWLEDGED, TODAY, RSA)


def test_pieces_can_be_asked_after_a_silence_without_hiding_the_refusal() -> None:
    asked = PiecesAsked(on=day("10/05/2026"))
    check((FILED, SILENT), asked, TODAY, RSA)
    assert state_of((FILED, SILENT, asked), RSA, TODAY) is ClaimState.SILENT_REFUSAL


def test_an_automatic_right_can_be_decided_without_a_claim() -> None:
    opening = {"rule": "automatic", "text": "", "confidence": "high"}
    check((), REFUSED, TODAY, a_right("mva", opening=opening))


TOMORROW = day("24/11/2026")
IMPOSSIBLE: list[tuple[tuple[ClaimEvent, ...], ClaimEvent, str]] = [
    ((), Filed(on=TOMORROW, channel=Channel.ONLINE), "on"),
    ((), Filed(on=date(202, 3, 1), channel=Channel.ONLINE), "on"),
    ((), filed("01/03/2026", "28/02/2026"), "received_on"),
    ((), Filed(on=TODAY, received_on=TOMORROW, channel=Channel.LETTER), "received_on"),
    ((), REFUSED, "on"),
    ((), ACKNOWLEDGED, "on"),
    ((), RAPO, "on"),
    ((FILED,), filed("02/03/2026"), "on"),
    ((FILED,), Acknowledged(on=day("28/02/2026")), "on"),
    ((FILED, ACKNOWLEDGED), Acknowledged(on=day("06/03/2026")), "on"),
    ((FILED,), Acknowledged(on=day("05/03/2026"), received_on=day("06/03/2026")), "received_on"),
    ((FILED,), Acknowledged(on=day("05/03/2026"), received_on=day("27/02/2026")), "received_on"),
    ((FILED,), SENT, "on"),
    ((FILED,), PiecesAsked(on=day("10/03/2026"), answer_by=day("09/03/2026")), "answer_by"),
    ((FILED,), Refused(on=day("20/04/2026"), notified_on=day("19/04/2026")), "notified_on"),
    ((FILED,), Refused(on=day("20/04/2026"), notified_on=TOMORROW), "notified_on"),
    ((FILED,), Refused(on=day("28/02/2026"), notified_on=day("28/02/2026")), "on"),
    ((FILED,), Granted(on=day("20/04/2026"), amount=Money(-1)), "amount"),
    ((FILED,), RAPO, "on"),
    ((FILED, REFUSED), appealed("20/05/2026", "pape"), "route"),
    ((FILED, REFUSED), appealed("19/04/2026"), "on"),
    (
        (FILED, REFUSED),
        AppealDecided(on=day("01/05/2026"), notified_on=day("01/05/2026"), granted=False),
        "on",
    ),
    ((FILED, Granted(on=day("20/04/2026"))), RAPO, "on"),
    ((FILED, Granted(on=day("20/04/2026"))), SILENT, "on"),
    ((FILED, Withdrawn(on=day("02/03/2026"))), REFUSED, "on"),
    ((FILED, Closed(on=day("02/03/2026"))), REFUSED, "on"),
    ((FILED, REFUSED), filed("25/04/2026"), "on"),
    ((), SENT_ON, "on"),
    ((FILED, SENT_ON, RECEIVED_THERE), Acknowledged(on=day("16/03/2026")), "on"),
    ((FILED,), Transmitted(on=day("12/03/2026"), received_on=day("11/03/2026")), "received_on"),
    ((FILED, REFUSED), REASONS, "on"),
    ((FILED, SILENT), ReasonsGiven(on=day("20/05/2026")), "on"),
    ((FILED, REFUSED), AID_GRANTED, "on"),
    ((FILED,), AID, "on"),
    ((FILED, Obsolete(on=day("02/03/2026"))), REFUSED, "on"),
    (
        (FILED, REFUSED, RAPO),
        AppealDecided(
            on=day("01/07/2026"), notified_on=day("03/07/2026"), granted=False, route="ta"
        ),
        "on",
    ),
]


@pytest.mark.parametrize(("events", "event", "field"), IMPOSSIBLE)
def test_an_impossible_event_is_refused_at_its_field(
    events: tuple[ClaimEvent, ...], event: ClaimEvent, field: str
) -> None:
    with pytest.raises(UserInputError) as refusal:
        check(events, event, TODAY, RSA)
    assert refusal.value.field == field
    assert refusal.value.sentence[0].isupper()
    assert refusal.value.sentence.endswith(".")


def test_moving_the_filing_after_its_acknowledgement_says_what_would_break() -> None:
    with pytest.raises(UserInputError, match="accusé de réception du 05/03/2026"):
        check((ACKNOWLEDGED,), filed("06/03/2026"), TODAY, RSA)


def test_only_what_may_follow_is_offered() -> None:
    assert allowed(ClaimState.TO_PREPARE) == (Filed, Withdrawn, Obsolete, Closed)
    assert Granted in allowed(ClaimState.TO_PREPARE, automatic=True)
    assert allowed(ClaimState.CLOSED) == ()
    assert AppealFiled in allowed(ClaimState.PARTLY_GRANTED)
    assert AppealFiled not in allowed(ClaimState.GRANTED)


@pytest.mark.parametrize("state", list(ClaimState))
def test_every_state_says_what_may_follow(state: ClaimState) -> None:
    assert len(set(allowed(state))) == len(allowed(state))


def test_a_piece_that_is_there_moves_only_a_claim_that_is_to_be_prepared() -> None:
    assert with_pieces(ClaimState.TO_PREPARE, 0) is ClaimState.TO_PREPARE
    assert with_pieces(ClaimState.TO_PREPARE, 1) is ClaimState.GATHERING
    assert with_pieces(ClaimState.FILED, 1) is ClaimState.FILED


def test_every_state_is_reached_and_every_open_one_can_be_closed() -> None:
    reached = {end for moves in MOVES.values() for end in moves.values()}
    assert reached | {ClaimState.TO_PREPARE, ClaimState.GATHERING} == set(ClaimState) == set(MOVES)
    assert all(Step.CLOSED in moves for state, moves in MOVES.items() if state is not _CLOSED)


def test_the_drawing_of_the_life_of_a_claim_is_that_of_its_table() -> None:
    page = (Path(__file__).parents[2] / "docs" / "claim_life.md").read_text("utf-8")
    drawn = page.partition("```mermaid\n")[2].partition("```")[0]
    assert drawn == mermaid(STATES), "paste the drawing of the table into docs/claim_life.md"


_CLOSED = ClaimState.CLOSED
