"""« La situation au … »: the household of another day, to be read and not changed."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from caseapp.kernel import french
from caseapp.services.household_page import FieldState
from caseapp.ui.models.table import Column, RowModel
from caseapp.ui.pages.household.people_columns import people_columns, share_width
from caseapp.ui.theme import Tone
from caseapp.ui.widgets.buttons import secondary
from caseapp.ui.widgets.card import Card
from caseapp.ui.widgets.notice import EmptyState, Notice
from caseapp.ui.widgets.table import Table
from caseapp.ui.widgets.texts import Text, TextRole

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import date

    from caseapp.kernel.calendar import Month
    from caseapp.services.household_page import FieldValue, HouseholdPage, LineRow

_COLUMNS = 2  # of facts side by side
_MONTHS = 12


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of resources, its twelve amounts as they are read."""

    row: LineRow = field(repr=False)

    def amount(self, place: int) -> str:
        return self.row.cells[place].text or "—"


class SituationView(QWidget):
    """Shows the page of a day in plain words, its own day always in view."""

    def __init__(self, back: Callable[[], object], estimate: Callable[[], object]) -> None:
        super().__init__()
        self._back, self._estimate = back, estimate
        self.notice = Notice()
        self.people = Table(
            RowModel(people_columns(), lambda row: row.id), "Personnes ce jour-là", grows=True
        )
        self._people_facts = QVBoxLayout()
        self._facts = QVBoxLayout()
        self._resources = QVBoxLayout()
        self._none = EmptyState("Aucune ressource saisie pour ce jour")
        people = Card("Personnes", flush=True)
        people.add(self.people)
        people.add(self._people_facts)
        home = Card("Logement, budget, fiscal")
        home.add(self._facts)
        resources = Card("Ressources mensuelles nettes", flush=True)
        resources.add(self._resources)
        resources.add(self._none)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(16)
        for part in (self.notice, people, home, resources):
            outer.addWidget(part)
        outer.addStretch(1)
        self._made: list[QWidget] = []
        self.grid: Table[_Line] | None = None

    @property
    def words(self) -> str:
        """The facts shown, a line each, as the eye reads them."""
        texts = [part for part in self._made if isinstance(part, Text)]
        return "\n".join(text.text() for text in texts)

    def show_page(self, page: HouseholdPage, on: date) -> None:
        """Show the household of a day."""
        self.notice.say(
            f"La situation au {french.long_day(on)}",
            "Ce foyer est celui de ce jour-là, en lecture seule : rien de ce qui suit n'est "
            "modifié ici.",
            Tone.WARN,
            secondary("Revenir à aujourd'hui", self._back),
            secondary("Estimer les droits de ce jour", self._estimate),
        )
        self.people.rows_model.set_rows(page.people)
        share_width(self.people, page.people)
        self._empty()
        for person in page.people:
            self._add_facts(self._people_facts, person.name, person.facts)
        couple = (*page.couple, *page.housing)
        self._add_facts(self._facts, "Logement et couple", couple)
        self._add_facts(self._facts, "Charges, dettes, épargne", (*page.charges, *page.savings))
        self._add_facts(self._facts, "Fiscal et autres faits", (*page.tax, *page.declared))
        self._add_resources(page)

    def _empty(self) -> None:
        for part in self._made:
            part.hide()
            part.deleteLater()
        self._made = []
        self.grid = None

    def _add_facts(self, under: QVBoxLayout, title: str, facts: Iterable[FieldValue]) -> None:
        stated = [fact for fact in facts if fact.state is not FieldState.NOT_STATED]
        if not stated:
            return
        heading = Text(title, TextRole.STRONG)
        block = QWidget()
        grid = QGridLayout(block)
        grid.setContentsMargins(0, 0, 0, 8)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(4)
        for place, fact in enumerate(stated):
            row, side = divmod(place, _COLUMNS)
            tone = Tone.UNKNOWN if fact.state is FieldState.UNKNOWN else None
            words = Text(f"{fact.label} : {fact.text}", tone=tone, wrap=True, selectable=True)
            grid.addWidget(words, row, side, Qt.AlignmentFlag.AlignTop)
            grid.setColumnStretch(side, 1)
            self._made.append(words)
        for part in (heading, block):
            under.addWidget(part)
        self._made += [heading, block]

    def _add_resources(self, page: HouseholdPage) -> None:
        self._none.setVisible(not page.lines)
        if not page.lines:
            return
        model = RowModel(_columns(page.months), lambda line: line.row.id)
        self.grid = Table(model, "Ressources ce jour-là", grows=True)
        model.set_rows([_Line(row) for row in page.lines])
        self._resources.addWidget(self.grid)
        self._made.append(self.grid)


def _columns(months: Sequence[Month]) -> list[Column[_Line]]:
    nature = Column[_Line](
        title="Nature",
        text=lambda line: line.row.label,
        hint=lambda line: line.row.person_name,
        strong=True,
        stretch=True,
    )
    return [nature, *(_month(place, month) for place, month in enumerate(months[-_MONTHS:]))]


def _month(place: int, month: Month) -> Column[_Line]:
    return Column(
        title=f"{month.number:02d}/{month.year % 100:02d}",
        text=lambda line: line.amount(place),
        numeric=True,
        width=72,
    )
