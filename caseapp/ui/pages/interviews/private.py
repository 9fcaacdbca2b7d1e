"""Working notes: folded, and marked as what never leaves the desk."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from caseapp.services.interview_rows import PRIVATE, PRIVATE_MARK
from caseapp.ui.theme import Tone, restyle
from caseapp.ui.widgets.buttons import link
from caseapp.ui.widgets.text_area import TextArea
from caseapp.ui.widgets.texts import Drawing, Text, TextRole


class PrivateNotes(QFrame):
    """Tells `typed` at each change."""

    typed = Signal()

    def __init__(self) -> None:
        super().__init__()
        restyle(self, notice=Tone.WARN.value)
        self.fold = link("", self._turn)
        self.mark = Text(PRIVATE_MARK, TextRole.STRONG, wrap=True)
        self.area = TextArea(PRIVATE, "Pour soi : pistes, doutes, ce qui est à vérifier.", lines=4)
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(Drawing("lock", Tone.WARN, 18))
        top.addWidget(self.mark, 1)
        top.addWidget(self.fold)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(14, 10, 14, 10)
        outer.setSpacing(8)
        outer.addLayout(top)
        outer.addWidget(self.area)
        self.area.typed.connect(self.typed)
        self.area.hide()
        self._name()

    def show_text(self, text: str) -> None:
        """Show the notes of an interview, folded."""
        self.area.show_text(text)
        self.area.hide()
        self._name()

    def _turn(self) -> None:
        self.area.setVisible(self.area.isHidden())
        self._name()
        if not self.area.isHidden():
            self.area.setFocus()

    def _name(self) -> None:
        if not self.area.isHidden():
            words = "Replier"
        elif self.area.text.strip():
            words = "Voir les notes de travail"
        else:
            words = "Écrire des notes de travail"
        self.fold.setText(words)
        self.fold.setAccessibleName(words)
