"""What the list of dates shows, of a month or of a day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from caseapp.kernel import french
from caseapp.services.dated_rows import ItemSource
from caseapp.services.dated_words import SOURCES, claim_words
from caseapp.services.item_criteria import KINDS, kind_of
from caseapp.ui.models.day_rows import date_words, decided_words, due_words
from caseapp.ui.models.table import Column, Kind
from caseapp.ui.theme import Tone

if TYPE_CHECKING:
    from collections.abc import Callable

    from caseapp.services.dated_rows import DatedItem


def list_columns(to_do: Callable[[DatedItem], str]) -> list[Column[DatedItem]]:
    """Return the columns of a month."""
    return [
        Column(
            title="Date",
            text=lambda row: french.weekday_short(row.on),
            hint=lambda row: french.hour(row.at),
            copied=lambda row: f"{french.day(row.on)} {french.hour(row.at)}".strip(),
            sort_key=lambda row: (row.on, row.at or "24"),
            tooltip=date_words,
            width=100,
        ),
        *_what(to_do),
        Column(
            title="Démarche",
            text=lambda row: claim_words(row).partition(" · ")[0],
            hint=lambda row: claim_words(row).partition(" · ")[2],
            copied=claim_words,
            sort_key=claim_words,
            width=114,
        ),
        Column(
            title="Nature",
            text=lambda row: KINDS[kind_of(row)],
            sort_key=lambda row: KINDS[kind_of(row)],
            width=96,
        ),
        Column(
            title="En jeu",
            text=lambda row: "" if row.stake is None else french.euros(row.stake, cents=False),
            sort_key=lambda row: row.stake,
            numeric=True,
            width=68,
        ),
        _state(),
    ]


def day_columns(to_do: Callable[[DatedItem], str]) -> list[Column[DatedItem]]:
    """Return the columns of one day."""
    return [*_what(to_do), _state()]


def _what(to_do: Callable[[DatedItem], str]) -> list[Column[DatedItem]]:
    return [
        Column(
            title="Dossier",
            text=lambda row: row.case_name,
            discreet=lambda row: french.initials(row.case_name),
            strong=True,
            sort_key=lambda row: french.fold(row.case_name),
            width=126,
        ),
        Column(
            title="Échéance",
            text=to_do,
            hint=decided_words,
            discreet=lambda row: SOURCES[row.source] if row.is_own else to_do(row),
            tooltip=date_words,
            stretch=True,
        ),
    ]


def _state() -> Column[DatedItem]:
    return Column(
        title="État",
        text=lambda row: _words(row)[0],
        tone=lambda row: _words(row)[1],
        kind=Kind.PILL,
        sort_key=lambda row: (row.done_on is not None, row.on),
    )


def _words(item: DatedItem) -> tuple[str, Tone]:
    if item.done_on is not None:
        return ("✓ passé" if item.source is ItemSource.EVENT else "✓ fait"), Tone.OK
    return due_words(item)
