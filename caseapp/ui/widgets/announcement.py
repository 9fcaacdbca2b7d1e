"""One line at the foot of the window: what happened by itself, and where it can be seen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout

from caseapp.ui.theme import Tone, restyle
from caseapp.ui.widgets.buttons import link
from caseapp.ui.widgets.texts import Drawing, Text, TextRole

if TYPE_CHECKING:
    from caseapp.ui.navigator import Place


class Announcement(QFrame):
    """Takes no keyboard and moves nothing under the mouse; it goes when told, or when followed."""

    followed = Signal(object)  # a place

    def __init__(self) -> None:
        super().__init__()
        self._place: Place | None = None
        self._words = Text("", TextRole.STRONG)
        outer = QHBoxLayout(self)
        outer.setContentsMargins(24, 6, 24, 6)
        outer.setSpacing(12)
        outer.addWidget(Drawing(Tone.INFO.value, Tone.INFO))
        outer.addWidget(self._words)
        outer.addWidget(link("Voir", lambda: self.followed.emit(self._place)))
        outer.addStretch(1)
        outer.addWidget(link("Fermer", self.hide))
        restyle(self, notice=Tone.INFO.value)
        self.hide()

    @property
    def words(self) -> str:
        """What is said."""
        return self._words.text()

    def say(self, words: str, place: Place) -> None:
        """Say something, and where it leads."""
        self._place = place
        self._words.setText(words)
        self.setAccessibleName(words)
        self.show()

    def forget(self, place: Place) -> None:
        """Go, if one came where it leads."""
        if place == self._place:
            self.hide()
