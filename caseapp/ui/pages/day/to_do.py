"""The rows of the day: filtered, sorted, acted on one or several at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal

from caseapp.kernel import french
from caseapp.services.day_board import DayAction, DayFilter, kept
from caseapp.ui.dated.bar import ItemBar
from caseapp.ui.dated.filters import DatedFilters
from caseapp.ui.models.day_rows import day_columns
from caseapp.ui.models.table import RowModel
from caseapp.ui.theme import Tone
from caseapp.ui.widgets.buttons import Chips, link, primary, secondary
from caseapp.ui.widgets.card import Card
from caseapp.ui.widgets.notice import EmptyState, Notice
from caseapp.ui.widgets.table import Table
from caseapp.ui.widgets.texts import Text, TextRole

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from caseapp.services.dated_rows import DatedItem
    from caseapp.services.day_board import DayFigures
    from caseapp.ui.dated.actions import DatedActions
    from caseapp.ui.dated.tools import DatedTools
    from caseapp.ui.dialogs.agenda_editing import TaskEditing

_MOST = 500  # rows shown: with more, one filters
_FILTERS = (
    (DayFilter.ALL, "Tout"),
    (DayFilter.LATE, "En retard"),
    (DayFilter.TODAY, "Aujourd'hui"),
    (DayFilter.WEEK, "Sous 7 jours"),
    (DayFilter.MONTH, "Sous 30 jours"),
    (DayFilter.SILENT, "Sans réponse"),
    (DayFilter.FOLLOW_UPS, "Relances"),
    (DayFilter.APPEALS, "Recours"),
    (DayFilter.WAITING, "Recours en cours"),
    (DayFilter.RENEWALS, "Renouvellements"),
    (DayFilter.PIECES, "Pièces"),
    (DayFilter.FILING, "Dépôts"),
    (DayFilter.TASKS, "Tâches et rendez-vous"),
    (DayFilter.EXPIRING, "Pièces qui expirent"),
    (DayFilter.CONTACT, "Sans contact"),
    (DayFilter.PUT_OFF, "Reportées"),
)
_ALWAYS = {DayFilter.ALL, DayFilter.LATE, DayFilter.APPEALS, DayFilter.PIECES}
_ABOVE = {  # figures over the card lead to these: offered among the chips once chosen
    DayFilter.TODAY, DayFilter.WEEK, DayFilter.MONTH, DayFilter.SILENT, DayFilter.WAITING,
    DayFilter.EXPIRING, DayFilter.CONTACT, DayFilter.PUT_OFF,
}  # fmt: skip


class ToDoCard(Card):
    """One card: chips, filters, what can be done, rows."""

    filtered = Signal(object)  # DayFilter
    narrowed = Signal()  # by other filters: the figures follow

    def __init__(
        self,
        tools: DatedTools,
        actions: DatedActions,
        tasks: TaskEditing,
        new_case: Callable[[], None],
    ) -> None:
        super().__init__("À traiter", flush=True)
        self._tools, self._actions, self._tasks = tools, actions, tasks
        self._rows: Sequence[DatedItem] = ()
        self._contacts: Sequence[DatedItem] = ()
        # What the filters keep, whatever the chip; and the contacts that are due among it.
        self.kept: list[DatedItem] = []
        self.kept_contacts: list[DatedItem] = []
        self._counts: dict[DayFilter, int] = {}
        self._only = DayFilter.ALL
        self._offered: list[tuple[str, str]] = []
        self.notice = Notice()
        self.notice.hide()
        self.chips = Chips((), "Filtrer les échéances")
        self.filters = DatedFilters(tools.settings, "day", with_kind=False)
        self.filters.setVisible(bool(self.filters.criteria.count))
        self.more_filters = link("", self._toggle_filters)
        self.table: Table[DatedItem] = Table(
            RowModel(day_columns(tools.desk.board), lambda row: row.id), "À traiter", grows=True
        )
        self.bar = ItemBar(self.table, actions)
        self.cut = Text("", TextRole.HINT, wrap=True)
        self.nothing = EmptyState(
            "Rien à traiter d'ici un mois",
            "Ouvrez un dossier, estimez ses droits, déposez une démarche : ses délais viendront ici, "
            "avec vos tâches et vos rendez-vous.",
            primary("Nouveau dossier", new_case),
        )
        self.none_here = EmptyState("Rien ici", "Aucune échéance ne répond à ce filtre.")
        self.add_action(self.more_filters)
        self.add_action(link("Ajouter une tâche", lambda: tasks.add(None)))
        for part in (
            self.notice, self.chips, self.filters, self.bar, self.table, self.cut,
            self.nothing, self.none_here,
        ):  # fmt: skip
            self.add(part)
        self._connect()

    def _connect(self) -> None:
        self.chips.chosen.connect(lambda value: self.show_only(DayFilter(value)))
        self.filters.changed.connect(self._narrow)
        self.table.acted.connect(lambda row, _column: self._act(row))
        self.table.opened.connect(self._actions.show)
        self.table.horizontalHeader().sortIndicatorChanged.connect(lambda *_: self._fill())
        self._actions.said.connect(self.say)
        self._actions.refused.connect(self.refuse)
        self._tasks.said.connect(self.say)

    def forget(self) -> None:
        """Say nothing any more of what was done before."""
        self.notice.hide()

    def show_rows(self, rows: Sequence[DatedItem], contacts: Sequence[DatedItem]) -> None:
        """Show other rows; `show_figures` and `show_only` follow."""
        self._rows, self._contacts = rows, contacts
        self.filters.know([*rows, *contacts])
        self._keep()
        self._say_filters()

    def show_figures(self, figures: DayFigures, contacts: int) -> None:
        """Offer the filters that keep something."""
        self._counts = {**figures.counts, DayFilter.CONTACT: contacts}
        self._offer_chips()

    def show_only(self, only: DayFilter) -> None:
        """Keep the rows behind a filter."""
        self._only = only
        self._offer_chips()
        self.chips.choose(only.value)
        self._fill()
        self.filtered.emit(only)

    def say(self, words: str) -> None:
        """Say what was done, with its way back."""
        self.notice.say("", words, Tone.INFO, secondary("Annuler", self._undo))
        self.notice.show()

    def refuse(self, sentence: str) -> None:
        """Say why something was not done."""
        self.notice.say("", sentence, Tone.BAD)
        self.notice.show()

    def _offer_chips(self) -> None:
        offered = [
            (only.value, words)
            for only, words in _FILTERS
            if only in _ALWAYS or only is self._only
            or (self._counts.get(only) and only not in _ABOVE)
        ]  # fmt: skip
        if offered != self._offered:
            self._offered = offered
            self.chips.set_choices(offered)

    def _undo(self) -> None:
        self.notice.hide()
        self._actions.undo()

    def _keep(self) -> None:
        criteria = self.filters.criteria
        self.kept, self.kept_contacts = criteria.kept(self._rows), criteria.kept(self._contacts)

    def _narrow(self, _criteria: object) -> None:
        self._keep()
        self._say_filters()
        self.narrowed.emit()
        self._fill()

    def _toggle_filters(self) -> None:
        self.filters.setVisible(self.filters.isHidden())
        self._say_filters()
        if self.filters.isVisible():
            self.filters.person.setFocus()

    def _say_filters(self) -> None:
        count = self.filters.criteria.count
        words = "Filtrer" if self.filters.isHidden() else "Masquer les filtres"
        self.more_filters.setText(f"{words} ({count})" if count else words)

    def _fill(self) -> None:
        pool = self.kept_contacts if self._only is DayFilter.CONTACT else self.kept
        found = self._sorted(kept(pool, self._only))
        self.table.rows_model.set_rows(found[:_MOST])
        known = bool(self._rows or self._contacts)
        self.set_title("À traiter", french.plural(len(found), "échéance") if found else "")
        self.cut.setText(
            f"Les {_MOST} premières sont montrées : filtrez pour voir les autres."
            if len(found) > _MOST
            else ""
        )
        self.cut.setVisible(len(found) > _MOST)
        self.chips.setVisible(known)
        self.more_filters.setVisible(known)
        self.bar.setVisible(bool(found))
        self.table.setVisible(bool(found))
        self.nothing.setVisible(not known)
        self.none_here.setVisible(known and not found)

    def _sorted(self, rows: list[DatedItem]) -> list[DatedItem]:
        """Return rows in the order of the heading that was clicked: the first ones are shown."""
        header = self.table.horizontalHeader()
        place = header.sortIndicatorSection()
        columns = self.table.rows_model.columns
        sort_key = columns[place].sort_key if 0 <= place < len(columns) else None
        if sort_key is None:
            return rows
        known = [row for row in rows if sort_key(row) is not None]
        known.sort(
            key=sort_key, reverse=header.sortIndicatorOrder() is Qt.SortOrder.DescendingOrder
        )
        return known + [row for row in rows if sort_key(row) is None]

    def _act(self, row: DatedItem) -> None:
        action = self._tools.desk.board.action(row)
        if action is DayAction.DONE:
            self._actions.do([row])
        elif action is DayAction.CALL:
            self._actions.call([row])
        else:
            self._actions.show(row)
