"""One day of the calendar, whole: what stands on it, and what can be done about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from caseapp.kernel import french
from caseapp.ui.dated.bar import ItemBar
from caseapp.ui.models.table import RowModel
from caseapp.ui.pages.deadlines.columns import day_columns
from caseapp.ui.widgets.buttons import link
from caseapp.ui.widgets.card import Card
from caseapp.ui.widgets.notice import EmptyState
from caseapp.ui.widgets.table import Table
from caseapp.ui.wording import capital

if TYPE_CHECKING:
    from collections.abc import Callable

    from caseapp.services.calendar_view import Day
    from caseapp.services.dated_rows import DatedItem
    from caseapp.ui.dated.actions import DatedActions


class DayCard(Card):
    """Shown under the calendar once a day is asked for."""

    closed = Signal()

    def __init__(self, to_do: Callable[[DatedItem], str], actions: DatedActions) -> None:
        super().__init__("Jour", flush=True)
        self.table: Table[DatedItem] = Table(
            RowModel(day_columns(to_do), lambda row: row.id), "Échéances du jour"
        )
        self.bar = ItemBar(self.table, actions)
        self.nothing = EmptyState("", "Rien ce jour-là.")
        self.add_action(link("Fermer", self.closed.emit))
        for part in (self.bar, self.table, self.nothing):
            self.add(part)
        self.setMinimumHeight(210)
        self.table.opened.connect(actions.show)

    def show_day(self, day: Day) -> None:
        """Show what stands on a day."""
        items = list({entry.item.id: entry.item for entry in day.entries}.values())
        hint = " · ".join(
            part for part in (day.holiday, french.plural(len(items), "échéance")) if part
        )
        self.set_title(capital(french.long_day(day.on, weekday=True)), hint)
        self.table.rows_model.set_rows(items)
        self.table.setVisible(bool(items))
        self.bar.setVisible(bool(items))
        self.nothing.setVisible(not items)
