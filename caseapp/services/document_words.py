"""The words of documents: until when they are accepted, how large they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from caseapp.kernel import french
from caseapp.services.document_rows import Validity, ValidityState

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from caseapp.services.document_rows import Ticked

SOON = 30  # days: the time to ask for another
_UNITS = ("octet", "Ko", "Mo", "Go")


def validity(until: date | None, today: date) -> Validity:
    """Return whether a document is still accepted, in words."""
    if until is None:
        return Validity(state=ValidityState.UNDATED, until=None, words="")
    days = (until - today).days
    if days < 0:
        return Validity(state=ValidityState.EXPIRED, until=until, words="expiré")
    if days > SOON:
        return Validity(state=ValidityState.VALID, until=until, words="")
    words = ("expire aujourd'hui", "expire demain")[days] if days < 2 else ""
    words = words or f"expire dans {french.plural(days, 'jour')}"
    return Validity(state=ValidityState.SOON, until=until, words=words)


def original_words(kept: bool | None, returned_on: date | None) -> str:  # noqa: FBT001 - as kept
    """Return where the paper original is, or nothing where the service never held it."""
    if not kept:
        return ""
    if returned_on is None:
        return "original conservé par le service"
    return f"original restitué le {french.day(returned_on)}"


def size_words(size: int) -> str:
    """Return « 2,4 Mo », « 812 Ko », « 1,9 Go »."""
    value, unit = float(size), 0
    while value >= 1000 and unit < len(_UNITS) - 1:
        value, unit = value / 1000, unit + 1
    if not unit:
        return french.plural(size, "octet")
    figure = french.number(round(value)) if value >= 100 else french.decimal(value, 1)
    return f"{figure}{french.NO_BREAK}{_UNITS[unit]}"


def expiring_words(expired: int, soon: int) -> str:
    """Return « 1 document expiré · 2 expirent bientôt », or nothing."""
    parts = []
    if expired:
        parts.append(french.plural(expired, "document expiré", "documents expirés"))
    if soon:
        beside = "" if expired else " document" if soon == 1 else " documents"
        verb = "expire" if soon == 1 else "expirent"
        parts.append(f"{french.number(soon)}{beside} {verb} bientôt")
    return " · ".join(parts)


def ticked_words(ticked: Sequence[Ticked]) -> str:
    """Return « 2 pièces cochées : RSA, prime d'activité », or nothing."""
    if not ticked:
        return ""
    rights = list(dict.fromkeys(part.right for part in ticked))
    count = french.plural(len(ticked), "pièce cochée", "pièces cochées")
    return f"{count}{french.NO_BREAK}: {', '.join(rights)}."
