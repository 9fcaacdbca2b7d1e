"""What is open once an appeal was sent, answered, or left without an answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from caseapp.domain.claim import AppealDecided, AppealFiled, Channel, PiecesSent, Refused
from caseapp.domain.deadline import Confidence, Deadline, DeadlineKind
from caseapp.rules.claim_clock import deadlines
from tests.support.claims import (
    CRA_THEN_POLE_SOCIAL,
    TA_ALONE,
    a_right,
    appeal,
    day,
    filed,
    of_kind,
)

if TYPE_CHECKING:
    from caseapp.domain.claim import ClaimEvent
    from caseapp.rules.catalogue import Right

RSA = a_right()
CCAS = a_right("aides_ccas", agency="CCAS", appeals=TA_ALONE)
REFUSED = Refused(on=day("16/09/2026"), notified_on=day("18/09/2026"))


def sent(
    route: str, on: str, received: str | None = None, channel: Channel = Channel.ONLINE
) -> AppealFiled:
    return AppealFiled(
        on=day(on), route=route, channel=channel, received_on=day(received) if received else None
    )


def rejected(on: str, *, granted: bool = False) -> AppealDecided:
    return AppealDecided(on=day(on), notified_on=day(on), granted=granted)


def dates(right: Right, *events: ClaimEvent) -> tuple[Deadline, ...]:
    return deadlines(
        (filed("01/08/2026"), REFUSED, *events),
        right,
        opened_on=day("01/08/2026"),
        today=day("23/11/2026"),
    )


def routes(right: Right, *events: ClaimEvent) -> list[str]:
    return [d.route for d in of_kind(dates(right, *events), DeadlineKind.APPEAL)]


def test_the_silence_of_a_rapo_leads_to_the_administrative_court() -> None:
    silence, ta = dates(RSA, sent("rapo", "02/10/2026"))
    assert silence.computed_on == day("02/12/2026")
    assert silence.article == "CRPA L411-7"
    assert ta.route == "ta"
    assert ta.cautious_on == day("02/02/2027")
    assert ta.computed_on == day("03/02/2027")
    assert ta.article == "CJA R421-2"


def test_an_appeal_by_letter_says_that_its_receipt_is_not_known() -> None:
    silence, ta = dates(RSA, sent("rapo", "02/10/2026", channel=Channel.REGISTERED_LETTER))
    assert "date d'envoi" in silence.doubt
    assert "date d'envoi" in ta.doubt
    assert ta.confidence is Confidence.MEDIUM


def test_a_rejected_rapo_leads_to_the_court_from_its_notification() -> None:
    (ta,) = dates(RSA, sent("rapo", "02/10/2026"), rejected("16/11/2026"))
    assert ta.computed_on == day("18/01/2027")  # the 17th, franc, is a Sunday
    assert ta.cautious_on == day("15/01/2027")


def test_a_won_appeal_leaves_nothing() -> None:
    assert dates(RSA, sent("rapo", "02/10/2026"), rejected("16/11/2026", granted=True)) == ()


def test_before_the_court_nothing_more_is_computed() -> None:
    rapo = (sent("rapo", "02/10/2026"), rejected("16/10/2026"))
    assert dates(RSA, *rapo, sent("ta", "20/11/2026")) == ()
    assert dates(RSA, *rapo, sent("ta", "20/10/2026"), rejected("20/11/2026")) == ()


def test_a_court_seized_too_soon_does_not_hide_the_prior_appeal() -> None:
    (alone,) = dates(RSA)
    (rapo,) = dates(RSA, sent("ta", "02/10/2026"))
    assert (rapo.route, rapo.cautious_on) == ("rapo", alone.cautious_on)
    assert "sans le recours préalable" in rapo.doubt


def test_pieces_added_to_a_cra_restart_its_silence_but_not_the_cautious_date() -> None:
    right = a_right("asf", appeals=CRA_THEN_POLE_SOCIAL)
    silence, court = dates(right, sent("cra", "02/10/2026"), PiecesSent(on=day("20/10/2026")))
    assert silence.cautious_on == day("02/12/2026")
    assert silence.computed_on == day("20/12/2026")
    assert court.cautious_on == day("02/02/2027")
    assert court.computed_on == day("22/02/2027")


def test_a_gracious_appeal_is_not_proposed_where_another_is_mandatory() -> None:
    right = a_right(appeals=(*RSA.appeals, CCAS.appeals[0]))
    assert routes(right) == ["rapo"]
    assert routes(CCAS) == ["gracieux", "ta"]


def test_an_optional_appeal_never_shortens_the_mandatory_one() -> None:
    with_it, without = dates(CCAS), dates(a_right(appeals=(appeal(1, "ta"),)))
    ta = next(d for d in with_it if d.route == "ta")
    assert ta.cautious_on == without[0].cautious_on
    assert ta.computed_on == without[0].computed_on


def test_a_gracious_appeal_in_time_gives_a_whole_new_delay() -> None:
    silence, ta = dates(CCAS, sent("gracieux", "02/10/2026"))
    assert silence.computed_on == day("02/12/2026")
    assert ta.computed_on == day("03/02/2027")
    (answered,) = dates(CCAS, sent("gracieux", "02/10/2026"), rejected("16/11/2026"))
    assert answered.computed_on == day("18/01/2027")


def test_a_gracious_appeal_on_the_last_possible_day_is_doubtful() -> None:
    ta = [d for d in dates(CCAS, sent("gracieux", "19/11/2026")) if d.route == "ta"]
    assert ta[0].computed_on == day("22/03/2027")
    assert "18/11/2026" in ta[0].doubt


def test_a_late_gracious_appeal_interrupts_nothing() -> None:
    ta = [d for d in dates(CCAS, sent("gracieux", "20/11/2026")) if d.route == "ta"]
    assert ta[0].computed_on == day("19/11/2026")
    assert "tardif" in ta[0].doubt


def test_a_second_gracious_appeal_interrupts_nothing() -> None:
    once = (sent("gracieux", "02/10/2026"), rejected("16/10/2026"))
    (first,) = dates(CCAS, *once)
    (again,) = dates(CCAS, *once, sent("gracieux", "20/10/2026"))
    assert again.computed_on == first.computed_on


def test_a_gracious_appeal_does_not_keep_the_delay_of_a_rapo() -> None:
    (alone,) = dates(RSA)
    (rapo,) = dates(RSA, sent("gracieux", "02/10/2026"))
    assert (rapo.route, rapo.computed_on) == ("rapo", alone.computed_on)
    assert "ne conserve pas" in rapo.doubt


def test_a_mediation_leaves_the_delay_as_it_is_and_says_why() -> None:
    (alone,) = dates(RSA)
    (rapo,) = dates(RSA, sent("mediation", "02/10/2026"))
    assert rapo.cautious_on == alone.cautious_on
    assert "facultative est en cours" in rapo.doubt
    assert dates(RSA, sent("mediation", "02/10/2026"), rejected("20/10/2026"))[0].route == "rapo"


def test_a_mediation_that_succeeds_ends_the_dispute() -> None:
    won = rejected("20/10/2026", granted=True)
    assert dates(RSA, sent("mediation", "02/10/2026"), won) == ()


def test_an_answer_is_taken_as_that_of_the_mandatory_appeal() -> None:
    both = (sent("rapo", "02/10/2026"), sent("mediation", "05/10/2026"), rejected("16/11/2026"))
    assert routes(RSA, *both) == ["ta"]


def test_the_mandatory_mediation_of_france_travail_opens_the_court_when_it_ends() -> None:
    right = a_right(
        "ass",
        appeals=(
            appeal(1, "mediation_france_travail"),
            appeal(2, "ta", after=["mediation_france_travail"]),
        ),
    )
    (mediation,) = dates(right)
    assert mediation.computed_on == day("19/11/2026")
    assert dates(right, sent("mediation_france_travail", "02/10/2026")) == ()
    ended = (sent("mediation_france_travail", "02/10/2026"), rejected("16/11/2026"))
    assert routes(right, *ended) == ["ta"]


def test_alternative_bodies_are_all_shown_the_shortest_first() -> None:
    right = a_right(
        "ada",
        appeals=(
            appeal(2, "ta", months=None, days=7, applies_to="refus des conditions d'accueil"),
            appeal(3, "ta", applies_to="montant"),
        ),
    )
    short, long = dates(right)
    assert short.computed_on == day("25/09/2026")
    assert short.article == "CESEDA L555-1, L921-1"
    assert long.computed_on == day("19/11/2026")


def test_an_appeal_whose_delay_starts_elsewhere_has_no_date() -> None:
    right = a_right(appeals=(*RSA.appeals, appeal(5, "other", from_decision=False)))
    assert routes(right) == ["rapo"]


def test_a_body_without_any_delay_has_no_date() -> None:
    right = a_right(appeals=(appeal(1, "other", months=None),))
    assert dates(right) == ()


def test_each_body_of_the_cmi_follows_the_same_prior_appeal() -> None:
    right = a_right(
        "cmi",
        appeals=(
            appeal(1, "rapo"),
            appeal(2, "pole_social", after=["rapo"]),
            appeal(3, "ta", after=["rapo"]),
        ),
    )
    courts = routes(right, sent("rapo", "02/10/2026"), rejected("16/11/2026"))
    assert sorted(courts) == ["pole_social", "ta"]
