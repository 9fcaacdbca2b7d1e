"""Beside a claim: the free official way to make it, and the thread of what happened."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from caseapp.kernel import french
from caseapp.ui.widgets.buttons import link
from caseapp.ui.widgets.card import Card
from caseapp.ui.widgets.texts import Text, TextRole
from caseapp.ui.widgets.web import site_of, web_link
from caseapp.ui.wording import capital, money

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from caseapp.services.claim_page import ClaimPage, ThreadLine


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
        self.say("Pièges à éviter" if page.pitfalls else "", TextRole.STRONG)
        for pitfall in page.pitfalls:
            self.say(f"• {capital(pitfall)}")
        self.end()

    def _lead(self, words: str, address: str) -> None:
        self._column.addWidget(web_link(words, address))


class ThreadCard(_Told):
    """The events of a claim, in words, the newest first; the last one recorded can be undone."""

    def __init__(self, undo: Callable[[], object]) -> None:
        super().__init__("Fil")
        self.undo = link(
            "Retirer le dernier", undo, hint="Retirer l'événement enregistré en dernier"
        )
        self.add_action(self.undo)

    def show_thread(self, lines: Sequence[ThreadLine], page: ClaimPage) -> None:
        """Show these events, then the day the claim was opened."""
        self.begin()
        self.undo.setVisible(page.can_undo)
        for line in lines:
            self._event(french.day(line.on), line.words)
        self._event(french.day(page.opened_on), "démarche ouverte dans CaseApp")
        self.end()

    def _event(self, on: str, words: str) -> None:
        line = QHBoxLayout()
        line.setSpacing(10)
        line.addWidget(Text(on, TextRole.STRONG, figures=True), 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(Text(words, wrap=True, selectable=True), 1)
        self._column.addLayout(line)


def _amounts(page: ClaimPage) -> str:
    if page.granted is not None:
        since = f" à partir de {french.month(page.granted_since)}" if page.granted_since else ""
        return f"Montant accordé : {money(page.granted)}{since}"
    return f"Montant estimé : {money(page.estimated)}" if page.estimated is not None else ""
