"""The French words of what the domain names, with the colour that goes with each.

The words of a household's facts are those of `services.household_facts`, which parses them too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from caseapp.domain.claim import Channel, ClaimState
from caseapp.domain.deadline import Confidence, DeadlineKind
from caseapp.domain.estimate import Outcome, Period, Range
from caseapp.kernel import french
from caseapp.ui.theme import Tone

if TYPE_CHECKING:
    from datetime import date

    from caseapp.kernel.money import Money

OUTCOMES: dict[Outcome, tuple[str, Tone]] = {
    Outcome.LIKELY: ("Probable", Tone.OK),
    Outcome.TO_CHECK: ("À vérifier", Tone.UNKNOWN),
    Outcome.NO: ("Non", Tone.NEUTRAL),
    Outcome.NOT_COMPUTED: ("Non calculé", Tone.UNKNOWN),
}

CLAIM_STATES: dict[ClaimState, tuple[str, Tone]] = {
    ClaimState.TO_PREPARE: ("À préparer", Tone.NEUTRAL),
    ClaimState.FILED: ("Déposée", Tone.INFO),
    ClaimState.ACKNOWLEDGED: ("En instruction", Tone.INFO),
    ClaimState.PIECES_ASKED: ("Pièces demandées", Tone.WARN),
    ClaimState.GRANTED: ("Accordée", Tone.OK),
    ClaimState.PARTLY_GRANTED: ("Accordée en partie", Tone.OK),
    ClaimState.REFUSED: ("Refusée", Tone.BAD),
    ClaimState.SILENT_REFUSAL: ("Rejet implicite", Tone.BAD),
    ClaimState.SILENT_ACCEPTANCE: ("Accord tacite", Tone.OK),
    ClaimState.APPEAL: ("Recours en cours", Tone.WARN),
    ClaimState.WITHDRAWN: ("Abandonnée", Tone.NEUTRAL),
    ClaimState.CLOSED: ("Close", Tone.NEUTRAL),
}

CHANNELS: dict[Channel, str] = {
    Channel.ONLINE: "en ligne",
    Channel.REGISTERED_LETTER: "lettre recommandée avec accusé de réception",
    Channel.LETTER: "courrier simple",
    Channel.COUNTER: "au guichet, contre un récépissé",
    Channel.EMAIL: "courriel",
}

DEADLINES: dict[DeadlineKind, str] = {
    DeadlineKind.SILENCE: "fin du délai de réponse",
    DeadlineKind.APPEAL: "dernier jour du recours",
    DeadlineKind.FILING: "dernier jour pour déposer sans perdre un mois",
    DeadlineKind.PIECES: "dernier jour pour fournir les pièces",
    DeadlineKind.RENEWAL: "renouvellement",
    DeadlineKind.FOLLOW_UP: "relance",
}

CONFIDENCES: dict[Confidence, tuple[str, Tone]] = {
    Confidence.HIGH: ("sûr", Tone.OK),
    Confidence.MEDIUM: ("assez sûr", Tone.WARN),
    Confidence.LOW: ("à confirmer", Tone.UNKNOWN),
}

EVENTS: dict[str, str] = {
    "filed": "Démarche déposée",
    "acknowledged": "Accusé de réception reçu",
    "pieces_asked": "Pièces demandées par l'organisme",
    "pieces_sent": "Pièces envoyées",
    "granted": "Droit accordé",
    "refused": "Droit refusé",
    "no_answer": "Aucune réponse reçue",
    "appeal_filed": "Recours envoyé",
    "appeal_decided": "Réponse au recours",
    "withdrawn": "Démarche abandonnée",
    "closed": "Démarche close",
}

_PER = {Period.MONTH: "/mois", Period.YEAR: "/an", Period.ONCE: " en une fois"}


def amount(value: Range | None) -> str:
    """Return « ≈ 341 €/mois », « 0 à 187 €/mois », or « — » where there is none."""
    if value is None:
        return "—"
    per = _PER[value.period]
    if value.min == value.max:
        return f"≈{french.NO_BREAK}{french.euros(value.max, cents=False)}{per}"
    low = french.number(value.min.in_euros)
    return f"{low} à {french.euros(value.max, cents=False)}{per}"


def money(value: Money | None) -> str:
    """Return « 512,00 € », or « — » where there is none."""
    return "—" if value is None else french.euros(value)


def date_confidence(confidence: Confidence) -> str:
    """Return how sure a date is: « sûre », « assez sûre », « à confirmer »."""
    return CONFIDENCES[confidence][0].replace("sûr", "sûre")


def day(value: date | None) -> str:
    """Return « 23/11/2026 », or « — » where there is none."""
    return "—" if value is None else french.day(value)


def due(days: int, on: date) -> tuple[str, Tone]:
    """Return the word and the colour of a date: « retard 2 j », « demain », « mer. 25 nov. »."""
    if days < 0:
        return f"retard {-days}{french.NO_BREAK}j", Tone.BAD
    if days <= 1:
        return ("aujourd'hui", "demain")[days], Tone.WARN
    if days <= 7:
        return french.weekday_short(on), Tone.WARN
    return french.weekday_short(on), Tone.NEUTRAL


def capital(text: str) -> str:
    """Return the text with its first letter in upper case, the others as they are."""
    return text[:1].upper() + text[1:]
