"""What a table shows of documents that expire."""

from __future__ import annotations

from typing import TYPE_CHECKING

from caseapp.kernel.french import NO_BREAK
from caseapp.services.document_rows import ValidityState
from caseapp.ui.models.table import Column, Kind
from caseapp.ui.theme import Tone
from caseapp.ui.wording import day, initials

if TYPE_CHECKING:
    from caseapp.services.document_rows import ExpiringDocument

VALIDITY_TONES = {
    ValidityState.EXPIRED: Tone.BAD,
    ValidityState.SOON: Tone.WARN,
    ValidityState.VALID: Tone.OK,
    ValidityState.UNDATED: Tone.NEUTRAL,
}


def expiring_columns() -> list[Column[ExpiringDocument]]:
    """Return the columns of the documents of all cases that expire."""
    return [
        Column(
            title="Dossier",
            text=lambda row: row.case_name,
            discreet=lambda row: initials(row.case_name),
            hint=_document,
            stretch=True,
        ),
        Column(
            title="Valable jusqu'au",
            text=lambda row: row.validity.words or day(row.validity.until),
            tone=lambda row: VALIDITY_TONES[row.validity.state],
            tooltip=lambda row: day(row.validity.until),
            kind=Kind.PILL,
        ),
    ]


def _document(row: ExpiringDocument) -> str:
    return f"{NO_BREAK}· ".join(part for part in (row.kind_words, row.person) if part)
