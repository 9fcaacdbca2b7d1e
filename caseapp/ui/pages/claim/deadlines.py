"""The computed dates of a claim, and everything known of the one that is chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from caseapp.kernel import french
from caseapp.ui.models.table import RowModel
from caseapp.ui.pages.claim.columns import deadline_columns
from caseapp.ui.widgets.buttons import secondary
from caseapp.ui.widgets.card import Card
from caseapp.ui.widgets.notice import EmptyState
from caseapp.ui.widgets.table import Table
from caseapp.ui.widgets.texts import Rule, Text, TextRole
from caseapp.ui.wording import capital, date_confidence, day

if TYPE_CHECKING:
    from collections.abc import Sequence

    from caseapp.services.claim_page import DeadlineLine

_CAUTION = "Les rappels suivent la date prudente, jamais plus tard que la date calculée."


class DeadlinesCard(Card):
    """Short rows, the whole reasoning of the chosen one under them."""

    mark_asked = Signal(object, bool)  # DeadlineLine, whether it is done

    def __init__(self) -> None:
        super().__init__("Échéances calculées", flush=True)
        self.table = Table(
            RowModel(deadline_columns(), lambda row: row.id), "Échéances calculées", grows=True
        )
        self.none = EmptyState(
            "Aucune échéance",
            "Aucun délai ne court. Le dépôt, une décision ou un recours en ouvrent de nouveaux.",
        )
        self.details = Text("", TextRole.SECONDARY, wrap=True, selectable=True)
        self.mark = secondary("Marquer comme fait", self._mark)
        below = QWidget()
        inner = QVBoxLayout(below)
        inner.setContentsMargins(0, 4, 0, 0)
        inner.setSpacing(8)
        inner.addWidget(self.details)
        inner.addWidget(self.mark)
        inner.addWidget(Rule())
        inner.addWidget(Text(_CAUTION, TextRole.HINT, wrap=True))
        self._below = below
        for part in (self.table, self.none, below):
            self.add(part)
        self.table.chosen.connect(self._tell)

    def show_deadlines(self, lines: Sequence[DeadlineLine]) -> None:
        """Show these dates, the first that is not done chosen."""
        self.table.rows_model.set_rows(lines)
        self.table.setVisible(bool(lines))
        self.none.setVisible(not lines)
        self._below.setVisible(bool(lines))
        if lines and self.table.current is None:
            first = next((line for line in lines if line.done_on is None), lines[0])
            self.table.choose(first.id)
        self._tell(self.table.current)

    def _tell(self, line: DeadlineLine | None) -> None:
        if line is None:
            return
        self.details.setText("\n".join(_reasoning(line)))
        self.mark.setText("Remettre à faire" if line.done_on else "Marquer comme fait")

    def _mark(self) -> None:
        line = self.table.current
        if line is not None:
            self.mark_asked.emit(line, line.done_on is None)


def _reasoning(line: DeadlineLine) -> list[str]:
    """Return how a date was found, a sentence each."""
    same = line.computed_on == line.cautious_on
    cautious = "Date prudente et date calculée" if same else "Date prudente"
    found = [f"{cautious} : {french.long_day(line.cautious_on, weekday=True)}."]
    if not same:
        found.append(f"Date calculée : {french.long_day(line.computed_on, weekday=True)}.")
    if line.is_optional:
        found.append("Ce recours est facultatif : le passer ne fait rien perdre.")
    if line.explanation:
        found.append(f"{capital(line.explanation)}.")
    if line.body:
        found.append(f"Devant : {line.body}.")
    if line.article:
        found.append(f"Texte : {line.article}.")
        found.append(f"Date {date_confidence(line.confidence)}.")
    if line.doubt:
        found.append(f"Doute : {line.doubt}")
    if line.done_on is not None:
        found.append(f"Fait le {day(line.done_on)}.")
    return found
