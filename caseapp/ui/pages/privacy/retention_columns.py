"""The columns of « Conservation »: cases to decide of, proofs of erasure, figures that stay."""

from __future__ import annotations

from typing import TYPE_CHECKING

from caseapp.domain.retention import Standing
from caseapp.kernel import french
from caseapp.services.retention_rows import PURPOSES
from caseapp.ui.models.table import Column, Kind
from caseapp.ui.theme import Tone

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from caseapp.services.erasure_rows import Proof
    from caseapp.services.retention_rows import RetentionRow
    from caseapp.services.statistics import StatisticRow

_TONES = {
    Standing.CLOSED: ("Fermé", Tone.BAD),
    Standing.ARCHIVE_OVER: ("Archive échue", Tone.BAD),
    Standing.LISTED: ("À décider", Tone.WARN),
    Standing.ARCHIVED: ("Archivé", Tone.NEUTRAL),
    Standing.ACTIVE: ("Prolongé", Tone.INFO),
}


def case_columns(is_ticked: Callable[[UUID], bool]) -> list[Column[RetentionRow]]:
    """Return the columns of the cases."""
    return [
        Column(
            title="", kind=Kind.TICK, ticked=lambda row: is_ticked(row.id), width=40,
            tooltip=lambda _row: "Choisir",
        ),
        Column(
            title="Dossier",
            text=lambda row: row.name,
            discreet=lambda row: french.initials(row.name),
            hint=_hint,
            sort_key=lambda row: french.fold(row.name),
            strong=True,
            stretch=True,
        ),
        Column(
            title="Dernier contact",
            text=lambda row: french.day(row.since),
            hint=lambda row: "" if row.had_contact else "aucun : jour d'ouverture",
            sort_key=lambda row: row.since,
            width=170,
        ),
        Column(
            title="Échéance",
            text=lambda row: row.words,
            hint=_reason,
            sort_key=lambda row: row.due,
            width=280,
        ),
        Column(
            title="État",
            kind=Kind.PILL,
            text=lambda row: _TONES[row.standing][0],
            tone=lambda row: _TONES[row.standing][1],
            sort_key=lambda row: _TONES[row.standing][0],
            width=130,
        ),
    ]  # fmt: skip


def proof_columns() -> list[Column[Proof]]:
    """Return the columns of the proofs."""
    return [
        Column(
            title="Date",
            text=lambda row: french.day(row.erased_on),
            sort_key=lambda row: row.erased_on,
            width=120,
        ),
        Column(title="Numéro de preuve", text=lambda row: str(row.id)[:13], width=150),
        Column(title="Par", text=lambda row: row.author or "non renseigné", width=160),
        Column(title="Effacé", text=lambda row: row.words, stretch=True),
        Column(
            title="Copies, au plus tard",
            text=lambda row: french.day(row.copies_until),
            sort_key=lambda row: row.copies_until,
            width=160,
        ),
    ]


def statistic_columns() -> list[Column[StatisticRow]]:
    """Return the columns of the figures."""
    return [
        Column(
            title="Chiffre", text=lambda row: row.label, hint=lambda row: row.title, stretch=True
        ),
        Column(
            title="Dossiers effacés",
            text=lambda row: "moins de 5" if row.count is None else french.number(row.count),
            numeric=True,
            width=160,
        ),
    ]


def _hint(row: RetentionRow) -> str:
    parts = [row.reference, row.referent]
    if row.open_claims:
        parts.append(french.plural(row.open_claims, "démarche en cours", "démarches en cours"))
    if row.documents:
        parts.append(french.plural(row.documents, "document"))
    return " · ".join(part for part in parts if part)


def _reason(row: RetentionRow) -> str:
    why = "" if row.purpose is None else PURPOSES[row.purpose]
    return " · ".join(part for part in (why, row.reason) if part)
