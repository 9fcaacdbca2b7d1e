"""Questions are answered from the keyboard: Enter goes on, Escape goes back."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QWidget

from caseapp.ui.dialogs.ask import Ask
from tests.support.screens import button

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pytestqt.qtbot import QtBot


def _when_asked(act: Callable[[QDialog], None]) -> None:
    def look() -> None:
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, QDialog):
            act(dialog)
        else:
            QTimer.singleShot(5, look)

    QTimer.singleShot(0, look)


def _window(qtbot: QtBot) -> QWidget:
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    return window


def test_enter_goes_on_and_escape_goes_back(qtbot: QtBot) -> None:
    window, ask = _window(qtbot), Ask()
    _when_asked(lambda dialog: qtbot.keyClick(dialog, Qt.Key.Key_Return))
    assert ask.confirm(window, "Clore le dossier ?", "Il reste lisible.", "Clore")
    _when_asked(lambda dialog: qtbot.keyClick(dialog, Qt.Key.Key_Escape))
    assert not ask.confirm(window, "Clore le dossier ?", "Il reste lisible.", "Clore")


def test_what_cannot_be_undone_is_not_what_enter_does_first(qtbot: QtBot) -> None:
    def press_what_has_the_focus(dialog: QDialog) -> None:
        focused = dialog.focusWidget()
        assert focused is button(dialog, "Annuler")
        qtbot.keyClick(focused, Qt.Key.Key_Return)

    _when_asked(press_what_has_the_focus)
    window = _window(qtbot)
    assert not Ask().confirm(window, "Effacer ?", "Pour toujours.", "Effacer", danger=True)


def test_a_line_is_asked_with_what_stands_there_selected(qtbot: QtBot) -> None:
    def type_over(dialog: QDialog) -> None:
        line = dialog.findChild(QLineEdit)
        assert line is not None
        qtbot.keyClicks(line, "Nantes Nord ")
        qtbot.keyClick(line, Qt.Key.Key_Return)

    _when_asked(type_over)
    assert Ask().text(_window(qtbot), "Renommer", "Nom du service", "ancien") == "Nantes Nord"


def test_the_words_of_a_question_are_never_cut(qtbot: QtBot) -> None:
    def look(dialog: QDialog) -> None:
        layout = dialog.layout()
        assert layout is not None
        assert dialog.height() >= layout.totalHeightForWidth(dialog.width())
        dialog.reject()

    _when_asked(look)
    Ask().confirm(_window(qtbot), "Un titre", "Une phrase longue. " * 20, "Continuer")


def test_something_to_read_is_closed_by_enter(qtbot: QtBot) -> None:
    _when_asked(lambda dialog: qtbot.keyClick(dialog, Qt.Key.Key_Return))
    Ask().tell(_window(qtbot), "Le disque est plein.", "Libérez de la place.")


CHOOSING = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from caseapp.ui.application import dress
from caseapp.ui.dialogs.ask import PDF, Ask
app = QApplication([])
dress(app)
window = QWidget()
def answer():
    dialog = QApplication.activeModalWidget()
    dialog.findChild(QLineEdit).setText(sys.argv[1])
    dialog.accept()
QTimer.singleShot(100, answer)
assert Ask().save_file(window, "Enregistrer", Path(sys.argv[1]), PDF) == Path(sys.argv[1])
"""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="elsewhere it is no file")
def test_the_folders_that_were_looked_at_are_written_nowhere(tmp_path: Path) -> None:
    """Qt keeps a history of them, in which a folder named after somebody would stay."""
    folder, home = tmp_path / "OUATTARA Awa", tmp_path / "config"
    folder.mkdir()
    home.mkdir()
    subprocess.run(  # noqa: S603 - this interpreter, on a script of ours
        [sys.executable, "-c", CHOOSING, str(folder / "courrier.pdf")],
        check=True,
        env={**os.environ, "XDG_CONFIG_HOME": str(home), "QT_QPA_PLATFORM": "offscreen"},
    )
    assert list(home.rglob("*")) == []
