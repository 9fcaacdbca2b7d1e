"""« Échéances »: months and weeks one walks through, a list, and what can be done on each day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from caseapp.kernel import french
from caseapp.kernel.calendar import Month
from caseapp.kernel.spreadsheet import block
from caseapp.services import calendar_view
from caseapp.services.calendar_view import Span
from caseapp.ui import clipboard
from caseapp.ui.dated.actions import DatedActions
from caseapp.ui.dated.bar import ItemBar
from caseapp.ui.dated.filters import DatedFilters
from caseapp.ui.dialogs.agenda_editing import TaskEditing
from caseapp.ui.models.table import RowModel
from caseapp.ui.navigator import DeadlinesPlace, Place
from caseapp.ui.pages.deadlines.columns import list_columns
from caseapp.ui.pages.deadlines.day_card import DayCard
from caseapp.ui.pages.deadlines.grid import CalendarGrid
from caseapp.ui.theme import Tone
from caseapp.ui.widgets.buttons import Chips, icon_button, link, secondary
from caseapp.ui.widgets.notice import EmptyState, Notice
from caseapp.ui.widgets.page import Page, PageHeader
from caseapp.ui.widgets.table import Table
from caseapp.ui.widgets.texts import Line, Text, TextRole
from caseapp.ui.widgets.undone import listen_to_undo

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from caseapp.kernel.calendar import Territory
    from caseapp.services.calendar_view import Entry
    from caseapp.services.dated_rows import DatedItem
    from caseapp.ui.dated.tools import DatedTools
    from caseapp.ui.models.table import Column
    from caseapp.ui.widgets.buttons import Button

_NAME = "deadlines"
_MOST = 1000  # rows of the list: with more, one filters
_SPANS = ((Span.MONTH, "Mois"), (Span.WEEK, "Semaine"), (Span.LIST, "Liste"))


class DeadlinesPage(Page):
    """A calendar of all that has a date; `more` are buttons that others put in its heading."""

    def __init__(self, tools: DatedTools, more: Sequence[Button] = ()) -> None:
        super().__init__()
        self._tools, self._today = tools, tools.desk.clock.today()
        self._on = self._today
        self._items: tuple[DatedItem, ...] = ()
        self._territories: frozenset[Territory] = frozenset()  # where its households live
        self.doing = DatedActions(tools, self)
        self.tasks = TaskEditing(tools.desk.agenda, self)
        self.header = PageHeader("Échéances")
        self.when = Line("", TextRole.CARD_TITLE)
        self.spans = Chips(((span.value, words) for span, words in _SPANS), "Ce qui est montré")
        self.filters = DatedFilters(tools.settings, _NAME, with_kind=True)
        self.filters.setVisible(bool(self.filters.criteria.count))
        self.more_filters = link("", self._toggle_filters)
        self.notice = Notice()
        self.notice.hide()
        self.grid = CalendarGrid()
        self.list: Table[DatedItem] = Table(
            RowModel(list_columns(tools.desk.board.to_do), lambda row: row.id),
            "Liste des échéances",
        )
        self.list_bar = ItemBar(self.list, self.doing)
        self.copy = secondary("Copier la liste", self._copy)
        self.cut = Text("", TextRole.HINT, wrap=True)
        self.nothing = EmptyState("Rien ici", "Aucune échéance ne répond à ces filtres.")
        self.day = DayCard(tools.desk.board.to_do, self.doing)
        self.day.hide()
        for button in (self.copy, secondary("Imprimer…", self._offer_sheet), *more):
            self.header.add_button(button)
        kept = tools.settings.layout(_NAME).get("span")
        self.spans.choose(kept if isinstance(kept, str) else Span.MONTH.value)
        self.setFocusProxy(self.grid)
        self._lay_out()
        self._connect()

    @property
    def span(self) -> Span:
        """How much is shown at once."""
        return Span(self.spans.value)

    @property
    def items(self) -> list[DatedItem]:
        """What is shown, and the filters keep: what an export takes."""
        return self.filters.criteria.kept(self._items)

    def _lay_out(self) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(24, 16, 24, 16)
        outer.setSpacing(12)
        line = QHBoxLayout()
        line.setSpacing(8)
        self.before = icon_button("Avant", "chevron-left", lambda: self._turn(-1))
        self.after = icon_button("Après", "chevron-right", lambda: self._turn(1))
        for part in (self.before, secondary("Aujourd'hui", self._go_today), self.after, self.when):
            line.addWidget(part)
        line.addStretch(1)
        for right in (self.more_filters, self.spans):
            line.addWidget(right)
        outer.addWidget(self.header)
        outer.addLayout(line)
        outer.addWidget(self.filters)
        outer.addWidget(self.notice)
        outer.addWidget(self.list_bar)
        outer.addWidget(self.grid, 3)
        outer.addWidget(self.list, 3)
        outer.addWidget(self.cut)
        outer.addWidget(self.nothing)
        outer.addWidget(self.day, 2)

    def _connect(self) -> None:
        self.spans.chosen.connect(lambda value: self.show_span(Span(value)))
        self.filters.changed.connect(lambda _criteria: self._fill())
        self.grid.opened.connect(lambda entry: self.doing.show(entry.item))
        self.grid.day_asked.connect(self._show_day)
        self.grid.day_chosen.connect(self._chose_day)
        self.grid.moved.connect(self._move)
        self.grid.turned.connect(self._turn)
        self.list.opened.connect(self.doing.show)
        self.day.closed.connect(self._close_day)
        self.doing.said.connect(self._say)
        self.doing.refused.connect(self._refuse)
        self.doing.edit_asked.connect(self.tasks.edit)
        for editing in (self.doing, self.tasks):
            editing.stored.connect(self._read_again)
        listen_to_undo(self, self._undo, self.doing.redo)

    def show_place(self, place: Place) -> None:
        if self.focusWidget() is None:
            self.grid.setFocus()  # else the stack of pages gives it to the first button
        self.notice.hide()
        self._today = self._tools.desk.clock.today()
        if isinstance(place, DeadlinesPlace) and place.on is not None:
            self._on = place.on
        self._read_again()

    def show_span(self, span: Span) -> None:
        """Show a month, a week or a list, now and next time."""
        self.spans.choose(span.value)
        layout = self._tools.settings.layout(_NAME)
        self._tools.settings.remember_layout(_NAME, {**layout, "span": span.value})
        self._read_again()

    def show_discreet(self, discreet: bool) -> None:  # noqa: FBT001 - the state itself, as in Qt
        self.grid.calendar.set_discreet(discreet)

    def _read_again(self) -> None:
        first, last = calendar_view.bounds(self.span, self._on)
        dated = self._tools.desk.dated_items

        def read() -> tuple[tuple[DatedItem, ...], frozenset[Territory]]:
            items = dated.between(first, last)
            return items, dated.territories(items)

        self._tools.beside(read, lambda found: self._show(found[0], found[1], (first, last)))

    def _show(
        self,
        items: tuple[DatedItem, ...],
        territories: frozenset[Territory],
        days: tuple[date, date],
    ) -> None:
        if days != calendar_view.bounds(self.span, self._on):
            return  # one has turned the page meanwhile
        self._items, self._territories = items, territories
        self.filters.know(items)
        self._fill()

    def _fill(self) -> None:
        first, last = calendar_view.bounds(self.span, self._on)
        items, is_list = self.items, self.span is Span.LIST
        self.when.setText(calendar_view.title(self.span, self._on))
        self.setFocusProxy(self.list if is_list else self.grid)
        self.grid.setVisible(not is_list)
        for part in (self.list, self.list_bar):
            part.setVisible(is_list and bool(items))
        self.copy.setVisible(is_list and bool(items))
        self.nothing.setVisible(is_list and not items)
        self.cut.setVisible(is_list and len(items) > _MOST)
        if is_list:
            self.day.hide()
            self.list.rows_model.set_rows(items[:_MOST])
            self.cut.setText(f"Les {_MOST} premières sur {french.number(len(items))} : filtrez.")
        else:
            shown = calendar_view.entries(items, first, last)
            month = Month.of(self._on) if self.span is Span.MONTH else None
            weeks = calendar_view.weeks(shown, first, last, self._today, month, self._territories)
            self.grid.show_weeks(weeks, self._on)
            self._fill_day()
        open_ones = sum(item.done_on is None for item in items)
        words = french.plural(open_ones, "échéance à venir ou à faire", "échéances à faire")
        self.header.show_words("Échéances", summary=words if open_ones else "rien à faire")
        self._say_filters()

    # ------------------------------------------------------------------ where one stands

    def _turn(self, steps: int) -> None:
        self._go_to(calendar_view.moved(self.span, self._on, steps))

    def _go_today(self) -> None:
        self._go_to(self._today)

    def _go_to(self, on: date) -> None:
        self._on = on
        self._tools.navigator.stand_at(DeadlinesPlace(on))
        self._read_again()

    def _chose_day(self, on: date) -> None:
        month = Month.of(self._on)
        if self.span is Span.WEEK or Month.of(on) == month:
            self._on = on
        self._fill_day()

    def _show_day(self, _on: date) -> None:
        self.day.show()
        self._fill_day()
        self.day.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _fill_day(self) -> None:
        day = self.grid.current_day
        if day is not None and not self.day.isHidden():
            self.day.show_day(day)

    def _close_day(self) -> None:
        self.day.hide()
        self.grid.setFocus()

    # ------------------------------------------------------------------ what is done
    def _move(self, entry: Entry, on: date) -> None:
        self.grid.follow(entry, on)
        before = self._on
        self._on = on
        if not self.doing.move(entry.item, on):
            self._on = before
            self.grid.follow(entry, entry.on)

    def _offer_sheet(self) -> None:
        title, items = calendar_view.title(self.span, self._on), self.items
        paper = self._tools.desk.date_paper
        self._tools.offer_sheet(
            self, f"Échéances : {title}", lambda beside: paper.days(title, items, beside)
        )

    def _undo(self) -> None:
        self.notice.hide()
        self.doing.undo()

    def _say(self, words: str) -> None:
        self.notice.say("", words, Tone.INFO, secondary("Annuler", self._undo))
        self.notice.show()

    def _refuse(self, sentence: str) -> None:
        self.notice.say("", sentence, Tone.BAD)
        self.notice.show()

    def _copy(self) -> None:
        columns = self.list.rows_model.columns
        rows = [
            [self._copied(column, row) for column in columns] for row in self.list.rows_model.rows
        ]
        clipboard.copy(block(rows))

    def _copied(self, column: Column[DatedItem], row: DatedItem) -> str:
        return column.copied(row) if column.copied else self.list.rows_model.words(column, row)

    # ------------------------------------------------------------------ filters
    def _toggle_filters(self) -> None:
        self.filters.setVisible(self.filters.isHidden())
        self._say_filters()
        if self.filters.isVisible():
            self.filters.person.setFocus()

    def _say_filters(self) -> None:
        count = self.filters.criteria.count
        words = "Filtrer" if self.filters.isHidden() else "Masquer les filtres"
        self.more_filters.setText(f"{words} ({count})" if count else words)
