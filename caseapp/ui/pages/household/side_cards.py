"""What stands beside the household: the budget of the month, and what is still missing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QVBoxLayout, QWidget

from caseapp.kernel import french
from caseapp.ui.theme import restyle
from caseapp.ui.widgets.buttons import link
from caseapp.ui.widgets.card import Card
from caseapp.ui.widgets.texts import Text, TextRole

if TYPE_CHECKING:
    from collections.abc import Sequence

    from caseapp.services.household_page import BudgetRow, MissingRow

_SHOWN = 8


class BudgetCard(Card):
    """Resources, charges, debts, and what is left to live on."""

    def __init__(self) -> None:
        super().__init__("Budget du mois")
        self._lines = QWidget()
        self._grid = QGridLayout(self._lines)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setVerticalSpacing(10)
        self._values: dict[str, Text] = {}
        rows = (
            ("Ressources", TextRole.BODY),
            ("Loyer et charges", TextRole.BODY),
            ("Autres charges fixes", TextRole.BODY),
            ("Dettes", TextRole.BODY),
            ("Reste à vivre", TextRole.STRONG),
            ("par jour et par personne", TextRole.HINT),
        )
        for place, (label, role) in enumerate(rows):
            value = Text("", TextRole.STRONG if role is not TextRole.BODY else role, figures=True)
            value.setAccessibleName(label)
            self._grid.addWidget(Text(label, role), place, 0)
            self._grid.addWidget(value, place, 1, Qt.AlignmentFlag.AlignRight)
            self._values[label] = value
        self._note = Text("", TextRole.HINT, wrap=True)
        self.add(self._lines)
        self.add(self._note)

    def show_budget(self, budget: BudgetRow) -> None:
        """Show the budget; what is not known is said, not counted as nothing."""
        amounts = (
            budget.resources,
            -budget.housing,
            -budget.other_charges,
            -budget.debts,
            budget.left,
            budget.per_day_and_person,
        )
        for value, amount in zip(self._values.values(), amounts, strict=True):
            value.setText(french.euros(amount))
        self.set_title("Budget du mois", french.month(budget.month))
        self._note.setText(
            f"Non compté, car inconnu : {', '.join(budget.unknown)}." if budget.unknown else ""
        )
        self._note.setVisible(bool(budget.unknown))


class MissingCard(QFrame):
    """What is still missing; a click goes to its field."""

    chosen = Signal(str)  # path of the field

    def __init__(self) -> None:
        super().__init__()
        restyle(self, notice="unknown")
        outer = QVBoxLayout(self)
        outer.setContentsMargins(14, 12, 14, 12)
        outer.setSpacing(4)
        self._title = Text("", TextRole.STRONG)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(2)
        outer.addWidget(self._title)
        outer.addLayout(self._rows)

    def show_missing(self, missing: Sequence[MissingRow]) -> None:
        """Show what is missing; nothing is shown where nothing is."""
        self.setVisible(bool(missing))
        while (item := self._rows.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.deleteLater()
        self._title.setText(
            french.plural(len(missing), "information manque", "informations manquent")
        )
        for row in missing[:_SHOWN]:
            words = f"{row.label} : inconnu" if row.is_unknown else row.label
            button = link(words)
            button.clicked.connect(lambda _on=False, path=row.path: self.chosen.emit(path))
            self._rows.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        if len(missing) > _SHOWN:
            self._rows.addWidget(Text(f"et {len(missing) - _SHOWN} autres", TextRole.HINT))
