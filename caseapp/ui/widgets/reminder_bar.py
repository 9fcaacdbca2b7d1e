"""One quiet line over the page: what waits, where it is seen, and when to be told again."""

from __future__ import annotations

from datetime import timedelta

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu

from caseapp.ui.theme import Tone, restyle
from caseapp.ui.widgets.buttons import link
from caseapp.ui.widgets.texts import Drawing, Text, TextRole

_WAITS = (
    ("Dans 15 minutes", timedelta(minutes=15)),
    ("Dans une heure", timedelta(hours=1)),
    ("Demain matin", None),  # the next summary comes by itself
)


class ReminderBar(QFrame):
    """Takes no keyboard; says counts and hours, never a name, so that anybody may see it."""

    followed = Signal()
    snoozed = Signal(object)  # for how long: a timedelta

    def __init__(self) -> None:
        super().__init__()
        self._words = Text("", TextRole.STRONG, wrap=True)
        self.see = link("Voir", self._see)
        self.later = link("Plus tard…", self._ask_when)
        self.waits = QMenu(self)
        for words, wait in _WAITS:
            action = self.waits.addAction(words)
            action.triggered.connect(lambda _on=False, wait=wait: self._snooze(wait))
        outer = QHBoxLayout(self)
        outer.setContentsMargins(24, 6, 24, 6)
        outer.setSpacing(12)
        outer.addWidget(Drawing(Tone.WARN.value, Tone.WARN))
        outer.addWidget(self._words, 1)
        for button in (self.see, self.later, link("Fermer", self.hide)):
            outer.addWidget(button)
        restyle(self, notice=Tone.WARN.value)
        self.hide()

    @property
    def words(self) -> str:
        """What is said."""
        return self._words.text()

    def say(self, words: str, *, may_wait: bool) -> None:
        """Say something; a summary may wait, an appointment does not."""
        self._words.setText(words)
        self.setAccessibleName(words)
        self.later.setVisible(may_wait)
        self.show()

    def _see(self) -> None:
        self.hide()
        self.followed.emit()

    def _ask_when(self) -> None:
        self.waits.popup(self.later.mapToGlobal(self.later.rect().bottomLeft()))

    def _snooze(self, wait: timedelta | None) -> None:
        self.hide()
        if wait is not None:
            self.snoozed.emit(wait)
