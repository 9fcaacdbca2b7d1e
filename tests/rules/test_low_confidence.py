"""A fact of low confidence never fixes alone the date that a reminder goes by.

Every delay of every shipped right, and every rule of `resources/time_limits`, through the clock.
"""

from __future__ import annotations

import itertools
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from caseapp.domain.claim import (
    Acknowledged,
    AppealDecided,
    AppealFiled,
    Channel,
    ClaimEvent,
    Granted,
    NoAnswer,
    Refused,
)
from caseapp.domain.deadline import Confidence, Deadline, DeadlineKind
from caseapp.kernel.calendar import Month, is_working_day
from caseapp.kernel.typography import typeset
from caseapp.rules.catalogue import AppealRoute, SilenceEffect
from caseapp.rules.catalogue_loader import load_catalogue
from caseapp.rules.claim_appeals import chains, rule_for
from caseapp.rules.claim_clock import deadlines
from caseapp.rules.legal_texts import appeal_rules
from caseapp.rules.overpayment import arrears_limit, debt_rules
from tests.support.claims import a_right, a_silence, appeal, day, filed, of_kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from caseapp.rules.catalogue import Right

CATALOGUE = load_catalogue()
FILED = filed("01/09/2026", received="01/09/2026")
KNOWN = day("01/10/2026")
REFUSED = Refused(on=KNOWN, notified_on=KNOWN)
LONGER = typeset(
    appeal_rules().notes["reasonable_time"].text
)  # a year beside two months: it hurries nobody


def lives(right: Right) -> Iterator[tuple[ClaimEvent, ...]]:
    """Yield what may happen to a claim, to every appeal that the right lists and its answer."""
    yield ()
    yield (FILED,)
    receipt = Acknowledged(on=day("02/09/2026"), mentions_appeal_routes=True)
    yield (FILED, receipt)
    yield (FILED, NoAnswer(on=day("02/11/2026")))
    partial = Granted(on=KNOWN, notified_on=KNOWN, partial=True)
    unsaid = Refused(on=KNOWN, notified_on=KNOWN, mentions_appeal_routes=False)
    granted = Granted(on=KNOWN, notified_on=KNOWN)
    for decision in (REFUSED, partial, unsaid, Granted(on=KNOWN, partial=True), granted):
        yield (FILED, decision)
    for route in dict.fromkeys(each.route.value for each in right.appeals):
        contested = AppealFiled(on=day("05/10/2026"), route=route, channel=Channel.ONLINE)
        rejected = AppealDecided(on=day("20/10/2026"), notified_on=day("20/10/2026"), granted=False)
        yield (FILED, REFUSED, contested)
        yield (FILED, REFUSED, contested, rejected)


def clock(right: Right, events: tuple[ClaimEvent, ...]) -> tuple[Deadline, ...]:
    return deadlines(events, right, opened_on=day("01/09/2026"), today=day("02/09/2026"))


def surer(right: Right) -> Right:
    """Return the right as it would be if each of its delays had been read in its text."""
    sure = {"confidence": Confidence.HIGH}
    return right.model_copy(
        update={
            "silence": right.silence and right.silence.model_copy(update=sure),
            "appeals": tuple(each.model_copy(update=sure) for each in right.appeals),
        }
    )


@pytest.mark.parametrize("code", CATALOGUE.codes())
def test_a_date_of_low_confidence_says_so_and_a_sooner_one_stands_first(code: str) -> None:
    right = CATALOGUE.right(code)
    for events in lives(right):
        found, sure = clock(right, events), clock(surer(right), events)
        for deadline in found:
            if deadline.confidence is not Confidence.LOW:
                continue
            assert deadline.doubt, deadline
            if deadline.kind is DeadlineKind.APPEAL:
                _comes_sooner(deadline, sure)
            elif not any(isinstance(event, NoAnswer) for event in events):  # it is still awaited
                calls = of_kind(found, DeadlineKind.FOLLOW_UP)
                assert calls, deadline
                assert calls[0].cautious_on < deadline.cautious_on, deadline


def _comes_sooner(deadline: Deadline, sure: tuple[Deadline, ...]) -> None:
    twin = next(
        d
        for d in of_kind(sure, DeadlineKind.APPEAL)
        if (d.route, d.label, d.computed_on)
        == (deadline.route, deadline.label, deadline.computed_on)
    )
    if twin.confidence is Confidence.LOW and LONGER in twin.doubt:
        return  # sure but for what can only make it longer
    if twin.confidence is Confidence.LOW:  # its way of counting is unsure, whatever the right says
        assert deadline.cautious_on < deadline.computed_on - timedelta(days=2), deadline
    else:
        assert deadline.cautious_on < twin.cautious_on, deadline
    assert is_working_day(deadline.cautious_on)


def _unsure_delays(right: Right) -> Iterator[str]:
    """Yield the delays of low confidence that the clock has to date."""
    silence = right.silence
    if silence and silence.confidence is Confidence.LOW and silence.effect is SilenceEffect.REFUSAL:
        yield "silence"
    prior = any(chain.prior for chain in chains(right))
    for each in right.appeals:
        if not each.from_decision or (prior and each.route is AppealRoute.GRACIEUX):
            continue  # never dated: it runs from something else, or keeps nothing
        rule = rule_for(each)
        dated = each.months or each.days or rule.months or rule.days
        if dated and Confidence.LOW in {each.confidence, rule.confidence}:
            yield each.route.value


def test_the_clock_meets_every_delay_of_low_confidence_of_the_catalogue() -> None:
    listed, met = set(), set()
    for right in CATALOGUE.all():
        listed |= {(right.code, delay) for delay in _unsure_delays(right)}
        for deadline in itertools.chain(*(clock(right, events) for events in lives(right))):
            if deadline.confidence is Confidence.LOW:
                met.add((right.code, deadline.route or deadline.kind.value))

    assert listed
    assert listed <= met, listed - met


def test_no_right_opens_by_a_rule_of_low_confidence_that_gives_a_date() -> None:
    unsure = [
        r.code for r in CATALOGUE.all() if r.opening and r.opening.confidence is Confidence.LOW
    ]
    assert unsure
    for code in unsure:
        assert not of_kind(clock(CATALOGUE.right(code), ()), DeadlineKind.FILING)


@pytest.mark.parametrize("level", [Confidence.MEDIUM, Confidence.LOW])
def test_half_of_an_unsure_delay_of_appeal_is_counted_on(level: Confidence) -> None:
    right = a_right(appeals=(appeal(1, "ta", confidence=level),))

    (found,) = of_kind(clock(right, (FILED, REFUSED)), DeadlineKind.APPEAL)

    assert found.computed_on == day("02/12/2026")
    expected = "30/10/2026" if level is Confidence.LOW else "01/12/2026"  # 31/10 is a Saturday
    assert found.cautious_on == day(expected)


def test_an_unsure_silence_hurries_the_appeal_that_follows_it() -> None:
    (found,) = of_kind(
        clock(a_right(silence=a_silence(confidence=Confidence.LOW)), (FILED,)), DeadlineKind.APPEAL
    )
    (silence,) = of_kind(
        clock(a_right(silence=a_silence(confidence=Confidence.LOW)), (FILED,)), DeadlineKind.SILENCE
    )

    assert silence.computed_on < found.cautious_on
    assert found.cautious_on < found.computed_on - timedelta(days=25)
    assert "à confirmer" in silence.doubt


@pytest.mark.parametrize("code", [rule.code for rule in debt_rules().rules] + ["otherwise"])
def test_a_prescription_of_low_confidence_says_why_and_is_counted_short(code: str) -> None:
    rules = debt_rules()
    rule = next((each for each in rules.rules if each.code == code), rules.otherwise)
    if rule.confidence is Confidence.LOW:
        assert rule.doubt

    for right in rule.rights or ("fsl",):
        limit = arrears_limit(right, Month(2026, 3))
        assert limit.cautious_on < limit.computed_on
        assert limit.doubt or limit.confidence is not Confidence.LOW
