"""The card of the table of rights: its filters, and what is said where there is no row."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker

from caseapp.ui.models.table import RowModel
from caseapp.ui.pages.rights.columns import (
    AMOUNT,
    FILTERS,
    NOT_COMPUTED,
    SITUATION,
    passes,
    right_columns,
)
from caseapp.ui.widgets.buttons import Chips
from caseapp.ui.widgets.card import Card
from caseapp.ui.widgets.notice import EmptyState
from caseapp.ui.widgets.table import Table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from caseapp.services.estimate_rows import RightRow


class RightsCard(Card):
    """Shows the rights that pass the filter, one of which is chosen."""

    def __init__(self) -> None:
        super().__init__("Droits", flush=True)
        self.filters = Chips(FILTERS, "Filtrer les droits")
        self.table = Table(
            RowModel(right_columns(), lambda row: row.right), "Droits estimés", grows=True
        )
        self.waiting = EmptyState(
            "Estimation en cours",
            "Les droits se calculent d'après le foyer saisi ; quelques secondes suffisent.",
        )
        self.none = EmptyState("Aucun droit ici", "Un autre filtre montre les autres droits.")
        self.add_beside_title(self.filters, 100)
        for part in (self.table, self.waiting, self.none):
            self.add(part)

    def show_rows(self, every: Sequence[RightRow], wanted: str, *, of_today: bool) -> None:
        """Show what passes the filter, or the filter of the right that is wanted."""
        found = next((row for row in every if row.right == wanted), None)
        if found is not None and not passes(found, self.filters.value):
            self.filters.choose(next(value for value, _ in FILTERS if passes(found, value)))
        is_computed = self.filters.value != NOT_COMPUTED  # else the long names take its room
        self.table.setColumnHidden(AMOUNT, not is_computed)
        self.table.setColumnHidden(SITUATION, not of_today)
        rows = [row for row in every if passes(row, self.filters.value)]
        with QSignalBlocker(self.table):  # the choice is explained once, by who asked
            self.table.rows_model.set_rows(rows)
            if found is not None:
                self.table.choose(found.right)
            elif rows and self.table.current is None:
                self.table.choose(rows[0].right)

    def arrange(self, *, has_rights: bool, is_read: bool, is_estimating: bool) -> None:
        """Show the rows, or why there are none; while a case is read, the card stands empty."""
        has_rows = bool(self.table.rows_model.rows)
        self.table.setVisible(has_rows or not is_read)
        self.waiting.setVisible(is_read and not has_rights and is_estimating)
        self.none.setVisible(has_rights and not has_rows)
        self.setVisible(has_rights or is_estimating or not is_read)
