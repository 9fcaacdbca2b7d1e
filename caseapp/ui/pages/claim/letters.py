"""The letters that the state of a claim calls for: one click begins the letter, filled in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from caseapp.kernel import french
from caseapp.ui.models.table import Column, Kind, RowModel
from caseapp.ui.widgets.card import Card
from caseapp.ui.widgets.table import Table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from caseapp.services.letter_rows import ProposedRow


class LettersCard(Card):
    """Shows; the page begins the letter."""

    chosen = Signal(object)  # a ProposedRow

    def __init__(self) -> None:
        super().__init__("Courriers proposés", "gratuits, à relire avant l'envoi", flush=True)
        self.table: Table[ProposedRow] = Table(
            RowModel(_columns(), lambda row: row.code), "Courriers proposés", grows=True
        )
        self.table.horizontalHeader().hide()
        self.add(self.table)
        self.table.acted.connect(lambda row, _column: self.chosen.emit(row))
        self.table.opened.connect(self.chosen)

    def show_rows(self, rows: Sequence[ProposedRow]) -> None:
        """Show the letters of a claim; nothing where none is called for."""
        self.table.rows_model.set_rows(rows)
        self.setVisible(bool(rows))


def _columns() -> list[Column[ProposedRow]]:
    return [
        Column(
            title="Courrier",
            text=lambda row: row.name,
            hint=_when,
            tooltip=lambda row: row.when,
            stretch=True,
        ),
        Column(title="", text=lambda _row: "Rédiger", kind=Kind.ACTION),
    ]


def _when(row: ProposedRow) -> str:
    if row.before is None:
        return row.body
    if row.is_past and row.computed is not None:
        return f"délai passé le {french.day(row.computed)}"
    return f"avant le {french.day(row.before)}"
