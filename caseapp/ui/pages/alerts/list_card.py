"""The alerts one may read, the newest first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from caseapp.kernel import french
from caseapp.ui.models.table import Column, RowModel
from caseapp.ui.widgets.card import Card
from caseapp.ui.widgets.notice import EmptyState
from caseapp.ui.widgets.table import Table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from caseapp.services.alert_rows import AlertRow


class AlertList(Card):
    """Tells `chosen` with the row one goes to."""

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__("Écrits", flush=True)
        self.table: Table[AlertRow] = Table(
            RowModel(
                [Column(title="Écrit", text=_head, hint=_below, strong=True, stretch=True)],
                lambda row: row.id,
            ),
            "Écrits",
        )
        self.table.horizontalHeader().hide()
        self.first = EmptyState("", "L'écrit en cours s'inscrira ici dès le premier mot gardé.")
        self.add(self.first)
        self.body.addWidget(self.table, 1)
        self.table.chosen.connect(self._tell)
        self._is_filling = False

    def show_rows(self, rows: Sequence[AlertRow], current: object) -> None:
        """Show these alerts, on the one that is open."""
        self._is_filling = True
        self.table.rows_model.set_rows(rows)
        self.table.selectionModel().clear()
        self.table.choose(current)
        self._is_filling = False
        self.table.setVisible(bool(rows))
        self.first.setVisible(not rows)
        self.set_title("Écrits", french.number(len(rows)) if rows else "")

    def _tell(self, row: AlertRow | None) -> None:
        if row is not None and not self._is_filling:
            self.chosen.emit(row)


def _head(row: AlertRow) -> str:
    return f"{french.day(row.on)} · {row.state_words}"


def _below(row: AlertRow) -> str:
    return " · ".join(part for part in (row.about, row.kind_words, row.author) if part)
