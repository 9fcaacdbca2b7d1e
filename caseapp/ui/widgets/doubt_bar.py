"""One line over every page: what cannot be right, what to do about it, and who says it is right."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout

from caseapp.ui.theme import Tone, restyle
from caseapp.ui.widgets.buttons import link
from caseapp.ui.widgets.texts import Drawing, Text, TextRole


class DoubtBar(QFrame):
    """Stays until somebody says that all is right; takes no keyboard by itself."""

    confirmed = Signal()

    def __init__(self, right: str) -> None:
        """`right` is what is clicked to say so: « La date est juste »."""
        super().__init__()
        self._words = Text("", TextRole.STRONG, wrap=True)
        self.right = link(right, self._confirm)
        outer = QHBoxLayout(self)
        outer.setContentsMargins(24, 6, 24, 6)
        outer.setSpacing(12)
        outer.addWidget(Drawing(Tone.WARN.value, Tone.WARN))
        outer.addWidget(self._words, 1)
        outer.addWidget(self.right)
        restyle(self, notice=Tone.WARN.value)
        self.hide()

    def say(self, sentence: str) -> None:
        """Say what is doubted."""
        self._words.setText(sentence)
        self.setAccessibleName(sentence)
        self.show()

    def _confirm(self) -> None:
        self.hide()
        self.confirmed.emit()
