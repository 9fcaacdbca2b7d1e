"""The columns of « File active », and what they say of a change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from caseapp.kernel import french
from caseapp.services.caseload_view import KINDS, amount_words
from caseapp.ui.models.table import Column, Kind
from caseapp.ui.theme import Tone
from db.models import ChangeKind

if TYPE_CHECKING:
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
    if row.kind in {ChangeKind.NEW_RIGHT, ChangeKind.AMOUNT}:
        after = amount_words(row.after, once=row.is_once)
        if row.kind is ChangeKind.AMOUNT:
            return f"{row.right_name} : {amount_words(row.before)} → {after}"
        return f"{row.right_name} : {after}" if row.after else row.right_name
    if row.kind is ChangeKind.LOST_RIGHT:
        return f"{row.right_name} : {amount_words(row.before, once=row.is_once)} en moins"
    return row.words


def hint_of(row: ChangeRow) -> str:
    """Return why a right is lost, or which right a coming date touches."""
    return row.words if row.kind is ChangeKind.LOST_RIGHT else ""


def columns() -> list[Column[ChangeRow]]:
    """Return the columns, the next action last."""
    return [
        Column(
            title="Dossier",
            text=lambda row: row.case_name,
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
