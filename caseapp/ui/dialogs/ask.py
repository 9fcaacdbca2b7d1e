"""Questions to the person at the screen. A page receives an `Asker`, so that tests can answer."""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QDialog, QFileDialog, QWidget  # noqa: TID251 - the one place that may
from shiboken6 import isValid

from caseapp.ui.dialogs.frame import Dialog
from caseapp.ui.widgets.fields import ChoiceField, TextField

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable

PDF = "Document PDF (*.pdf)"
WORD = "Document Word (*.docx)"
ODT = "Document LibreOffice (*.odt)"
WORKBOOK = "Classeur (*.xlsx)"
CSV = "Fichier CSV (*.csv)"
BASE = "Base CaseApp (*.caseapp)"
ANY = "Tous les fichiers (*)"

# On Linux the dialogs of the desktops write what was chosen to a list of recent files, which stays
# when the file is gone: Qt's own are shown there.
_OPTIONS = (
    QFileDialog.Option.DontUseNativeDialog
    if sys.platform.startswith("linux")
    else QFileDialog.Option(0)
)
_HISTORY = "FileDialog"


def keep_no_history() -> None:
    """Have Qt write nowhere which folders were looked at: their names may be those of people.

    Windows and macOS keep it elsewhere than in a file: there it is removed after each question.
    """
    QSettings.setPath(QSettings.Format.NativeFormat, QSettings.Scope.UserScope, os.devnull)


class Asker(Protocol):
    """Asks, and returns the answer; `None` or `False` where the person gave up."""

    def confirm(
        self, parent: QWidget, title: str, sentence: str, verb: str, *, danger: bool = False
    ) -> bool:
        """Ask whether to go on; the button says what would be done."""

    def tell(self, parent: QWidget, title: str, sentence: str) -> None:
        """Say something that must be read."""

    def text(self, parent: QWidget, title: str, label: str, initial: str = "") -> str | None:
        """Ask for a line of text."""

    def choice(
        self, parent: QWidget, title: str, label: str, choices: Iterable[tuple[str, str]]
    ) -> str | None:
        """Ask for one of some choices (value, words)."""

    def open_file(self, parent: QWidget, title: str, start: Path, kinds: str) -> Path | None:
        """Ask for a file that exists."""

    def open_files(self, parent: QWidget, title: str, start: Path) -> list[Path]:
        """Ask for files that exist, of any kind."""

    def save_file(self, parent: QWidget, title: str, proposed: Path, kinds: str) -> Path | None:
        """Ask where to write a file."""

    def folder(self, parent: QWidget, title: str, start: Path) -> Path | None:
        """Ask for a folder."""


class Ask:
    """Asks in windows."""

    def confirm(
        self, parent: QWidget, title: str, sentence: str, verb: str, *, danger: bool = False
    ) -> bool:
        """Ask whether to go on; the button says what would be done."""
        dialog = Dialog(parent, title, sentence)
        back = dialog.add_way_back()
        dialog.add_way_on(verb, danger=danger)
        if danger:
            back.setFocus()
        return _was_accepted(dialog)

    def tell(self, parent: QWidget, title: str, sentence: str) -> None:
        """Say something that must be read."""
        dialog = Dialog(parent, title, sentence)
        dialog.add_way_on("J'ai compris")
        _was_accepted(dialog)

    def text(self, parent: QWidget, title: str, label: str, initial: str = "") -> str | None:
        """Ask for a line of text."""
        dialog, field = Dialog(parent, title), TextField(label)
        field.show_text(initial)
        dialog.add(field)
        dialog.add_way_back()
        dialog.add_way_on("Enregistrer")
        field.setFocus()
        field.editor.selectAll()
        return field.text.strip() if _was_accepted(dialog) else None

    def choice(
        self, parent: QWidget, title: str, label: str, choices: Iterable[tuple[str, str]]
    ) -> str | None:
        """Ask for one of some choices (value, words)."""
        dialog, field = Dialog(parent, title), ChoiceField(label, choices)
        dialog.add(field)
        dialog.add_way_back()
        dialog.add_way_on("Choisir")
        field.setFocus()
        return field.value if _was_accepted(dialog) else None

    def open_file(self, parent: QWidget, title: str, start: Path, kinds: str) -> Path | None:
        """Ask for a file that exists."""
        with _unremembered():
            name, _kind = QFileDialog.getOpenFileName(
                parent, title, str(start), kinds, options=_OPTIONS
            )
        return Path(name) if name else None

    def open_files(self, parent: QWidget, title: str, start: Path) -> list[Path]:
        """Ask for files that exist, of any kind."""
        with _unremembered():
            names, _kind = QFileDialog.getOpenFileNames(
                parent, title, str(start), ANY, options=_OPTIONS
            )
        return [Path(name) for name in names]

    def save_file(self, parent: QWidget, title: str, proposed: Path, kinds: str) -> Path | None:
        """Ask where to write a file; the system asks before one is replaced."""
        with _unremembered():
            name, _kind = QFileDialog.getSaveFileName(
                parent, title, str(proposed), kinds, options=_OPTIONS
            )
        if not name:
            return None
        path = Path(name)
        return path if path.suffix else path.with_suffix(proposed.suffix)

    def folder(self, parent: QWidget, title: str, start: Path) -> Path | None:
        """Ask for a folder."""
        with _unremembered():
            name = QFileDialog.getExistingDirectory(
                parent, title, str(start), QFileDialog.Option.ShowDirsOnly | _OPTIONS
            )
        return Path(name) if name else None


@contextmanager
def _unremembered() -> Generator[None]:
    try:
        yield
    finally:
        QSettings(QSettings.Scope.UserScope, "QtProject").remove(_HISTORY)


def _was_accepted(dialog: Dialog) -> bool:
    answer = dialog.exec() == QDialog.DialogCode.Accepted
    if isValid(dialog):  # locking destroys the window, and its questions with it
        dialog.deleteLater()
    return answer
