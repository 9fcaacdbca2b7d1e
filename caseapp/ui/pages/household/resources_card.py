"""The card of the grid of resources: add a line, extend to the right, see earlier years."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout

from caseapp.kernel import french
from caseapp.services.household_page import FieldState
from caseapp.ui.actions import ADD_RESOURCE
from caseapp.ui.models.resource_grid import FIRST_MONTH, ResourceGridModel
from caseapp.ui.widgets.buttons import icon_button, secondary
from caseapp.ui.widgets.card import Card
from caseapp.ui.widgets.flow_layout import FlowLayout
from caseapp.ui.widgets.letter_menu import LetterMenu
from caseapp.ui.widgets.notice import EmptyState
from caseapp.ui.widgets.resource_grid import ResourceGrid
from caseapp.ui.widgets.texts import Text, TextRole

if TYPE_CHECKING:
    from collections.abc import Iterator
    from uuid import UUID

    from PySide6.QtCore import QModelIndex

    from caseapp.services.household_facts import Choice
    from caseapp.services.household_page import CellValue, HouseholdPage, LineRow
    from caseapp.ui.widgets.buttons import Button

_HINT = (
    "Un mois vide continue le précédent ; un revenu qui s'arrête s'écrit 0. "
    "« ? » veut dire inconnu. Ctrl+R étend à droite, Ctrl+M reprend le mois précédent "
    "(Ctrl+Maj+M : de toutes les lignes)."
)


class ResourcesCard(Card):
    """Twelve months of resources of the household."""

    line_asked = Signal(object, str)  # person id or None, nature
    earlier_asked = Signal()
    later_asked = Signal()

    def __init__(self) -> None:
        super().__init__("Ressources mensuelles nettes", flush=True)
        self._page: HouseholdPage | None = None
        self.model = ResourceGridModel()
        self.grid = ResourceGrid(self.model)
        self.earlier = icon_button("Douze mois plus tôt", "chevron-left", self.earlier_asked.emit)
        self.later = icon_button("Douze mois plus tard", "chevron-right", self.later_asked.emit)
        self.extend_button = secondary(
            "Étendre à droite", self.grid.extend, hint="Copier le mois choisi aux suivants (Ctrl+R)"
        )
        self.same_button = secondary("Identique au mois précédent")
        self._same = QMenu(self)
        self._same.addActions([self.grid.same_action, self.grid.all_same_action])
        self.same_button.setMenu(self._same)
        self.add_button = secondary("+ Ajouter une ressource", hint=ADD_RESOURCE)
        self.add_button.setShortcut(ADD_RESOURCE)
        self._menu = LetterMenu(self)
        self._menu.aboutToShow.connect(self._fill_menu)
        self.add_button.setMenu(self._menu)
        for button in (self.earlier, self.later, self.add_button):
            self.add_action(button)
        self._errors = Text("", TextRole.ERROR, wrap=True)
        self._hint = Text(_HINT, TextRole.HINT, wrap=True)
        self._empty = EmptyState(
            "Aucune ressource saisie",
            "Ajoutez une ressource, tapez son montant, puis étendez-le à droite. "
            "Un montant que personne ne connaît s'écrit « inconnu » (ou « ? »), jamais 0.",
        )
        line = QHBoxLayout()
        line.setContentsMargins(0, 0, 8, 0)  # the last month keeps off the side of the card
        line.addWidget(self.grid)
        self.body.addLayout(line)
        self.add(self._empty)
        below = QVBoxLayout()
        below.setContentsMargins(0, 0, 0, 0)
        below.setSpacing(8)
        filling = FlowLayout(gap=8)
        for button in (self.extend_button, self.same_button):
            filling.addWidget(button)
        below.addLayout(filling)
        below.addWidget(self._errors)
        below.addWidget(self._hint)
        self.add(below)
        self.grid.selectionModel().currentChanged.connect(self._see_cell)

    @property
    def _buttons(self) -> tuple[Button, ...]:
        """What is done of the grid."""
        return self.earlier, self.later, self.add_button, self.extend_button, self.same_button

    @property
    def errors(self) -> str:
        """What is refused in the grid, and why."""
        return "" if self._errors.isHidden() else self._errors.text()

    def show_lines(self, page: HouseholdPage) -> None:
        """Show the lines of the twelve months of the page."""
        self._page = page
        self.model.show(page.lines, page.months, _names(page))
        any_line = bool(page.lines)
        for part in (self.grid, self._hint, *self._buttons):
            part.setVisible(any_line or part is self.add_button)
        self._empty.setVisible(not any_line)
        self.later.setEnabled(page.months[-1] < page.last_possible_month)
        refused = [f"{_where(line, cell)} : {cell.error}" for line, cell in _refused(page)]
        self._errors.setText("\n".join(refused))
        self._errors.setVisible(bool(refused))
        self._see_cell(self.grid.currentIndex())

    def _see_cell(self, index: QModelIndex) -> None:
        is_month = index.column() >= FIRST_MONTH
        self.extend_button.setEnabled(is_month and index.column() < self.model.columnCount() - 1)
        self.same_button.setEnabled(is_month)

    def _fill_menu(self) -> None:
        self._menu.clear()
        if self._page is None:
            return
        whose = self._page.people
        for person in whose:
            menu = self._menu
            if len(whose) > 1:
                menu = LetterMenu(self._menu, person.first_name or person.name)
                self._menu.addMenu(menu)
            self._add_natures(menu, person.id, self._page.natures)
        self._menu.addSeparator()
        rights = LetterMenu(self._menu, "Droit déjà perçu par le foyer")
        self._menu.addMenu(rights)
        self._add_natures(rights, None, self._page.received_natures)

    def _add_natures(self, menu: QMenu, whose: UUID | None, natures: tuple[Choice, ...]) -> None:
        for nature in natures:
            action = menu.addAction(nature.label)
            action.triggered.connect(
                lambda _on=False, code=nature.code: self.line_asked.emit(whose, code)
            )


def _names(page: HouseholdPage) -> dict[UUID | None, str]:
    """Return whose each line is: nothing where only one person has any."""
    whose = {line.person_id for line in page.lines if line.person_id}
    if len(whose) < 2 and all(person.id in whose for person in page.people[:1]):
        return {}
    return {person.id: person.first_name or person.name for person in page.people}


def _refused(page: HouseholdPage) -> Iterator[tuple[LineRow, CellValue]]:
    for line in page.lines:
        for cell in (line.before, *line.cells):
            if cell.state is FieldState.DRAFT:
                yield line, cell


def _where(line: LineRow, cell: CellValue) -> str:
    return f"{line.label}, {french.month(cell.month) if cell.month else 'avant'}"
