"""The sensitive facts that are closed and those that are open: a quiet line under the fields."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from caseapp.kernel import french
from caseapp.kernel.typography import typeset
from caseapp.ui.theme import restyle
from caseapp.ui.widgets.buttons import link
from caseapp.ui.widgets.flow_layout import FlowLayout
from caseapp.ui.widgets.letter_menu import LetterMenu

if TYPE_CHECKING:
    from caseapp.services.sensitive_rows import AidOffer, OpenFact, SensitiveLine
    from caseapp.ui.widgets.buttons import Button

_OPEN_HINT = "Choisir l'aide pour laquelle ces informations sont nécessaires"
_CLOSE_HINT = "Voir pour quelle aide chacune est ouverte ; la refermer"


class SensitiveStrip(QWidget):
    """Two links, each with a menu: the aids that open what is closed, and what is open."""

    open_asked = Signal(object, object)  # SensitiveLine, AidOffer
    close_asked = Signal(object, object)  # SensitiveLine, OpenFact

    def __init__(self, keys: str = "") -> None:
        """`keys`: those that open the first menu."""
        super().__init__()
        self._line: SensitiveLine | None = None
        self.closed = link("", hint=_OPEN_HINT)
        self.opened = link("", hint=_CLOSE_HINT)
        self._aids, self._facts = LetterMenu(self), LetterMenu(self)
        self._keys = keys
        for button, menu in ((self.closed, self._aids), (self.opened, self._facts)):
            restyle(button, menu="true")
            button.setMenu(menu)
        flow = FlowLayout(self, gap=16)
        flow.addWidget(self.closed)
        flow.addWidget(self.opened)
        self.hide()

    def show_line(self, line: SensitiveLine | None) -> None:
        """Show what is closed and open; nothing where there is neither."""
        if line == self._line:
            return
        self._line = line
        self._aids.clear()
        self._facts.clear()
        closed, opened = (0, 0) if line is None else (line.closed, len(line.open))
        self.setVisible(bool(closed or opened))
        self.closed.setVisible(bool(closed))
        self.opened.setVisible(bool(opened))
        if line is None:
            return
        words = french.plural(closed, "information fermée", "informations fermées")
        _name(self.closed, f"{line.title} : {words}")
        self.closed.setShortcut(self._keys if closed else "")
        words = french.plural(opened, "ouverte", "ouvertes")
        _name(self.opened, words if closed else f"{line.title} : {words}")
        for offer in line.offers:
            self._add_offer(line, offer)
        for fact in line.open:
            self._add_fact(line, fact)

    def _add_offer(self, line: SensitiveLine, offer: AidOffer) -> None:
        action = self._aids.addAction(typeset(f"{offer.name} : {_small(offer.labels)}"))
        action.triggered.connect(lambda: self.open_asked.emit(line, offer))

    def _add_fact(self, line: SensitiveLine, fact: OpenFact) -> None:
        verb = "Fermer et effacer" if fact.has_value else "Fermer"
        action = self._facts.addAction(typeset(f"{verb} : {_small(fact.label)} ({fact.reason})"))
        action.triggered.connect(lambda: self.close_asked.emit(line, fact))


def _name(button: Button, words: str) -> None:
    text = typeset(words)
    button.setText(text)
    button.setAccessibleName(text)


def _small(label: str) -> str:
    """Return a label inside a sentence; « GIR » keeps its capitals."""
    return label if label[1:2].isupper() else label[:1].lower() + label[1:]
