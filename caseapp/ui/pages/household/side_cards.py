"""What stands beside the household: the budget of the month, and what is still missing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout

from caseapp.kernel import french
from caseapp.ui.theme import Tone, restyle
from caseapp.ui.widgets.buttons import NOTHING_MORE, Button, ButtonKind
from caseapp.ui.widgets.card import Card
from caseapp.ui.widgets.texts import Rule, Text, TextRole

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QResizeEvent

    from caseapp.services.household_page import BudgetRow, MissingRow

_SHOWN = 8
_UNKNOWN = "inconnu"
_LINES = (
    ("Ressources", TextRole.BODY),
    ("Loyer et charges", TextRole.BODY),
    ("Autres charges fixes", TextRole.BODY),
    ("Dettes", TextRole.BODY),
    ("Reste à vivre", TextRole.STRONG),
    ("par jour et par personne", TextRole.HINT),
)


class BudgetCard(Card):
    """Resources, charges, debts, and what is left to live on."""

    def __init__(self) -> None:
        super().__init__("Budget du mois")
        self.body.setSpacing(7)
        self._values: dict[str, Text] = {}
        for label, role in _LINES:
            if self._values:
                self.add(Rule())
            strong = TextRole.BODY if role is TextRole.BODY else TextRole.STRONG
            value = Text("", strong, figures=True)
            line = QHBoxLayout()
            line.addWidget(Text(label, role), 1)
            line.addWidget(value)
            self.add(line)
            self._values[label] = value
        self._note = Text("", TextRole.HINT, wrap=True)
        self.add(self._note)

    def value(self, label: str) -> str:
        """Return the amount shown at a line."""
        return self._values[label].text()

    @property
    def note(self) -> str:
        """What is said of the amounts that are not known."""
        return self._note.text()

    def show_budget(self, budget: BudgetRow) -> None:
        """Show the budget; what is not known is said, not counted as nothing."""
        monthly = (
            budget.resources,
            -budget.housing,
            -budget.other_charges,
            -budget.debts,
            budget.left,
        )
        cents = any(amount.cents % 100 for amount in monthly)
        words = [french.euros(amount, cents=cents) for amount in monthly]
        words.append(french.euros(budget.per_day_and_person))
        if not budget.has_resources:  # nothing typed is not 0
            words = [_UNKNOWN, *words[1:4], _UNKNOWN, _UNKNOWN]
        for value, text in zip(self._values.values(), words, strict=True):
            value.setText(text)
        for label, value in self._values.items():
            value.setAccessibleName(f"{label} : {value.text()}")
        in_need = budget.has_resources and budget.left.cents < 0
        self._values["Reste à vivre"].set_tone(Tone.BAD if in_need else None)
        self.set_title("Budget du mois", french.month(budget.month))
        self._note.setText(
            f"Non compté, car inconnu : {', '.join(budget.unknown)}." if budget.unknown else ""
        )
        self._note.setVisible(bool(budget.unknown))


class _MissingLink(Button):
    """What is missing, cut with « … » where the card is too narrow."""

    def __init__(self) -> None:
        super().__init__("", ButtonKind.LINK)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.words = self.path = ""

    def show_row(self, row: MissingRow) -> None:
        """Show what is missing, or to be corrected."""
        self.words = f"À corriger : {row.label}" if row.is_refused else row.label
        self.path = row.path
        self.setAccessibleName(self.words)
        self.setToolTip(self.words)
        self.setAccessibleDescription(NOTHING_MORE)
        self._cut()
        self.show()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._cut()

    def _cut(self) -> None:
        room = self.width() - 8
        self.setText(self.fontMetrics().elidedText(self.words, Qt.TextElideMode.ElideRight, room))


class MissingCard(QFrame):
    """What is still missing; a click goes to its field."""

    chosen = Signal(str)  # path of the field

    def __init__(self) -> None:
        super().__init__()
        restyle(self, notice="unknown")
        outer = QVBoxLayout(self)
        outer.setContentsMargins(13, 12, 13, 12)
        outer.setSpacing(2)
        self._title = Text("", TextRole.STRONG)
        self._title.setContentsMargins(3, 0, 3, 2)  # as far in as the words of the links
        outer.addWidget(self._title)
        self.links = [_MissingLink() for _ in range(_SHOWN)]
        for link in self.links:
            link.clicked.connect(lambda _on=False, link=link: self.chosen.emit(link.path))
            outer.addWidget(link)
        self._more = Text("", TextRole.HINT)
        self._more.setContentsMargins(3, 0, 3, 0)
        outer.addWidget(self._more)

    @property
    def title(self) -> str:
        """How many facts are missing, in words."""
        return self._title.text()

    def show_missing(self, missing: Sequence[MissingRow]) -> None:
        """Show what is missing; nothing is shown where nothing is."""
        self.setVisible(bool(missing))
        self._title.setText(
            french.plural(len(missing), "information manque", "informations manquent")
        )
        first = sorted(missing, key=lambda row: not row.is_refused)
        for link, row in zip(self.links, first, strict=False):
            link.show_row(row)
        for link in self.links[len(missing) :]:
            link.hide()
        more = len(missing) - _SHOWN
        self._more.setText(f"et {french.plural(more, 'autre')}" if more > 0 else "")
        self._more.setVisible(more > 0)
