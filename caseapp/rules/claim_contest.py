"""The appeals open at a moment of a claim: before whom, until when, and what is doubtful."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from caseapp.domain.claim import (
    Acknowledged,
    AppealDecided,
    AppealFiled,
    Granted,
    Refused,
)
from caseapp.domain.deadline import Confidence, Deadline, DeadlineKind
from caseapp.kernel import french
from caseapp.kernel.calendar import Territory
from caseapp.rules.catalogue import Appeal, AppealRoute, Right, SilenceEffect
from caseapp.rules.claim_appeals import (
    OPTIONAL,
    appeal_answered,
    chain_against,
    chains,
    decided_by_payer,
    next_bodies,
    rule_for,
    without_idle_appeals,
)
from caseapp.rules.claim_caution import held_back
from caseapp.rules.claim_history import first, known_on, last_turning
from caseapp.rules.claim_silence import SilentTerm, awaited
from caseapp.rules.legal_texts import LimitRule, Note, appeal_rules
from caseapp.rules.time_limits import Counted, Span, count, sentences, weakest

if TYPE_CHECKING:
    from datetime import date

    from caseapp.rules.claim_history import History

_OVERSEAS = frozenset(Territory) - {Territory.METROPOLE, Territory.ALSACE_MOSELLE}
_LONGEST_ARTICLE = 200


@dataclass(frozen=True, slots=True)
class _Earlier:
    """An implicit decision born before the express one: its own delay may be the one that counts."""

    start: Span
    known_on: date  # when the express decision was notified


@dataclass(frozen=True, slots=True, kw_only=True)
class _Ground:
    """What an appeal is against, and from when its delay runs."""

    bodies: tuple[Appeal, ...]
    start: Span
    words: str  # « après la notification du 23/11/2026 »
    confidence: Confidence = Confidence.HIGH
    doubts: tuple[str, ...] = ()
    implicit: bool = False
    opposable: bool = True
    earlier: _Earlier | None = None


def appeals_now(
    history: History, right: Right, term: SilentTerm | None, territory: Territory
) -> tuple[Deadline, ...]:
    """Return the appeals that are open, or will be if nobody answers."""
    kept, idle = without_idle_appeals(history, right)
    ground = _ground(kept, right, term)
    if ground is None:
        return ()
    if idle:
        ground = replace(ground, doubts=(*ground.doubts, *_about(idle)))
    contested = ground.implicit or first(history, AppealFiled) is not None
    bodies = (*ground.bodies, *(() if contested else _optional(kept, right)))
    found = (_deadline(appeal, ground, territory) for appeal in bodies)
    return tuple(deadline for deadline in found if deadline is not None)


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


def _ground(history: History, right: Right, term: SilentTerm | None) -> _Ground | None:
    match last_turning(history):
        case Refused() | Granted(partial=True) as decision:
            return _against_decision(history, decision, right)
        case AppealDecided(granted=False) as answer:
            return _against_answer(history, answer, right)
        case AppealFiled(route=AppealRoute.GRACIEUX) as appeal if term is not None:
            return _interrupted(history, appeal, right, _against_silence(history, right, term))
        case _ if term is not None and term.effect is SilenceEffect.REFUSAL:
            return _against_silence(history, right, term)
        case _:
            return None


def _against_decision(history: History, decision: Refused | Granted, right: Right) -> _Ground:
    notified = decision.notified_on
    if notified is None:
        words = f"après la décision du {french.day(decision.on)}, sa notification étant inconnue"
    else:
        words = f"après la notification du {french.day(notified)}"
    return _Ground(
        bodies=chain_against(history, right).first,
        start=Span.sure(known_on(decision)),
        words=words,
        confidence=Confidence.MEDIUM if notified is None else Confidence.HIGH,
        opposable=not isinstance(decision, Refused) or decision.mentions_appeal_routes,
        earlier=_earlier(history, decision, right),
    )


def _against_answer(history: History, answer: AppealDecided, right: Right) -> _Ground | None:
    appeal = appeal_answered(history, answer)
    if appeal is None:
        return None
    ground = _Ground(
        bodies=next_bodies(appeal.route, right),
        start=Span.sure(known_on(answer)),
        words=f"après la réponse au recours, notifiée le {french.day(known_on(answer))}",
        earlier=_earlier(history, answer, right),
    )
    if appeal.route == AppealRoute.GRACIEUX:
        return _interrupted(history, appeal, right, ground)
    return ground


def _against_silence(history: History, right: Right, term: SilentTerm) -> _Ground:
    opposable = True
    if term.appeal is not None:
        bodies = next_bodies(term.appeal.route, right)
    elif term.by_payer:
        bodies, opposable = chains(right)[-1].first if chains(right) else (), False
    else:
        bodies, opposable = chain_against(history, right).first, _receipt_opens_appeal(history)
    return _Ground(
        bodies=bodies,
        start=term.ends,
        words=f"après le rejet implicite du {french.day(term.ends.computed)}, faute de réponse",
        confidence=term.confidence,
        doubts=term.doubts,
        implicit=True,
        opposable=opposable,
    )


def _receipt_opens_appeal(history: History) -> bool:
    receipt = first(history, Acknowledged)
    return receipt is not None and receipt.mentions_appeal_routes


def _earlier(
    history: History, decision: Refused | Granted | AppealDecided, right: Right
) -> _Earlier | None:
    """Return the implicit refusal that an express decision came after, if it can be opposed."""
    before = history[: history.index(decision)]
    known = known_on(decision)
    term = awaited(before, right, known)
    if term is None or term.effect is not SilenceEffect.REFUSAL or not term.has_run(known):
        return None
    if term.appeal is None and (term.by_payer or not _receipt_opens_appeal(before)):
        return None
    return _Earlier(term.ends, known)


def _interrupted(
    history: History, gracious: AppealFiled, right: Right, ground: _Ground
) -> _Ground | None:
    """A gracious appeal sent in time gives a whole new delay before the court; a late one none."""
    before = history[: history.index(gracious)]
    first_ground = _ground(before, right, awaited(before, right, gracious.on))
    if first_ground is None or not first_ground.bodies:
        return ground
    rule = rule_for(first_ground.bodies[0])
    delay = count(rule, first_ground.start, months=first_ground.bodies[0].months)
    if gracious.on <= delay.cautious_on:
        return ground
    note = appeal_rules().notes["late_gracieux"]
    sent, until = french.day(gracious.on), french.day(delay.cautious_on)
    kept = ground if gracious.on <= delay.computed_on else first_ground
    doubts = (*kept.doubts, note.text.format(sent=sent, until=until))
    confidence = weakest(kept.confidence, note.confidence)
    return replace(kept, doubts=doubts, confidence=confidence)


def _deadline(appeal: Appeal, ground: _Ground, territory: Territory) -> Deadline | None:
    rule = rule_for(appeal)
    months, days = appeal.months, appeal.days
    if months is None and days is None:
        months, days = rule.months, rule.days
    if months is None and days is None:
        return None
    counted = count(
        rule, ground.start, territory, months=months, days=days, implicit=ground.implicit
    )
    cautious, confirmed = _not_hidden(appeal, ground, counted, territory)
    levels = (appeal.confidence, ground.confidence)
    cautious, unsure = held_back(cautious, counted, ground.start, territory, *levels)
    reserves = _reserves(rule, ground, territory)
    delay = f"{days} jours" if months is None else f"{months} mois"
    about = f" : {appeal.applies_to}" if appeal.applies_to else ""
    return Deadline(
        kind=DeadlineKind.APPEAL,
        label=rule.label + about,
        cautious_on=cautious,
        computed_on=counted.computed_on,
        article=_articles(appeal, counted, rule if ground.implicit else None),
        confidence=weakest(
            counted.confidence,
            *levels,
            *(note.confidence for note in reserves),
            Confidence.MEDIUM if confirmed else Confidence.HIGH,
        ),
        explanation=f"{delay} {ground.words} ; ce qui compte : {rule.counts}",
        body=appeal.body,
        doubt=sentences(
            unsure, confirmed, *ground.doubts, counted.doubt, *(note.text for note in reserves)
        ),
        route=appeal.route.value,
    )


def _not_hidden(
    appeal: Appeal, ground: _Ground, counted: Counted, territory: Territory
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


def _reserves(rule: LimitRule, ground: _Ground, territory: Territory) -> list[Note]:
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


def _articles(appeal: Appeal, counted: Counted, implicit: LimitRule | None) -> str:
    """Join the articles, whole ones only, within the width the base has for them."""
    listed = [implicit.implicit_article] if implicit and implicit.implicit_article else []
    text = ""
    for article in dict.fromkeys((*listed, *(appeal.basis or (counted.article,)))):
        longer = f"{text} ; {article}" if text else article
        if len(longer) <= _LONGEST_ARTICLE:
            text = longer
    return text
