"""What the tables of « Ma journée » show of their rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from caseapp.domain.deadline import Confidence
from caseapp.domain.estimate import Period, Range
from caseapp.kernel import french
from caseapp.kernel.typography import typeset
from caseapp.services.dated_rows import ItemSource
from caseapp.services.dated_words import SOURCES, claim_words
from caseapp.services.day_board import DayAction
from caseapp.ui.models.table import Column, Kind
from caseapp.ui.theme import Tone
from caseapp.ui.wording import amount, date_confidence, due

if TYPE_CHECKING:
    from caseapp.services.board import Board
    from caseapp.services.dated_rows import DatedItem
    from caseapp.services.day_board import UnclaimedRow

_ACTIONS = {
    DayAction.OPEN: "Ouvrir",
    DayAction.REMIND: "Relancer",
    DayAction.WRITE: "Contester",
    DayAction.DONE: "Fait",
    DayAction.CALL: "Appeler",
}


def day_columns(board: Board) -> list[Column[DatedItem]]:
    """Return the columns of the dates to act on."""
    return [
        Column(
            title="Échéance",
            text=lambda row: due_words(row)[0],
            tone=lambda row: due_words(row)[1],
            kind=Kind.PILL,
            sort_key=lambda row: (row.on, row.at or "24"),
            tooltip=date_words,
        ),
        Column(
            title="Dossier",
            text=lambda row: row.case_name,
            discreet=lambda row: french.initials(row.case_name),
            strong=True,
            sort_key=lambda row: french.fold(row.case_name),
            width=128,
        ),
        Column(
            title="Démarche",
            text=lambda row: claim_words(row).partition(" · ")[0],
            hint=lambda row: claim_words(row).partition(" · ")[2],
            width=106,
        ),
        Column(
            title="À faire",
            text=board.to_do,
            hint=decided_words,
            discreet=lambda row: SOURCES[row.source] if row.is_own else board.to_do(row),
            stretch=True,
        ),
        Column(
            title="En jeu",
            text=lambda row: "" if row.stake is None else french.euros(row.stake, cents=False),
            sort_key=lambda row: row.stake,
            tooltip=lambda row: "" if row.stake is None else "Montant accordé, ou estimé",
            numeric=True,
            width=72,
        ),
        Column(
            title="",
            text=lambda row: _ACTIONS[board.action(row)],
            kind=Kind.ACTION,
            main=lambda row: board.action(row) is DayAction.WRITE and not row.is_optional,
        ),
    ]


def due_words(item: DatedItem) -> tuple[str, Tone]:
    """Return « retard 2 j », « demain », « expiré », and the colour."""
    if item.source is ItemSource.DOCUMENT and item.days < 0:
        return "expiré", Tone.BAD
    if item.source is ItemSource.CONTACT:
        return f"{_since(item)}{french.NO_BREAK}j sans contact", Tone.WARN
    words, tone = due(item.days, item.on)
    return words, Tone.NEUTRAL if item.is_optional else tone


def _since(item: DatedItem) -> int:
    last = None if item.case is None else item.case.last_contact_on or item.case.opened_on
    return 0 if last is None else (item.today - last).days


def date_words(item: DatedItem) -> str:
    """Return the whole of a date: the cautious day, the computed one, where it comes from."""
    words = [f"{french.long_day(item.on, weekday=True)}"]
    if item.computed_on != item.cautious_on:
        words = [
            f"Date prudente : {words[0]}",
            f"Date calculée : {french.long_day(item.computed_on, weekday=True)}",
        ]
    if item.article:
        words.append(item.article)
    from_law = item.kind is not None or item.source is ItemSource.DUTY
    if from_law and item.confidence is not Confidence.HIGH:
        words.append(f"date {date_confidence(item.confidence).lower()}")
    if item.doubt:
        words.append(item.doubt)
    return "\n".join(words)


def decided_words(item: DatedItem) -> str:
    """Return « Rappel le 14/12 : elle réunit ses pièces · Confié à Luc Garnier », or nothing."""
    handled, parts = item.handled, []
    if item.is_put_off:
        law = "date de la loi : " if item.is_legal else ""
        parts.append(f"Rappel le {item.remind_on:%d/%m} ({law}{french.weekday_short(item.on)})")
    if handled.reason:
        parts.append(f"Reporté : {handled.reason}" if not item.is_put_off else handled.reason)
    if handled.delegated_to:
        parts.append(f"Confié à {handled.delegated_to}")
    return typeset(" · ".join(parts))


def unclaimed_columns() -> list[Column[UnclaimedRow]]:
    """Return the columns of the cases with rights that nobody asked for."""
    return [
        Column(
            title="Dossier",
            text=lambda row: row.case_name,
            discreet=lambda row: french.initials(row.case_name),
            hint=lambda row: row.words,
            strong=True,
            stretch=True,
        ),
        Column(title="Par mois", text=_per_month, numeric=True, width=124),
    ]


def _per_month(row: UnclaimedRow) -> str:
    return amount(Range(min=row.min, max=row.max, period=Period.MONTH))
