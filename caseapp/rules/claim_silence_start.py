"""From when the delay of silence runs: what proves it, and what sets it back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from caseapp.domain.claim import (
    Acknowledged,
    AppealFiled,
    Channel,
    Completed,
    Filed,
    PiecesAsked,
    PiecesSent,
    Transmitted,
)
from caseapp.domain.deadline import Confidence
from caseapp.kernel import french
from caseapp.rules.catalogue import Silence, SilenceEffect, SilenceStart
from caseapp.rules.claim_history import first, of_kind
from caseapp.rules.legal_texts import silence_rules
from caseapp.rules.time_limits import Span, weakest

if TYPE_CHECKING:
    from datetime import date

    from caseapp.rules.claim_history import History

AT_ONCE = frozenset({Channel.ONLINE, Channel.COUNTER})  # sent and received the same day


def proof_of(*, sent_only: bool) -> Confidence:
    """Return how sure a start is: one that is only known to be sent is less so."""
    return Confidence.MEDIUM if sent_only else Confidence.HIGH


def received_words(sent: Filed | AppealFiled) -> str:
    """Return « la réception », « le dépôt » or « l'envoi »: from what the delay runs."""
    if sent.received_on is not None:
        return "la réception"
    return "le dépôt" if sent.channel in AT_ONCE else "l'envoi"


@dataclass(frozen=True, slots=True)
class Begun:
    """From when the delay runs, in words, and what is not proved about it."""

    span: Span
    words: str
    confidence: Confidence
    doubts: tuple[str, ...] = ()


def begin(history: History, filed: Filed) -> Begun:
    """Return from when the delay of a claim runs, by what is proved of its receipt."""
    words = silence_rules().start
    receipt = _first_receipt(history)
    known = [filed.received_on, receipt.received_on if receipt else None]
    proofs = [day for day in known if day is not None]
    if not proofs:
        sent_only = filed.channel not in AT_ONCE
        doubts = (words.only_sent,) if sent_only else ()
        confidence = proof_of(sent_only=sent_only)
        return Begun(Span.sure(filed.on), received_words(filed), confidence, doubts)
    span = Span(min(proofs), proofs[0])
    if len(set(proofs)) == 1:
        return Begun(span, "la réception", Confidence.HIGH)
    first_day, second_day = (french.day(day) for day in sorted(proofs))
    doubt = words.two_receipts.format(first=first_day, second=second_day)
    return Begun(span, "la réception", Confidence.MEDIUM, (doubt,))


def set_back(begun: Begun, history: History, silence: Silence, today: date) -> Begun:
    """Return the start of a delay that waits for the competent body, or for a complete file."""
    if silence.effect is SilenceEffect.ACCEPTANCE:
        begun = _from_transmission(begun, history)
    return _from_pieces(begun, history, silence, today)


def _first_receipt(history: History) -> Acknowledged | None:
    """Return the acknowledgement of the body that was asked first (CRPA L114-3)."""
    for event in history:
        if isinstance(event, Transmitted):
            return None
        if isinstance(event, Acknowledged):
            return event
    return None


def _from_transmission(begun: Begun, history: History) -> Begun:
    """Start an acceptance from the receipt by the competent body (CRPA L114-3)."""
    sent_on = of_kind(history, Transmitted)
    if not sent_on:
        return begun
    rule, last = silence_rules().transmission, sent_on[-1]
    after_it = history[history.index(last) :]
    receipt = first(after_it, Acknowledged)
    known = last.received_on or (receipt and (receipt.received_on or receipt.on))
    start = max(begun.span.computed, known or last.on)
    return Begun(
        Span(begun.span.early, start),
        "la réception par l'organisme compétent" if known else "la transmission",
        weakest(begun.confidence, rule.confidence if known else Confidence.MEDIUM),
        (*begun.doubts, rule.received if known else rule.not_received),
    )


def _from_pieces(begun: Begun, history: History, silence: Silence, today: date) -> Begun:
    """Start anew from the missing pieces: an acceptance cannot be born of an incomplete file."""
    rules = silence_rules()
    asked = of_kind(history, PiecesAsked)
    said = of_kind(history, Completed)
    if said and not (asked and asked[-1].on > said[-1].on):
        day = max(said[-1].on, begun.span.early)
        return Begun(Span.sure(day), "le dossier complet", begun.confidence, begun.doubts)
    if not asked:
        if silence.start is SilenceStart.RECEIPT:
            return begun
        confidence = weakest(begun.confidence, Confidence.MEDIUM)
        doubts = (*begun.doubts, rules.start.completeness)
        return Begun(begun.span, begun.words, confidence, doubts)
    produced = produced_on(asked[-1], history)
    start = max(begun.span.computed, produced or max(today, asked[-1].on))
    doubt = rules.pieces.restart if produced else rules.pieces.still_missing
    words = "la production des pièces" if produced else "la production des pièces, au mieux"
    confidence = weakest(begun.confidence, Confidence.MEDIUM)
    return Begun(Span(begun.span.early, start), words, confidence, (*begun.doubts, doubt))


def produced_on(asked: PiecesAsked, history: History) -> date | None:
    """Return when the pieces that were asked for were there, or were said to be."""
    ends = (e.on for e in history if isinstance(e, PiecesSent | Completed) and e.on >= asked.on)
    return min(ends, default=None)
