"""The legal clock of a claim: from its events to the dates that matter, each with its article."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from caseapp.domain.claim import (
    Acknowledged,
    AppealDecided,
    AppealFiled,
    Closed,
    Completed,
    Filed,
    Granted,
    NoAnswer,
    Obsolete,
    PiecesAsked,
    PiecesSent,
    ReasonsAsked,
    ReasonsGiven,
    Refused,
    Withdrawn,
)
from caseapp.domain.deadline import Confidence, Deadline, DeadlineKind
from caseapp.kernel import french
from caseapp.kernel.calendar import Month, Territory, months_after, working_day_until
from caseapp.kernel.typography import typeset
from caseapp.rules.agency_words import first_agency, the_agency
from caseapp.rules.catalogue import OpeningRule, Right, SilenceEffect, SilenceStage
from caseapp.rules.claim_caution import told_unsure
from caseapp.rules.claim_contest import appeals_now
from caseapp.rules.claim_history import first, in_order, of_kind
from caseapp.rules.claim_renewals import renewals
from caseapp.rules.claim_silence import SilentTerm, awaited, delay_words, end_of
from caseapp.rules.legal_texts import appeal_rules, silence_rules
from caseapp.rules.overpayment import arrears_limit
from caseapp.rules.time_limits import opens_on, sentences

if TYPE_CHECKING:
    from collections.abc import Sequence

    from caseapp.domain.claim import ClaimEvent
    from caseapp.rules.claim_history import History

_EFFECTS = {SilenceEffect.REFUSAL: "rejet implicite", SilenceEffect.ACCEPTANCE: "accord tacite"}


def deadlines(
    events: Sequence[ClaimEvent],
    right: Right,
    *,
    opened_on: date,
    today: date,
    territory: Territory = Territory.METROPOLE,
) -> tuple[Deadline, ...]:
    """Return every date that matters for a claim, by cautious date.

    The dates of the law follow from the events alone; `today` only moves the end of the month in
    which to file, a suspension whose end nobody knows, and the year of what comes back.
    """
    history = in_order(events)
    kinds = {type(event) for event in history}  # thousands at once: only what may be is looked for
    if not kinds.isdisjoint((Withdrawn, Obsolete, Closed)):
        return ()
    filed = first(history, Filed)
    if filed is None and kinds.isdisjoint((Granted, Refused)):
        return tuple(map(_worded, _to_file(right, max(opened_on, today), territory)))
    term = awaited(history, right, today)
    found = [
        *_silence(term, territory),
        *(_opinions(term, filed, history, right, territory) if right.other_silences else ()),
        *(_pieces(history, territory) if PiecesAsked in kinds else ()),
        *appeals_now(history, right, term, (today, territory)),
        *_follow_ups(term, filed, history, right, (today, territory)),
        *(_reasons_awaited(history, right, territory) if ReasonsAsked in kinds else ()),
        *(_limitation(history, right, (today, territory)) if Granted in kinds else ()),
        *(renewals(history, right, (today, territory), term) if Granted in kinds else ()),
    ]
    found.sort(key=lambda d: (d.cautious_on, d.computed_on, d.kind, d.label))
    return tuple(map(_worded, found))


def _worded(deadline: Deadline) -> Deadline:
    told = told_unsure(deadline)
    return Deadline(  # thousands at once: `replace` takes four times as long
        kind=told.kind,
        label=typeset(told.label),
        cautious_on=told.cautious_on,
        computed_on=told.computed_on,
        article=typeset(told.article),
        confidence=told.confidence,
        explanation=typeset(told.explanation),
        body=told.body,
        doubt=typeset(told.doubt),
        route=told.route,
    )


def _to_file(right: Right, from_day: date, territory: Territory) -> tuple[Deadline, ...]:
    opening = right.opening
    if opening is None or opening.rule not in {
        OpeningRule.MONTH_OF_CLAIM,
        OpeningRule.MONTH_AFTER_CLAIM,
    }:
        return ()
    last = Month.of(from_day).last_day
    in_time, too_late = opens_on(opening.rule, last), opens_on(opening.rule, last + timedelta(1))
    if in_time is None or too_late is None:
        return ()
    # On a last week-end of the month an online claim still saves the month: act today.
    cautious = max(working_day_until(last, territory), from_day)
    deadline = Deadline(
        kind=DeadlineKind.FILING,
        label="Déposer la demande pour ne pas perdre un mois",
        cautious_on=cautious,
        computed_on=last,
        article=opening.basis,
        confidence=opening.confidence,
        explanation=(
            f"Droit ouvert au {french.day(in_time)} si la demande est reçue avant la fin du mois,"
            f" au {french.day(too_late)} ensuite"
        ),
        body=first_agency(right.agency),
    )
    return (deadline,)


def _silence(term: SilentTerm | None, territory: Territory) -> tuple[Deadline, ...]:
    if term is None:
        return ()
    deadline = Deadline(
        kind=DeadlineKind.SILENCE,
        label=f"Silence {term.of_body} : {_EFFECTS[term.effect]}",
        cautious_on=working_day_until(term.ends.early, territory),
        computed_on=term.ends.computed,
        article=term.article,
        confidence=term.confidence,
        explanation=term.explanation,
        body=term.body,
        doubt=sentences(*term.doubts),
        route=term.appeal.route if term.appeal else "",
    )
    return (deadline,)


def _opinions(
    term: SilentTerm | None,
    filed: Filed | None,
    history: History,
    right: Right,
    territory: Territory,
) -> tuple[Deadline, ...]:
    if term is None or term.appeal is not None or filed is None:
        return ()
    receipt = first(history, Acknowledged)
    start = filed.received_on or (receipt and receipt.received_on) or filed.on
    found = []
    for opinion in right.other_silences:
        if opinion.stage is not SilenceStage.OPINION:
            continue
        born = end_of(opinion, start)
        found.append(
            Deadline(
                kind=DeadlineKind.SILENCE,
                label=opinion.label,
                cautious_on=working_day_until(born, territory),
                computed_on=born,
                article=opinion.basis,
                confidence=opinion.confidence,
                explanation=f"{delay_words(opinion)} après le {french.day(start)}",
                body=opinion.body,
            )
        )
    return tuple(found)


def _pieces(history: History, territory: Territory) -> tuple[Deadline, ...]:
    asked = of_kind(history, PiecesAsked)
    if not asked or asked[-1].answer_by is None or _answered(asked[-1], history):
        return ()
    rule = silence_rules().pieces
    until = asked[-1].answer_by
    deadline = Deadline(
        kind=DeadlineKind.PIECES,
        label="Produire les pièces demandées",
        cautious_on=working_day_until(until, territory),
        computed_on=until,
        article=rule.article,
        confidence=rule.confidence,
        explanation=f"délai donné par la demande du {french.day(asked[-1].on)}",
    )
    return (deadline,)


def _answered(asked: PiecesAsked, history: History) -> bool:
    answers = PiecesSent | Completed | Granted | Refused | AppealDecided
    later = (event.on for event in history if isinstance(event, answers))
    return any(day >= asked.on for day in later)


def _follow_ups(
    term: SilentTerm | None,
    filed: Filed | None,
    history: History,
    right: Right,
    here_and_now: tuple[date, Territory],
) -> tuple[Deadline, ...]:
    """When to ask where the claim stands: before a silence that refuses, and while none spoke.

    Of those that have passed only the last is left: one call answers for all.
    """
    over = (NoAnswer, Granted, Refused, AppealFiled, AppealDecided)
    if right.follow_up is None or filed is None or any(isinstance(e, over) for e in history):
        return ()
    today, territory = here_and_now
    spoken = max(e.on for e in history)
    latest = date.max
    if term is not None and term.effect is SilenceEffect.REFUSAL:
        latest = working_day_until(term.ends.early - timedelta(days=1), territory)
    days = {
        min(working_day_until(filed.on + timedelta(days=n), territory), latest)
        for n in right.follow_up.days
    }
    due = sorted(day for day in days if day > spoken)
    passed = [day for day in due if day <= today]
    return tuple(
        Deadline(
            kind=DeadlineKind.FOLLOW_UP,
            label=f"Relancer {the_agency(right.agency)}",
            cautious_on=day,
            computed_on=day,
            article="",
            confidence=Confidence.HIGH,
            explanation=f"{(day - filed.on).days} jours après le dépôt ; date pratique",
            body=first_agency(right.agency),
        )
        for day in [*passed[-1:], *due[len(passed) :]]
    )


def _reasons_awaited(history: History, right: Right, territory: Territory) -> tuple[Deadline, ...]:
    """When to ask again for the reasons of an implicit refusal that nobody gave."""
    asked = of_kind(history, ReasonsAsked)
    over = (ReasonsGiven, Granted, Refused, AppealDecided)
    if not asked or any(isinstance(e, over) and e.on >= asked[-1].on for e in history):
        return ()
    rule = appeal_rules().reasons
    until = months_after(asked[-1].on, rule.answer_months)
    deadline = Deadline(
        kind=DeadlineKind.FOLLOW_UP,
        label=rule.ask_again,
        cautious_on=working_day_until(until, territory),
        computed_on=until,
        article=rule.article,
        confidence=rule.confidence,
        explanation=f"{rule.answer_months} mois après la demande du {french.day(asked[-1].on)}",
        body=first_agency(right.agency),
    )
    return (deadline,)


def _limitation(
    history: History, right: Right, here_and_now: tuple[date, Territory]
) -> tuple[Deadline, ...]:
    """Until when the first month of what was granted may be claimed, if it was not paid."""
    granted = of_kind(history, Granted)
    since = granted[-1].since if granted else None
    if since is None or not right.monthly:
        return ()
    today, territory = here_and_now
    limit = arrears_limit(right.code, since, territory)
    if limit.computed_on < today:
        return ()  # nothing can be done about it any more
    deadline = Deadline(
        kind=DeadlineKind.LIMITATION,
        label=f"Réclamer {french.month(since)} si ce mois n'a pas été versé",
        cautious_on=limit.cautious_on,
        computed_on=limit.computed_on,
        article=limit.article,
        confidence=limit.confidence,
        explanation="chaque mois suivant a son propre délai",
        body=first_agency(right.agency),
        doubt=limit.doubt,
    )
    return (deadline,)
