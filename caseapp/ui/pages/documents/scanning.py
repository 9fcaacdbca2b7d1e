"""From the folder of scans to files that are handed in; the folder is remembered."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from caseapp.ui.pages.documents.scans import ScansDialog

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from caseapp.kernel.errors import CaseAppError
    from caseapp.services.document_files import ScannedFile
    from caseapp.ui.pages.documents.tools import DocumentsTools


class Scanning(QObject):
    """Asks which folder the first time, then which of its new files."""

    picked = Signal(object)  # paths

    def __init__(self, tools: DocumentsTools, over: QWidget) -> None:
        super().__init__(over)
        self._tools, self._over = tools, over

    def ask(self) -> None:
        """Show the new files of the folder that is remembered, or ask for one."""
        folder = self._tools.settings.scan_folder
        if folder is None:
            self.ask_for_folder()
        else:
            self._list(folder)

    def ask_for_folder(self) -> None:
        """Ask which folder scans come in, and remember it."""
        start = self._tools.settings.scan_folder or Path.home()
        folder = self._tools.asker.folder(self._over, "Dossier de numérisation", start)
        if folder is not None:
            self._tools.settings.remember_scan_folder(folder)
            self._list(folder)

    def _list(self, folder: Path) -> None:
        self._tools.jobs.start(
            self,
            lambda job: self._tools.documents.originals.new_files(folder, job.progress),
            lambda files: self._choose(folder, files),
            failed=self._fail,
            name="scans",
        )

    def _choose(self, folder: Path, files: tuple[ScannedFile, ...]) -> None:
        dialog = ScansDialog(self._over, folder, files)
        dialog.chosen.connect(self.picked.emit)
        dialog.other_folder.connect(self.ask_for_folder)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _fail(self, error: CaseAppError) -> None:
        self._tools.asker.tell(self._over, "Le dossier de numérisation ne répond pas", str(error))
        self.ask_for_folder()
