"""The list of the documents of a case, its filters, and what can be done of those chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from caseapp.kernel import french
from caseapp.services.document_rows import ValidityState
from caseapp.ui.models.table import RowModel
from caseapp.ui.pages.documents.columns import document_columns
from caseapp.ui.widgets.buttons import Chips, link, primary, secondary
from caseapp.ui.widgets.card import Card
from caseapp.ui.widgets.fields import ChoiceField
from caseapp.ui.widgets.flow_layout import FlowLayout
from caseapp.ui.widgets.notice import EmptyState
from caseapp.ui.widgets.table import Table

if TYPE_CHECKING:
    from uuid import UUID

    from caseapp.services.document_rows import DocumentLine, DocumentsPage

_ALL, _EXPIRED, _SOON = "all", "expired", "soon"
_MANY = 6  # documents from which one filters
_STATES = {_EXPIRED: ValidityState.EXPIRED, _SOON: ValidityState.SOON}


class ListCard(Card):
    """Lists documents; the chosen one shows beside it."""

    add_asked = Signal()
    paste_asked = Signal()
    scans_asked = Signal()
    description_asked = Signal(object)  # ids
    removal_asked = Signal(object)  # lines

    def __init__(self) -> None:
        super().__init__("Documents", flush=True)
        self._page: DocumentsPage | None = None
        self.validity = Chips(name="Filtrer par validité")
        self.kind = ChoiceField("Nature", [("", "toutes")])
        self.person = ChoiceField("Personne", [("", "toutes")])
        self.table: Table[DocumentLine] = Table(
            RowModel(document_columns(), lambda line: line.id), "Documents"
        )
        self.empty = EmptyState(
            "Aucun document",
            "Glisser un fichier ici, coller une image (Ctrl+V), ou choisir des fichiers. Chacun "
            "entre dans la base chiffrée et coche les pièces qui le demandent.",
            secondary("Choisir des fichiers…", self.add_asked.emit),
        )
        self.none_here = EmptyState("Rien ici", "Aucun document ne répond à ces filtres.")
        self.describe_button = secondary("Décrire", self._describe, hint="F2 ou Entrée")
        self.remove_button = link("Retirer", self._remove, hint="Suppr")
        self._lay_out()
        self.validity.chosen.connect(lambda _value: self._fill())
        for choice in (self.kind, self.person):
            choice.committed.connect(lambda _value: self._fill())
        self.table.opened.connect(lambda line: self.description_asked.emit([line.id]))
        self.table.chosen.connect(lambda _line: self._enable())
        for keys, act in (("Del", self._remove), ("F2", self._describe)):
            shortcut = QShortcut(QKeySequence(keys), self.table, act)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)

    def _lay_out(self) -> None:
        ways_in = FlowLayout(gap=8)
        for button in (
            primary("Ajouter…", self.add_asked.emit, hint="Ou glisser des fichiers ici"),
            secondary("Coller", self.paste_asked.emit, hint="Ctrl+V"),
            secondary("Depuis un dossier de numérisation", self.scans_asked.emit),
        ):
            ways_in.addWidget(button)
        row = QHBoxLayout()
        row.addLayout(ways_in, 1)
        self.add(row)
        self._filters = QWidget()
        self._filters.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        filters = QHBoxLayout(self._filters)
        filters.setContentsMargins(0, 0, 0, 0)
        filters.setSpacing(12)
        filters.addWidget(self.kind, 1)
        filters.addWidget(self.person, 1)
        self.add_beside_title(self.validity)
        self.add(self._filters)
        for nothing in (self.empty, self.none_here):
            nothing.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
            self.body.addWidget(nothing)
        self.body.addWidget(self.table, 1)
        self.body.addStretch()  # takes the room where the table does not show
        acts = QHBoxLayout()
        acts.setSpacing(8)
        acts.addWidget(self.describe_button)
        acts.addWidget(self.remove_button)
        acts.addStretch(1)
        self.add(acts)

    @property
    def chosen(self) -> list[DocumentLine]:
        """The documents that are chosen."""
        model = self.table.rows_model
        places = sorted({index.row() for index in self.table.selectedIndexes()})
        return [model.rows[place] for place in places]

    def show_page(self, page: DocumentsPage) -> None:
        """Show the documents of a case; the filters stay where they can."""
        self._page = page
        expired, soon = page.warnings
        counts = [(_ALL, "Tous")]
        if expired:
            counts.append((_EXPIRED, f"Expirés{french.NO_BREAK}{expired}"))
        if soon:
            counts.append((_SOON, f"Expirent bientôt{french.NO_BREAK}{soon}"))
        self.validity.set_choices(counts)
        kinds = sorted({(line.kind, line.kind_words) for line in page.lines}, key=lambda k: k[1])
        people = sorted({(str(li.person_id), li.person) for li in page.lines if li.person_id})
        _choices(self.kind, kinds)
        _choices(self.person, people)
        self._fill()

    def choose(self, document: UUID) -> None:
        """Go to a document, filters off where they hide it."""
        if self.table.rows_model.place_of(document) < 0:
            self.clear_filters()
        self.table.choose(document)

    def clear_filters(self) -> None:
        """Show all documents."""
        self.validity.choose(_ALL)
        self.kind.show_value("")
        self.person.show_value("")
        self._fill()

    def _fill(self) -> None:
        page = self._page
        if page is None:
            return
        state = _STATES.get(self.validity.value)
        kind, person = self.kind.value, self.person.value
        lines = [
            line
            for line in page.lines
            if (state is None or line.validity.state is state)
            and kind in {"", line.kind}
            and person in {"", str(line.person_id)}
        ]
        self.table.rows_model.set_rows(lines)
        many = bool(page.lines)
        self.set_title("Documents", french.plural(len(lines), "document") if lines else "")
        self.validity.setVisible(sum(page.warnings) > 0)
        self._filters.setVisible(len(page.lines) >= _MANY)
        self.empty.setVisible(not many)
        self.none_here.setVisible(many and not lines)
        self.table.setVisible(bool(lines))
        if lines and self.table.current is None:
            self.table.choose(lines[0].id)
        self._enable()

    def _enable(self) -> None:
        is_one = self.table.isVisibleTo(self) and self.table.current is not None
        self.describe_button.setVisible(is_one)
        self.remove_button.setVisible(is_one)

    def _describe(self) -> None:
        if lines := self.chosen:
            self.description_asked.emit([line.id for line in lines])

    def _remove(self) -> None:
        if lines := self.chosen:
            self.removal_asked.emit(lines)


def _choices(field: ChoiceField, choices: list[tuple[str, str]]) -> None:
    before, editor = field.value, field.editor
    editor.clear()
    for value, words in (("", "toutes"), *choices):
        editor.addItem(words, value)
    field.show_value(before if before in {value for value, _ in choices} else "")
