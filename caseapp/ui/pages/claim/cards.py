"""Beside a claim: the free official way to make it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from caseapp.kernel import french
from caseapp.kernel.web import site_of
from caseapp.ui.dialogs.web import web_link
from caseapp.ui.widgets.card import Card
from caseapp.ui.widgets.texts import Text, TextRole
from caseapp.ui.wording import capital, money

if TYPE_CHECKING:
    from collections.abc import Iterator

    from caseapp.services.claim_page import ClaimPage


@dataclass(frozen=True, slots=True)
class _Line:
    words: str = field(repr=False)
    role: TextRole = TextRole.SECONDARY
    address: str = ""  # of the page that the words lead to


class ChannelCard(Card):
    """Where and how to claim, free of charge, with the traps to avoid."""

    def __init__(self) -> None:
        super().__init__("Démarche gratuite")
        self._lines: tuple[_Line, ...] = ()
        self._content = QWidget()
        self.body.addWidget(self._content)

    def show_claim(self, page: ClaimPage) -> None:
        """Show the official way of this claim; most of what is noted of a claim leaves it as is."""
        lines = tuple(line for line in _lines(page) if line.words)
        if lines == self._lines:
            return
        self._lines = lines
        self.body.removeWidget(self._content)
        self._content.hide()
        self._content.deleteLater()
        self._content = QWidget()
        column = QVBoxLayout(self._content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        for line in lines:
            column.addWidget(
                web_link(line.words, line.address)
                if line.address
                else Text(line.words, line.role, wrap=True, selectable=True)
            )
        self.body.addWidget(self._content)
        self._content.show()


def _lines(page: ClaimPage) -> Iterator[_Line]:
    yield _Line(_amounts(page), TextRole.STRONG)
    yield _Line(f"Ouverture du droit : {page.opening}." if page.opening else "")
    for address in page.online:
        yield _Line(f"Faire la demande sur {site_of(address)}", address=address)
    yield _Line(page.online_text)
    yield _Line(f"Formulaire : {page.form_number}" if page.form_number else "")
    if page.form_link:
        yield _Line(f"Voir le formulaire sur {site_of(page.form_link)}", address=page.form_link)
    yield _Line(f"Sur papier : {page.paper}" if page.paper else "")
    yield _Line(f"Où : {page.place}" if page.place else "")
    yield _Line(f"Prescription : {page.limitation}" if page.limitation else "")
    yield _Line(f"Récupération : {page.recovery}" if page.recovery else "")
    yield _Line("Pièges à éviter" if page.pitfalls else "", TextRole.STRONG)
    for pitfall in page.pitfalls:
        yield _Line(f"• {capital(pitfall)}")


def _amounts(page: ClaimPage) -> str:
    if page.granted is not None:
        since = f" à partir de {french.month(page.granted_since)}" if page.granted_since else ""
        return f"Montant accordé : {money(page.granted)}{since}"
    return f"Montant estimé : {money(page.estimated)}" if page.estimated is not None else ""
