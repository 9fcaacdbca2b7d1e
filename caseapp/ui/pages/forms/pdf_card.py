"""The PDF forms of the service: taken in, linked to what the case knows, filled, removed."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from caseapp.exchange.pdf_harmless import MOST
from caseapp.kernel.errors import CaseAppError
from caseapp.ui.dialogs.ask import PDF
from caseapp.ui.models.table import RowModel
from caseapp.ui.pages.forms.columns import pdf_columns
from caseapp.ui.pages.forms.mapping import MappingDialog
from caseapp.ui.theme import Tone
from caseapp.ui.widgets.buttons import link, primary, secondary
from caseapp.ui.widgets.card import Card
from caseapp.ui.widgets.flow_layout import FlowLayout
from caseapp.ui.widgets.notice import EmptyState
from caseapp.ui.widgets.table import Table

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from caseapp.services.pdf_form_rows import PdfFormPage, PdfFormRow
    from caseapp.ui.pages.forms.tools import FormsTools
    from caseapp.ui.widgets.buttons import Button


class PdfCard(Card):
    """Forms of every case, filled for the one on screen."""

    said = Signal(str, object, object)  # words, tone, the button that takes back or None

    def __init__(self, tools: FormsTools) -> None:
        super().__init__("Formulaires PDF du service", "gardés chiffrés dans la base", flush=True)
        self._tools = tools
        self.case: UUID | None = None
        self.table: Table[PdfFormRow] = Table(
            RowModel(pdf_columns(), lambda row: row.id), "Formulaires PDF du service", grows=True
        )
        self.new = secondary("Ajouter un PDF…", self.ask_for_file)
        self.nothing = EmptyState(
            "Aucun formulaire PDF",
            "Un PDF à champs (FSL du département, demande du CCAS…) se remplit avec le dossier :"
            " ajoutez-le une fois, reliez ses champs, il sert pour tous.",
            primary("Ajouter un PDF…", self.ask_for_file),
        )
        self.edit = link("Relier les champs…", self.edit_mapping)
        self.name = link("Renommer…", self._rename)
        self.remove = link("Supprimer", self._remove)
        self.add_action(self.new)
        below = FlowLayout(gap=12)
        for part in (self.edit, self.name, self.remove):
            below.addWidget(part)
        for whole in (self.table, self.nothing, below):
            self.add(whole)
        self.table.acted.connect(lambda row, _column: self._fill(row))
        self.table.opened.connect(lambda _row: self.edit_mapping())

    def show_forms(self, chosen: UUID | None = None) -> None:
        """Show the forms of the base."""
        rows = self._tools.pdfs.rows()
        self.table.rows_model.set_rows(rows)
        if rows and (chosen is not None or self.table.current is None):
            self.table.choose(chosen or rows[0].id)
        for part in (self.table, self.new, self.edit, self.name, self.remove):
            part.setVisible(bool(rows))
        self.nothing.setVisible(not rows)

    def ask_for_file(self) -> None:
        """Ask for a PDF, and take it in beside the window."""
        path = self._tools.asker.open_file(self, "Ajouter un formulaire PDF", Path.home(), PDF)
        if path is not None:
            self.take(path)

    def take(self, path: Path) -> None:
        """Take a file in, made harmless; what is refused is said."""
        self._tools.jobs.start(
            self,
            lambda _job: self._tools.pdfs.add(path.stem.replace("_", " "), _read(path)),
            self._taken,
            failed=self._failed,
            name="pdf-form",
        )

    def edit_mapping(self) -> None:
        """Link the fields of the chosen form, and try them on the case on screen."""
        row, case = self.table.current, self.case
        if row is None:
            return
        self._tools.jobs.start(
            self,
            lambda _job: self._tools.pdfs.page(row.id, case),
            lambda page: self._open_mapping(page, case),
            failed=self._failed,
            name="pdf-fields",
        )

    def _open_mapping(self, page: PdfFormPage, case: UUID | None) -> None:
        dialog = MappingDialog(self, self._tools.pdfs, page, case)
        dialog.finished.connect(lambda _result: self.show_forms())
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _taken(self, form: UUID) -> None:
        self.show_forms(form)
        name = row.name if (row := self.table.current) is not None else ""
        self.said.emit(
            f"« {name} » est ajouté. Relisez les champs proposés avant de le remplir.",
            Tone.OK,
            None,
        )
        self.edit_mapping()

    def _fill(self, row: PdfFormRow) -> None:
        if self.case is not None:
            self._tools.print_pdf(self.case, row.id, row.name)

    def _rename(self) -> None:
        if (row := self.table.current) is None:
            return
        name = self._tools.asker.text(self, "Renommer le formulaire", "Nom", row.name)
        if name is None:
            return
        try:
            before = self._tools.pdfs.rename(row.id, name)
        except CaseAppError as error:
            self._failed(error)
            return
        self._changed(f"Renommé : « {name} ».", lambda: self._tools.pdfs.put_back(before))

    def _remove(self) -> None:
        if (row := self.table.current) is not None:
            gone = self._tools.pdfs.remove(row.id)
            self._changed(f"« {row.name} » est supprimé.", lambda: self._tools.pdfs.restore(gone))

    def _changed(self, words: str, take_back: Callable[[], object]) -> None:
        def undo() -> None:
            take_back()
            self.show_forms()
            self.said.emit("", Tone.INFO, None)

        button: Button = secondary("Annuler", undo)
        self.show_forms()
        self.said.emit(words, Tone.INFO, button)

    def _failed(self, error: CaseAppError) -> None:
        self.said.emit(error.sentence, Tone.BAD, None)


def _read(path: Path) -> bytes:
    """Return a file, no more of it than says that it is too large."""
    with path.open("rb") as file:
        return file.read(MOST + 1)
