"""The names that a template may use: searched, explained, copied into Word."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from caseapp.kernel import french
from caseapp.rules.letters.name_examples import EXAMPLES
from caseapp.rules.letters.names import LISTS, every_name, label
from caseapp.ui import clipboard
from caseapp.ui.dialogs.frame import Dialog
from caseapp.ui.models.table import Column, RowModel
from caseapp.ui.widgets.buttons import secondary
from caseapp.ui.widgets.fields import TextField
from caseapp.ui.widgets.table import Table
from caseapp.ui.widgets.texts import Text, TextRole

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

_TALL = 340  # pixels of the list
_HOW = (
    "Dans votre document Word, écrivez le nom entre accolades là où il doit venir :"
    " {{ personne.nom_complet }}. Ce que le dossier ne sait pas reste un blanc à compléter.\n"
    "Une partie facultative : {% if decision.motif %} … {% endif %}. Une liste : {%p for piece in"
    " pieces.jointes %}, puis {{ piece }} dans un paragraphe à puce, puis {%p endfor %}.\n"
    "Un document où {{ courrier.texte }} tient un paragraphe est un papier à en-tête : tous les"
    " courriers du programme peuvent y être enregistrés."
)


@dataclass(frozen=True, slots=True)
class NameRow:
    """One name of the list."""

    name: str
    says: str
    example: str

    @property
    def use(self) -> str:
        """What is written in the document."""
        space, _, key = self.name.partition(".")
        if key in LISTS.get(space, {}):
            return f"{{%p for piece in {self.name} %}}"
        return f"{{{{ {self.name} }}}}"


def all_names() -> list[NameRow]:
    """Return every name with what it says and an example."""
    return [NameRow(name, label(name), EXAMPLES[name]) for name in every_name()]


class NamesDialog(Dialog):
    """Enter copies the name one is on."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, "Noms utilisables dans un modèle", width=860)
        self.search = TextField("Chercher", placeholder="décision, adresse, loyer…")
        self.table: Table[NameRow] = Table(
            RowModel(_columns(), lambda row: row.name), "Noms utilisables"
        )
        self.table.setFixedHeight(_TALL)
        self.told = Text("", TextRole.SECONDARY)
        for part in (Text(_HOW, TextRole.SECONDARY, wrap=True), self.search, self.table, self.told):
            self.add(part)
        self.add_way_back("Fermer")
        self.add_button(secondary("Copier le nom", self.go_on))
        self.search.editor.textChanged.connect(self._filter)
        self.table.opened.connect(lambda _row: self.go_on())
        self._filter("")
        self.search.setFocus()

    def go_on(self) -> None:
        row = self.table.current
        if row is not None:
            clipboard.copy(row.use)
            self.told.setText(f"Copié : {row.use}")

    def _filter(self, text: str) -> None:
        words = french.fold(text).split()
        rows = [
            row
            for row in all_names()
            if all(word in french.fold(f"{row.name} {row.says}") for word in words)
        ]
        self.table.rows_model.set_rows(rows)
        if rows:
            self.table.choose(rows[0].name)
        self.told.setText("" if rows else "Aucun nom ne correspond.")


def _columns() -> list[Column[NameRow]]:
    return [
        Column(title="À écrire", text=lambda row: row.use, strong=True, width=300),
        Column(title="Ce que le courrier dira", text=lambda row: row.says, stretch=True),
        Column(title="Exemple", text=lambda row: row.example, width=240),
    ]
