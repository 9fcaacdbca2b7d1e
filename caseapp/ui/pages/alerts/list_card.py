"""The alerts one may read, the newest first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from caseapp.kernel import french
from caseapp.ui.widgets.card import Card
from caseapp.ui.widgets.notice import EmptyState
from caseapp.ui.widgets.sheet_table import SheetTable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from caseapp.services.alert_rows import AlertRow


class AlertList(Card):
    """Tells `chosen` with the row one goes to."""

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__("Écrits", flush=True)
        self.table: SheetTable[AlertRow] = SheetTable("Écrit", "Écrits", _head, _below)
        self.first = EmptyState("", "L'écrit en cours s'inscrira ici dès le premier mot gardé.")
        self.add(self.first)
        self.body.addWidget(self.table, 1)
        self.table.picked.connect(self.chosen)

    def show_rows(self, rows: Sequence[AlertRow], current: object) -> None:
        """Show these alerts, on the one that is open."""
        self.table.show_rows(rows, current)
        self.first.setVisible(not rows)
        self.set_title("Écrits", french.number(len(rows)) if rows else "")


def _head(row: AlertRow) -> str:
    return f"{french.day(row.on)} · {row.state_words}"


def _below(row: AlertRow) -> str:
    return " · ".join(part for part in (row.about, row.kind_words, row.author) if part)
