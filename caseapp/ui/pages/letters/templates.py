"""The service's own templates: added, tried on a case, given back, removed."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from caseapp.kernel import french
from caseapp.kernel.clock import PARIS
from caseapp.kernel.errors import CaseAppError, KnownTroubleError, UserInputError
from caseapp.kernel.files import write_atomically
from caseapp.rules.letters.word_package import MOST_BYTES
from caseapp.ui.dialogs.ask import WORD
from caseapp.ui.dialogs.frame import Dialog
from caseapp.ui.models.table import Column, RowModel
from caseapp.ui.pages.letters.names import NamesDialog
from caseapp.ui.theme import Tone
from caseapp.ui.widgets.buttons import Button, primary, secondary
from caseapp.ui.widgets.flow_layout import FlowLayout
from caseapp.ui.widgets.notice import Notice
from caseapp.ui.widgets.table import Table
from caseapp.ui.widgets.texts import Text, TextRole

if TYPE_CHECKING:
    from uuid import UUID

    from PySide6.QtWidgets import QWidget

    from caseapp.services.service_templates import ServiceTemplateRow
    from caseapp.ui.pages.letters.tools import LettersTools

_TALL = 220  # pixels of the list
_ABOUT = (
    "Vos documents Word, avec les mêmes noms de blancs que les courriers du programme. Ils sont"
    " gardés dans la base chiffrée, et proposés en tête de « Nouveau courrier »."
)
_NONE = "Aucun modèle : ajoutez un document Word où les noms sont écrits entre accolades."


class TemplatesDialog(Dialog):
    """Works on the templates of the service, over the letters of a case."""

    def __init__(self, parent: QWidget, tools: LettersTools, case_id: UUID) -> None:
        super().__init__(parent, "Modèles du service", width=760)
        self._tools, self._case = tools, case_id
        self.notice = Notice()
        self.notice.hide()
        self.nothing = Text(_NONE, TextRole.SECONDARY, wrap=True)
        self.table: Table[ServiceTemplateRow] = Table(
            RowModel(_columns(), lambda row: row.id), "Modèles du service"
        )
        self.table.setFixedHeight(_TALL)
        self.about_row = Text("", TextRole.HINT, wrap=True)
        self.try_it = secondary("Essayer sur ce dossier…", self._try)
        self.copy = secondary("Enregistrer une copie…", self._save_copy)
        self.rename = secondary("Renommer…", self._rename)
        self.remove = secondary("Retirer", self._remove)
        flow = FlowLayout(gap=8)
        for button in (self.try_it, self.copy, self.rename, self.remove):
            flow.addWidget(button)
        for part in (
            Text(_ABOUT, wrap=True),
            self.notice,
            self.nothing,
            self.table,
            self.about_row,
        ):
            self.add(part)
        self.add(flow)
        self.add_way_back("Fermer")
        self.add_button(secondary("Noms utilisables…", self._show_names))
        self.add_button(primary("Ajouter un document Word…", self._add))
        self.table.chosen.connect(lambda _row: self._describe())
        self._show()

    def go_on(self) -> None:
        """Enter tries the template one is on."""
        if self.try_it.isEnabled():
            self._try()

    # ------------------------------------------------------------------ shown
    def _show(self, chosen: UUID | None = None) -> None:
        rows = self._tools.templates.rows()
        self.table.rows_model.set_rows(rows)
        self.table.setVisible(bool(rows))
        self.nothing.setVisible(not rows)
        if rows:
            self.table.choose(chosen or rows[0].id)
        self._describe()

    def _describe(self) -> None:
        row = self.table.current
        for button in (self.copy, self.rename, self.remove):
            button.setVisible(row is not None)
        self.try_it.setVisible(row is not None and not row.is_letterhead)
        self.try_it.setEnabled(row is not None and not row.is_letterhead)
        self.about_row.setText(_LETTERHEAD if row is not None and row.is_letterhead else "")
        self.about_row.setVisible(bool(self.about_row.text()))
        self._settle()

    def _say(self, title: str, sentence: str, tone: Tone, *actions: Button) -> None:
        self.notice.say(title, sentence, tone, *actions)
        self.notice.show()
        self._settle()

    def _settle(self) -> None:
        if self.isVisible():
            self.fit()

    # ------------------------------------------------------------------ done
    def _add(self) -> None:
        path = self._tools.asker.open_file(self, "Ajouter un document Word", Path.home(), WORD)
        if path is None:
            return
        self._tools.jobs.start(
            self,
            lambda _job: self._tools.templates.add(path, _content(path)),
            self._added,
            failed=lambda error: self._say(
                f"« {path.name} » n'est pas ajouté", _reason(error), Tone.BAD
            ),
            name="template",
        )

    def _added(self, template: UUID) -> None:
        self._show(template)
        row = self.table.current
        name = row.name if row is not None else ""
        self._say("", f"« {name} » est ajouté : tous ses noms sont connus.", Tone.OK)

    def _try(self) -> None:
        row = self.table.current
        if row is not None:
            self._tools.show_trial(self._case, row)

    def _save_copy(self) -> None:
        row = self.table.current
        if row is None:
            return
        path = self._tools.asker.save_file(
            self, "Enregistrer une copie", Path.home() / row.file_name, WORD
        )
        if path is None:
            return
        self._tools.jobs.start(
            self,
            lambda _job: write_atomically(path, self._tools.templates.content(row.id)),
            lambda _nothing: self._say("", f"Enregistré : {path.name}.", Tone.OK),
            failed=lambda error: self._say("", str(error), Tone.BAD),
            name="template",
        )

    def _rename(self) -> None:
        row = self.table.current
        if row is None:
            return
        name = self._tools.asker.text(self, "Renommer le modèle", "Nom", row.name)
        if name is None:
            return
        try:
            self._tools.templates.rename(row.id, name)
        except UserInputError as error:
            self._say("", error.sentence, Tone.BAD)
            return
        self.notice.hide()
        self._show(row.id)

    def _remove(self) -> None:
        row = self.table.current
        if row is None:
            return
        gone = self._tools.templates.remove(row.id)

        def put_back() -> None:
            self._tools.templates.restore(gone)
            self.notice.hide()
            self._show(row.id)

        self._show()
        words = f"« {row.name} » est retiré. Les courriers déjà commencés restent."
        self._say("", words, Tone.INFO, secondary("Annuler", put_back))

    def _show_names(self) -> None:
        dialog = NamesDialog(self)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()


def _content(path: Path) -> bytes:
    """Return a file, no further than what may be kept: a larger one is refused by its size."""
    try:
        with path.open("rb") as file:
            return file.read(MOST_BYTES + 1)
    except OSError as error:
        raise KnownTroubleError(
            "Ce fichier ne se lit pas.", "Vérifiez qu'il n'est pas ouvert."
        ) from error


def _reason(error: CaseAppError) -> str:
    return error.sentence if isinstance(error, UserInputError) else str(error)


def _columns() -> list[Column[ServiceTemplateRow]]:
    return [
        Column(title="Modèle", text=lambda row: row.name, strong=True, stretch=True),
        Column(
            title="Sorte",
            text=lambda row: "Papier à en-tête" if row.is_letterhead else "Courrier",
            width=170,
        ),
        Column(
            title="Ajouté le",
            text=lambda row: french.day(row.added_at.astimezone(PARIS)),
            numeric=True,
            width=130,
        ),
    ]


_LETTERHEAD = (
    "Un papier à en-tête se choisit dans « Imprimer ou enregistrer… » d'un courrier, quand on"
    " l'enregistre en Word."
)
