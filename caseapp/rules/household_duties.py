"""What comes back in a household without any claim in the program: its duties, by their own dates.

Rights in payment that are declared, residence permits, notified rights that end, what every year
brings. The cautious date never follows the computed one.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from caseapp.domain.deadline import Confidence
from caseapp.kernel import french
from caseapp.kernel.calendar import Month, age_on, months_after, working_day_until
from caseapp.kernel.typography import typeset
from caseapp.rules.duty_rules import duty_rules
from caseapp.rules.time_limits import sentences

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from caseapp.kernel.calendar import Territory
    from caseapp.rules.duty_rules import Declaration, InPayment, OfDocument, Yearly

_QUARTER = 3
PERMIT = "titre_sejour_prerequis"  # the right that a claim for a permit is of


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty:
    """One duty for one period: `code` stays the same when it is computed again."""

    code: str
    label: str
    right: str  # a code of the catalogue, or none
    cautious_on: date
    computed_on: date
    article: str
    confidence: Confidence
    doubt: str
    told_until: date  # where nobody said that it is done
    ends_on: date | None = None  # what is to be asked again


def declarations(
    rule: InPayment, since: Month | None, first: date, last: date, territory: Territory
) -> Iterator[Duty]:
    """Yield the declarations of a right in payment whose cautious date is on some days.

    One that was not made stands until the next may be.

    Args:
        rule: the right, and how often it is declared.
        since: the first month it was paid; None where that is not known.
        first: of the days.
        last: of the days.
        territory: where the household lives.
    """
    how = duty_rules().declaration(rule.right)
    month = Month.of(first).plus(-_QUARTER)
    while month.first_day <= last:
        duty = _declaration(rule, how, since, month, territory)
        if duty is not None and first <= duty.cautious_on <= last:
            yield duty
        month = month.plus(1)


def _declaration(
    rule: InPayment, how: Declaration, since: Month | None, month: Month, territory: Territory
) -> Duty | None:
    """Return what is declared at the earliest in a month, if anything is."""
    every, rules = rule.every_months, duty_rules()
    last, about, doubt = month, month.plus(-1), ""
    confidence = how.confidence
    if every > 1:
        # The months of the year where nothing is known; else a month before the one that follows
        # from what was noted, since the month of the payment is not that of the right.
        start = Month(month.year, 1) if since is None else since.plus(every - 1)
        if _months_between(start, month) % every or (since is not None and month < start):
            return None
        last = month.plus(every - 1) if since is None else month.plus(1)
        doubt = rules.unknown_quarter if since is None else rules.noted_quarter
        confidence = Confidence.LOW if since is None else confidence
    elif since is not None and month <= since:
        return None
    until = last.last_day if how.last_day == 0 else last.first_day.replace(day=how.last_day)
    early = working_day_until(month.first_day.replace(day=how.cautious_day), territory)
    words = f"{how.label} ({french.month(about)})" if every == 1 else how.label
    return Duty(
        code=f"declaration/{rule.right}/{month}",
        label=typeset(words),
        right=rule.right,
        cautious_on=max(early, month.first_day),
        computed_on=until,
        article=typeset(how.article),
        confidence=confidence,
        doubt=typeset(sentences(doubt, how.doubt)),
        told_until=max(until, month.plus(every).first_day - timedelta(days=1)),
    )


def _months_between(first: Month, last: Month) -> int:
    return 12 * (last.year - first.year) + last.number - first.number


def periodic_renewals(
    rule: InPayment, since: Month | None, first: date, last: date, territory: Territory
) -> Iterator[Duty]:
    """Yield when a right in payment is to be asked for again, on some days.

    Nothing where the first month it was paid is not known: any month would be a guess. One that was
    not asked for stands until the next is due.
    """
    again = rule.renewal
    if again is None or since is None:
        return
    end = since.plus(again.lasts_months - 1)
    while (by := months_after(end.last_day, -again.months_before)) <= last:
        following = end.plus(again.lasts_months).last_day
        if by >= first:
            yield Duty(
                code=f"renewal/{rule.right}/{end}",
                label=typeset(f"{again.label} (fin le {french.day(end.last_day)})"),
                right=rule.right,
                cautious_on=working_day_until(by, territory),
                computed_on=by,
                article="",
                confidence=again.confidence,
                doubt=typeset(again.doubt),
                told_until=months_after(following, -again.months_before) - timedelta(days=1),
                ends_on=end.last_day,
            )
        end = end.plus(again.lasts_months)


def permit(until: date, territory: Territory) -> Duty:
    """Return when a residence permit is to be asked for again (CESEDA R431-5).

    It stands for a year after the end: a permit is renewed until then, or noted anew.
    """
    rule = duty_rules().permit
    by = until - timedelta(days=rule.by_days_before)
    opens = until - timedelta(days=rule.from_days_before)
    return Duty(
        code=f"permit/{until}",
        label=typeset(f"{rule.label} : à partir du {french.day(opens)}"),
        right=PERMIT,
        cautious_on=working_day_until(by, territory),
        computed_on=by,
        article=rule.article,
        confidence=rule.confidence,
        doubt=typeset(rule.doubt),
        told_until=_behind(until),
        ends_on=until,
    )


def _behind(end: date) -> date:
    return months_after(end, duty_rules().behind_months)


def of_document(rule: OfDocument, until: date, territory: Territory) -> Duty:
    """Return when what a document notifies is to be asked again."""
    by = months_after(until, -rule.months_before)
    return Duty(
        code=f"document/{rule.kind}/{until}",
        label=typeset(f"{rule.label} (fin le {french.day(until)})"),
        right=rule.right,
        cautious_on=working_day_until(by, territory),
        computed_on=by,
        article=typeset(rule.article),
        confidence=rule.confidence,
        doubt=typeset(rule.doubt),
        told_until=_behind(until),
        ends_on=until,
    )


def yearly(rule: Yearly, year: int, territory: Territory) -> Duty:
    """Return what comes back every year, for one year.

    It is supposed of everybody, known of nobody: late for good, it would hide what is known.
    """
    last = date(year, rule.month, rule.last_day)
    return Duty(
        code=f"yearly/{rule.code}/{year}",
        label=typeset(rule.label),
        right="",
        cautious_on=working_day_until(last.replace(day=rule.cautious_day), territory),
        computed_on=last,
        article=typeset(rule.article),
        confidence=rule.confidence,
        doubt=typeset(rule.doubt),
        told_until=last + timedelta(days=duty_rules().yearly_behind_days),
    )


def concerns(rule: Yearly, year: int, births: Iterable[date]) -> bool:
    """Say whether a household of people born on some days has a duty of every year."""
    if rule.ages is None:
        return True
    youngest, oldest = rule.ages
    last = date(year, rule.month, rule.last_day)
    return any(youngest <= age_on(birth, last) <= oldest for birth in births)
