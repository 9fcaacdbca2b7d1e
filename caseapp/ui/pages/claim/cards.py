"""Beside a claim: the free official way to make it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from caseapp.kernel import french
from caseapp.ui.widgets.card import Card
from caseapp.ui.widgets.texts import Text, TextRole
from caseapp.ui.widgets.web import site_of, web_link
from caseapp.ui.wording import capital, money

if TYPE_CHECKING:
    from caseapp.services.claim_page import ClaimPage


class _Told(Card):
    """A card whose content is made anew for each claim."""

    def __init__(self, title: str) -> None:
        super().__init__(title)
        self._content: QWidget | None = None
        self._column = QVBoxLayout()

    def begin(self) -> None:
        """Empty the card."""
        if self._content is not None:
            self.body.removeWidget(self._content)
            self._content.hide()
            self._content.deleteLater()
        self._content = QWidget()
        self._column = QVBoxLayout(self._content)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(6)

    def end(self) -> None:
        """Show what was said."""
        if self._content is not None:
            self.body.addWidget(self._content)
            self._content.show()

    def say(self, sentence: str, role: TextRole = TextRole.SECONDARY) -> None:
        """Add a sentence, if there is one."""
        if sentence:
            self._column.addWidget(Text(sentence, role, wrap=True, selectable=True))


class ChannelCard(_Told):
    """Where and how to claim, free of charge, with the traps to avoid."""

    def __init__(self) -> None:
        super().__init__("Démarche gratuite")

    def show_claim(self, page: ClaimPage) -> None:
        """Show the official way of this claim."""
        self.begin()
        self.say(_amounts(page), TextRole.STRONG)
        self.say(f"Ouverture du droit : {page.opening}." if page.opening else "")
        for address in page.online:
            self._lead(f"Faire la demande sur {site_of(address)}", address)
        self.say(page.online_text)
        self.say(f"Formulaire : {page.form_number}" if page.form_number else "")
        if page.form_link:
            self._lead(f"Voir le formulaire sur {site_of(page.form_link)}", page.form_link)
        self.say(f"Sur papier : {page.paper}" if page.paper else "")
        self.say(f"Où : {page.place}" if page.place else "")
        self.say(f"Prescription : {page.limitation}" if page.limitation else "")
        self.say(f"Récupération : {page.recovery}" if page.recovery else "")
        self.say("Pièges à éviter" if page.pitfalls else "", TextRole.STRONG)
        for pitfall in page.pitfalls:
            self.say(f"• {capital(pitfall)}")
        self.end()

    def _lead(self, words: str, address: str) -> None:
        self._column.addWidget(web_link(words, address))


def _amounts(page: ClaimPage) -> str:
    if page.granted is not None:
        since = f" à partir de {french.month(page.granted_since)}" if page.granted_since else ""
        return f"Montant accordé : {money(page.granted)}{since}"
    return f"Montant estimé : {money(page.estimated)}" if page.estimated is not None else ""
