"""The white bar at the top: the search, the day, and the button of a new case."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy

from caseapp.kernel import french
from caseapp.ui.actions import Key
from caseapp.ui.theme import Tone
from caseapp.ui.widgets.buttons import icon_button, primary
from caseapp.ui.widgets.palette import PaletteEdit
from caseapp.ui.widgets.texts import Pill, Text, TextRole

if TYPE_CHECKING:
    from datetime import date


class TopBar(QFrame):
    """Searches everything, says what day it is, opens a new case."""

    new_case_asked = Signal()
    discretion_asked = Signal()
    back_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("bar", "top")
        self.setFixedHeight(62)
        self.back = icon_button(
            "Revenir à la page d'avant", "chevron-left", self.back_asked.emit, hint="Alt ←"
        )
        self.search = PaletteEdit("Rechercher")
        self.search.setPlaceholderText("Nom, téléphone, référence, mot d'une note…")
        self.search.setMinimumWidth(200)
        self.search.setMaximumWidth(420)
        self.search.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        inside = QHBoxLayout(self.search)
        inside.setContentsMargins(0, 0, 8, 0)
        inside.addStretch(1)
        self._key = Text(Key.SEARCH.shown, TextRole.KEY)
        inside.addWidget(self._key, 0, Qt.AlignmentFlag.AlignVCenter)
        self.search.textChanged.connect(self._leave_room)
        self._leave_room("")
        self._day = Text("", TextRole.SECONDARY)
        outer = QHBoxLayout(self)
        outer.setContentsMargins(12, 0, 24, 0)
        outer.setSpacing(8)
        outer.addWidget(self.back)
        outer.addWidget(self.search, 1000)  # as wide as it may before anything is left empty
        outer.addStretch(1)
        self.discreet = icon_button(
            "Écran partagé : masquer les noms des autres dossiers",
            "eye-off",
            self.discretion_asked.emit,
            hint=Key.DISCREET.shown,
        )
        self.discreet.setCheckable(True)
        self._shared = Pill("Écran partagé", Tone.INFO)
        self._shared.setToolTip("Les noms des autres dossiers sont remplacés par leurs initiales.")
        self._shared.hide()
        outer.addWidget(self._shared, 0, Qt.AlignmentFlag.AlignVCenter)
        outer.addWidget(self.discreet)
        outer.addWidget(self._day, 0, Qt.AlignmentFlag.AlignVCenter)
        outer.addSpacing(8)
        self.new_case = primary(
            "Nouveau dossier", self.new_case_asked.emit, drawing="plus", hint=Key.NEW_CASE.shown
        )
        outer.addWidget(self.new_case)

    @property
    def day(self) -> str:
        """The day shown."""
        return self._day.text()

    def show_discreet(self, discreet: bool) -> None:  # noqa: FBT001 - the state itself, as in Qt
        """Show whether the names of other cases are hidden."""
        self.discreet.setChecked(discreet)
        self._shared.setVisible(discreet)

    def show_day(self, today: date) -> None:
        """Show the day: « Lundi 23 novembre 2026 »."""
        words = french.long_day(today, weekday=True)
        self._day.setText(words[:1].upper() + words[1:])

    def _leave_room(self, text: str) -> None:
        """Show the key of the search while nothing is typed, beside the words and not over them."""
        self._key.setVisible(not text)
        room = 0 if text else self._key.sizeHint().width() + 4
        self.search.setTextMargins(0, 0, room, 0)
