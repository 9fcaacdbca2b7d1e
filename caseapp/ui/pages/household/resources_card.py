"""The card of the grid of resources: add a line, extend to the right, see earlier years."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu

from caseapp.ui.models.resource_grid import ResourceGridModel
from caseapp.ui.widgets.buttons import icon_button, secondary
from caseapp.ui.widgets.card import Card
from caseapp.ui.widgets.notice import EmptyState
from caseapp.ui.widgets.resource_grid import ResourceGrid
from caseapp.ui.widgets.texts import Text, TextRole

if TYPE_CHECKING:
    from caseapp.services.household_page import HouseholdPage


class ResourcesCard(Card):
    """Twelve months of resources of the household."""

    line_asked = Signal(object, str)  # person id or None, nature
    earlier_asked = Signal()
    later_asked = Signal()

    def __init__(self) -> None:
        super().__init__("Ressources mensuelles nettes")
        self.model = ResourceGridModel()
        self.grid = ResourceGrid(self.model)
        self._earlier = icon_button("Douze mois plus tôt", "chevron-left", self.earlier_asked.emit)
        self._later = icon_button("Douze mois plus tard", "chevron-right", self.later_asked.emit)
        self.extend_button = secondary(
            "Étendre à droite", self.grid.extend, hint="Copier le mois choisi aux suivants (Ctrl+R)"
        )
        self.add_button = secondary("+ Ajouter une ressource")
        self._menu = QMenu(self)
        self.add_button.setMenu(self._menu)
        for button in (self._earlier, self._later, self.extend_button, self.add_button):
            self.add_action(button)
        self._hint = Text("", TextRole.HINT, wrap=True)
        self._empty = EmptyState(
            "Aucune ressource saisie",
            "Ajoutez une ressource, tapez son montant, puis étendez-le à droite. "
            "Un montant que personne ne connaît s'écrit « inconnu » (ou « ? »), jamais 0.",
        )
        self.add(self.grid)
        self.add(self._empty)
        self.add(self._hint)

    def show_lines(self, page: HouseholdPage) -> None:
        """Show the lines of the twelve months of the page."""
        self.model.show(page.lines, page.months)
        self.grid.setVisible(bool(page.lines))
        self._empty.setVisible(not page.lines)
        self._later.setEnabled(page.months[-1] < page.last_possible_month)
        notes = [f"{line.label} : {line.note}" for line in page.lines if line.note]
        self._hint.setText(" · ".join(notes))
        self._hint.setVisible(bool(notes))
        self._fill_menu(page)

    def _fill_menu(self, page: HouseholdPage) -> None:
        self._menu.clear()
        for person in page.people:
            name = person.first_name or person.name
            menu = self._menu.addMenu(name)
            for nature in page.natures:
                menu.addAction(nature.label).triggered.connect(
                    lambda _on=False, who=person.id, code=nature.code: self.line_asked.emit(
                        who, code
                    )
                )
        received = self._menu.addMenu("Droit déjà perçu par le foyer")
        for nature in page.received_natures:
            received.addAction(nature.label).triggered.connect(
                lambda _on=False, code=nature.code: self.line_asked.emit(None, code)
            )
