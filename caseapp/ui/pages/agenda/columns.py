"""What the tables of « Agenda » show of their rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from caseapp.domain.mandate import MandateState
from caseapp.kernel import french
from caseapp.services.agenda_rows import KINDS, AgendaKind
from caseapp.services.mandate_rows import KINDS as MANDATES
from caseapp.ui.models.table import Column, Kind
from caseapp.ui.theme import Tone
from caseapp.ui.wording import capital, due

if TYPE_CHECKING:
    from caseapp.services.agenda_rows import AgendaRow
    from caseapp.services.mandate_rows import MandateRow

_STATES = {
    MandateState.HOLDS: Tone.OK,
    MandateState.ENDING: Tone.WARN,
    MandateState.ENDED: Tone.BAD,
    MandateState.WITHDRAWN: Tone.NEUTRAL,
}


def agenda_columns() -> list[Column[AgendaRow]]:
    """Return the columns of the agenda."""
    return [
        Column(
            title="Quand",
            text=lambda row: _when(row)[0],
            tone=lambda row: _when(row)[1],
            kind=Kind.PILL,
            sort_key=lambda row: row.done_on or row.on,
            tooltip=lambda row: french.long_day(row.on, weekday=True) if row.on else "",
        ),
        Column(
            title="Heure",
            text=lambda row: french.hour(row.at),
            width=74,
        ),
        Column(
            title="À faire",
            text=lambda row: row.title,
            hint=lambda row: row.hint,
            strong=True,
            stretch=True,
        ),
        Column(
            title="Nature",
            text=lambda row: KINDS[row.kind],
            sort_key=lambda row: KINDS[row.kind],
            width=128,
        ),
        Column(title="", text=_action, kind=Kind.ACTION),
    ]


def mandate_columns() -> list[Column[MandateRow]]:
    """Return the columns of the mandates and consents."""
    return [
        Column(
            title="État",
            text=lambda row: capital(row.state_words),
            tone=lambda row: _STATES[row.state],
            kind=Kind.PILL,
        ),
        Column(
            title="Ce que cela couvre",
            text=lambda row: row.covers,
            hint=lambda row: " · ".join(filter(None, (capital(MANDATES[row.kind]), _signed(row)))),
            strong=True,
            stretch=True,
        ),
        Column(
            title="Donné par",
            text=lambda row: row.giver or "—",
            hint=lambda row: f"à qui : {row.holder}" if row.holder else "",
            width=170,
        ),
        Column(title="Période", text=lambda row: row.period, width=230),
    ]


def _signed(row: MandateRow) -> str:
    return f"document signé : {row.document}" if row.document else ""


def _when(row: AgendaRow) -> tuple[str, Tone]:
    if row.done_on is not None:
        return f"fait le {french.day(row.done_on)}", Tone.NEUTRAL
    if row.on is None or row.days is None:
        return "sans date", Tone.UNKNOWN
    return due(row.days, row.on)


def _action(row: AgendaRow) -> str:
    if row.done_on is not None:
        return ""
    if row.is_own:
        return "Fait"
    return "Ouvrir" if row.kind is AgendaKind.DEADLINE else ""
