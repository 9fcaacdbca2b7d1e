"""« Catalogue des droits »: all rights in a list, the whole file of the chosen one beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from caseapp.kernel import french
from caseapp.ui.models.table import RowModel
from caseapp.ui.navigator import CataloguePlace, Place
from caseapp.ui.pages.catalogue.columns import DATE, FAMILIES, catalogue_columns
from caseapp.ui.pages.catalogue.panel import FilePanel
from caseapp.ui.pages.catalogue.service_rights import ServiceRights
from caseapp.ui.theme import Tone
from caseapp.ui.widgets.buttons import Chips, primary, secondary
from caseapp.ui.widgets.card import Card
from caseapp.ui.widgets.columns import Columns
from caseapp.ui.widgets.notice import EmptyState
from caseapp.ui.widgets.page import Page, PageHeader
from caseapp.ui.widgets.table import Table

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QResizeEvent

    from caseapp.rules.catalogue import Right
    from caseapp.services.catalogue_reading import CatalogueReading, CatalogueRow
    from caseapp.services.corrections import Corrections
    from caseapp.services.local_right_typed import LocalRightText
    from caseapp.services.local_rights import Kept, LocalRights
    from caseapp.ui.dialogs.ask import Asker
    from caseapp.ui.navigator import Navigator
    from caseapp.ui.pages.catalogue.claim_dates import ClaimDates
    from caseapp.ui.pages.catalogue.local_editor import LocalEditor

_STACKED = 620  # pixels under which the file stands under the list
_BARE = 900  # pixels under which the list keeps the names alone: the file tells the rest
_WIDE = 1300  # pixels from which the list has room for the dates too
_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}


class CataloguePage(Page):
    """Reads and searches the catalogue; the keyboard goes from the search to the rows.

    The form of a local right takes the place of the list while one is added or edited.
    """

    def __init__(
        self,
        reading: CatalogueReading,
        navigator: Navigator,
        rights: LocalRights,
        corrections: Corrections,
        asker: Asker,
        dates: ClaimDates,
    ) -> None:
        super().__init__()
        self._reading, self._navigator = reading, navigator
        self._rights, self._corrections, self._asker = rights, corrections, asker
        self.service = ServiceRights(self, rights, corrections, asker)
        self.dates = dates
        self.editor: LocalEditor | None = None
        self.header = PageHeader("Catalogue des droits")
        self._buttons = (
            secondary("Importer…", self.service.take, hint="Importer des aides locales"),
            secondary("Exporter…", self.service.export, hint="Exporter les aides locales"),
            primary("Ajouter une aide locale", self._add, hint="Ajouter une aide locale (Ctrl N)"),
        )
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
        self.service.changed.connect(self._changed)
        self.panel.correcting.connect(self.service.correct)
        self.panel.editing.connect(lambda right: self._edit(self._rights.text(right.code), right))
        self.panel.copying.connect(lambda right: self._edit(self._rights.copy_of(right.code)))
        self.panel.deleting.connect(self.service.delete)
        new = QShortcut(QKeySequence.StandardKey.New, self, self._add)
        new.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self.table.opened.connect(lambda _row: self.panel.file.setFocus())
        for key in (QKeySequence.StandardKey.Find, QKeySequence("/")):
            QShortcut(key, self, self._to_search)
        escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), self.panel, self._to_rows)
        escape.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def _lay_out(self) -> None:
        for button in self._buttons:
            self.header.add_button(button)
        self.top = QWidget()
        top = QHBoxLayout(self.top)
        top.setContentsMargins(0, 0, 0, 0)
        top.setSpacing(12)
        top.addWidget(self.search, 0, Qt.AlignmentFlag.AlignTop)
        top.addWidget(self.families, 1)
        card = Card("", flush=True)
        card.add(self.table, 1)
        card.add(self.empty)
        card.body.addStretch()
        self.columns.add(card, 11)
        self.columns.add(self.panel, 10)
        self._outer = QVBoxLayout(self)
        self._outer.setContentsMargins(24, 16, 24, 24)
        self._outer.setSpacing(12)
        for part in (self.header, self.service.notice, self.dates, self.top):
            self._outer.addWidget(part)
        self._outer.addWidget(self.columns, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        for place, column in enumerate(self.table.rows_model.columns[1:], start=1):
            least = _WIDE if column.title == DATE else _BARE
            self.table.setColumnHidden(place, self.width() < least)

    def show_place(self, place: Place) -> None:
        if self._is_editing:
            return  # what is being typed stays in sight
        wanted = place.right if isinstance(place, CataloguePlace) else ""
        if wanted and wanted not in {row.code for row in self._rows()}:
            self._forget()  # a search or a family hides it
        self._show()
        if wanted:
            self.table.choose(wanted)
        if (draft := self._rights.draft()) is not None and not self.service.notice.isVisible():
            code = draft.code if draft.code in self._rights.codes() else ""
            self.service.say(
                "Une aide commencée n'est pas enregistrée",
                draft.typed.of("name"),
                Tone.INFO,
                secondary("Reprendre", lambda: self._open(draft.typed, code)),
                secondary("L'abandonner", self._forget_draft),
            )

    def leave(self) -> None:
        """Keep what is typed in the form."""
        if self.editor is not None and self._is_editing:
            self.editor.commit()

    @property
    def _is_editing(self) -> bool:
        return self.editor is not None and self.columns.isHidden()

    def _add(self) -> None:
        if not self._is_editing:
            self._edit(self._rights.new())

    def _edit(self, typed: LocalRightText, right: Right | None = None) -> None:
        self._open(typed, right.code if right else "")

    def _open(self, typed: LocalRightText, code: str) -> None:
        if self.editor is None:
            from caseapp.ui.pages.catalogue.local_editor import (  # noqa: PLC0415 - when first used
                LocalEditor,
            )

            names = [(row.code, row.short_name) for row in self._reading.rows() if not row.local]
            self.editor = LocalEditor(self._rights, sorted(names, key=lambda n: french.fold(n[1])))
            self.editor.saved.connect(self._saved)
            self.editor.given_up.connect(self._give_up)
            self._outer.addWidget(self.editor, 1)
        self.service.say_nothing()
        self._show_editor(True)
        self.header.show_words("Modifier une aide locale" if code else "Ajouter une aide locale")
        self.editor.edit(typed, code)

    def _show_editor(self, shown: bool) -> None:  # noqa: FBT001 - the state itself, as in Qt
        for part in (self.top, self.columns, *self._buttons):
            part.setVisible(not shown)
        if self.editor is not None:
            self.editor.setVisible(shown)

    def _saved(self, kept: Kept) -> None:
        self._show_editor(False)
        self.service.tell_saved(kept)
        self._changed(kept.code)

    def _give_up(self) -> None:
        typed = self.editor is not None and self.editor.is_touched
        if typed and not self._asker.confirm(
            self,
            "Abandonner cette aide ?",
            "Ce qui est tapé sera perdu.",
            "Abandonner",
            danger=True,
        ):
            return
        self._rights.keep_draft(None)
        self._show_editor(False)
        self._show()
        self.table.setFocus()

    def _forget_draft(self) -> None:
        self._rights.keep_draft(None)
        self.service.say_nothing()

    def _changed(self, code: str) -> None:
        self.dates.bring_up_to_date()
        if code and code not in {row.code for row in self._rows()}:
            self._forget()
        self._show()
        rows = self.table.rows_model.rows
        if found := code or (rows[0].code if rows else ""):
            self.table.choose(found)
            self._read(next((row for row in rows if row.code == found), None))

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
        self.panel.show_right(self._reading.right(row.code), self._corrections.of(row.code))
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
