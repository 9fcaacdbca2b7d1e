"""The card over the table of rights: the fact to ask first, and its field."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout

from caseapp.ui.pages.rights import words
from caseapp.ui.theme import restyle
from caseapp.ui.widgets.buttons import link
from caseapp.ui.widgets.texts import Text, TextRole

if TYPE_CHECKING:
    from collections.abc import Callable

    from caseapp.services.estimate_rows import AskFirst
    from caseapp.services.household_page import HouseholdPage
    from caseapp.ui.pages.rights.answer_here import AnswerHere


class AskFirstCard(QFrame):
    """Says the fact that changes the most, and takes its answer; hidden where nothing is missing."""

    field_asked = Signal(str)

    def __init__(self, make_answer: Callable[[], AnswerHere]) -> None:
        super().__init__()
        restyle(self, notice="unknown")
        self._make_answer = make_answer
        self._path = ""
        self._shown: tuple[AskFirst | None, HouseholdPage | None] = (None, None)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(14, 10, 14, 10)
        self._column.setSpacing(2)
        self.title = Text("", TextRole.STRONG, wrap=True)
        self.effect = Text("", TextRole.SECONDARY, wrap=True)
        self._column.addWidget(self.title)
        self._column.addWidget(self.effect)
        self.answer: AnswerHere | None = None
        self._go = link("Compléter au foyer")
        self._go.clicked.connect(lambda: self.field_asked.emit(self._path))
        self._column.addWidget(self._go)
        self.hide()

    def show_fact(self, fact: AskFirst | None, page: HouseholdPage | None) -> None:
        """Show the fact to ask first; what is typed in its field stays while nothing changed."""
        if (fact, page) == self._shown:
            return
        self._shown = (fact, page)
        if self.answer is not None:
            self._column.removeWidget(self.answer)
            self.answer.hide()
            self.answer.deleteLater()
            self.answer = None
        self.setVisible(fact is not None)
        if fact is None or page is None:
            return
        self._path = fact.part.path
        self.title.setText(words.ask_first(fact))
        self.effect.setText(words.ask_first_effect(fact))
        answer = self._make_answer()
        has_field = answer.show_field(page, fact.part.path)
        self._go.setVisible(not has_field)
        if has_field:
            self.answer = answer
            answer.say_once(self.title.text())
            answer.setMaximumWidth(340)
            self._column.addWidget(answer)
        else:
            answer.deleteLater()
