"""The folder that scans come in: its new files, of which some are chosen."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout

from caseapp.kernel import french
from caseapp.ui.dialogs.frame import Dialog
from caseapp.ui.models.table import RowModel
from caseapp.ui.pages.documents.columns import scan_columns
from caseapp.ui.widgets.buttons import link
from caseapp.ui.widgets.table import Table
from caseapp.ui.widgets.texts import Text, TextRole

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from caseapp.services.document_files import ScannedFile

_PARIS = ZoneInfo("Europe/Paris")
_HEIGHT = 320


class ScansDialog(Dialog):
    """Shows the new files of a folder, none chosen; tells those that are."""

    chosen = Signal(object)  # paths
    other_folder = Signal()

    def __init__(self, parent: QWidget, folder: Path, files: Sequence[ScannedFile]) -> None:
        super().__init__(parent, "Depuis un dossier de numérisation", width=680)
        self._files, self._picked = tuple(files), set[object]()
        self.table = Table(RowModel(scan_columns(), lambda row: row[0].path), "Fichiers du dossier")
        self.table.setFixedHeight(_HEIGHT)
        where = QHBoxLayout()
        where.addWidget(Text(f"Dossier : {folder}", TextRole.SECONDARY, wrap=True), 1)
        where.addWidget(link("Changer de dossier", self._change))
        self.add(where)
        if files:
            words = french.plural(len(files), "nouveau fichier", "nouveaux fichiers")
            self.add(Text(f"{words}. Cocher ceux à ajouter (Espace).", wrap=True))
            self.add(self.table)
        else:
            self.add(
                Text(
                    "Aucun nouveau fichier : tout ce que contient ce dossier est déjà dans la base, "
                    "ou il est vide.",
                    wrap=True,
                )
            )
        self.add_way_back()
        if files:
            self.way_on = self.add_way_on("Ajouter")
            self.way_on.setEnabled(False)
        self.table.rows_model.ticked.connect(self._tick)
        self.table.opened.connect(lambda _row: self._enter())
        self._fill()
        self.table.setFocus()

    def go_on(self) -> None:
        self.accept()
        self.chosen.emit([file.path for file in self._files if file.path in self._picked])

    def _enter(self) -> None:
        """Take in what is ticked, as Enter does in every window."""
        if self._picked:
            self.go_on()

    def _tick(self, row: tuple[ScannedFile, bool, str], is_chosen: bool) -> None:  # noqa: FBT001 - a signal's
        (self._picked.add if is_chosen else self._picked.discard)(row[0].path)
        self._fill()
        self.way_on.setEnabled(bool(self._picked))

    def _fill(self) -> None:
        self.table.rows_model.set_rows(
            [(file, file.path in self._picked, _moment(file)) for file in self._files]
        )

    def _change(self) -> None:
        self.reject()
        self.other_folder.emit()


def _moment(file: ScannedFile) -> str:
    moment = datetime.fromtimestamp(file.modified, _PARIS)
    return f"{french.day(moment.date())} {moment:%H:%M}"
