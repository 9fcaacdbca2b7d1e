"""A notice that says something else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog, QLineEdit, QVBoxLayout

from caseapp.ui.theme import Tone
from caseapp.ui.widgets.buttons import secondary
from caseapp.ui.widgets.notice import Notice
from caseapp.ui.widgets.tab_order import TabByEye

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


def test_the_keyboard_goes_on_after_a_notice_whose_button_a_question_answered(
    qtbot: QtBot,
) -> None:
    window = TabByEye()
    qtbot.addWidget(window)
    before, notice, after = QLineEdit(), Notice(), QLineEdit()
    column = QVBoxLayout(window)
    for part in (before, notice, after):
        column.addWidget(part)
    wipe = secondary("Effacer…", lambda: None)
    notice.say("", "1 document ajouté.", Tone.OK, wipe, secondary("Annuler", lambda: None))
    window.show()
    qtbot.waitActive(window)
    wipe.setFocus()
    question = QDialog(window)
    question.open()
    qtbot.waitUntil(question.isActiveWindow)
    notice.say("", "1 original effacé.", Tone.OK)
    question.close()
    assert window.focusWidget() is after
