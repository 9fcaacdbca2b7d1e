"""The numbers to call and what the texts say, each with its source and how sure it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from caseapp.rules.alert_guide import load_alert_guide
from caseapp.services.alert_paper import source_words
from caseapp.ui.widgets.card import Card
from caseapp.ui.widgets.texts import Text, TextRole

if TYPE_CHECKING:
    from caseapp.domain.alert import AlertKind
    from caseapp.rules.alert_guide import Sourced


class NumbersCard(Card):
    """119, 3977, and whom to call at once."""

    def __init__(self) -> None:
        super().__init__("Urgence et conseil")
        for one in load_alert_guide().numbers:
            self.add(_said(f"{one.number} : {one.name}", one.when, one))


class LawCard(Card):
    """The articles that concern one kind of alert."""

    def __init__(self) -> None:
        super().__init__("Textes")
        self._held: QWidget | None = None
        self._kind: AlertKind | None = None

    def show_kind(self, kind: AlertKind) -> None:
        """Show the articles of a kind."""
        if kind is self._kind:
            return
        self._kind = kind
        if self._held is not None:
            self._held.hide()
            self._held.deleteLater()
        held = self._held = QWidget()
        column = QVBoxLayout(held)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        for law in load_alert_guide().laws_of(kind):
            column.addWidget(_said(law.article, law.says, law))
        self.add(held)


def _said(title: str, words: str, fact: Sourced) -> QWidget:
    part = QWidget()
    column = QVBoxLayout(part)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(1)
    column.addWidget(Text(title, TextRole.STRONG, wrap=True))
    column.addWidget(Text(words, wrap=True, selectable=True))
    column.addWidget(Text(source_words(fact), TextRole.HINT, wrap=True))
    return part
