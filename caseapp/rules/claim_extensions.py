"""What gives a delay of appeal more time: legal aid, the reasons of a refusal, a mediation.

The computed date takes all of it; the cautious one only what is settled: legal aid asked for in time
before a court, and reasons that were asked for in time and given. A pause for a mediation never
moves it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from caseapp.domain.claim import (
    AidOutcome,
    AppealDecided,
    AppealFiled,
    LegalAidAsked,
    LegalAidDecided,
    ReasonsAsked,
    ReasonsGiven,
)
from caseapp.domain.deadline import Confidence
from caseapp.kernel import french
from caseapp.kernel.calendar import Territory, months_after, working_day_from
from caseapp.rules.catalogue import AppealRoute
from caseapp.rules.claim_appeals import appeal_answered
from caseapp.rules.claim_history import known_on, of_kind
from caseapp.rules.legal_texts import LimitRule, appeal_rules
from caseapp.rules.time_limits import Counted, Span, count, weakest

if TYPE_CHECKING:
    from caseapp.rules.claim_history import History

_GIVES_TIME = (AppealFiled, ReasonsAsked, LegalAidAsked)
_PAUSES = {AppealRoute.MEDIATION: "Médiation", AppealRoute.CONCILIATION: "Conciliation"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Running:
    """A delay of appeal that runs: how it is counted, and both its dates."""

    rule: LimitRule
    start: Span
    months: int | None
    days: int | None
    territory: Territory
    implicit: bool
    computed_on: date
    cautious_on: date
    confidence: Confidence = Confidence.HIGH
    told: tuple[str, ...] = ()
    articles: tuple[str, ...] = ()

    def count(self, start: Span, *, months: int | None = None) -> Counted:
        """Count the whole delay anew, or so many months of it, from another start."""
        own = (self.months, self.days) if months is None else (months, None)
        return count(self.rule, start, self.territory, months=own[0], days=own[1])

    def lasts(self, counted: Counted, *, cautious: bool) -> Running:
        """Return the delay until the later of its own end and another."""
        return replace(
            self,
            computed_on=max(self.computed_on, counted.computed_on),
            cautious_on=max(self.cautious_on, counted.cautious_on)
            if cautious
            else self.cautious_on,
        )

    def tell(self, article: str, confidence: Confidence, *words: str) -> Running:
        """Return the delay with what is said of it, and what that rests on."""
        return replace(
            self,
            told=(*self.told, *words),
            articles=(*self.articles, article),
            confidence=weakest(self.confidence, confidence),
        )


def extended(delay: Running, history: History, today: date) -> Running:
    """Return a delay with all that gives it more time."""
    if not any(isinstance(event, _GIVES_TIME) for event in history):
        return delay
    delay = _with_pauses(delay, history, today)
    if delay.implicit:
        delay = _with_reasons(delay, history)
    return _with_legal_aid(delay, history, today)


def _with_pauses(delay: Running, history: History, today: date) -> Running:
    rule = appeal_rules().pauses
    counted_until = date.min
    for asked in of_kind(history, AppealFiled):
        first = pause_from(asked)
        if first is None or not delay.start.early <= first <= delay.computed_on:
            continue
        end = _end_of(asked, history)
        last = max(first, end or today)
        pause = max(last - max(first, counted_until), timedelta())
        counted_until = max(counted_until, last)
        computed = delay.computed_on + pause
        if pause and delay.rule.reported:
            computed = working_day_from(computed, delay.territory)
        words = rule.ended if end else rule.running
        said = words.format(
            name=_PAUSES[AppealRoute(asked.route)], first=french.day(first), last=french.day(last)
        )
        delay = replace(delay, computed_on=computed).tell(rule.article, rule.confidence, said)
    return delay


def pause_from(asked: AppealFiled) -> date | None:
    """Return from when a mediation stops the delays: not before the mediator takes it up."""
    if asked.route == AppealRoute.MEDIATION:
        return asked.admissible_on
    return asked.admissible_on or asked.on if asked.route == AppealRoute.CONCILIATION else None


def _end_of(asked: AppealFiled, history: History) -> date | None:
    for answer in of_kind(history, AppealDecided):
        if appeal_answered(history, answer) is asked:
            return known_on(answer)
    return None


def _with_reasons(delay: Running, history: History) -> Running:
    rule = appeal_rules().reasons
    asked = next((e for e in of_kind(history, ReasonsAsked) if e.on >= delay.start.early), None)
    if asked is None or asked.on > delay.computed_on:
        return delay
    before_court = delay.rule.code in appeal_rules().legal_aid.rules
    given = next((e for e in of_kind(history, ReasonsGiven) if e.on >= asked.on), None)
    asked_on, words = french.day(asked.on), []
    in_time = asked.on <= delay.cautious_on
    if not in_time:
        words.append(rule.late.format(asked=asked_on, until=french.day(delay.cautious_on)))
    if not before_court:
        words.append(rule.elsewhere)
    if given is None:
        until = french.day(months_after(asked.on, rule.answer_months))
        words.insert(0, rule.pending.format(asked=asked_on, until=until))
    else:
        counted = delay.count(Span.sure(given.on), months=rule.months)
        delay = delay.lasts(counted, cautious=in_time and before_court)
        words.insert(0, rule.given.format(asked=asked_on, given=french.day(given.on)))
    sure = in_time and before_court
    return delay.tell(rule.article, rule.confidence if sure else Confidence.MEDIUM, *words)


def _with_legal_aid(delay: Running, history: History, today: date) -> Running:
    rule = appeal_rules().legal_aid
    requests = of_kind(history, LegalAidAsked)
    if not requests:
        return delay
    settled, doubtful = delay.rule.code in rule.rules, delay.rule.code in rule.doubtful
    if not settled and not doubtful:
        return delay.tell(rule.article, Confidence.HIGH, rule.elsewhere)
    for place, asked in enumerate(requests):
        until = requests[place + 1].on if place + 1 < len(requests) else date.max
        answers = [e for e in of_kind(history, LegalAidDecided) if asked.on <= e.on <= until]
        start = _new_start(asked, answers, today)
        if asked.on <= delay.computed_on and start.computed >= delay.start.early:
            break
    else:
        return delay
    in_time = asked.on <= delay.cautious_on
    words = [
        (rule.decided if answers else rule.pending).format(
            asked=french.day(asked.on), start=french.day(start.computed)
        )
    ]
    if not in_time:
        until_day = french.day(delay.cautious_on)
        words.append(rule.late.format(asked=french.day(asked.on), until=until_day))
    if doubtful:
        words.append(rule.unsure)
    if len(requests) > 1:
        words.append(rule.again)
    words.append(rule.read)
    delay = delay.lasts(delay.count(start), cautious=in_time and settled)
    return delay.tell(rule.article, rule.confidence, *words)


def _new_start(asked: LegalAidAsked, answers: list[LegalAidDecided], today: date) -> Span:
    """Return from when the delay runs anew, and the earliest it may be.

    A decision counts once it may no longer be contested, or once a lawyer is designated if that is
    later: on its notification for the cautious date.
    """
    if not answers:
        return Span(asked.on, max(today, asked.on))
    starts = [_start_of(answer) for answer in answers]
    early = min(start.early for start in starts)
    return Span(early, max(early, starts[-1].computed))


def _start_of(answer: LegalAidDecided) -> Span:
    known = answer.notified_on or answer.on
    if answer.outcome in {AidOutcome.PROVISIONAL, AidOutcome.LAPSED}:
        return Span.sure(known)
    start = Span(known, known + timedelta(days=appeal_rules().legal_aid.final_days))
    if answer.outcome is AidOutcome.GRANTED and answer.lawyer_on is not None:
        return Span(max(start.early, answer.lawyer_on), max(start.computed, answer.lawyer_on))
    return start
