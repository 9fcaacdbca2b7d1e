"""The columns of the lists of « Synthèse »: few, since each has its own tab."""

from __future__ import annotations

from typing import TYPE_CHECKING

from caseapp.kernel import french
from caseapp.services.agenda_rows import KINDS
from caseapp.ui.models.table import Column, Kind
from caseapp.ui.theme import Tone
from caseapp.ui.wording import CLAIM_STATES, amount, day, due

if TYPE_CHECKING:
    from caseapp.services.agenda_rows import AgendaRow
    from caseapp.services.claim_page import ClaimListRow
    from caseapp.services.estimate_rows import RightRow


def to_do_columns() -> list[Column[AgendaRow]]:
    """Return the columns of what waits, the first due first."""
    return [
        Column(
            title="Quand",
            text=lambda row: _when(row)[0],
            tone=lambda row: _when(row)[1],
            kind=Kind.PILL,
            tooltip=lambda row: french.long_day(row.on, weekday=True) if row.on else "",
        ),
        Column(
            title="À faire",
            text=lambda row: row.title,
            hint=lambda row: " · ".join(p for p in (french.hour(row.at), row.hint) if p),
            strong=True,
            stretch=True,
        ),
        Column(title="Nature", text=lambda row: KINDS[row.kind], width=128),
    ]


def claim_columns() -> list[Column[ClaimListRow]]:
    """Return the columns of the claims under way."""
    return [
        Column(
            title="Démarche",
            text=lambda row: row.name,
            hint=lambda row: row.agency,
            strong=True,
            stretch=True,
        ),
        Column(
            title="État",
            text=lambda row: CLAIM_STATES[row.state][0],
            tone=lambda row: CLAIM_STATES[row.state][1],
            kind=Kind.PILL,
        ),
        Column(
            title="Prochaine échéance",
            text=lambda row: day(row.next_deadline),
            hint=lambda row: row.next_deadline_label,
            width=190,
        ),
        Column(title="", text=lambda _row: "Ouvrir", kind=Kind.ACTION),
    ]


def right_columns() -> list[Column[RightRow]]:
    """Return the columns of the rights that nobody asked for."""
    return [
        Column(
            title="Droit",
            text=lambda row: row.title,
            hint=lambda row: row.agency,
            strong=True,
            stretch=True,
        ),
        Column(
            title="Montant",
            text=lambda row: amount(row.later or row.amount) if row.amount else "—",
            numeric=True,
            width=150,
        ),
        Column(title="", text=lambda _row: "Voir", kind=Kind.ACTION),
    ]


def _when(row: AgendaRow) -> tuple[str, Tone]:
    if row.on is None or row.days is None:
        return "sans date", Tone.NEUTRAL
    return due(row.days, row.on)
