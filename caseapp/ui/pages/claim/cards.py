"""Beside a claim: the free official way to make it, and the thread of what happened."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from caseapp.kernel import french
from caseapp.ui.widgets.buttons import link
from caseapp.ui.widgets.card import Card
from caseapp.ui.widgets.texts import Text, TextRole
from caseapp.ui.wording import money

if TYPE_CHECKING:
    from collections.abc import Sequence

    from caseapp.services.claim_page import ClaimPage, ThreadLine


class ChannelCard(Card):
    """Where and how to claim, free of charge, with the traps to avoid."""

    def __init__(self) -> None:
        super().__init__("Démarche gratuite")

    def show_claim(self, page: ClaimPage) -> None:
        """Show the official way of this claim."""
        _empty(self)
        self._say(_amounts(page))
        self._say(page.opening)
        for address in page.online:
            self._lead("Ouvrir la démarche en ligne", address)
        self._say(page.online_text)
        if page.form_number:
            self._say(f"Formulaire : {page.form_number}")
        if page.form_link:
            self._lead("Ouvrir le formulaire", page.form_link)
        self._say(f"Sur papier : {page.paper}" if page.paper else "")
        self._say(f"Où : {page.place}" if page.place else "")
        if page.pitfalls:
            self.add(Text("Pièges à éviter", TextRole.STRONG))
        for pitfall in page.pitfalls:
            self._say(f"•{french.NO_BREAK}{pitfall}")

    def _say(self, words: str) -> None:
        if words:
            self.add(Text(words, TextRole.SECONDARY, wrap=True, selectable=True))

    def _lead(self, words: str, address: str) -> None:
        self.add(
            link(
                words,
                lambda: QDesktopServices.openUrl(QUrl(address)),
                drawing="external",
                hint=address,
            )
        )


class ThreadCard(Card):
    """The events of a claim, in words."""

    def __init__(self) -> None:
        super().__init__("Fil")

    def show_thread(self, lines: Sequence[ThreadLine]) -> None:
        """Show these events."""
        _empty(self)
        for line in lines:
            words = f"{french.day(line.on)}{french.NO_BREAK} {line.words}"
            self.add(Text(words, wrap=True, selectable=True))
        if not lines:
            self.add(Text("Aucun événement pour l'instant.", TextRole.SECONDARY))


def _amounts(page: ClaimPage) -> str:
    amounts = []
    if page.estimated is not None:
        amounts.append(f"Montant estimé : {money(page.estimated)}")
    if page.granted is not None:
        since = f" depuis {french.month(page.granted_since)}" if page.granted_since else ""
        amounts.append(f"montant accordé : {money(page.granted)}{since}")
    return " · ".join(amounts)


def _empty(card: Card) -> None:
    while (item := card.body.takeAt(0)) is not None:
        if (old := item.widget()) is not None:
            old.deleteLater()
