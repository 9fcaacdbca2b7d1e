"""The life of a claim: the state its events lead to, and what may follow what.

The state comes from events alone. That a body has been silent past its delay is read from the date
of the silence (`claim_clock`); the state changes when the caseworker states it (`NoAnswer`).
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
    Filed,
    Granted,
    NoAnswer,
    PiecesAsked,
    PiecesSent,
    Refused,
    Withdrawn,
)
from caseapp.kernel import french
from caseapp.rules.catalogue import OpeningRule, SilenceEffect
from caseapp.rules.claim_appeals import open_appeal
from caseapp.rules.claim_event_checks import check_alone, refusal
from caseapp.rules.claim_history import first, in_order, of_kind
from caseapp.rules.claim_silence import awaited

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from caseapp.rules.catalogue import Right
    from caseapp.rules.claim_history import History

_S = ClaimState
_WHILE_ASKED = (PiecesAsked, Granted, Refused, NoAnswer, Withdrawn, Closed)
_ALLOWED: dict[ClaimState, tuple[type[ClaimEvent], ...]] = {
    _S.TO_PREPARE: (Filed, Withdrawn, Closed),
    _S.FILED: (Acknowledged, *_WHILE_ASKED),
    _S.ACKNOWLEDGED: _WHILE_ASKED,
    _S.PIECES_ASKED: (PiecesSent, Acknowledged, *_WHILE_ASKED),
    _S.GRANTED: (Granted, Refused, NoAnswer, Closed),
    _S.PARTLY_GRANTED: (AppealFiled, Granted, Refused, NoAnswer, Closed),
    _S.REFUSED: (AppealFiled, Granted, Withdrawn, Closed),
    _S.SILENT_REFUSAL: (
        AppealFiled,
        Granted,
        Refused,
        AppealDecided,
        Acknowledged,
        PiecesAsked,
        PiecesSent,
        Withdrawn,
        Closed,
    ),
    _S.SILENT_ACCEPTANCE: (Granted, Refused, Withdrawn, Closed),
    _S.APPEAL: (
        AppealDecided,
        NoAnswer,
        AppealFiled,
        Granted,
        Refused,
        PiecesAsked,
        PiecesSent,
        Withdrawn,
        Closed,
    ),
    _S.WITHDRAWN: (Closed,),
    _S.CLOSED: (),
}
_WORDS: dict[type[ClaimEvent], str] = {
    Filed: "le dépôt",
    Acknowledged: "l'accusé de réception",
    PiecesAsked: "la demande de pièces",
    PiecesSent: "l'envoi des pièces",
    Granted: "l'accord",
    Refused: "le refus",
    NoAnswer: "l'absence de réponse",
    AppealFiled: "le recours",
    AppealDecided: "la réponse au recours",
    Withdrawn: "l'abandon",
    Closed: "la clôture",
}


def allowed(state: ClaimState) -> tuple[type[ClaimEvent], ...]:
    """Return the kinds of event that may follow a state, the likeliest first."""
    return _ALLOWED[state]


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
        state = _next(state, event, before)
        if isinstance(event, NoAnswer) and _accepts_by_silence(before, right):
            state = ClaimState.SILENT_ACCEPTANCE
    _check_receipts(history, new_event)


def _accepts_by_silence(before: History, right: Right | None) -> bool:
    silence = right.silence if right else None
    accepts = silence is not None and silence.effect is SilenceEffect.ACCEPTANCE
    return accepts and not of_kind(before, AppealFiled)


def _after(
    state: ClaimState, event: ClaimEvent, before: History, right: Right, today: date
) -> ClaimState:
    if not isinstance(event, NoAnswer):
        return _next(state, event, before)
    term = awaited(before, right, today)
    if term is None or not term.has_run(today):
        return state
    if term.effect is SilenceEffect.ACCEPTANCE:
        return ClaimState.SILENT_ACCEPTANCE
    return ClaimState.SILENT_REFUSAL


_LEADS_TO: dict[type[ClaimEvent], ClaimState] = {
    Filed: _S.FILED,
    Granted: _S.GRANTED,
    Refused: _S.REFUSED,
    NoAnswer: _S.SILENT_REFUSAL,
    AppealDecided: _S.GRANTED,
    AppealFiled: _S.APPEAL,
    Withdrawn: _S.WITHDRAWN,
    Closed: _S.CLOSED,
}


def _next(state: ClaimState, event: ClaimEvent, before: History) -> ClaimState:
    match event:
        case Acknowledged():
            return ClaimState.ACKNOWLEDGED if state is ClaimState.FILED else state
        case PiecesAsked():
            waiting = state in {ClaimState.FILED, ClaimState.ACKNOWLEDGED}
            return ClaimState.PIECES_ASKED if waiting else state
        case PiecesSent() if state is ClaimState.PIECES_ASKED:
            return ClaimState.ACKNOWLEDGED if first(before, Acknowledged) else ClaimState.FILED
        case Granted(partial=True):
            return ClaimState.PARTLY_GRANTED
        case AppealDecided(granted=False):
            return ClaimState.REFUSED
        case _:
            return _LEADS_TO.get(type(event), state)


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
        case Acknowledged() if first(before, Acknowledged):
            return False
        case PiecesSent() if not _pieces_due(before):
            return False
        case AppealDecided() if open_appeal(before) is None:
            return False
        case Granted() | Refused() if state is ClaimState.TO_PREPARE:
            opening = right.opening if right else None
            return opening is not None and opening.rule is OpeningRule.AUTOMATIC
        case _:
            return isinstance(event, _ALLOWED[state])


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
}


def _why_not(state: ClaimState, event: ClaimEvent, before: History) -> str:
    if state in {ClaimState.CLOSED, ClaimState.WITHDRAWN}:
        words = "close" if state is ClaimState.CLOSED else "abandonnée"
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
