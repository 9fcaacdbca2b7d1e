"""The dates that follow from the events of a claim."""

from __future__ import annotations

from typing import TYPE_CHECKING

from caseapp.domain.claim import (
    Acknowledged,
    AppealFiled,
    Channel,
    Closed,
    NoAnswer,
    PiecesAsked,
    PiecesSent,
    Refused,
    Withdrawn,
)
from caseapp.domain.deadline import Confidence, Deadline, DeadlineKind
from caseapp.kernel.calendar import Territory
from caseapp.rules.catalogue_loader import load_catalogue
from caseapp.rules.claim_clock import deadlines
from caseapp.rules.claim_silence import awaited
from tests.support.claims import (
    CRA_THEN_POLE_SOCIAL,
    RAPO_THEN_POLE_SOCIAL,
    a_right,
    a_silence,
    day,
    filed,
    of_kind,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from caseapp.domain.claim import ClaimEvent
    from caseapp.rules.catalogue import Right

RSA = a_right()
MDPH = a_right(
    "aeeh",
    agency="MDPH, puis CAF ou MSA",
    silence=a_silence(4, basis="CASF R241-33"),
    appeals=RAPO_THEN_POLE_SOCIAL,
)


def clock(
    events: Sequence[ClaimEvent],
    right: Right = RSA,
    today: str = "23/11/2026",
    territory: Territory = Territory.METROPOLE,
) -> tuple[Deadline, ...]:
    return deadlines(
        events, right, opened_on=day("01/01/2026"), today=day(today), territory=territory
    )


def silence_of(
    events: Sequence[ClaimEvent], right: Right = RSA, today: str = "23/11/2026"
) -> Deadline:
    return of_kind(clock(events, right, today), DeadlineKind.SILENCE)[0]


def appeals_of(
    events: Sequence[ClaimEvent],
    right: Right = RSA,
    territory: Territory = Territory.METROPOLE,
) -> list[Deadline]:
    return of_kind(clock(events, right, territory=territory), DeadlineKind.APPEAL)


def test_a_claim_to_prepare_is_filed_before_the_end_of_the_month() -> None:
    (deadline,) = clock((), today="23/11/2026")
    assert deadline.kind is DeadlineKind.FILING
    assert deadline.computed_on == day("30/11/2026")
    assert "01/11/2026" in deadline.explanation
    assert "01/12/2026" in deadline.explanation


def test_a_month_that_ends_on_a_week_end_asks_to_file_before_it() -> None:
    (deadline,) = clock((), today="05/10/2026")
    assert deadline.cautious_on == day("30/10/2026")
    assert deadline.computed_on == day("31/10/2026")


def test_on_the_last_week_end_of_the_month_it_is_still_time_today() -> None:
    (deadline,) = clock((), today="31/10/2026")
    assert deadline.cautious_on == deadline.computed_on == day("31/10/2026")


def test_a_right_that_opens_by_itself_has_no_filing_date() -> None:
    opening = {"rule": "automatic", "text": "", "confidence": "high"}
    assert clock((), a_right(opening=opening)) == ()


def test_the_chain_of_the_mdph_runs_from_the_filing() -> None:
    silence = silence_of((filed("31/10/2026"),), MDPH)
    assert silence.computed_on == day("28/02/2027")
    assert silence.cautious_on == day("26/02/2027")
    assert silence.article == "CASF R241-33"
    assert silence.label == "Silence de la MDPH\N{NO-BREAK SPACE}: rejet implicite"
    (rapo,) = appeals_of((filed("31/10/2026"),), MDPH)
    assert rapo.route == "rapo"
    assert rapo.cautious_on == day("28/04/2027")


def test_the_chain_of_the_cra_runs_from_the_receipt_of_the_appeal() -> None:
    right = a_right("asf", appeals=CRA_THEN_POLE_SOCIAL)
    refused = Refused(on=day("01/12/2026"), notified_on=day("03/12/2026"))
    from_appeal = appeal_to("cra", "28/12/2026", "31/12/2026")
    events = (filed("01/11/2026"), refused, from_appeal)
    dates = clock(events, right, today="15/01/2027")
    assert [d.kind for d in dates] == [DeadlineKind.SILENCE, DeadlineKind.APPEAL]
    assert dates[0].computed_on == day("28/02/2027")
    assert dates[0].article == "CSS R142-6"
    assert dates[1].route == "pole_social"
    assert dates[1].cautious_on == dates[1].computed_on == day("28/04/2027")


def appeal_to(route: str, on: str, received: str | None = None) -> ClaimEvent:
    return AppealFiled(
        on=day(on),
        route=route,
        channel=Channel.REGISTERED_LETTER,
        received_on=day(received) if received else None,
    )


def test_the_chain_of_the_ajpp_ends_with_civil_months() -> None:
    right = a_right(
        "ajpp",
        silence=a_silence(3, "acceptance", end_of_civil_month=True, basis="CSS R544-3"),
        other_silences=load_catalogue().right("ajpp").other_silences,
        appeals=CRA_THEN_POLE_SOCIAL,
    )
    opinion, payment = of_kind(clock((filed("10/03/2026"),), right), DeadlineKind.SILENCE)
    assert opinion.computed_on == day("31/05/2026")
    assert payment.computed_on == day("30/06/2026")
    assert "accord tacite" in payment.label
    assert appeals_of((filed("10/03/2026"),), right) == []


def test_silence_runs_from_the_proved_receipt() -> None:
    letter = filed("18/07/2026", channel=Channel.REGISTERED_LETTER)
    receipt = Acknowledged(on=day("24/07/2026"), received_on=day("21/07/2026"))
    assert silence_of((letter, receipt)).computed_on == day("21/09/2026")
    assert silence_of((letter, receipt)).doubt == ""
    proved = filed("18/07/2026", "20/07/2026", Channel.REGISTERED_LETTER)
    assert silence_of((proved,)).computed_on == day("20/09/2026")


def test_a_letter_without_a_proof_of_receipt_says_what_is_not_known() -> None:
    silence = silence_of((filed("17/07/2026", channel=Channel.LETTER),))
    assert silence.computed_on == day("17/09/2026")
    assert "Seule la date d'envoi est connue" in silence.doubt
    assert silence.confidence is Confidence.MEDIUM


def test_two_receipts_that_differ_are_both_kept() -> None:
    letter = filed("17/07/2026", "21/07/2026", Channel.LETTER)
    receipt = Acknowledged(on=day("24/07/2026"), received_on=day("20/07/2026"))
    silence = silence_of((letter, receipt))
    assert silence.computed_on == day("21/09/2026")
    assert silence.cautious_on == day("18/09/2026")  # the 20th is a Sunday
    assert "20/07/2026 et 21/07/2026" in silence.doubt


def test_pieces_asked_within_a_time_suspend_a_refusal() -> None:
    asked = PiecesAsked(on=day("01/08/2026"), answer_by=day("01/09/2026"))
    sent = PiecesSent(on=day("11/08/2026"))
    assert silence_of((filed("18/07/2026"), asked, sent)).computed_on == day("28/09/2026")
    # never produced: the suspension ends with the time given
    assert silence_of((filed("18/07/2026"), asked)).computed_on == day("19/10/2026")
    assert silence_of((filed("18/07/2026"), asked)).cautious_on == day("19/10/2026")


def test_pieces_asked_without_a_time_never_hide_the_shorter_date() -> None:
    asked = PiecesAsked(on=day("01/08/2026"))
    silence = silence_of((filed("18/07/2026"), asked), today="11/08/2026")
    assert silence.cautious_on == day("18/09/2026")
    assert silence.computed_on == day("28/09/2026")
    assert "recule chaque jour" in silence.doubt


def test_two_overlapping_requests_are_not_counted_twice() -> None:
    first = PiecesAsked(on=day("01/08/2026"), answer_by=day("21/08/2026"))
    second = PiecesAsked(on=day("11/08/2026"), answer_by=day("31/08/2026"))
    assert silence_of((filed("18/07/2026"), first, second)).computed_on == day("18/10/2026")


def test_pieces_asked_once_silence_has_refused_suspend_nothing() -> None:
    asked = PiecesAsked(on=day("01/10/2026"), answer_by=day("01/11/2026"))
    assert silence_of((filed("18/07/2026"), asked)).computed_on == day("18/09/2026")


def test_a_tacit_agreement_runs_from_the_complete_file() -> None:
    right = a_right("c2s", silence=a_silence(effect="acceptance", start="complete_file"))
    plain = silence_of((filed("17/07/2026"),), right)
    assert plain.computed_on == day("17/09/2026")
    assert "dossier complet" in plain.doubt
    asked, sent = PiecesAsked(on=day("03/08/2026")), PiecesSent(on=day("20/08/2026"))
    assert silence_of((filed("17/07/2026"), asked, sent), right).computed_on == day("20/10/2026")
    waiting = silence_of((filed("17/07/2026"), asked), right, today="01/09/2026")
    assert waiting.computed_on == day("01/11/2026")
    assert waiting.cautious_on == day("17/09/2026")


def test_a_silence_that_decides_nothing_has_no_date() -> None:
    assert clock((filed("17/07/2026"),), a_right(silence=a_silence(effect="none"))) == ()
    assert clock((filed("17/07/2026"),), a_right(silence=None)) == ()


def test_missing_pieces_have_their_own_last_day_until_they_are_sent() -> None:
    asked = PiecesAsked(on=day("06/10/2026"), answer_by=day("07/11/2026"))
    (pieces,) = of_kind(clock((filed("01/10/2026"), asked)), DeadlineKind.PIECES)
    assert pieces.computed_on == day("07/11/2026")
    assert pieces.cautious_on == day("06/11/2026")
    sent = PiecesSent(on=day("20/10/2026"))
    assert not of_kind(clock((filed("01/10/2026"), asked, sent)), DeadlineKind.PIECES)


def test_follow_ups_come_before_a_refusal_by_silence() -> None:
    right = a_right(follow_up={"days": [30, 75], "text": ""})
    found = of_kind(clock((filed("01/10/2026"),), right, "02/10/2026"), DeadlineKind.FOLLOW_UP)
    assert [d.computed_on for d in found] == [day("30/10/2026"), day("30/11/2026")]
    assert found[0].label == "Relancer la CAF"
    silence = silence_of((filed("01/10/2026"),), right)
    assert all(d.computed_on < silence.computed_on for d in found)


def test_of_the_follow_ups_that_have_passed_one_is_left() -> None:
    right = a_right(follow_up={"days": [10, 20, 30], "text": ""})
    found = of_kind(clock((filed("01/10/2026"),), right, "25/10/2026"), DeadlineKind.FOLLOW_UP)
    assert [d.computed_on for d in found] == [day("21/10/2026"), day("30/10/2026")]


def test_a_body_that_has_spoken_is_not_asked_about_what_came_before() -> None:
    right = a_right(follow_up={"days": [10, 30], "text": ""})
    receipt = Acknowledged(on=day("20/10/2026"))
    found = of_kind(clock((filed("01/10/2026"), receipt), right), DeadlineKind.FOLLOW_UP)
    assert [d.computed_on for d in found] == [day("30/10/2026")]


def test_silence_is_known_to_have_run_the_day_after_it_has() -> None:
    events = (filed("18/07/2026"),)
    term = awaited(events, MDPH, day("19/11/2026"))
    assert term is not None
    assert not term.has_run(day("18/11/2026"))
    assert term.has_run(day("19/11/2026"))
    assert term.last_day == day("18/11/2026")
    refused = Refused(on=day("01/10/2026"), notified_on=day("01/10/2026"))
    assert awaited((*events, refused), MDPH, day("19/11/2026")) is None


def test_the_appeal_against_silence_stands_once_it_is_stated_and_before() -> None:
    events = (filed("18/07/2026"),)
    stated = (*events, NoAnswer(on=day("23/11/2026")))
    assert appeals_of(events, MDPH) == appeals_of(stated, MDPH)
    assert not of_kind(clock(stated, MDPH), DeadlineKind.FOLLOW_UP)


def test_nothing_is_left_of_a_claim_given_up_or_closed() -> None:
    assert clock((filed("01/10/2026"), Withdrawn(on=day("02/10/2026")))) == ()
    assert clock((filed("01/10/2026"), Closed(on=day("02/10/2026")))) == ()


def test_events_entered_out_of_order_give_the_same_dates() -> None:
    asked = PiecesAsked(on=day("01/08/2026"), answer_by=day("01/09/2026"))
    sent = PiecesSent(on=day("11/08/2026"))
    events = (filed("18/07/2026"), asked, sent)
    assert clock(events) == clock(tuple(reversed(events))) == clock((sent, *events[:2]))
