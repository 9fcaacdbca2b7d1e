"""What a claim may be contested for at a moment: the decision or the silence, and from when."""

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
from caseapp.domain.deadline import Confidence
from caseapp.kernel import french
from caseapp.rules.catalogue import Appeal, AppealRoute, Right, SilenceEffect
from caseapp.rules.claim_appeals import (
    appeal_answered,
    chain_against,
    chains,
    next_bodies,
    rule_for,
)
from caseapp.rules.claim_history import first, known_on, last_turning
from caseapp.rules.claim_silence import SilentTerm, awaited
from caseapp.rules.legal_texts import appeal_rules
from caseapp.rules.time_limits import Span, count, weakest

if TYPE_CHECKING:
    from datetime import date

    from caseapp.rules.claim_history import History


@dataclass(frozen=True, slots=True)
class Earlier:
    """An implicit decision born before the express one: its own delay may be the one that counts."""

    start: Span
    known_on: date  # when the express decision was notified


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """What an appeal is against, and from when its delay runs."""

    bodies: tuple[Appeal, ...]
    start: Span
    words: str  # « après la notification du 23/11/2026 »
    confidence: Confidence = Confidence.HIGH
    doubts: tuple[str, ...] = ()
    implicit: bool = False
    opposable: bool = True
    earlier: Earlier | None = None


def ground_of(history: History, right: Right, term: SilentTerm | None) -> Ground | None:
    """Return what may be contested, if anything may."""
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


def _against_decision(history: History, decision: Refused | Granted, right: Right) -> Ground:
    notified = decision.notified_on
    if notified is None:
        words = f"après la décision du {french.day(decision.on)}, sa notification étant inconnue"
    else:
        words = f"après la notification du {french.day(notified)}"
    return Ground(
        bodies=chain_against(history, right).first,
        start=Span.sure(known_on(decision)),
        words=words,
        confidence=Confidence.MEDIUM if notified is None else Confidence.HIGH,
        opposable=not isinstance(decision, Refused) or decision.mentions_appeal_routes,
        earlier=_earlier(history, decision, right),
    )


def _against_answer(history: History, answer: AppealDecided, right: Right) -> Ground | None:
    appeal = appeal_answered(history, answer)
    if appeal is None:
        return None
    ground = Ground(
        bodies=next_bodies(appeal.route, right),
        start=Span.sure(known_on(answer)),
        words=f"après la réponse au recours, notifiée le {french.day(known_on(answer))}",
        earlier=_earlier(history, answer, right),
    )
    if appeal.route == AppealRoute.GRACIEUX:
        return _interrupted(history, appeal, right, ground)
    return ground


def _against_silence(history: History, right: Right, term: SilentTerm) -> Ground:
    opposable = True
    if term.appeal is not None:
        bodies = next_bodies(term.appeal.route, right)
    elif term.by_payer:
        bodies, opposable = chains(right)[-1].first if chains(right) else (), False
    else:
        bodies, opposable = chain_against(history, right).first, _receipt_opens_appeal(history)
    return Ground(
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
) -> Earlier | None:
    """Return the implicit refusal that an express decision came after, if it can be opposed."""
    before = history[: history.index(decision)]
    known = known_on(decision)
    term = awaited(before, right, known)
    if term is None or term.effect is not SilenceEffect.REFUSAL or not term.has_run(known):
        return None
    if term.appeal is None and (term.by_payer or not _receipt_opens_appeal(before)):
        return None
    return Earlier(term.ends, known)


def _interrupted(
    history: History, gracious: AppealFiled, right: Right, ground: Ground
) -> Ground | None:
    """A gracious appeal sent in time gives a whole new delay before the court; a late one none."""
    before = history[: history.index(gracious)]
    first_ground = ground_of(before, right, awaited(before, right, gracious.on))
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
