"""The columns of « Historique »: the day once, then who changed what, from what, to what."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from caseapp.domain.history import HistoryAction
from caseapp.kernel import french
from caseapp.ui.models.table import Column, Kind
from caseapp.ui.theme import Tone

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from caseapp.services.history_rows import HistoryEntry

ACTIONS = {
    HistoryAction.ADDED: ("Ajouté", Tone.OK),
    HistoryAction.CHANGED: ("Modifié", Tone.INFO),
    HistoryAction.REMOVED: ("Retiré", Tone.NEUTRAL),
}
_LONGEST = 160  # letters of a value in its cell; the pointer shows the whole


@dataclass(frozen=True, slots=True)
class Shown:
    """One change on screen, and whether a day begins with it."""

    entry: HistoryEntry = field(repr=False)
    begins_day: bool


def by_day(entries: Iterable[HistoryEntry]) -> Iterator[Shown]:
    """Yield changes, the first of each day marked."""
    day = None
    for entry in entries:
        yield Shown(entry, entry.on != day)
        day = entry.on


def columns() -> list[Column[Shown]]:
    """Return the columns; nothing sorts: the newest comes first."""
    return [
        Column(
            title="Jour",
            text=lambda row: french.long_day(row.entry.on) if row.begins_day else "",
            copied=lambda row: french.day(row.entry.on),
            strong=True,
            width=132,
        ),
        Column(
            title="Heure et auteur",
            text=lambda row: row.entry.time,
            hint=lambda row: row.entry.author,
            copied=lambda row: f"{row.entry.time}\t{row.entry.author}",
            width=124,
        ),
        Column(
            title="Nature",
            text=lambda row: ACTIONS[row.entry.action][0],
            tone=lambda row: ACTIONS[row.entry.action][1],
            kind=Kind.PILL,
        ),
        Column(
            title="Quoi",
            text=lambda row: row.entry.what,
            hint=lambda row: row.entry.person,
            copied=lambda row: f"{row.entry.person}\t{row.entry.what}",
            stretch=True,
        ),
        Column(
            title="Avant",
            text=lambda row: _cut(row.entry.before),
            tooltip=lambda row: row.entry.before,
            copied=lambda row: row.entry.before,
            tone=lambda _row: Tone.NEUTRAL,
            stretch=True,
        ),
        Column(
            title="Après",
            text=lambda row: _cut(row.entry.after),
            tooltip=lambda row: row.entry.after,
            copied=lambda row: row.entry.after,
            stretch=True,
        ),
    ]


def _cut(text: str) -> str:
    if not text:
        return "—"
    return text if len(text) <= _LONGEST else text[:_LONGEST].rsplit(" ", 1)[0] + "…"
