"""What silence means for a claim: whose answer is awaited, and when silence becomes a decision."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from caseapp.domain.claim import (
    AppealDecided,
    AppealFiled,
    Filed,
    Granted,
    PiecesAsked,
    PiecesSent,
)
from caseapp.domain.deadline import Confidence
from caseapp.kernel import french
from caseapp.rules.agency_words import first_agency, of_agency
from caseapp.rules.catalogue import (
    AppealRoute,
    OtherSilence,
    Right,
    Silence,
    SilenceEffect,
    SilenceStage,
    SilenceStart,
)
from caseapp.rules.claim_appeals import (
    appeal_of,
    open_appeal,
    payer_silence,
    without_idle_appeals,
)
from caseapp.rules.claim_history import last_turning, of_kind
from caseapp.rules.claim_silence_start import (
    AT_ONCE,
    begin,
    produced_on,
    proof_of,
    received_words,
    set_back,
)
from caseapp.rules.legal_texts import appeal_rules, silence_rules
from caseapp.rules.time_limits import Span, after, end_of_month_after, weakest

if TYPE_CHECKING:
    from caseapp.rules.claim_history import History


@dataclass(frozen=True, slots=True, kw_only=True)
class SilentTerm:
    """When the silence of a body becomes a decision, and which."""

    ends: Span
    effect: SilenceEffect
    body: str
    of_body: str  # « de la MDPH »
    explanation: str
    article: str
    confidence: Confidence
    doubts: tuple[str, ...] = ()
    appeal: AppealFiled | None = None  # the appeal that is awaited, if it is one
    by_payer: bool = False

    @property
    def last_day(self) -> date:
        """The last day to answer: the earliest for a refusal, the surest for an acceptance."""
        accepted = self.effect is SilenceEffect.ACCEPTANCE
        return self.ends.computed if accepted else self.ends.early

    def has_run(self, day: date) -> bool:
        """Say whether silence has become a decision on a day."""
        return day > self.last_day


def awaited(history: History, right: Right, today: date) -> SilentTerm | None:
    """Return the silence that is running or has run: of the claim, the payer or an appeal."""
    history, _ = without_idle_appeals(history, right)
    match last_turning(history):
        case Filed() as filed:
            return _of_claim(history, filed, right, today)
        case AppealFiled():
            appeal = open_appeal(history)
            return None if appeal is None else _of_appeal(history, appeal, right)
        case Granted(amount=None, on=on) | AppealDecided(granted=True, on=on):
            return _of_payer(history, on, right)
        case _:
            return None


def _of_payer(history: History, decided_on: date, right: Right) -> SilentTerm | None:
    step = payer_silence(right)
    if step is None or len(of_kind(history, Granted)) > 1:
        return None
    against_payer = of_kind(history, AppealFiled)
    if any(appeal.route == AppealRoute.CRA for appeal in against_payer):
        return None
    return _payer_term(step, decided_on)


def _payer_term(step: OtherSilence, decided_on: date) -> SilentTerm:
    return SilentTerm(
        ends=Span.sure(end_of(step, decided_on)),
        effect=step.effect,
        body=step.body,
        of_body=step.of_body,
        explanation=f"{delay_words(step)} après {step.after} du {french.day(decided_on)}",
        article=step.basis,
        confidence=step.confidence,
        by_payer=True,
    )


def _of_appeal(history: History, appeal: AppealFiled, right: Right) -> SilentTerm | None:
    listed = appeal_of(appeal.route, right)
    rule = appeal_rules().rule(appeal.route)
    if rule.silence is None:
        return None
    months = (listed.silence_months if listed else None) or rule.silence.months
    received = appeal.received_on or appeal.on
    last = received
    if rule.silence.restarts_on_pieces:
        added = (p.on for p in of_kind(history, PiecesSent) if p.on > received)
        last = max(added, default=received)
    sent_only = appeal.received_on is None and appeal.channel not in AT_ONCE
    return SilentTerm(
        ends=Span(after(received, months=months), after(last, months=months)),
        effect=SilenceEffect.REFUSAL,
        body=listed.body if listed else rule.label,
        of_body="sur le recours",
        explanation=f"{months} mois après {received_words(appeal)} du {french.day(last)}",
        article=rule.silence.article,
        confidence=weakest(rule.silence.confidence, proof_of(sent_only=sent_only)),
        doubts=(silence_rules().start.only_sent,) if sent_only else (),
        appeal=appeal,
    )


def _of_claim(history: History, filed: Filed, right: Right, today: date) -> SilentTerm | None:
    silence = right.silence
    if silence is None or silence.effect is SilenceEffect.NONE:
        return None
    if silence.months is None and silence.days is None:
        return None
    begun = begin(history, filed)
    if silence.start is SilenceStart.COMPLETE_FILE or silence.effect is SilenceEffect.ACCEPTANCE:
        begun = set_back(begun, history, silence, today)
        plain = ends = _ends(begun.span, silence)
        doubts: tuple[str, ...] = ()
    else:
        plain, shorter = _not_hidden(_ends(begun.span, silence), right, begun.span.early)
        ends, doubts = _suspended(plain, history, today)
        doubts = (*shorter, *doubts)
    explanation = f"{delay_words(silence)} après {begun.words} du {french.day(begun.span.computed)}"
    return SilentTerm(
        ends=ends,
        effect=silence.effect,
        body=first_agency(right.agency),
        of_body=of_agency(right.agency),
        explanation=explanation
        + ("" if ends == plain else ", plus le temps donné pour les pièces"),
        article=silence.basis,
        confidence=weakest(
            silence.confidence,
            begun.confidence,
            Confidence.MEDIUM if doubts else Confidence.HIGH,
        ),
        doubts=(*begun.doubts, *doubts),
    )


def delay_words(silence: Silence) -> str:
    """Return « 4 mois », « 15 jours », « fin du 3e mois civil »."""
    if silence.days is not None:
        return f"{silence.days} jours"
    if silence.end_of_civil_month:
        return f"fin du {silence.months}e mois civil"
    return f"{silence.months} mois"


def _ends(start: Span, silence: Silence) -> Span:
    return Span(end_of(silence, start.early), end_of(silence, start.computed))


def end_of(silence: Silence, start: date) -> date:
    """Return the last day of the delay of a silence that runs from a day."""
    if silence.end_of_civil_month and silence.months is not None:
        return end_of_month_after(start, silence.months)
    return after(start, months=silence.months or 0, days=silence.days or 0)


def _not_hidden(ends: Span, right: Right, start: date) -> tuple[Span, tuple[str, ...]]:
    """Count the cautious end on the shortest delay of what the right covers, and say so."""
    shorter = [
        (day, variant)
        for variant in right.other_silences
        if variant.stage is SilenceStage.VARIANT and (day := end_of(variant, start)) < ends.early
    ]
    if not shorter:
        return ends, ()
    said = silence_rules().variant
    words = [
        said.format(
            of=variant.of[:1].upper() + variant.of[1:], day=french.day(day), text=variant.basis
        )
        for day, variant in shorter
    ]
    return Span(min(day for day, _ in shorter), ends.computed), tuple(words)


def _suspended(ends: Span, history: History, today: date) -> tuple[Span, tuple[str, ...]]:
    """Push a refusal back by the time given for missing pieces (CRPA L114-5).

    Without a time given, the suspension is not sure: only the computed date moves.
    """
    rule = silence_rules().pieces
    early, computed, counted_until, doubts = ends.early, ends.computed, date.min, []
    for asked in of_kind(history, PiecesAsked):
        if asked.on > computed:
            break  # silence had already become a decision
        produced = produced_on(asked, history)
        stops = [day for day in (produced, asked.answer_by) if day is not None]
        stop = min(stops, default=max(today, asked.on))
        pause = max(stop - max(asked.on, counted_until), timedelta())
        counted_until = max(counted_until, stop)
        computed += pause
        if asked.answer_by is not None and asked.on <= early:
            early += pause
        if asked.answer_by is None:
            asked_on = french.day(asked.on)
            doubts.append(rule.no_time_given.format(asked=asked_on))
        if not stops:
            doubts.append(rule.open_ended)
    return Span(early, computed), tuple(doubts)
