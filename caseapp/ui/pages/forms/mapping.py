"""Links the fields of a PDF form to what a case knows, each tried at once on the case at hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout

from caseapp.exchange.pdf_form import PdfFieldKind
from caseapp.kernel.errors import UserInputError
from caseapp.rules.letters.names import every_name, label
from caseapp.ui.dialogs.frame import Dialog
from caseapp.ui.models.table import Column, RowModel
from caseapp.ui.theme import Tone
from caseapp.ui.widgets.buttons import link, secondary
from caseapp.ui.widgets.fields import ChoiceField
from caseapp.ui.widgets.notice import Notice
from caseapp.ui.widgets.table import Table
from caseapp.ui.widgets.texts import Text, TextRole

if TYPE_CHECKING:
    from uuid import UUID

    from PySide6.QtWidgets import QWidget

    from caseapp.services.pdf_form_rows import PdfFormPage, PdfMappingRow
    from caseapp.services.pdf_forms import PdfForms
    from caseapp.services.undoable import Before

_SIZE = (1040, 680)
_EXPRESSION = 2  # the column that is typed in
_KINDS = {
    PdfFieldKind.TEXT: "texte",
    PdfFieldKind.BOX: "case : cochée si « oui »",
    PdfFieldKind.CHOICE: "liste",
    PdfFieldKind.RADIO: "choix",
}


class MappingDialog(Dialog):
    """Each change is stored at once; Ctrl+Z takes it back."""

    def __init__(
        self, parent: QWidget, forms: PdfForms, page: PdfFormPage, case: UUID | None
    ) -> None:
        super().__init__(parent, f"Relier les champs de « {page.name} »")
        self.resize(*_SIZE)
        self._forms, self._form, self._case = forms, page.id, case
        self._before: list[Before] = []
        self.notice = Notice()
        self.notice.hide()
        self.table: Table[PdfMappingRow] = Table(
            RowModel(_columns(), lambda row: row.name), "Champs du PDF"
        )
        names = [(name, f"{label(name)}  ({name})") for name in every_name()]
        self.name = ChoiceField("Donnée du dossier", names)
        self.put_button = secondary("Mettre dans ce champ", self._put_name)
        self.clear = link("Vider ce champ", lambda: self._put_in_row(""))
        self.add(
            Text(
                "Choisissez un champ, puis la donnée qui y va ; ou écrivez-la dans la colonne"
                " « Donnée », comme dans un courrier. La dernière colonne montre ce que cela donne"
                " pour le dossier ouvert.",
                TextRole.SECONDARY,
                wrap=True,
            )
        )
        self.add(self.notice)
        self.body.addWidget(self.table, 1)
        line = QHBoxLayout()
        line.addWidget(self.name, 1)
        line.addWidget(self.put_button)
        line.addWidget(self.clear)
        self.add(line)
        self.add_way_back("Fermer")
        self.table.rows_model.edited.connect(self._typed)
        self.table.rows_model.set_rows(page.rows)
        if page.rows:
            self.table.choose(page.rows[0].name)
        QShortcut(QKeySequence("Ctrl+Z"), self, self.undo)

    def fit(self) -> None:
        """Keep the size that the person gives."""

    def put(self, field: str, expression: str) -> None:
        """Say what goes into a field; what cannot be read is refused where one is."""
        try:
            self._before.append(self._forms.put(self._form, field, expression))
        except UserInputError as error:
            self.notice.say("", error.sentence, Tone.BAD)
            self.notice.show()
            return
        self.notice.hide()
        self._show()

    def undo(self) -> None:
        """Take back the last change."""
        if self._before:
            self._forms.put_back(self._before.pop())
            self.notice.hide()
            self._show()

    def _show(self) -> None:
        self.table.rows_model.set_rows(self._forms.page(self._form, self._case).rows)

    def _put_name(self) -> None:
        self._put_in_row("{{ " + self.name.value + " }}")

    def _put_in_row(self, expression: str) -> None:
        if (row := self.table.current) is not None:
            self.put(row.name, expression)

    def _typed(self, row: PdfMappingRow, column: int, text: str) -> None:
        if column == _EXPRESSION:
            self.put(row.name, text)


def _columns() -> list[Column[PdfMappingRow]]:
    return [
        Column(
            title="Champ du PDF",
            text=lambda row: row.words,
            hint=lambda row: "" if row.words == row.name else row.name,
            strong=True,
            width=260,
        ),
        Column(title="Sorte", text=_kind, width=150),
        Column(
            title="Donnée",
            text=lambda row: row.expression or "laissé vide",
            edit=lambda row: row.expression,
            width=270,
        ),
        Column(
            title="Pour ce dossier",
            text=lambda row: f"manque : {', '.join(row.missing)}" if row.missing else row.value,
            stretch=True,
        ),
    ]


def _kind(row: PdfMappingRow) -> str:
    shown = _KINDS[row.kind]
    if row.kind in {PdfFieldKind.CHOICE, PdfFieldKind.RADIO} and row.options:
        shown = f"{shown} : {', '.join(row.options[:4])}"
    return f"{shown}, page {row.page}"
