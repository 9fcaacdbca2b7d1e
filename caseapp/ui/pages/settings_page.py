"""« Réglages »: the service and the worker, as they stand on every report; backups; reminders."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QSizePolicy, QVBoxLayout

from caseapp.kernel.errors import UserInputError
from caseapp.services.settings import LENGTHS
from caseapp.ui.dated.reminder_card import ReminderCard
from caseapp.ui.theme import Tone
from caseapp.ui.widgets.card import Card
from caseapp.ui.widgets.fields import TextField
from caseapp.ui.widgets.notice import Notice
from caseapp.ui.widgets.page import Page, PageHeader, ScrollPage

if TYPE_CHECKING:
    from caseapp.services.reminders import Reminders
    from caseapp.services.settings import Settings
    from caseapp.ui.backups.card import BackupCard
    from caseapp.ui.dated.feed_card import FeedCard
    from caseapp.ui.navigator import Place
    from caseapp.ui.security.card import SecurityCard

_WIDTH = 640
_FIELDS = (
    ("service_name", "Nom du service"),
    ("service_address", "Adresse"),
    ("worker", "Votre nom"),
    ("worker_title", "Votre fonction"),
)


class SettingsPage(Page):
    """Each field is kept when it is left."""

    def __init__(
        self,
        settings: Settings,
        reminders: Reminders,
        feed: FeedCard,
        backups: BackupCard,
        security: SecurityCard,
    ) -> None:
        super().__init__()
        self.backups, self.security = backups, security
        self._settings = settings
        self.reminders = ReminderCard(reminders)
        self.feed = feed
        self.fields = {name: TextField(label) for name, label in _FIELDS}
        self.notice = Notice()
        self.notice.hide()
        card = Card("En-tête des rapports", "conservé dans la base chiffrée")
        for name, field in self.fields.items():
            field.editor.setMaxLength(LENGTHS[name])
            field.committed.connect(lambda text, name=name: self._keep(name, text))
            card.add(field)
        for part in (card, backups, security, self.reminders, self.feed):
            part.setMaximumWidth(_WIDTH)
            part.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        scroll = ScrollPage()
        scroll.add(PageHeader("Réglages"))
        scroll.add(card)
        scroll.add(self.notice)
        scroll.add(backups)
        scroll.add(security)
        scroll.add(self.reminders)
        scroll.add(self.feed)
        scroll.end()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scroll)

    def show_place(self, place: Place) -> None:  # noqa: ARG002 - there is one place
        shown = self._settings.service()
        for name, field in self.fields.items():
            field.show_text(getattr(shown, name))
        self.reminders.show_settings()
        self.feed.show_settings()
        self.backups.show_settings()
        self.security.show_settings()
        self.notice.hide()

    def leave(self) -> None:
        for field in self.fields.values():
            field.commit()
        self.reminders.leave()

    def _keep(self, name: str, text: str) -> None:
        try:
            self._settings.save_service(replace(self._settings.service(), **{name: text}))
        except UserInputError as error:
            self.fields[name].show_error(error.sentence)
            return
        self.fields[name].show_error("")
        self.notice.say("", "Réglage enregistré.", Tone.OK)
        self.notice.show()
