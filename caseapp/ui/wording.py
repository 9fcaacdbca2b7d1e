"""The French words of what the domain names, with the colour that goes with each.

The words of a household's facts are those of `services.household_facts`, which parses them too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from caseapp.domain.claim import Channel, ClaimState
from caseapp.domain.deadline import Confidence
from caseapp.domain.estimate import Outcome, Range
from caseapp.kernel import french
from caseapp.services.answer_words import CONFIDENCES as _CONFIDENCES
from caseapp.services.answer_words import OUTCOMES as _OUTCOMES
from caseapp.services.answer_words import PER
from caseapp.services.claim_words import STATES
from caseapp.ui.theme import Tone

if TYPE_CHECKING:
    from datetime import date

    from caseapp.kernel.money import Money

NO_CONTACT = "aucun contact noté"


def capital(text: str) -> str:
    """Return the text with its first letter in upper case, the others as they are."""
    return text[:1].upper() + text[1:]


_OUTCOME_TONES: dict[Outcome, Tone] = {
    Outcome.LIKELY: Tone.OK,
    Outcome.TO_CHECK: Tone.UNKNOWN,
    Outcome.NO: Tone.NEUTRAL,
    Outcome.NOT_COMPUTED: Tone.UNKNOWN,
}
OUTCOMES: dict[Outcome, tuple[str, Tone]] = {
    outcome: (capital(words), _OUTCOME_TONES[outcome]) for outcome, words in _OUTCOMES.items()
}

_STATE_TONES: dict[ClaimState, Tone] = {
    ClaimState.TO_PREPARE: Tone.NEUTRAL,
    ClaimState.GATHERING: Tone.NEUTRAL,
    ClaimState.FILED: Tone.INFO,
    ClaimState.TRANSMITTED: Tone.INFO,
    ClaimState.ACKNOWLEDGED: Tone.INFO,
    ClaimState.PIECES_ASKED: Tone.WARN,
    ClaimState.UNDER_WAY: Tone.INFO,
    ClaimState.GRANTED: Tone.OK,
    ClaimState.PARTLY_GRANTED: Tone.OK,
    ClaimState.REFUSED: Tone.BAD,
    ClaimState.SILENT_REFUSAL: Tone.BAD,
    ClaimState.SILENT_ACCEPTANCE: Tone.OK,
    ClaimState.APPEAL: Tone.WARN,
    ClaimState.COURT: Tone.WARN,
    ClaimState.WITHDRAWN: Tone.NEUTRAL,
    ClaimState.OBSOLETE: Tone.NEUTRAL,
    ClaimState.CLOSED: Tone.NEUTRAL,
}
CLAIM_STATES: dict[ClaimState, tuple[str, Tone]] = {
    state: (words, _STATE_TONES[state]) for state, words in STATES.items()
}

CHANNELS: dict[Channel, str] = {
    Channel.ONLINE: "en ligne",
    Channel.REGISTERED_LETTER: "lettre recommandée avec accusé de réception",
    Channel.LETTER: "courrier simple",
    Channel.COUNTER: "au guichet, contre un récépissé",
    Channel.EMAIL: "courriel",
}

_CONFIDENCE_TONES: dict[Confidence, Tone] = {
    Confidence.HIGH: Tone.OK,
    Confidence.MEDIUM: Tone.WARN,
    Confidence.LOW: Tone.UNKNOWN,
}
CONFIDENCES: dict[Confidence, tuple[str, Tone]] = {
    sure: (words, _CONFIDENCE_TONES[sure]) for sure, words in _CONFIDENCES.items()
}

EVENTS: dict[str, str] = {
    "filed": "Démarche déposée",
    "acknowledged": "Accusé de réception reçu",
    "transmitted": "Demande transmise à un autre organisme",
    "pieces_asked": "Pièces demandées par l'organisme",
    "pieces_sent": "Pièces envoyées",
    "completed": "Dossier déclaré complet",
    "granted": "Droit accordé",
    "refused": "Droit refusé",
    "no_answer": "Aucune réponse reçue",
    "appeal_filed": "Recours ou médiation demandé",
    "appeal_decided": "Réponse au recours ou fin de la médiation",
    "reasons_asked": "Motifs du rejet implicite demandés",
    "reasons_given": "Motifs du rejet reçus",
    "legal_aid_asked": "Aide juridictionnelle demandée",
    "legal_aid_decided": "Réponse sur l'aide juridictionnelle",
    "withdrawn": "Démarche abandonnée",
    "obsolete": "Démarche sans objet",
    "closed": "Démarche close",
}


def amount(value: Range | None) -> str:
    """Return « ≈ 341 €/mois », « 0 à 187 €/mois », or « — » where there is none."""
    if value is None:
        return "—"
    per = PER[value.period]
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
