"""Events of a claim: as they are stored, and in the words of the thread."""

from __future__ import annotations

import re
from dataclasses import fields
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Any, get_args

from caseapp.domain.claim import (
    Acknowledged,
    AidOutcome,
    AppealDecided,
    AppealFiled,
    Channel,
    ClaimEvent,
    Closed,
    Completed,
    Exchange,
    ExchangeMedium,
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
from caseapp.kernel import french
from caseapp.kernel.calendar import Month
from caseapp.kernel.money import Money
from caseapp.kernel.typography import typeset

if TYPE_CHECKING:
    from collections.abc import Callable

_CLASSES: tuple[type[ClaimEvent], ...] = get_args(ClaimEvent)
_READERS: dict[str, Callable[[Any], Any]] = {
    "channel": Channel,
    "received_on": date.fromisoformat,
    "notified_on": date.fromisoformat,
    "answer_by": date.fromisoformat,
    "until": date.fromisoformat,
    "admissible_on": date.fromisoformat,
    "lawyer_on": date.fromisoformat,
    "outcome": AidOutcome,
    "amount": Money,
    "since": Month.parse,
}

CHANNELS: dict[Channel, str] = {
    Channel.ONLINE: "en ligne",
    Channel.REGISTERED_LETTER: "par lettre recommandée",
    Channel.LETTER: "par courrier",
    Channel.COUNTER: "au guichet",
    Channel.EMAIL: "par courriel",
}
MEDIA: dict[ExchangeMedium, str] = {
    ExchangeMedium.PHONE: "appel",
    ExchangeMedium.EMAIL: "courriel",
    ExchangeMedium.COUNTER: "au guichet",
    ExchangeMedium.LETTER: "courrier",
    ExchangeMedium.ONLINE: "message en ligne",
}
AID_OUTCOMES: dict[AidOutcome, str] = {
    AidOutcome.GRANTED: "accordée",
    AidOutcome.REFUSED: "refusée",
    AidOutcome.PROVISIONAL: "admission provisoire",
    AidOutcome.LAPSED: "demande caduque",
}
ROUTES: dict[str, str] = {
    "rapo": "recours préalable",
    "cra": "recours amiable (CRA)",
    "cmra": "recours médical amiable (CMRA)",
    "gracieux": "recours gracieux",
    "mediation": "médiation",
    "mediation_france_travail": "médiation préalable France Travail",
    "conciliation": "conciliation",
    "ta": "tribunal administratif",
    "pole_social": "tribunal judiciaire, pôle social",
    "other": "recours",
}
MEDIATIONS = frozenset({"mediation", "mediation_france_travail", "conciliation"})


def kind_of(event: ClaimEvent | type[ClaimEvent]) -> str:
    """Return « pieces_asked »."""
    name = event.__name__ if isinstance(event, type) else type(event).__name__
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name).lower()


_BY_KIND = {kind_of(kind): kind for kind in _CLASSES}


def details_of(event: ClaimEvent) -> dict[str, Any]:
    """Return the fields of an event as they are stored, its day apart."""
    return {
        field.name: _stored(getattr(event, field.name))
        for field in fields(event)
        if field.name != "on" and getattr(event, field.name) is not None
    }


def event_of(kind: str, on: date, details: dict[str, Any]) -> ClaimEvent:
    """Return a stored event."""
    values = {
        name: _READERS[name](value) if name in _READERS else value
        for name, value in details.items()
    }
    return _BY_KIND[kind](on=on, **values)


def _stored(value: Any) -> Any:
    match value:
        case Money():
            return value.cents
        case Month():
            return str(value)
        case date():
            return value.isoformat()
        case StrEnum():
            return value.value
        case _:
            return value


def words_of(event: ClaimEvent) -> str:
    """Return an event as the thread tells it."""
    match event:
        case Granted() | Refused() | AppealDecided():
            parts = _decision(event)
        case Filed() | Acknowledged() | AppealFiled():
            parts = (*_exchange(event), _received(event))
        case Transmitted(to_body=body):
            parts = (
                f"transmise à {body}" if body else "transmise à un autre organisme",
                _received(event),
            )
        case LegalAidDecided():
            parts = _aid(event)
        case PiecesAsked(answer_by=until):
            parts = ("pièces demandées", f"avant le {french.day(until)}" if until else "")
        case Withdrawn(reason=reason) | Obsolete(reason=reason):
            ended = "abandonnée" if isinstance(event, Withdrawn) else "sans objet"
            parts = (f"démarche {ended}", reason)
        case _:
            parts = (_PLAIN[type(event)],)
    return typeset(" · ".join(part for part in parts if part))


def exchange_words(exchange: Exchange) -> str:
    """Return « appel · Mme Roy : dossier complet »."""
    head = " · ".join(part for part in (MEDIA[exchange.medium], exchange.spoken_to) if part)
    return typeset(f"{head} : {exchange.words}")


_PLAIN: dict[type[ClaimEvent], str] = {
    PiecesSent: "pièces envoyées",
    Completed: "dossier déclaré complet",
    NoAnswer: "absence de réponse constatée",
    ReasonsAsked: "motifs du rejet implicite demandés",
    ReasonsGiven: "motifs du rejet reçus",
    LegalAidAsked: "aide juridictionnelle demandée",
    Closed: "démarche close",
}


def _exchange(event: Filed | Acknowledged | AppealFiled) -> tuple[str, ...]:
    match event:
        case Filed():
            reference = f"référence {event.reference}" if event.reference else ""
            return f"demande déposée {CHANNELS[event.channel]}", reference
        case Acknowledged():
            silent = "" if event.mentions_appeal_routes else "sans les voies de recours"
            return "accusé de réception", silent
        case AppealFiled():
            route = ROUTES.get(event.route, "recours")
            way = CHANNELS[event.channel]
            taken = f"recevable le {french.day(event.admissible_on)}" if event.admissible_on else ""
            if event.route in MEDIATIONS:
                return f"{route} demandée {way}", taken
            return f"{route} : envoyé {way}", taken


def _aid(event: LegalAidDecided) -> tuple[str, ...]:
    lawyer = f"avocat désigné le {french.day(event.lawyer_on)}" if event.lawyer_on else ""
    return f"aide juridictionnelle : {AID_OUTCOMES[event.outcome]}", _notified(event), lawyer


def _received(event: Filed | Acknowledged | AppealFiled | Transmitted) -> str:
    return f"reçu le {french.day(event.received_on)}" if event.received_on else ""


def _decision(event: Granted | Refused | AppealDecided) -> tuple[str, ...]:
    notified = _notified(event)
    match event:
        case Granted():
            amount = french.euros(event.amount) if event.amount is not None else ""
            since = f"à partir de {french.month(event.since)}" if event.since else ""
            until = f"jusqu'au {french.day(event.until)}" if event.until else ""
            return "accord partiel" if event.partial else "accord", amount, since, until, notified
        case Refused():
            silent = "" if event.mentions_appeal_routes else "sans les voies de recours"
            return "refus", event.reason, notified, silent
        case AppealDecided():
            if event.route in MEDIATIONS:
                end = "avec accord" if event.granted else "sans accord"
                return f"fin de la {ROUTES[event.route]} {end}", notified
            return "recours accepté" if event.granted else "recours rejeté", notified


def _notified(event: Granted | Refused | AppealDecided | LegalAidDecided) -> str:
    return f"notifié le {french.day(event.notified_on)}" if event.notified_on else ""
