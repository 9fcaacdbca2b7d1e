"""« Rappels » of the settings: whether, by which means, and when."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QCheckBox

from caseapp.kernel import french
from caseapp.kernel.errors import UserInputError
from caseapp.ui.widgets.card import Card
from caseapp.ui.widgets.fields import TextField
from caseapp.ui.widgets.texts import Text, TextRole

if TYPE_CHECKING:
    from caseapp.services.reminders import Reminders, ReminderSettings

_SENTENCE = (
    "Un rappel donne des nombres et des heures, jamais un nom. Rien n'est envoyé à personne. "
    "Sous « écran partagé », le système n'affiche rien ; base verrouillée, seul reste le nombre connu."
)


class ReminderCard(Card):
    """Each choice is kept when it is made."""

    def __init__(self, reminders: Reminders) -> None:
        super().__init__("Rappels", "conservé dans la base chiffrée")
        self._reminders = reminders
        self.enabled = QCheckBox("Rappeler ce qui est à faire")
        self.notify = QCheckBox("Aussi par les notifications de l'ordinateur")
        self.hour = TextField("Bilan du matin, à", placeholder="8h30")
        self.minutes = TextField("Minutes avant un rendez-vous", placeholder="15")
        for part in (self.enabled, self.notify, self.hour, self.minutes):
            self.add(part)
        self.add(Text(_SENTENCE, TextRole.HINT, wrap=True))
        self.enabled.clicked.connect(lambda on: self._keep(enabled=on))
        self.notify.clicked.connect(lambda on: self._keep(notify=on))
        self.hour.committed.connect(lambda text: self._keep(hour=text))
        self.minutes.committed.connect(self._keep_minutes)

    def show_settings(self) -> None:
        """Show what is kept."""
        kept = self._reminders.preferred()
        self.enabled.setChecked(kept.enabled)
        self.notify.setChecked(kept.notify)
        self.hour.show_text(french.hour(kept.hour))
        self.minutes.show_text(str(kept.minutes))
        self._allow(kept)

    def leave(self) -> None:
        """Keep what is typed."""
        for field in (self.hour, self.minutes):
            field.commit()

    def _keep_minutes(self, text: str) -> None:
        if not text.strip().isdecimal():
            self.minutes.show_error("Écrire un nombre de minutes, par exemple 15.")
            return
        self._keep(minutes=int(text))

    def _keep(self, **change: bool | str | int) -> None:
        wanted = replace(self._reminders.preferred(), **change)  # type: ignore[arg-type]  # by name
        fields = {"hour": self.hour, "minutes": self.minutes}
        for name in change.keys() & fields.keys():
            fields[name].show_error("")
        try:
            self._reminders.prefer(wanted)
        except UserInputError as error:
            fields[error.field].show_error(error.sentence)
            return
        self._allow(wanted)

    def _allow(self, kept: ReminderSettings) -> None:
        for part in (self.notify, self.hour, self.minutes):
            part.setEnabled(kept.enabled)
