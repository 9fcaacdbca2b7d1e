"""Qt in French: its own translation, and the few words that it leaves in English."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

_LEFT_IN_ENGLISH = {
    "%1 File": "Fichier %1",
    "&Look in:": "&Dossier :",
    "Drive": "Lecteur",
    "File": "Fichier",
    "File Folder": "Dossier",
    "Files of &type:": "&Type de fichier :",
    "Folder": "Dossier",
    "List of files": "Liste des fichiers",
    "Page &Set:": "&Jeu de pages :",
}


class _Rest(QTranslator):
    """Answers for the words whose translation Qt lost when it changed them."""

    def isEmpty(self) -> bool:
        """Say that there is something to ask."""
        return False

    def translate(
        self, _context: str, text: str, _disambiguation: str | None = None, _count: int = -1
    ) -> str:
        """Return the French words, else the text: Qt takes an empty answer for a translation."""
        return _LEFT_IN_ENGLISH.get(text, text)


def speak_french(app: QApplication) -> None:
    """Have Qt say dates, numbers and its own windows in French."""
    QLocale.setDefault(QLocale("fr_FR"))
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    app.installTranslator(_Rest(app))
    own = QTranslator(app)  # the last installed is asked first
    if own.load("qtbase_fr", folder):
        app.installTranslator(own)
