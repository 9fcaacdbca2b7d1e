"""Qt's own windows speak French, their lists of files included."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QFileInfo, QTranslator
from PySide6.QtWidgets import QFileIconProvider

from caseapp.ui.translation import speak_french

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QApplication


def test_a_list_of_files_names_folders_in_french(qapp: QApplication, tmp_path: Path) -> None:
    speak_french(qapp)
    try:
        kinds = QFileIconProvider()
        assert kinds.type(QFileInfo(str(tmp_path))) == "Dossier"
        assert kinds.type(QFileInfo(tmp_path.anchor)) == "Lecteur"
    finally:
        for own in qapp.findChildren(QTranslator):
            qapp.removeTranslator(own)
            own.deleteLater()
