"""The quotients of a budget: what each gives now and with the rights, and its formula."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from caseapp.kernel import french
from caseapp.ui.theme import Tone
from caseapp.ui.widgets.buttons import link, secondary
from caseapp.ui.widgets.card import Card
from caseapp.ui.widgets.texts import Rule, Text, TextRole

if TYPE_CHECKING:
    from collections.abc import Sequence

    from caseapp.services.budget_rows import QuotientRow


class QuotientsCard(Card):
    """Lists the quotients; a formula can be adapted, added and removed."""

    add_asked = Signal()
    change_asked = Signal(object)  # QuotientRow
    removal_asked = Signal(object)

    def __init__(self) -> None:
        super().__init__("Quotients")
        self.add_action(secondary("Ajouter un quotient", self.add_asked.emit))
        self._rows: list[QWidget] = []

    def show_rows(self, rows: Sequence[QuotientRow]) -> None:
        """Show the quotients."""
        for part in self._rows:
            self.body.removeWidget(part)
            part.hide()
            part.deleteLater()
        self._rows = [self._row(row) for row in rows]
        for part in self._rows:
            self.add(part)

    def _row(self, row: QuotientRow) -> QWidget:
        made = QWidget()
        made.setAccessibleName(f"{row.name} : {amount_words(row)}")
        outer = QVBoxLayout(made)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(4)
        outer.addWidget(Text(row.name, TextRole.STRONG, wrap=True))
        if row.fund:
            outer.addWidget(Text(row.fund, TextRole.HINT, wrap=True))
        tone = Tone.UNKNOWN if row.trouble else None
        outer.addWidget(
            Text(amount_words(row), tone=tone, wrap=True, figures=True, selectable=True)
        )
        outer.addWidget(Text(row.formula, TextRole.HINT, wrap=True, selectable=True))
        if row.note:
            outer.addWidget(Text(row.note, TextRole.HINT, wrap=True, selectable=True))
        buttons = QHBoxLayout()
        buttons.setSpacing(12)
        adapt = link("Adapter la formule", lambda: self.change_asked.emit(row))
        adapt.setAccessibleName(f"Adapter la formule de {row.name}")
        buttons.addWidget(adapt)
        if row.id is not None:
            remove = link("Retirer", lambda: self.removal_asked.emit(row))
            remove.setAccessibleName(f"Retirer {row.name}")
            buttons.addWidget(remove)
        buttons.addStretch(1)
        outer.addLayout(buttons)
        outer.addWidget(Rule())
        return made


def amount_words(row: QuotientRow) -> str:
    """Return « 314,17 €, puis 452,00 € avec les droits estimés », or why there is nothing."""
    if row.trouble or row.now is None:
        return row.trouble or "—"
    now = french.euros(row.now)
    if row.then is None or row.then == row.now:
        return now
    return f"{now}, puis {french.euros(row.then)} avec les droits estimés"
