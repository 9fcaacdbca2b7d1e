"""Which bodies can be seized, in what order, as the catalogue lists them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from caseapp.domain.claim import AppealDecided, AppealFiled, Granted, Refused
from caseapp.rules.catalogue import Appeal, AppealRoute, OtherSilence, Right, SilenceStage
from caseapp.rules.claim_history import of_kind
from caseapp.rules.legal_texts import LimitRule, appeal_rules

if TYPE_CHECKING:
    from caseapp.rules.claim_history import History

OPTIONAL = frozenset({AppealRoute.GRACIEUX, AppealRoute.MEDIATION, AppealRoute.CONCILIATION})
COURTS = frozenset({AppealRoute.TA, AppealRoute.POLE_SOCIAL, AppealRoute.OTHER})


@dataclass(frozen=True, slots=True)
class Chain:
    """What must be asked first, then the courts. Several bodies of one rank are alternatives."""

    prior: tuple[Appeal, ...]
    courts: tuple[Appeal, ...]

    @property
    def first(self) -> tuple[Appeal, ...]:
        """The bodies that can be seized at once."""
        stated = [a for a in (*self.prior, *self.courts) if a.after]
        if stated:
            return tuple(a for a in (*self.prior, *self.courts) if not a.after)
        return self.prior or self.courts


def rule_for(appeal: Appeal) -> LimitRule:
    """Return how the delay of an appeal is counted."""
    short = appeal.route is AppealRoute.TA and appeal.days is not None
    return appeal_rules().rule("ta_asile" if short else appeal.route.value)


def chains(right: Right) -> tuple[Chain, ...]:
    """Return the chains of mandatory appeals: the second is against the payer's decisions."""
    found: list[Chain] = []
    prior: list[Appeal] = []
    courts: list[Appeal] = []
    dated = (a for a in right.appeals if a.mandatory and a.from_decision)
    for appeal in sorted(dated, key=lambda a: a.order):
        if appeal.route in COURTS:
            courts.append(appeal)
            continue
        if courts:
            found.append(Chain(tuple(prior), tuple(courts)))
            prior, courts = [], []
        prior.append(appeal)
    if prior or courts:
        found.append(Chain(tuple(prior), tuple(courts)))
    return tuple(found)


def chain_against(history: History, right: Right) -> Chain:
    """Return the chain against the last decision: the payer's own where one decides second."""
    all_chains = chains(right)
    if not all_chains:
        return Chain((), ())
    return all_chains[-1] if decided_by_payer(history, right) else all_chains[0]


def payer_silence(right: Right) -> OtherSilence | None:
    """Return what the silence of the body that pays means, where it decides second."""
    return next((s for s in right.other_silences if s.stage is SilenceStage.PAYER), None)


def decided_by_payer(history: History, right: Right) -> bool:
    """Say whether the last decision is that of the body that pays (AAH: the CAF)."""
    if payer_silence(right) is None:
        return False
    decisions = [e for e in history if isinstance(e, Granted | Refused)]
    return any(isinstance(decision, Granted) for decision in decisions[:-1])


def next_bodies(route: str, right: Right) -> tuple[Appeal, ...]:
    """Return the courts that follow an appeal to a body; none after a court."""
    for chain in chains(right):
        if any(appeal.route == route for appeal in chain.prior):
            stated = tuple(appeal for appeal in chain.courts if route in appeal.after)
            return stated or chain.courts
    return () if route in COURTS else (chains(right) or (Chain((), ()),))[0].courts


def appeal_of(route: str, right: Right) -> Appeal | None:
    """Return what the catalogue says of an appeal of the right."""
    return next((appeal for appeal in right.appeals if appeal.route == route), None)


def open_appeal(history: History) -> AppealFiled | None:
    """Return the last appeal that has no answer yet."""
    waiting = unanswered(history)
    return waiting[-1] if waiting else None


def unanswered(history: History) -> list[AppealFiled]:
    """Return the appeals that have no answer yet."""
    waiting: list[AppealFiled] = []
    for event in history:
        if isinstance(event, AppealFiled):
            waiting.append(event)
        elif isinstance(event, AppealDecided) and waiting:
            waiting.remove(_answered_by(event, waiting))
    return waiting


def _answered_by(answer: AppealDecided, waiting: list[AppealFiled]) -> AppealFiled:
    named = [appeal for appeal in waiting if appeal.route == answer.route]
    if named:
        return named[-1]
    # It names no body: it is taken as the answer that matters most, that of the mandatory appeal.
    return next((a for a in reversed(waiting) if a.route not in OPTIONAL), waiting[-1])


def appeal_answered(history: History, answer: AppealDecided) -> AppealFiled | None:
    """Return the appeal that an answer answers."""
    before = history[: history.index(answer)]
    waiting = unanswered(before)
    return _answered_by(answer, waiting) if waiting else None


def without_idle_appeals(history: History, right: Right) -> tuple[History, tuple[AppealFiled, ...]]:
    """Leave out the appeals that change no delay, with the answers that rejected them.

    A mediation may suspend a delay, which nobody can date for sure; a gracious appeal keeps
    nothing where another is mandatory, nor does a court seized before that one. The delays then
    stay those of the decision.

    Returns:
        the history without them, and those that were left out.
    """
    appeals = of_kind(history, AppealFiled)
    if not appeals:
        return history, ()
    idle = tuple(a for n, a in enumerate(appeals) if _is_idle(a, appeals[:n], right))
    answers = tuple(
        answer
        for answer in of_kind(history, AppealDecided)
        if not answer.granted and appeal_answered(history, answer) in idle
    )
    won = {
        id(appeal_answered(history, answer))
        for answer in of_kind(history, AppealDecided)
        if answer.granted
    }
    dropped = {id(e) for e in (*idle, *answers)} - won
    kept = tuple(event for event in history if id(event) not in dropped)
    return kept, tuple(a for a in idle if id(a) in dropped)


def is_premature(appeal: AppealFiled, before: tuple[AppealFiled, ...], right: Right) -> bool:
    """Say whether a court was seized while a mandatory appeal had to come first."""
    seized = [c for c in chains(right) if any(appeal.route == court.route for court in c.courts)]
    prior = {body.route.value for chain in seized for body in chain.prior}
    directly = any(not chain.prior for chain in seized)
    return bool(prior) and not directly and not any(a.route in prior for a in before)


def _is_idle(appeal: AppealFiled, before: tuple[AppealFiled, ...], right: Right) -> bool:
    if appeal.route not in OPTIONAL:
        return is_premature(appeal, before, right)
    if appeal.route != AppealRoute.GRACIEUX:
        return True
    # The first gracious appeal alone interrupts, and only where nothing is mandatory.
    again = any(a.route == AppealRoute.GRACIEUX for a in before)
    return again or any(chain.prior for chain in chains(right))
