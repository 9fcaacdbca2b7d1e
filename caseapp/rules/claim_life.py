"""The life of a claim by its right: the state its events lead to, and what may follow what.

The table is `domain.claim_life`; here the right and the day are added. The state comes from events
alone. That a body has been silent past its delay is read from the date of the silence
(`claim_clock`); the state changes when the caseworker states it (`NoAnswer`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from caseapp.domain.claim import (
    Acknowledged,
    AppealDecided,
    AppealFiled,
    ClaimEvent,
    ClaimState,
    Closed,
    Completed,
    Filed,
    Granted,
    LegalAidAsked,
    LegalAidDecided,
    NoAnswer,
    Obsolete,
    PiecesAsked,
    PiecesSent,
    ReasonsAsked,
    ReasonsGiven,
    Refused,
    Transmitted,
    Withdrawn,
)
from caseapp.domain.claim_life import MOVES, allowed, step_of
from caseapp.kernel import french
from caseapp.rules.catalogue import OpeningRule, SilenceEffect
from caseapp.rules.claim_appeals import unanswered
from caseapp.rules.claim_event_checks import check_alone, refusal
from caseapp.rules.claim_history import first, in_order, of_kind
from caseapp.rules.claim_silence import awaited

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from caseapp.rules.catalogue import Right
    from caseapp.rules.claim_history import History

_WORDS: dict[type[ClaimEvent], str] = {
    Filed: "le dépôt",
    Acknowledged: "l'accusé de réception",
    Transmitted: "la transmission",
    PiecesAsked: "la demande de pièces",
    PiecesSent: "l'envoi des pièces",
    Completed: "le dossier complet",
    Granted: "l'accord",
    Refused: "le refus",
    NoAnswer: "l'absence de réponse",
    AppealFiled: "le recours",
    AppealDecided: "la réponse au recours",
    ReasonsAsked: "la demande des motifs",
    ReasonsGiven: "la réception des motifs",
    LegalAidAsked: "la demande d'aide juridictionnelle",
    LegalAidDecided: "la réponse sur l'aide juridictionnelle",
    Withdrawn: "l'abandon",
    Obsolete: "la fin sans objet",
    Closed: "la clôture",
}


def state_of(events: Iterable[ClaimEvent], right: Right, today: date) -> ClaimState:
    """Return where a claim stands.

    A silence that was stated too early, because an event was corrected since, does not count
    before its delay has run.
    """
    history = in_order(events)
    state = ClaimState.TO_PREPARE
    for index, event in enumerate(history):
        state = _after(state, event, history[:index], right, today)
    return state


def check(
    events: Sequence[ClaimEvent],
    new_event: ClaimEvent,
    today: date,
    right: Right | None = None,
) -> None:
    """Check that an event can be recorded, wherever its date puts it among the others.

    Args:
        events: what is already recorded, in any order, without the event that is being corrected.
        new_event: what was entered.
        today: the present day: nothing that has not happened can be recorded.
        right: lets the delay of silence, and rights that need no claim, be checked too.

    Raises:
        UserInputError: the event is impossible; `field` names the field of the event.
    """
    check_alone(new_event, today)
    history = in_order((*events, new_event))
    state = ClaimState.TO_PREPARE
    for index, event in enumerate(history):
        before = history[:index]
        _check_follows(state, event, before, new_event, right)
        if isinstance(event, NoAnswer) and event is new_event and right is not None:
            _check_silence(before, event, right)
        state = _next(state, event, silence_accepts=_accepts_by_silence(before, right))
    _check_receipts(history, new_event)


def check_without(events: Sequence[ClaimEvent], gone: ClaimEvent, right: Right) -> None:
    """Check that what is recorded stays possible once an event is taken out.

    Raises:
        UserInputError: an event that follows it would no longer be possible.
    """
    state = ClaimState.TO_PREPARE
    history = in_order(events)
    for index, event in enumerate(history):
        before = history[:index]
        if not _may_follow(state, event, before, right):
            raise refusal(
                "on",
                f"Sans {_WORDS[type(gone)]} du {french.day(gone.on)}, {_WORDS[type(event)]} du"
                f" {french.day(event.on)} ne serait plus possible : retirez-le d'abord, ou corrigez"
                " la date.",
            )
        state = _next(state, event, silence_accepts=_accepts_by_silence(before, right))


def _accepts_by_silence(before: History, right: Right | None) -> bool:
    silence = right.silence if right else None
    accepts = silence is not None and silence.effect is SilenceEffect.ACCEPTANCE
    return accepts and not of_kind(before, AppealFiled)


def _after(
    state: ClaimState, event: ClaimEvent, before: History, right: Right, today: date
) -> ClaimState:
    if not isinstance(event, NoAnswer):
        return _next(state, event)
    term = awaited(before, right, today)
    if term is None or not term.has_run(today):
        return state
    return _next(state, event, silence_accepts=term.effect is SilenceEffect.ACCEPTANCE)


def _next(state: ClaimState, event: ClaimEvent, *, silence_accepts: bool = False) -> ClaimState:
    return MOVES[state].get(step_of(event, silence_accepts=silence_accepts), state)


def _check_follows(
    state: ClaimState,
    event: ClaimEvent,
    before: History,
    new_event: ClaimEvent,
    right: Right | None,
) -> None:
    if _may_follow(state, event, before, right):
        return
    if event is new_event:
        raise refusal("on", _why_not(state, event, before))
    later = _WORDS[type(event)]
    raise refusal(
        "on",
        f"Avec cette date, {later} du {french.day(event.on)} ne serait plus possible :"
        " vérifiez l'ordre des dates.",
    )


def _may_follow(state: ClaimState, event: ClaimEvent, before: History, right: Right | None) -> bool:
    match event:
        case Acknowledged() if _has_receipt(before):
            return False
        case PiecesSent() if not _pieces_due(before):
            return False
        case AppealDecided() if not _is_awaited(event, before):
            return False
        case ReasonsGiven() if first(before, ReasonsAsked) is None:
            return False
        case LegalAidDecided() if first(before, LegalAidAsked) is None:
            return False
        case _:
            return isinstance(event, allowed(state, automatic=is_automatic(right)))


def is_automatic(right: Right | None) -> bool:
    """Say whether a right is given without being asked for."""
    opening = right.opening if right else None
    return opening is not None and opening.rule is OpeningRule.AUTOMATIC


def _has_receipt(before: History) -> bool:
    """Say whether the body that has the claim acknowledged it: another one may, once it has it."""
    for event in reversed(before):
        if isinstance(event, Acknowledged | Transmitted):
            return isinstance(event, Acknowledged)
    return False


def _is_awaited(answer: AppealDecided, before: History) -> bool:
    return any(answer.route in {"", appeal.route} for appeal in unanswered(before))


def _pieces_due(before: History) -> bool:
    appealed = bool(of_kind(before, AppealFiled))
    return appealed or len(of_kind(before, PiecesAsked)) > len(of_kind(before, PiecesSent))


_REASONS: dict[type[ClaimEvent], str] = {
    Acknowledged: "Un accusé de réception ne peut suivre que le dépôt, et une seule fois.",
    PiecesSent: "Aucune pièce n'est demandée : enregistrez d'abord la demande de pièces.",
    AppealFiled: "Il n'y a rien à contester à cette date : enregistrez d'abord le refus, l'accord"
    " partiel ou l'absence de réponse.",
    AppealDecided: "Aucun recours n'attend de réponse : enregistrez d'abord le recours.",
    NoAnswer: "Aucune réponse n'est attendue à cette date.",
    Transmitted: "Aucune demande n'est en cours à cette date : rien ne peut être transmis.",
    ReasonsAsked: "Les motifs se demandent après un rejet implicite : enregistrez d'abord l'absence"
    " de réponse.",
    ReasonsGiven: "Les motifs n'ont pas été demandés : enregistrez d'abord cette demande.",
    LegalAidAsked: "L'aide juridictionnelle se demande pour contester : enregistrez d'abord le refus"
    " ou l'absence de réponse.",
    LegalAidDecided: "L'aide juridictionnelle n'a pas été demandée : enregistrez d'abord cette"
    " demande.",
}


_OVER = {
    ClaimState.CLOSED: "close",
    ClaimState.WITHDRAWN: "abandonnée",
    ClaimState.OBSOLETE: "sans objet",
}


def _why_not(state: ClaimState, event: ClaimEvent, before: History) -> str:
    if state in _OVER:
        words = _OVER[state]
        return f"La démarche est {words} depuis le {french.day(before[-1].on)} : plus rien ne suit."
    if state is ClaimState.TO_PREPARE:
        return "Rien ne peut précéder le dépôt : enregistrez d'abord le dépôt de la demande."
    filed = first(before, Filed)
    if isinstance(event, Filed) and filed is not None:
        return f"La demande est déjà déposée depuis le {french.day(filed.on)}."
    last = before[-1]
    return _REASONS.get(
        type(event), f"Cela ne peut pas suivre {_WORDS[type(last)]} du {french.day(last.on)}."
    )


def _check_silence(before: History, event: NoAnswer, right: Right) -> None:
    term = awaited(before, right, event.on)
    if term is None:
        raise refusal(
            "on",
            "Ici, le silence ne vaut pas décision : relancez, ou enregistrez la réponse reçue.",
        )
    if not term.has_run(event.on):
        meaning = "accord" if term.effect is SilenceEffect.ACCEPTANCE else "rejet"
        until = french.day(term.last_day)
        raise refusal(
            "on",
            f"Il est trop tôt : le silence ne vaut {meaning} qu'une fois passé le {until}.",
        )


def _check_receipts(history: History, new_event: ClaimEvent) -> None:
    filed = first(history, Filed)
    receipt = first(history, Acknowledged)
    if filed is None or receipt is None or receipt.received_on is None:
        return
    if receipt.received_on < filed.on and isinstance(new_event, Filed | Acknowledged):
        field = "received_on" if new_event is receipt else "on"
        raise refusal(
            field,
            f"La demande ne peut pas être reçue le {french.day(receipt.received_on)}, avant son"
            f" dépôt du {french.day(filed.on)}.",
        )
