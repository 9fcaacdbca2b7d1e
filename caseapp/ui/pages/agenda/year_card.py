"""« L'année à venir »: declarations, renewals, ages and permits, each with its text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from caseapp.domain.deadline import Confidence
from caseapp.kernel import french
from caseapp.ui.models.table import Column, Kind, RowModel
from caseapp.ui.widgets.card import Card
from caseapp.ui.widgets.notice import EmptyState
from caseapp.ui.widgets.table import Table
from caseapp.ui.wording import date_confidence

if TYPE_CHECKING:
    from collections.abc import Sequence

    from caseapp.services.case_year import YearRow


class YearCard(Card):
    """Shows; a row of a claim leads to it."""

    opened = Signal(object)  # a YearRow
    done_asked = Signal(object)  # a YearRow, of a duty
    undone_asked = Signal(object)

    def __init__(self) -> None:
        super().__init__(
            "L'année à venir",
            "déclarations, renouvellements, âges et titres ; la date prudente d'abord",
            flush=True,
        )
        self.table: Table[YearRow] = Table(
            RowModel(_columns(), lambda row: row.key), "L'année à venir", grows=True
        )
        self.nothing = EmptyState(
            "",
            "Rien n'est daté pour l'année. Notez sur chaque accord depuis quand et jusqu'à quand il vaut.",
        )
        self.add(self.table)
        self.add(self.nothing)
        self.table.opened.connect(self.opened)
        self.table.acted.connect(lambda row, _column: self._act(row))

    def show_rows(self, rows: Sequence[YearRow]) -> None:
        """Show the dates of a case."""
        self.table.rows_model.set_rows(rows)
        self.table.setVisible(bool(rows))
        self.nothing.setVisible(not rows)

    def _act(self, row: YearRow) -> None:
        if row.item is not None:
            (self.done_asked if row.done_on is None else self.undone_asked).emit(row)
        else:
            self.opened.emit(row)


def _columns() -> list[Column[YearRow]]:
    return [
        Column(
            title="Date",
            text=lambda row: french.day(row.on),
            hint=_limit,
            sort_key=lambda row: row.on,
            tooltip=lambda row: french.long_day(row.on, weekday=True),
            width=140,
        ),
        Column(
            title="Ce qui vient",
            text=lambda row: row.title,
            hint=lambda row: (
                row.doubt if row.done_on is None else f"fait le {french.day(row.done_on)}"
            ),
            strong=True,
            stretch=True,
        ),
        Column(title="Droit", text=lambda row: row.right, width=150),
        Column(title="Texte", text=lambda row: row.article, hint=_sure, width=190),
        Column(title="", text=_action, kind=Kind.ACTION),
    ]


def _limit(row: YearRow) -> str:
    if row.is_late:
        return "en retard"
    return f"limite {french.day(row.computed_on)}" if row.computed_on != row.on else ""


def _action(row: YearRow) -> str:
    if row.item is None:
        return "" if row.claim_id is None else "Voir"
    return "Fait" if row.done_on is None else "Pas fait"


def _sure(row: YearRow) -> str:
    return (
        ""
        if row.confidence is Confidence.HIGH
        else f"date {date_confidence(row.confidence).lower()}"
    )
