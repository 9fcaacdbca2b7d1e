"""The clock on the rights of the catalogue as they ship, and what holds for all of them."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from caseapp.domain.claim import (
    Acknowledged,
    AidOutcome,
    AppealDecided,
    AppealFiled,
    Channel,
    ClaimEvent,
    Completed,
    Filed,
    Granted,
    LegalAidAsked,
    LegalAidDecided,
    NoAnswer,
    PiecesAsked,
    PiecesSent,
    ReasonsAsked,
    ReasonsGiven,
    Refused,
    Transmitted,
)
from caseapp.domain.deadline import Deadline, DeadlineKind
from caseapp.kernel.calendar import Territory, is_working_day
from caseapp.kernel.errors import UserInputError
from caseapp.kernel.money import Money
from caseapp.rules.catalogue import SilenceStage
from caseapp.rules.catalogue_loader import load_catalogue
from caseapp.rules.claim_clock import deadlines
from caseapp.rules.claim_life import check, state_of
from tests.support.claims import day, filed, of_kind

if TYPE_CHECKING:
    from random import Random

    from caseapp.rules.catalogue import Right

CATALOGUE = load_catalogue()
CODES = CATALOGUE.codes()
TODAY = day("23/11/2026")
REFUSED = Refused(on=day("20/11/2026"), notified_on=day("23/11/2026"))


def clock(code: str, *events: ClaimEvent) -> tuple[Deadline, ...]:
    return deadlines(events, CATALOGUE.right(code), opened_on=TODAY, today=TODAY)


def dates(found: tuple[Deadline, ...], kind: DeadlineKind) -> list[tuple[str, date, date]]:
    return [(d.route, d.cautious_on, d.computed_on) for d in of_kind(found, kind)]


@pytest.mark.parametrize(
    ("code", "route", "cautious", "computed"),
    [
        ("rsa", "rapo", "22/01/2027", "23/01/2027"),
        ("prime_activite", "rapo", "22/01/2027", "23/01/2027"),
        ("aide_logement", "rapo", "22/01/2027", "23/01/2027"),
        ("asf", "cra", "22/01/2027", "23/01/2027"),
        ("c2s", "cra", "22/01/2027", "23/01/2027"),
        ("aspa", "cra", "22/01/2027", "23/01/2027"),
        ("ass", "mediation_france_travail", "22/01/2027", "25/01/2027"),
        ("aides_ccas", "ta", "22/01/2027", "25/01/2027"),
        ("ada", "ta", "26/11/2026", "30/11/2026"),  # seven days, to be confirmed: half of them
    ],
)
def test_a_refusal_is_contested_before_the_body_of_its_right(
    code: str, route: str, cautious: str, computed: str
) -> None:
    found = dates(clock(code, filed("01/11/2026"), REFUSED), DeadlineKind.APPEAL)
    assert (route, day(cautious), day(computed)) in found


@pytest.mark.parametrize(
    ("code", "route", "court"),
    [
        ("rsa", "rapo", "ta"),
        ("prime_activite", "rapo", "ta"),
        ("aide_logement", "rapo", "ta"),
        ("aah", "rapo", "pole_social"),
        ("aeeh", "rapo", "pole_social"),
        ("rqth", "rapo", "ta"),
        ("asf", "cra", "pole_social"),
        ("c2s", "cra", "pole_social"),
        ("asi", "cra", "pole_social"),
    ],
)
def test_an_appeal_left_without_an_answer_leads_to_the_right_court(
    code: str, route: str, court: str
) -> None:
    refused = Refused(on=day("20/09/2026"), notified_on=day("23/09/2026"))
    appeal = AppealFiled(on=day("01/10/2026"), route=route, channel=Channel.ONLINE)
    found = clock(code, filed("01/09/2026"), refused, appeal)
    assert dates(found, DeadlineKind.SILENCE) == [(route, day("01/12/2026"), day("01/12/2026"))]
    assert [d.route for d in of_kind(found, DeadlineKind.APPEAL)] == [court]


@pytest.mark.parametrize(
    ("code", "months_end"),
    [("rsa", "01/11/2026"), ("aah", "01/01/2027"), ("aspa", "01/01/2027"), ("asf", "01/11/2026")],
)
def test_the_silence_of_a_right_ends_on_its_day(code: str, months_end: str) -> None:
    (silence,) = of_kind(clock(code, filed("01/09/2026")), DeadlineKind.SILENCE)
    assert silence.computed_on == day(months_end)
    assert "rejet implicite" in silence.label
    assert silence.article


def test_the_silence_about_the_c2s_accepts() -> None:
    (silence,) = of_kind(clock("c2s", filed("01/09/2026")), DeadlineKind.SILENCE)
    assert "accord tacite" in silence.label
    assert silence.computed_on == day("01/11/2026")


def test_the_chain_of_the_mdph_on_the_real_aah() -> None:
    found = clock("aah", filed("31/10/2026"))
    assert dates(found, DeadlineKind.SILENCE)[0][2] == day("28/02/2027")
    assert dates(found, DeadlineKind.APPEAL)[0][:2] == ("rapo", day("28/04/2027"))


def test_the_chain_of_the_ajpp_on_the_real_right() -> None:
    found = dates(clock("ajpp", filed("10/03/2026")), DeadlineKind.SILENCE)
    assert [computed for _, _, computed in found] == [day("31/05/2026"), day("30/06/2026")]


def test_after_the_cdaph_the_real_aah_waits_for_the_caf() -> None:
    found = clock("aah", filed("01/07/2026"), Granted(on=day("30/10/2026")))
    assert dates(found, DeadlineKind.SILENCE)[0][2] == day("30/11/2026")
    assert [d.route for d in of_kind(found, DeadlineKind.APPEAL)] == ["cra"]


def test_a_silence_that_the_clock_counts_has_its_delay_its_article_and_its_words() -> None:
    counted = [
        (right.code, other)
        for right in CATALOGUE.all()
        for other in right.other_silences
        if other.stage in {SilenceStage.PAYER, SilenceStage.OPINION}
    ]
    assert [code for code, _ in counted] == ["aah", "ajpp"]
    for _, other in counted:
        assert other.months
        assert other.basis
        assert other.body
        payer = other.stage is SilenceStage.PAYER
        assert (other.of_body and other.after) if payer else other.label


@pytest.mark.parametrize("code", CODES)
def test_every_right_can_be_followed_from_filing_to_refusal(code: str) -> None:
    for events in ((), (filed("01/09/2026"),), (filed("01/09/2026"), REFUSED)):
        for deadline in clock(code, *events):
            assert deadline.cautious_on <= deadline.computed_on
            assert len(deadline.label) <= 300
            assert len(deadline.article) <= 200
            assert len(deadline.body) <= 300
            assert deadline.article or deadline.kind is DeadlineKind.FOLLOW_UP or deadline.doubt


DAYS = st.integers(0, 400).map(lambda n: day("01/10/2025") + timedelta(days=n))
CHANNELS = st.sampled_from(list(Channel))
ROUTES = st.sampled_from(["rapo", "cra", "gracieux", "mediation", "ta", "pole_social"])
LATER = st.integers(0, 40).map(lambda n: timedelta(days=n))


@st.composite
def an_event(draw: st.DrawFn) -> ClaimEvent:
    on, later = draw(DAYS), draw(LATER)
    choices: list[ClaimEvent] = [
        Filed(on=on, channel=draw(CHANNELS), received_on=draw(st.sampled_from([None, on]))),
        Acknowledged(on=on + later, received_on=draw(st.sampled_from([None, on]))),
        PiecesAsked(on=on, answer_by=draw(st.sampled_from([None, on + later]))),
        PiecesSent(on=on),
        Granted(on=on, notified_on=on + later, partial=draw(st.booleans())),
        Granted(on=on, amount=Money(10000)),
        Refused(on=on, notified_on=on + later, mentions_appeal_routes=draw(st.booleans())),
        NoAnswer(on=on),
        AppealFiled(on=on, route=draw(ROUTES), channel=draw(CHANNELS)),
        AppealDecided(on=on, notified_on=on + later, granted=draw(st.booleans())),
        Transmitted(on=on, received_on=draw(st.sampled_from([None, on + later]))),
        Completed(on=on),
        ReasonsAsked(on=on),
        ReasonsGiven(on=on),
        LegalAidAsked(on=on),
        LegalAidDecided(on=on, outcome=draw(st.sampled_from(list(AidOutcome)))),
    ]
    return draw(st.sampled_from(choices))


@st.composite
def a_life(draw: st.DrawFn) -> tuple[Right, tuple[ClaimEvent, ...]]:
    """Draw a right, and events that could all be recorded, in the order of their entry."""
    right = CATALOGUE.right(draw(st.sampled_from(list(CODES))))
    events: list[ClaimEvent] = [Filed(on=draw(DAYS), channel=draw(CHANNELS))]
    for event in draw(st.lists(an_event(), max_size=9)):
        try:
            check(events, event, TODAY, right)
        except UserInputError:
            continue
        events.append(event)
    return right, tuple(events)


@given(a_life(), st.sampled_from(list(Territory)), st.randoms(use_true_random=False))
@settings(max_examples=250, deadline=None)
def test_any_life_of_a_claim_gives_sound_dates(
    life: tuple[Right, tuple[ClaimEvent, ...]], territory: Territory, chance: Random
) -> None:
    right, events = life
    found = deadlines(events, right, opened_on=TODAY, today=TODAY, territory=territory)
    first = min(event.on for event in events)
    for deadline in found:
        assert deadline.cautious_on <= deadline.computed_on
        assert is_working_day(deadline.cautious_on, territory)
        if deadline.kind in {DeadlineKind.SILENCE, DeadlineKind.APPEAL}:
            assert deadline.cautious_on > first
    twins = {(type(event) in {Granted, Refused} or type(event), event.on) for event in events}
    if len(twins) < len(events):
        return  # events of one kind and day keep the order of their entry
    shuffled = list(events)
    chance.shuffle(shuffled)
    again = deadlines(shuffled, right, opened_on=TODAY, today=TODAY, territory=territory)
    assert again == found
    assert state_of(shuffled, right, TODAY) is state_of(events, right, TODAY)
