"""The appeals open at a moment of a claim: before whom, until when, and what is doubtful."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from caseapp.domain.claim import AppealDecided, AppealFiled, ReasonsAsked, Refused
from caseapp.domain.deadline import Confidence, Deadline, DeadlineKind
from caseapp.kernel import french
from caseapp.kernel.calendar import Territory
from caseapp.rules.catalogue import Appeal, AppealRoute, Right
from caseapp.rules.claim_appeals import (
    OPTIONAL,
    appeal_answered,
    chains,
    decided_by_payer,
    rule_for,
    without_idle_appeals,
)
from caseapp.rules.claim_caution import held_back
from caseapp.rules.claim_extensions import Running, extended, pause_from
from caseapp.rules.claim_ground import Ground, ground_of
from caseapp.rules.claim_history import first, last_turning
from caseapp.rules.legal_texts import LimitRule, Note, appeal_rules
from caseapp.rules.time_limits import Counted, count, sentences, weakest

if TYPE_CHECKING:
    from datetime import date

    from caseapp.rules.claim_history import History
    from caseapp.rules.claim_silence import SilentTerm

_OVERSEAS = frozenset(Territory) - {Territory.METROPOLE, Territory.ALSACE_MOSELLE}
_LONGEST_ARTICLE = 200


def appeals_now(
    history: History,
    right: Right,
    term: SilentTerm | None,
    here_and_now: tuple[date, Territory],
) -> tuple[Deadline, ...]:
    """Return the appeals that are open, or will be if nobody answers."""
    kept, idle = without_idle_appeals(history, right)
    ground = ground_of(kept, right, term)
    if ground is None:
        return ()
    uncounted = tuple(appeal for appeal in idle if pause_from(appeal) is None)
    ground = replace(ground, doubts=(*ground.doubts, *_about(uncounted)))
    contested = ground.implicit or first(kept, AppealFiled) is not None
    bodies = (*ground.bodies, *(() if contested else _optional(kept, right)))
    found = (
        _deadline(appeal, against, history, here_and_now)
        for appeal in bodies
        if (against := _ground_for(appeal, ground, kept, right)) is not None
    )
    return tuple(deadline for deadline in found if deadline is not None)


def _ground_for(appeal: Appeal, ground: Ground, kept: History, right: Right) -> Ground | None:
    """Return from when the delay of an appeal runs; no gracious one moves that of some refusals."""
    if not appeal.express_only:
        return ground
    plain = tuple(
        event
        for event in kept
        if not (isinstance(event, AppealFiled) and event.route == AppealRoute.GRACIEUX)
        and not (
            isinstance(event, AppealDecided)
            and (asked := appeal_answered(kept, event)) is not None
            and asked.route == AppealRoute.GRACIEUX
        )
    )
    if not isinstance(last_turning(plain), Refused):
        return None
    return ground if len(plain) == len(kept) else ground_of(plain, right, None)


def _about(idle: tuple[AppealFiled, ...]) -> tuple[str, ...]:
    notes = appeal_rules().notes
    kinds = dict.fromkeys(
        "optional_keeps_nothing"
        if appeal.route == AppealRoute.GRACIEUX
        else "optional_pending"
        if appeal.route in OPTIONAL
        else "court_too_soon"
        for appeal in idle
    )
    return tuple(notes[kind].text for kind in kinds)


def _optional(history: History, right: Right) -> tuple[Appeal, ...]:
    """Optional appeals with a date; a gracious one is not proposed beside a mandatory one."""
    if decided_by_payer(history, right):
        return ()  # what the catalogue lists is against the first body
    prior = any(chain.prior for chain in chains(right))
    return tuple(
        appeal
        for appeal in right.appeals
        if not appeal.mandatory
        and appeal.from_decision
        and not (prior and appeal.route is AppealRoute.GRACIEUX)
    )


def _deadline(
    appeal: Appeal, ground: Ground, history: History, here_and_now: tuple[date, Territory]
) -> Deadline | None:
    rule = rule_for(appeal)
    months, days = appeal.months, appeal.days
    if months is None and days is None:
        months, days = rule.months, rule.days
    if months is None and days is None:
        return None
    today, territory = here_and_now
    counted = count(
        rule, ground.start, territory, months=months, days=days, implicit=ground.implicit
    )
    cautious, confirmed = _not_hidden(appeal, ground, counted, territory)
    delay = extended(
        Running(
            rule=rule,
            start=ground.start,
            months=months,
            days=days,
            territory=territory,
            implicit=ground.implicit,
            computed_on=counted.computed_on,
            cautious_on=cautious,
        ),
        history,
        today,
    )
    levels = (appeal.confidence, ground.confidence)
    held, unsure = held_back(cautious, counted, ground.start, territory, *levels)
    reserves = _reserves(rule, ground, territory)
    words = f"{days} jours" if months is None else f"{months} mois"
    may_ask = ground.implicit and first(history, ReasonsAsked) is None
    return Deadline(
        kind=DeadlineKind.APPEAL,
        label=f"{rule.label} : {appeal.applies_to}" if appeal.applies_to else rule.label,
        cautious_on=held if unsure else min(delay.cautious_on, delay.computed_on),
        computed_on=delay.computed_on,
        article=_articles(appeal, counted, rule if ground.implicit else None, delay.articles),
        confidence=weakest(
            counted.confidence,
            delay.confidence,
            *levels,
            *(note.confidence for note in reserves),
            Confidence.MEDIUM if confirmed else Confidence.HIGH,
        ),
        explanation=f"{words} {ground.words} ; ce qui compte : {rule.counts}"
        + (f" ; {appeal_rules().reasons.may_ask}" if may_ask else ""),
        body=appeal.body,
        doubt=sentences(
            unsure,
            *delay.told,
            confirmed,
            *ground.doubts,
            counted.doubt,
            *(note.text for note in reserves),
        ),
        route=appeal.route.value,
    )


def _not_hidden(
    appeal: Appeal, ground: Ground, counted: Counted, territory: Territory
) -> tuple[date, str]:
    """Return the cautious date, and the reserve where an earlier refusal may have a shorter delay.

    Before the administrative court an express refusal notified in time reopens the delay
    (CJA R421-2). Elsewhere that is not settled, so the shorter date is the cautious one, unless
    it had passed before anybody could know.
    """
    if ground.earlier is None:
        return counted.cautious_on, ""
    rule, known = rule_for(appeal), ground.earlier.known_on
    own = count(rule, ground.earlier.start, territory, months=appeal.months, days=appeal.days)
    if rule.implicit_article and own.computed_on >= known:
        return counted.cautious_on, ""
    text = (
        appeal_rules()
        .notes["confirmed_refusal"]
        .text.format(
            born=french.day(ground.earlier.start.computed), until=french.day(own.cautious_on)
        )
    )
    if own.cautious_on < known:
        return counted.cautious_on, text
    return min(counted.cautious_on, own.cautious_on), text


def _reserves(rule: LimitRule, ground: Ground, territory: Territory) -> list[Note]:
    notes = appeal_rules().notes
    before_judge = rule.code == AppealRoute.TA
    found = []
    if not ground.opposable:
        found.append(notes["no_receipt" if ground.implicit else "no_routes"])
        if before_judge:
            found.append(notes["reasonable_time"])
    if before_judge and territory in _OVERSEAS:
        found.append(notes["distance"])
    return found


def _articles(
    appeal: Appeal, counted: Counted, implicit: LimitRule | None, more: tuple[str, ...]
) -> str:
    """Join the articles, whole ones only, within the width the base has for them."""
    listed = [implicit.implicit_article] if implicit and implicit.implicit_article else []
    text = ""
    for article in dict.fromkeys((*listed, *(appeal.basis or (counted.article,)), *more)):
        longer = f"{text} ; {article}" if text else article
        if len(longer) <= _LONGEST_ARTICLE:
            text = longer
    return text
