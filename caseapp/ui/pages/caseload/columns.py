"""The columns of « File active », and what they say of a change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from caseapp.kernel import french
from caseapp.services.caseload_view import KINDS, amount_words
from caseapp.ui.models.table import Column, Kind
from caseapp.ui.theme import Tone
from db.models import ChangeKind

if TYPE_CHECKING:
    from caseapp.services.caseload_changes import Span
    from caseapp.services.caseload_rows import ChangeRow

TONES = {
    ChangeKind.NEW_RIGHT: Tone.OK,
    ChangeKind.LOST_RIGHT: Tone.BAD,
    ChangeKind.AMOUNT: Tone.INFO,
    ChangeKind.THRESHOLD: Tone.WARN,
    ChangeKind.FIRST: Tone.NEUTRAL,
    ChangeKind.FAILED: Tone.UNKNOWN,
}


def words_of(row: ChangeRow) -> str:
    """Return what a change is, in a sentence."""
    if row.kind is ChangeKind.AMOUNT:
        return f"{row.right_name} : {amount_words(row.before)} → {_told(row, row.after)}"
    if row.kind is ChangeKind.NEW_RIGHT:
        return f"{row.right_name} : {_told(row, row.after)}" if row.after else row.right_name
    if row.kind is ChangeKind.LOST_RIGHT:
        lost = f"{_told(row, row.before)} en moins"
        return f"{row.right_name} : {lost}" if row.before else row.right_name
    return row.words


def _told(row: ChangeRow, amount: Span | None) -> str:
    if amount is None:
        return amount_words(amount)
    return f"{amount_words(amount)} {'une fois' if row.is_once else 'par mois'}"


def hint_of(row: ChangeRow) -> str:
    """Return the condition that fails, of a right that is lost."""
    lost = row.kind is ChangeKind.LOST_RIGHT and row.words
    return f"Condition non remplie : {row.words}" if lost else ""


def columns() -> list[Column[ChangeRow]]:
    """Return the columns, the next action last."""
    return [
        Column(
            title="Dossier",
            text=lambda row: row.case_name,
            discreet=lambda row: french.initials(row.case_name),
            hint=lambda row: row.reference,
            strong=True,
            sort_key=lambda row: french.fold(row.case_name),
            width=180,
        ),
        Column(
            title="Nature",
            text=lambda row: KINDS[row.kind],
            tone=lambda row: TONES[row.kind],
            kind=Kind.PILL,
            sort_key=lambda row: list(KINDS).index(row.kind),
        ),
        Column(
            title="Ce qui change",
            text=words_of,
            # a coming date names a person: « Issa aura 6 ans »
            discreet=lambda row: row.right_name or KINDS[row.kind],
            hint=hint_of,
            tooltip=words_of,
            sort_key=lambda row: french.fold(words_of(row)),
            stretch=True,
        ),
        Column(
            title="Date",
            text=lambda row: french.day(row.on) if row.on else "",
            sort_key=lambda row: row.on,
            width=104,
        ),
        Column(
            title="",
            kind=Kind.ACTION,
            text=lambda row: (
                "Voir la démarche" if row.claim_id else "Demander" if row.can_claim else "Ouvrir"
            ),
            main=lambda row: row.can_claim,
        ),
    ]
