"""The journal in words, for a file that the person in charge keeps elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from caseapp.kernel import french
from caseapp.kernel.clock import PARIS
from caseapp.services.journal_rows import action_words

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from caseapp.services.journal_rows import JournalCriteria, JournalRow, Verification

_PURPOSE = (
    "Le journal ne contient ni nom de personne suivie, ni contenu de dossier. Il ne sert qu'à"
    " contrôler les accès."
)
HEADINGS = ("Numéro", "Date", "Heure", "Auteur", "Action", "Dossier", "Objet", "Sceau")


def when(at: datetime) -> tuple[str, str]:
    """Return the day and the hour in Paris: « 23/11/2026 », « 10:00:05 »."""
    local = at.astimezone(PARIS)
    return french.day(local.date()), f"{local:%H:%M:%S}"


def file_rows(rows: Sequence[JournalRow]) -> tuple[tuple[str, ...], ...]:
    """Return the rows in the order of `HEADINGS`."""
    return tuple(
        (
            str(row.number),
            *when(row.at),
            row.author,
            action_words(row.action),
            row.reference,
            row.about,
            row.seal,
        )
        for row in rows
    )


def notes(criteria: JournalCriteria, found: Verification) -> tuple[str, ...]:
    """Return the sentences over the table: of which days, and whether the journal is whole."""
    since = "" if criteria.since is None else f" du {french.day(criteria.since)}"
    until = "" if criteria.until is None else f" au {french.day(criteria.until)}"
    days = f"Lignes{since}{until}." if since or until else "Toutes les lignes conservées."
    return (
        days,
        verification_words(found),
        _PURPOSE,
    )


def verification_words(found: Verification) -> str:
    """Return what the check of the journal found, in a sentence or two."""
    lines = french.plural(found.checked, "ligne vérifiée", "lignes vérifiées")
    if found.is_sound:
        return f"Journal intact : {lines}, aucune modifiée ni retirée."
    said = []
    if found.altered:
        said.append(_numbers("modifiée", found.altered))
    if found.missing:
        said.append(_numbers("retirée", found.missing))
    if found.is_chain_broken:
        said.append("les bornes du journal ont été modifiées")
    return f"Journal altéré ({lines}) : {', '.join(said)}."


_TOLD = 5  # numbers in the sentence


def _numbers(what: str, numbers: tuple[int, ...]) -> str:
    count, first = len(numbers), ", ".join(map(str, numbers[:_TOLD]))
    more = "…" if count > _TOLD else ""
    if what == "retirée":
        place = "à partir du numéro" if count == 1 else "à partir des numéros"
        return f"des lignes ont été retirées {place} {first}{more}"
    return f"{french.plural(count, f'ligne {what}', f'lignes {what}s')} ({first}{more})"
