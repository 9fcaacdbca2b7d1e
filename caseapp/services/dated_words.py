"""A dated thing in words: what is to be done, of which claim, and in two words in a calendar."""

from __future__ import annotations

from typing import TYPE_CHECKING

from caseapp.domain.claim import ClaimState
from caseapp.domain.deadline import DeadlineKind
from caseapp.domain.mandate import MandateKind
from caseapp.kernel import french
from caseapp.kernel.kept_texts import until_locked
from caseapp.kernel.typography import typeset
from caseapp.rules.agency_words import first_agency
from caseapp.rules.catalogue import SilenceEffect
from caseapp.rules.document_kinds import load_document_kinds
from caseapp.services.claim_words import STATES
from caseapp.services.dated_rows import ItemSource
from caseapp.services.mandate_rows import ENDS, KINDS, end_words

if TYPE_CHECKING:
    from caseapp.rules.catalogue_loader import Catalogue
    from caseapp.services.dated_rows import DatedItem

SOURCES: dict[ItemSource, str] = {
    ItemSource.DEADLINE: "Démarche",
    ItemSource.TASK: "Tâche",
    ItemSource.APPOINTMENT: "Rendez-vous",
    ItemSource.MANDATE: "Accord",
    ItemSource.DOCUMENT: "Pièce",
    ItemSource.COMING: "Changement à venir",
    ItemSource.DUTY: "Droit en cours",
    ItemSource.CONTACT: "Contact",
    ItemSource.EVENT: "Démarche",
}
_K = DeadlineKind
_SHORT: dict[DeadlineKind, str] = {
    _K.APPEAL: "recours",
    _K.DECLARATION: "déclaration",
    _K.FILING: "dépôt",
    _K.FOLLOW_UP: "relance",
    _K.LIMITATION: "prescription",
    _K.PIECES: "pièces",
    _K.SILENCE: "silence",
}
EVENTS: dict[str, str] = {
    "filed": "déposée",
    "acknowledged": "accusé de réception",
    "pieces_asked": "pièces demandées",
    "pieces_sent": "pièces envoyées",
    "completed": "dossier complet",
    "transmitted": "transmise",
    "granted": "accordée",
    "refused": "refusée",
    "no_answer": "sans réponse",
    "appeal_filed": "recours envoyé",
    "appeal_decided": "recours tranché",
    "reasons_asked": "motifs demandés",
    "reasons_given": "motifs reçus",
    "legal_aid_asked": "aide juridictionnelle demandée",
    "legal_aid_decided": "aide juridictionnelle : réponse",
    "obsolete": "sans objet",
    "withdrawn": "abandonnée",
    "closed": "close",
}
_FIXED = {ItemSource.MANDATE: "fin d'accord", ItemSource.CONTACT: "sans contact"}
_typeset = until_locked(4096)(typeset)  # the same few labels over thousands of dates


def to_do(item: DatedItem, catalogue: Catalogue) -> str:
    """Return « Recours préalable : président du conseil départemental », « Voir le logement »."""
    match item.source:
        case ItemSource.DEADLINE:
            return _typeset(_deadline(item, catalogue))
        case ItemSource.TASK | ItemSource.APPOINTMENT | ItemSource.COMING | ItemSource.DUTY:
            return typeset(f"{item.label} ({item.hint})" if item.hint else item.label)
        case ItemSource.MANDATE:
            to = f" ({item.hint})" if item.hint else ""
            ends = f"{ENDS[MandateKind(item.detail)]}{to} {end_words(item.days)}"
            return typeset(f"{ends} : {item.label}")
        case ItemSource.DOCUMENT:
            return typeset(f"Redemander : {_document(item)} ({document_end(item)})")
        case ItemSource.CONTACT:
            return contact_words(item)
        case ItemSource.EVENT:
            words = EVENTS.get(item.detail, item.detail)
            return f"{words[:1].upper()}{words[1:]}"


def claim_words(item: DatedItem) -> str:
    """Return « RSA · refus du 19/09 », « AAH · MDPH », « Tâche · 14h30 », « Pièce · Awa »."""
    claim = item.claim
    if item.source in {ItemSource.TASK, ItemSource.APPOINTMENT}:
        hour = f" · {french.hour(item.at)}" if item.at else ""
        return f"{SOURCES[item.source]}{hour}"
    if item.source is ItemSource.MANDATE:
        return f"Accord · {KINDS[MandateKind(item.detail)]}"
    if claim is None:
        return SOURCES[item.source]
    if claim.state is ClaimState.REFUSED and claim.refused_on is not None:
        return f"{claim.right_name} · refus du {claim.refused_on:%d/%m}"
    if claim.state in {ClaimState.SILENT_REFUSAL, ClaimState.APPEAL, ClaimState.COURT}:
        return f"{claim.right_name} · {STATES[claim.state].lower()}"
    return f"{claim.right_name} · {first_agency(claim.agency)}"


def short(item: DatedItem) -> str:
    """Return « recours RSA », « rendez-vous 10h30 », « APA déposée »: what a calendar has room for."""
    match item.source:
        case ItemSource.DEADLINE:
            name = "" if item.claim is None else item.claim.right_name
            known = _SHORT.get(item.kind) if item.kind is not None else None
            return f"{known or item.label.lower()} {name}".strip()
        case ItemSource.TASK | ItemSource.APPOINTMENT:
            return typeset(item.label)
        case ItemSource.DOCUMENT:
            return _document(item)
        case ItemSource.DUTY | ItemSource.COMING:
            return item.label.partition(":")[0].rstrip()
        case ItemSource.MANDATE | ItemSource.CONTACT:
            return _FIXED[item.source]
        case ItemSource.EVENT:
            name = "" if item.claim is None else item.claim.right_name
            return f"{name} {EVENTS.get(item.detail, item.detail)}".strip()


def in_cell(item: DatedItem) -> str:
    """Return the same with its hour, or with the day the law gives where it is another one."""
    words = short(item)
    if item.at:
        return f"{french.hour(item.at)} {words}"
    if item.is_legal and item.computed_on != item.cautious_on and item.done_on is None:
        return f"{words} ({item.cautious_on.day}→{item.computed_on.day})"
    return words


def silence_refuses(item: DatedItem, catalogue: Catalogue) -> bool:
    """Say whether silence refuses: always that of an appeal."""
    if item.route or item.claim is None:
        return True
    silence = catalogue.right(item.claim.right).silence
    return silence is None or silence.effect is SilenceEffect.REFUSAL


def why_fixed(item: DatedItem) -> str:
    """Return why the day of something may not be changed; empty where it may."""
    if item.is_movable:
        return ""
    if item.done_on is not None:
        return "C'est déjà fait : cela ne se déplace plus."
    if item.source is ItemSource.COMING:
        return "Ce jour est celui d'un changement du foyer ; son rappel peut être reporté."
    if item.source is ItemSource.DUTY:
        return (
            "Ce jour est celui d'une déclaration ou d'un renouvellement ; son rappel peut être"
            " reporté."
        )
    if item.source in {ItemSource.MANDATE, ItemSource.DOCUMENT}:
        what = "d'une pièce" if item.source is ItemSource.DOCUMENT else "d'un accord"
        return typeset(f"La fin {what} ne se déplace pas ; son rappel peut être reporté.")
    article = f" ({item.article})" if item.article else ""
    return typeset(
        f"Cette date vient de la loi{article} : elle ne se déplace pas. Son rappel peut être"
        " reporté, au plus tard jusqu'à elle."
    )


def contact_words(item: DatedItem) -> str:
    """Return « Aucun contact depuis le 12/06/2026 »."""
    last = None if item.case is None else item.case.last_contact_on
    if last is None:
        opened = "" if item.case is None else f" du {french.day(item.case.opened_on)}"
        return f"Aucun contact noté depuis l'ouverture{opened}"
    return f"Aucun contact depuis le {french.day(last)}"


def document_end(item: DatedItem) -> str:
    """Return « expire dans 12 jours », « a expiré il y a 3 jours »."""
    if item.days >= 0:
        return end_words(item.days)
    return f"a expiré il y a {french.plural(-item.days, 'jour')}"


def _document(item: DatedItem) -> str:
    kinds = load_document_kinds()
    return kinds.label(item.detail) if item.detail not in {"", "autre"} else item.label


def _deadline(item: DatedItem, catalogue: Catalogue) -> str:
    if item.is_silent:
        day = f"{item.computed_on:%d/%m}"
        if silence_refuses(item, catalogue):
            return f"Sans réponse : rejet implicite le {day}, à contester"
        return f"Sans réponse : accord tacite le {day}, à faire confirmer"
    if item.kind is DeadlineKind.APPEAL and item.hint:
        return f"{item.label} : {item.hint.partition(' (')[0]}"
    return item.label
