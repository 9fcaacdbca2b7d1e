"""« Historique »: every change of a case, found again by person, kind and words."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from caseapp.kernel import french
from caseapp.services.history_rows import GROUPS, HistoryFilter
from caseapp.ui import clipboard
from caseapp.ui.models.table import RowModel
from caseapp.ui.navigator import CasePlace, CaseTab, day_focus
from caseapp.ui.pages.history.columns import Shown, by_day, columns
from caseapp.ui.widgets.buttons import Chips, secondary
from caseapp.ui.widgets.card import Card
from caseapp.ui.widgets.case_content import CaseContent
from caseapp.ui.widgets.fields import ChoiceField, TextField
from caseapp.ui.widgets.notice import EmptyState
from caseapp.ui.widgets.table import Table
from caseapp.ui.widgets.texts import Text, TextRole

if TYPE_CHECKING:
    from datetime import datetime

    from PySide6.QtGui import QResizeEvent

    from caseapp.services.history import History
    from caseapp.services.history_rows import HistoryEntry
    from caseapp.ui.navigator import Navigator

_TYPING = 250  # milliseconds without a key before words are looked for
_NARROW = 900  # pixels under which the nature of a change is left to the columns beside it
_NATURE = 2


class HistoryTab(CaseContent):
    """Shows the newest changes first, some at a time."""

    def __init__(self, history: History, navigator: Navigator) -> None:
        super().__init__()
        self._history, self._navigator = history, navigator
        self._case: UUID | None = None
        self._entries: list[HistoryEntry] = []
        self._rest: tuple[datetime, UUID] | None = None
        self.kinds = Chips(
            (("", "Tout"), *((key, words) for key, (words, _kinds) in GROUPS.items())),
            "Filtrer par nature",
        )
        self.person = ChoiceField("Personne", [("", "toutes")])
        self.words = TextField("Rechercher", placeholder="mot, montant, auteur")
        self.table: Table[Shown] = Table(
            RowModel(columns(), lambda row: row.entry.id), "Historique du dossier", grows=True
        )
        self.situation = secondary(
            "Voir la situation ce jour-là",
            self._show_situation,
            hint="Le foyer tel qu'il était le jour de la ligne choisie",
        )
        self.copy = secondary("Copier la liste", self._copy)
        self.more = secondary("Voir les changements plus anciens", self._load_more)
        self.count = Text("", TextRole.HINT)
        self.empty = EmptyState(
            "Aucun changement ici",
            "Chaque fait saisi, corrigé ou retiré s'inscrit ici avec son auteur. "
            "Un autre filtre montre les autres changements.",
        )
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_TYPING)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        filters = QHBoxLayout()
        filters.setSpacing(12)
        self.person.setMaximumWidth(220)
        self.words.setMaximumWidth(320)
        filters.addWidget(self.words, 2)
        filters.addWidget(self.person, 1)
        filters.addStretch(1)
        card = Card("Historique", flush=True)
        for button in (self.situation, self.copy):
            card.add_action(button)
        card.add(self.kinds)
        card.add(filters)
        card.add(self.table)
        card.add(self.empty)
        foot = QHBoxLayout()
        foot.addWidget(self.more)
        foot.addWidget(self.count, 1)
        card.add(foot)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(card)
        outer.addStretch(1)

    def _connect(self) -> None:
        self.kinds.chosen.connect(lambda _value: self._read())
        self.person.committed.connect(lambda _value: self._read())
        self.words.editor.textEdited.connect(lambda _text: self._soon.start())
        self.words.editor.returnPressed.connect(self._read)
        self._soon.timeout.connect(self._read)
        self.table.opened.connect(lambda _row: self._show_situation())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.table.setColumnHidden(_NATURE, self.width() < _NARROW)

    def show_case(self, case_id: UUID, focus: str = "") -> None:  # noqa: ARG002 - as other tabs
        """Show the changes of a case; its filters stay while one is in the same case."""
        if case_id != self._case:
            self.kinds.choose("")
            self.words.show_text("")
            self.person.show_value("")
        self._case = case_id
        people = [(str(id_), name) for id_, name in self._history.people(case_id)]
        self.person.show_choices([("", "toutes"), *people])
        self._read()

    def leave(self) -> None:
        """Nothing typed here is kept."""
        self._soon.stop()

    def _wanted(self) -> HistoryFilter:
        return HistoryFilter(
            group=self.kinds.value,
            person_id=UUID(self.person.value) if self.person.value else None,
            text=self.words.text,
        )

    def _read(self) -> None:
        self._soon.stop()
        self._entries, self._rest = [], None
        self._add()

    def _load_more(self) -> None:
        first_new = len(self._entries)
        self._add()
        if first_new < len(self._entries):
            self.table.choose(self._entries[first_new].id)
            self.table.setFocus()

    def _add(self) -> None:
        if self._case is None:
            return
        page = self._history.page(self._case, self._wanted(), self._rest)
        self._entries += page.entries
        self._rest = page.rest
        self.table.rows_model.set_rows(list(by_day(self._entries)))
        any_row = bool(self._entries)
        for part in (self.table, self.situation, self.copy, self.count):
            part.setVisible(any_row)
        if any_row and self.table.current is None:
            self.table.choose(self._entries[0].id)
        self.empty.setVisible(not any_row)
        self.more.setVisible(self._rest is not None)
        self.count.setText(french.plural(len(self._entries), "changement"))

    def _copy(self) -> None:
        clipboard.copy("\n".join(entry.words for entry in self._entries))

    def _show_situation(self) -> None:
        row = self.table.current
        if row is not None and self._case is not None:
            focus = day_focus(row.entry.on)
            self._navigator.go(CasePlace(self._case, CaseTab.HOUSEHOLD, focus))
