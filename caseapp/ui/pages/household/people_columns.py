"""The people of a household in a table, and those who left it in lines under it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from caseapp.kernel import french
from caseapp.ui.models.table import Column
from caseapp.ui.theme import Tone, font
from caseapp.ui.widgets.buttons import link
from caseapp.ui.widgets.texts import Text, TextRole

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from caseapp.services.household_page import GoneRow, PersonRow
    from caseapp.ui.widgets.table import Table

NAME_WIDTHS = (130, 220)
_NAME_BESIDE_PARTICULARS = 168  # a long name takes two lines before it cuts what is beside it
_BIRTH_WIDTHS = (160, 112)  # on one line, on two
_PARTICULARS = 110  # the longest of their words, and their title
_WORD_WIDTHS = (84, 136)  # of a link, of an activity


class GoneLines(QWidget):
    """Who left the household and when, with a way to correct it."""

    def __init__(
        self, come_back: Callable[[GoneRow], object], correct: Callable[[GoneRow], object]
    ) -> None:
        super().__init__()
        self._come_back, self._correct = come_back, correct
        self._lines: list[QWidget] = []
        self._outer = QVBoxLayout(self)
        self._outer.setContentsMargins(0, 4, 0, 0)
        self._outer.setSpacing(2)

    def show_people(self, gone: Sequence[GoneRow]) -> None:
        """Show these people; nothing where nobody left."""
        for line in self._lines:
            self._outer.removeWidget(line)
            line.hide()
            line.deleteLater()
        self._lines = [self._line(person) for person in gone]
        for line in self._lines:
            self._outer.addWidget(line)
        self.setVisible(bool(gone))

    def _line(self, person: GoneRow) -> QWidget:
        line = QWidget()
        inside = QHBoxLayout(line)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(12)
        words = f"{person.name} a quitté le foyer le {french.day(person.left_on)}."
        correct = link("Corriger la date", lambda: self._correct(person))
        correct.setAccessibleName(f"{person.name} : corriger la date de départ")
        back = link("Revient au foyer", lambda: self._come_back(person))
        back.setAccessibleName(f"{person.name} : revient au foyer")
        inside.addWidget(Text(words, TextRole.SECONDARY))
        inside.addWidget(correct)
        inside.addWidget(back)
        inside.addStretch(1)
        return line


def share_width(table: Table[PersonRow], people: Sequence[PersonRow]) -> None:
    """Give each column the width of its words, so that particulars are not cut in a small window."""
    table.setColumnWidth(0, _name_width(people))
    for column, words in _fitted(people).items():
        table.setColumnWidth(column, _word_width(words))
    taken = sum(table.columnWidth(column) for column in (0, 1, 3))
    whole, on_two_lines = _BIRTH_WIDTHS
    is_short = table.viewport().width() - taken - whole < _PARTICULARS
    has_particulars = any(person.particulars for person in people)
    table.setColumnWidth(2, on_two_lines if is_short and has_particulars else whole)


def _name_width(people: Sequence[PersonRow]) -> int:
    """Return the width of the longest name, within reason: particulars have their room first."""
    metrics = QFontMetrics(font(14, weight=QFont.Weight.DemiBold))
    widest = max(metrics.horizontalAdvance(person.name) for person in people)
    least, most = NAME_WIDTHS
    if any(person.particulars for person in people):
        most = _NAME_BESIDE_PARTICULARS
    return min(max(widest + 24, least), most)


def _fitted(people: Sequence[PersonRow]) -> dict[int, list[str]]:
    """Return the columns that are no wider than their words, with these words."""
    return {1: [p.role_label for p in people], 3: [p.activity for p in people]}


def _word_width(words: Sequence[str]) -> int:
    """Return the width of the longest word of a column, within reason."""
    metrics = QFontMetrics(font(14))
    widest = max(metrics.horizontalAdvance(word) for word in words)
    return min(max(widest + 24, _WORD_WIDTHS[0]), _WORD_WIDTHS[1])


def people_columns() -> list[Column[PersonRow]]:
    """Return the columns of the people of a household."""
    return [
        Column(title="Nom", text=lambda p: p.name, strong=True, width=NAME_WIDTHS[0]),
        Column(title="Lien", text=lambda p: p.role_label, width=100),
        Column(
            title="Naissance",
            text=lambda p: p.birth or "—",
            tone=lambda p: Tone.UNKNOWN if p.birth == "inconnu" else None,
            width=_BIRTH_WIDTHS[0],
        ),
        Column(
            title="Activité",
            text=lambda p: p.activity or "—",
            tone=lambda p: Tone.UNKNOWN if p.activity == "inconnu" else None,
            width=108,
        ),
        Column(
            title="Particularités",
            text=lambda p: p.particulars or "—",
            discreet=lambda p: p.plain_particulars or "—",
            tone=lambda _p: Tone.NEUTRAL,
            stretch=True,
        ),
    ]
