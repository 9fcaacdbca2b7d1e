"""The words of a closing: why, what is still alive, and when the rule of conservation looks at it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from caseapp.domain.closing import ClosingReason, OpenKind
from caseapp.kernel import french
from caseapp.kernel.typography import typeset

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from caseapp.domain.deadline import Deadline

REASONS: dict[ClosingReason, str] = {
    ClosingReason.GOAL: "Objectif atteint",
    ClosingReason.ASKED: "Demande de la personne",
    ClosingReason.RELAY: "Déménagement ou relais vers un autre service",
    ClosingReason.NO_NEWS: "Sans nouvelles",
    ClosingReason.DEATH: "Décès",
    ClosingReason.MANDATE_OVER: "Fin de mandat",
    ClosingReason.OTHER: "Autre motif",
}
_SHORT: dict[ClosingReason, str] = {
    ClosingReason.GOAL: "objectif atteint",
    ClosingReason.ASKED: "à sa demande",
    ClosingReason.RELAY: "relais",
    ClosingReason.NO_NEWS: "sans nouvelles",
    ClosingReason.DEATH: "décès",
    ClosingReason.MANDATE_OVER: "fin de mandat",
    ClosingReason.OTHER: "autre motif",
}
HEADINGS: dict[OpenKind, str] = {
    OpenKind.APPEAL: "Recours et délais de recours",
    OpenKind.CLAIM: "Démarches en cours",
    OpenKind.GRANT: "Droits en paiement",
    OpenKind.DEBT: "Indus et rappels",
    OpenKind.TASK: "Tâches et rendez-vous",
    OpenKind.REMINDER: "Rappels reportés",
    OpenKind.PIECE: "Pièces manquantes",
    OpenKind.LETTER: "Courriers non envoyés",
    OpenKind.MANDATE: "Mandats et accords",
    OpenKind.REQUEST: "Demandes sur les données",
    OpenKind.INFORM: "Personnes et services à informer",
}


def reason_words(reason: ClosingReason, detail: str = "", relay: str = "") -> str:
    """Return « Objectif atteint », « Autre motif (hospitalisation) · relais : CCAS de Bron »."""
    words = f"{REASONS[reason]} ({detail})" if detail else REASONS[reason]
    return typeset(f"{words} · relais : {relay}" if relay else words)


def badge_words(closed_on: date, reason: ClosingReason | None) -> str:
    """Return « Clos le 23/11/2026 · relais », for a header."""
    words = f"Clos le {french.day(closed_on)}"
    return words if reason is None else f"{words} · {_SHORT[reason]}"


def appeal_words(about: str, label: str, deadline: Deadline, today: date) -> str:
    """Return the last day of an appeal, the cautious one first, with its article and its doubt."""
    cautious, computed = french.day(deadline.cautious_on), french.day(deadline.computed_on)
    until = (
        f"date prudente passée ({cautious}), date limite calculée {computed}"
        if deadline.cautious_on < today
        else f"avant le {cautious} (date limite calculée {computed})"
    )
    if deadline.cautious_on == deadline.computed_on:
        until = f"avant le {cautious}"
    basis = [part for part in (deadline.article, CONFIDENCE[deadline.confidence.value]) if part]
    return typeset(f"{about} : {label}, {until} · {', '.join(basis)}")


CONFIDENCE = {"high": "", "medium": "date à confirmer", "low": "date douteuse"}


def retention_words(
    since: date, due: tuple[date, date], today: date, *, had_contact: bool
) -> tuple[str, ...]:
    """Return when a case is listed and closed to reading, in sentences.

    Args:
        since: the last contact, or the opening where there was none.
        due: the day it is listed (21 months), the day nobody reads it any more (24 months).
        today: the day.
        had_contact: whether `since` is a contact.
    """
    listed, closes = due
    begins = "Dernier contact" if had_contact else "Aucun contact noté : ouverture"
    first = (
        f"À décider depuis le {french.day(listed)}"
        if listed <= today
        else f"À décider à partir du {french.day(listed)} (21 mois)"
    )
    then = (
        f"fermé à la lecture depuis le {french.day(closes)}"
        if closes <= today
        else f"fermé à la lecture le {french.day(closes)} (24 mois) sans décision"
    )
    return (typeset(f"{begins} le {french.day(since)}."), typeset(f"{first}, {then}."))


def listed(parts: Sequence[str], most: int = 5) -> str:
    """Return « a, b et 3 autres »."""
    if len(parts) <= most:
        return ", ".join(parts)
    return f"{', '.join(parts[:most])} et {french.number(len(parts) - most)} autres"
