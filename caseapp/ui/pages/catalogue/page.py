"""« Catalogue des droits »: all rights in a list, the whole file of the chosen one beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout

from caseapp.kernel import french
from caseapp.ui.models.table import RowModel
from caseapp.ui.navigator import CataloguePlace, Place
from caseapp.ui.pages.catalogue.columns import FAMILIES, catalogue_columns
from caseapp.ui.pages.catalogue.panel import FilePanel
from caseapp.ui.widgets.buttons import Chips, secondary
from caseapp.ui.widgets.card import Card
from caseapp.ui.widgets.columns import Columns
from caseapp.ui.widgets.notice import EmptyState
from caseapp.ui.widgets.page import Page, PageHeader
from caseapp.ui.widgets.table import Table

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QResizeEvent

    from caseapp.services.catalogue_reading import CatalogueReading, CatalogueRow
    from caseapp.ui.navigator import Navigator

_STACKED = 620  # pixels under which the file stands under the list
_BARE = 900  # pixels under which the list keeps the names alone: the file tells the rest
_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}


class CataloguePage(Page):
    """Reads and searches the catalogue; the keyboard goes from the search to the rows."""

    def __init__(self, reading: CatalogueReading, navigator: Navigator) -> None:
        super().__init__()
        self._reading, self._navigator = reading, navigator
        self.header = PageHeader("Catalogue des droits")
        self.search = _Search()
        self.families = Chips(FAMILIES, "Filtrer par famille")
        self.table = Table(RowModel(catalogue_columns(), lambda row: row.code), "Catalogue")
        self.empty = EmptyState(
            "Aucun droit ne contient tous ces mots",
            "Essayez un seul mot, un sigle ou un article, ou cherchez dans toutes les familles.",
            secondary("Effacer la recherche", self._clear),
        )
        self.panel = FilePanel()
        self.columns = Columns(_STACKED)
        self._lay_out()
        self.setFocusProxy(self.search)
        self.search.textChanged.connect(lambda _text: self._searched())
        self.search.left_down.connect(self._to_rows)
        self.families.chosen.connect(lambda _family: self._searched())
        self.table.chosen.connect(self._read)
        self.table.opened.connect(lambda _row: self.panel.file.setFocus())
        for key in (QKeySequence.StandardKey.Find, QKeySequence("/")):
            QShortcut(key, self, self._to_search)
        escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), self.panel, self._to_rows)
        escape.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(12)
        top.addWidget(self.search, 0, Qt.AlignmentFlag.AlignTop)
        top.addWidget(self.families, 1)
        card = Card("", flush=True)
        card.add(self.table, 1)
        card.add(self.empty)
        card.body.addStretch()
        self.columns.add(card, 11)
        self.columns.add(self.panel, 10)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(24, 16, 24, 24)
        outer.setSpacing(12)
        outer.addWidget(self.header)
        outer.addLayout(top)
        outer.addWidget(self.columns, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        for place in range(1, len(self.table.rows_model.columns)):
            self.table.setColumnHidden(place, self.width() < _BARE)

    def show_place(self, place: Place) -> None:
        wanted = place.right if isinstance(place, CataloguePlace) else ""
        if wanted and wanted not in {row.code for row in self._rows()}:
            self._forget()  # a search or a family hides it
        self._show()
        if wanted:
            self.table.choose(wanted)

    def _rows(self) -> tuple[CatalogueRow, ...]:
        return self._reading.rows(self.search.text(), self.families.value)

    def _show(self) -> None:
        rows = self._rows()
        self.table.rows_model.set_rows(rows)
        self.table.setVisible(bool(rows))
        self.empty.setVisible(not rows)
        self.header.show_words("Catalogue des droits", summary=french.plural(len(rows), "droit"))
        self.panel.setVisible(bool(rows))
        if rows and self.table.current is None:
            self.table.choose(self.table.rows_model.rows[0].code)

    def _searched(self) -> None:
        self._show()
        if found := self.table.rows_model.rows:
            self.table.choose(found[0].code)

    def _read(self, row: CatalogueRow | None) -> None:
        if row is None:
            return
        self.panel.show_right(self._reading.right(row.code))
        if isinstance(self._navigator.current, CataloguePlace):
            self._navigator.stand_at(CataloguePlace(row.code))

    def _to_search(self) -> None:
        self.search.setFocus()
        self.search.selectAll()

    def _to_rows(self) -> None:
        if self.table.rows_model.rows:
            self.table.setFocus(Qt.FocusReason.TabFocusReason)

    def _forget(self) -> None:
        self.families.choose("")
        self.search.clear()

    def _clear(self) -> None:
        self._forget()
        self._show()
        self._to_search()


class _Search(QLineEdit):
    """The line of the search: Down and Enter go to the rows, Escape empties it."""

    left_down = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("Chercher dans le catalogue")
        self.setPlaceholderText("Droit, organisme, article, pièce…")
        self.setToolTip("Chercher dans le catalogue (Ctrl F ou /)")
        self.setFixedWidth(252)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave for the rows, or empty the line."""
        if event.key() in {Qt.Key.Key_Down, *_ENTER}:
            self.left_down.emit()
        elif event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        else:
            super().keyPressEvent(event)
