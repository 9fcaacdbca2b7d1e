"""What a granted right asks for in the year to come: declarations, renewal, first payment.

Rhythms and durations are those of the right's own file (`term`), or of the decision where it
says until when; nothing is dated where neither does.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from caseapp.domain.claim import Granted, NoAnswer, Refused
from caseapp.domain.deadline import Confidence, Deadline, DeadlineKind
from caseapp.kernel import french
from caseapp.kernel.calendar import Month, months_after, working_day_until
from caseapp.rules.agency_words import first_agency
from caseapp.rules.duty_rules import duty_rules
from caseapp.rules.time_limits import sentences

if TYPE_CHECKING:
    from collections.abc import Iterator

    from caseapp.kernel.calendar import Territory
    from caseapp.rules.catalogue import Dated, RenewalTerm, Right
    from caseapp.rules.claim_history import History
    from caseapp.rules.claim_silence import SilentTerm

_MONTHLY = 1


def renewals(
    history: History,
    right: Right,
    here_and_now: tuple[date, Territory],
    awaited: SilentTerm | None,
) -> tuple[Deadline, ...]:
    """Return the dates of what was granted, a year ahead, and those that passed and still stand.

    A declaration stands until the next one may be made, a renewal for a year after the end. While
    an answer is still awaited, as the CAF's once the CDAPH has agreed, no payment is.
    """
    today, territory = here_and_now
    decisions = [event for event in history if isinstance(event, Granted | Refused | NoAnswer)]
    granted = decisions[-1] if decisions else None
    if not isinstance(granted, Granted):
        return ()
    rules, term = duty_rules(), right.term
    last = months_after(today, rules.ahead_months)
    found = [] if awaited else [*_first_payment(granted, right, here_and_now)]
    end = end_of(granted, right)
    if granted.since is not None and term is not None and term.declare_every_months:
        found += _declarations(
            granted.since, term.declare_every_months, end, right, (today, territory)
        )
    if end is not None and today <= months_after(end, rules.behind_months):
        found += _renewal(granted, end, right, territory)
    return tuple(one for one in found if one.computed_on <= last)


def end_of(granted: Granted, right: Right) -> date | None:
    """Return the last day of what was granted: as decided, else as long as the right lasts."""
    if granted.until is not None:
        return granted.until
    if granted.since is None or right.term is None or not right.term.lasts_months:
        return None
    return granted.since.plus(right.term.lasts_months - 1).last_day


def _first_payment(
    granted: Granted, right: Right, here_and_now: tuple[date, Territory]
) -> Iterator[Deadline]:
    rule, (today, territory) = duty_rules().first_payment, here_and_now
    if not right.monthly:
        return
    known = granted.notified_on or granted.on
    due = max(granted.since or Month.of(known), Month.of(known)).plus(1)
    day = due.first_day.replace(day=rule.day)
    if day < today - timedelta(rule.told_for_days):
        return
    yield Deadline(
        kind=DeadlineKind.FOLLOW_UP,
        label=rule.label,
        cautious_on=working_day_until(day, territory),
        computed_on=day,
        article="",
        confidence=Confidence.HIGH,
        explanation=rule.explanation,
        body=first_agency(right.agency),
    )


def _declarations(
    since: Month, every: int, end: date | None, right: Right, here_and_now: tuple[date, Territory]
) -> Iterator[Deadline]:
    """Yield the declarations of a year ahead; of those of each month, the next one alone.

    One that was not made stands until the next may be.
    """
    rules, (today, territory) = duty_rules(), here_and_now
    rule = rules.declaration(right.code)
    last = months_after(today, rules.ahead_months)
    month = since.plus(every)
    while month.first_day <= last and (end is None or month.first_day <= months_after(end, 1)):
        until = month.last_day if rule.last_day == 0 else month.first_day.replace(day=rule.last_day)
        if max(until, month.plus(every).first_day - timedelta(days=1)) >= today:
            yield Deadline(
                kind=DeadlineKind.DECLARATION,
                label=f"{rule.label} ({french.month(month.plus(-1))})"
                if every == _MONTHLY
                else f"{rule.label} ({french.month(month.plus(-every))} à {french.month(month.plus(-1))})",
                cautious_on=max(
                    working_day_until(month.first_day.replace(day=rule.cautious_day), territory),
                    month.first_day,
                ),
                computed_on=until,
                article=rule.article,
                confidence=rule.confidence,
                explanation="chaque mois" if every == _MONTHLY else f"tous les {every} mois",
                body=first_agency(right.agency),
                doubt=rule.doubt,
            )
            if every == _MONTHLY and until >= today:
                return
        month = month.plus(every)


def _renewal(granted: Granted, end: date, right: Right, territory: Territory) -> Iterator[Deadline]:
    rule, term = duty_rules().renewal, right.term
    source = _source(right)
    article = source.basis if source else ""
    confidence = source.confidence if source and source.confidence else Confidence.MEDIUM
    stated = _before(end, term.ask_by_months_before, term.ask_by_days_before) if term else None
    is_practical = stated is None or (term is not None and term.practical)
    by = max(stated or months_after(end, -rule.usual_months_before), granted.on)
    yield Deadline(
        kind=DeadlineKind.RENEWAL,
        label=rule.label,
        cautious_on=max(working_day_until(by, territory), granted.on),
        computed_on=by,
        article="" if is_practical else article,  # it sets no day: nobody loses a right by it
        confidence=confidence,
        explanation=_when(end, term),
        body=first_agency(right.agency),
        doubt=sentences(
            rule.no_delay if stated is None else "",
            rule.practical if is_practical else "",
            rule.read.format(article=article) if is_practical and article else "",
        ),
    )
    yield Deadline(
        kind=DeadlineKind.RENEWAL,
        label=rule.end_label,
        cautious_on=end
        if end <= granted.on
        else max(working_day_until(end, territory), granted.on),
        computed_on=end,
        article=article or rule.end_article,
        confidence=confidence,
        explanation="d'après la décision" if granted.until else "d'après la durée du droit",
        body=first_agency(right.agency),
    )


def _when(end: date, term: RenewalTerm | None) -> str:
    words = f"fin du droit le {french.day(end)}"
    start = _before(end, term.ask_from_months_before, term.ask_from_days_before) if term else None
    return words if start is None else f"{words} ; à demander à partir du {french.day(start)}"


def _before(end: date, months: int | None, days: int | None) -> date | None:
    """Return the day so many months, or so many days, before an end; None where neither is said."""
    if days is not None:
        return end - timedelta(days)
    return None if months is None else months_after(end, -months)


def _source(right: Right) -> Dated | None:
    """Return what the file of a right says of asking again, else of how long it lasts."""
    named = {rule.label: rule for rule in right.renewal}
    return named.get("renouvellement") or named.get("durée")
