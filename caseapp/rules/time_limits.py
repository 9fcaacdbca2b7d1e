"""Counting legal delays: from the day of an event to the cautious date and the computed one.

The computed date is the law's. The cautious one is the plain « quantième » brought back to a
working day, without what might extend it (« franc », report, distance): reminders go by it. Where
two starts are possible, the cautious date is counted from the earlier.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from caseapp.domain.deadline import Confidence
from caseapp.kernel import french
from caseapp.kernel.calendar import (
    Month,
    Territory,
    is_local_holiday,
    months_after,
    working_day_from,
    working_day_until,
)
from caseapp.rules.catalogue import OpeningRule
from caseapp.rules.legal_texts import appeal_rules

if TYPE_CHECKING:
    from caseapp.rules.legal_texts import LimitRule

_ORDER = (Confidence.HIGH, Confidence.MEDIUM, Confidence.LOW)


@dataclass(frozen=True, slots=True)
class Span:
    """A day that is not always certain: the computed one, and the earliest it may be."""

    early: date
    computed: date

    def __post_init__(self) -> None:
        if self.early > self.computed:
            raise ValueError("the earliest day cannot follow the computed one")

    @classmethod
    def sure(cls, day: date) -> Span:
        """Return a day that is certain."""
        return cls(day, day)


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """A counted delay: both dates, the raw « quantième », and how sure we are."""

    quantieme: date
    shortest: date  # the raw one from the earliest start, without distance
    computed_on: date
    cautious_on: date
    article: str
    confidence: Confidence
    doubt: str = ""


def weakest(*levels: Confidence) -> Confidence:
    """Return the lowest of several levels of confidence: a chain is as sure as its weakest link."""
    return max(levels, key=_ORDER.index)


def sentences(*texts: str) -> str:
    """Join sentences, leaving out the empty and the repeated."""
    return " ".join(dict.fromkeys(text.strip() for text in texts if text.strip()))


def after(start: date, *, months: int = 0, days: int = 0) -> date:
    """Return the « quantième » after so many months or days; the first day does not count."""
    return months_after(start, months) + timedelta(days=days)


def end_of_month_after(start: date, months: int) -> date:
    """Return the last day of the n-th civil month that follows (CSS R544-3)."""
    return Month.of(start).plus(months).last_day


def count(
    rule: LimitRule,
    start: date | Span,
    territory: Territory = Territory.METROPOLE,
    *,
    months: int | None = None,
    days: int | None = None,
    distance_months: int = 0,
    implicit: bool = False,
) -> Counted:
    """Count a delay.

    Args:
        rule: how this kind of delay is counted.
        start: the event it runs from.
        territory: where the body sits, for the holidays that extend the computed date.
        months: the delay the right has of its own, instead of the rule's.
        days: the same, in days.
        distance_months: added only by a caller who is certain (CJA R421-7); the cautious date
            never counts on it.
        implicit: the decision is an implicit refusal.

    Raises:
        ValueError: the delay has no duration.
    """
    span = start if isinstance(start, Span) else Span.sure(start)
    if months is None and days is None:
        months, days = rule.months, rule.days
    if months is None and days is None:
        raise ValueError(f"{rule.code} has no delay of its own")
    in_months, in_days = months or 0, days or 0
    quantieme = after(span.computed, months=in_months + distance_months, days=in_days)
    last = quantieme + timedelta(days=1) if rule.franc else quantieme
    computed = working_day_from(last, territory) if rule.reported else last
    shortest = after(span.early, months=in_months, days=in_days)
    cautious = working_day_until(min(shortest, computed), territory)
    notes = appeal_rules().notes
    doubts, levels = [rule.doubt], [rule.confidence]
    if rule.franc and in_months and quantieme.day < span.computed.day:
        note = notes["month_end"]
        doubts.append(note.text.format(day=span.computed.day, shortest=french.day(cautious)))
        levels.append(note.confidence)
    if _leans_on_local_holiday(last, computed, territory):
        doubts.append(notes["local_holiday"].text)
        levels.append(notes["local_holiday"].confidence)
    return Counted(
        quantieme=quantieme,
        shortest=shortest,
        computed_on=computed,
        cautious_on=cautious,
        article=(implicit and rule.implicit_article) or rule.article,
        confidence=weakest(*levels),
        doubt=sentences(*doubts),
    )


def _leans_on_local_holiday(last: date, computed: date, territory: Territory) -> bool:
    days = (last + timedelta(days=n) for n in range((computed - last).days))
    return any(is_local_holiday(day, territory) for day in days)


def opens_on(rule: OpeningRule, filed_on: date) -> date | None:
    """Return from which day a right is open when it is asked for on a day, where that decides."""
    month = Month.of(filed_on)
    match rule:
        case OpeningRule.MONTH_OF_CLAIM:
            return month.first_day
        case OpeningRule.MONTH_AFTER_CLAIM:
            return month.plus(1).first_day
        case OpeningRule.DAY_OF_CLAIM:
            return filed_on
        case OpeningRule.MONTH_AFTER_EVENT | OpeningRule.AUTOMATIC | OpeningRule.OTHER:
            return None
