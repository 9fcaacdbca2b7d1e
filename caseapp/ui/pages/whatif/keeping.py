"""The simulations that are kept: open one, keep this one, rename it, delete it, take it along."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from caseapp.kernel import french
from caseapp.kernel.errors import UserInputError
from caseapp.ui.theme import Tone
from caseapp.ui.widgets.buttons import secondary
from caseapp.ui.widgets.texts import Text, TextRole

if TYPE_CHECKING:
    from uuid import UUID

    from caseapp.services.removed import Removed
    from caseapp.services.simulations import Simulations
    from caseapp.ui.dialogs.ask import Asker
    from caseapp.ui.pages.whatif.draft import Draft


class Keeping(QWidget):
    """The line over the tab."""

    opened = Signal(object)  # id of a simulation
    kept = Signal()  # what is kept changed
    new_asked = Signal()
    print_asked = Signal()
    copy_asked = Signal()
    said = Signal(str, str, object)  # title, sentence, tone

    def __init__(self, simulations: Simulations, asker: Asker, parent: QWidget) -> None:
        super().__init__(parent)
        self._simulations, self._asker = simulations, asker
        self._case: UUID | None = None
        self._draft: Draft | None = None
        self._deleted: Removed | None = None
        self.caption = Text("", TextRole.SECONDARY, wrap=True)
        self.saved = secondary("Enregistrées")
        self.menu = QMenu(self)
        self.saved.setMenu(self.menu)
        self.keep = secondary("Enregistrer", self._keep)
        self.print = secondary("Imprimer", self.print_asked.emit)
        self.copy = secondary("Copier", self.copy_asked.emit)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(12)
        line.addWidget(self.caption, 1)
        for button in (self.saved, self.keep, self.print, self.copy):
            line.addWidget(button)

    def open_kept(self, case: UUID, focus: str) -> None:
        """Open the simulation of a case that a place names, unless another is being prepared."""
        if self._draft is not None and not self._draft.is_changed:
            kept = (summary.id for summary in self._simulations.saved(case))
            for simulation_id in kept:
                if str(simulation_id) == focus:
                    self.opened.emit(simulation_id)

    def show_draft(self, case: UUID | None, draft: Draft) -> None:
        """Show what is prepared, and what is kept of the case."""
        self._case, self._draft = case, draft
        has_answer = draft.simulation is not None and bool(draft.variants)
        for button in (self.keep, self.print, self.copy):
            button.setEnabled(has_answer)
        self.caption.setText(_caption(draft))
        self._fill_menu()

    def _fill_menu(self) -> None:
        self.menu.clear()
        if self._case is None:
            return
        summaries = self._simulations.saved(self._case)
        for summary in summaries:
            action = self.menu.addAction(f"{summary.name} ({french.day(summary.on)})")
            action.triggered.connect(lambda _on=False, i=summary.id: self.opened.emit(i))
        if self._draft is not None and self._draft.saved_id is not None:
            self.menu.addSeparator()
            self.menu.addAction("Renommer cette simulation…").triggered.connect(self._rename)
            self.menu.addAction("Supprimer cette simulation").triggered.connect(self._delete)
        if self._deleted is not None:
            self.menu.addAction("Annuler la suppression").triggered.connect(self._restore)
        if summaries or (self._draft and self._draft.variants):
            self.menu.addSeparator()
            self.menu.addAction("Nouvelle simulation").triggered.connect(self.new_asked.emit)
        self.saved.setVisible(bool(self.menu.actions()))
        count = f"{french.NO_BREAK}{len(summaries)}" if summaries else ""
        self.saved.setText(f"Enregistrées{count}")

    def _keep(self) -> None:
        draft = self._draft
        if draft is None or draft.simulation is None or self._case is None:
            return
        proposed = draft.name or " / ".join(variant.name for variant in draft.variants)
        name = self._asker.text(self, "Enregistrer la simulation", "Nom", proposed)
        if name is None:
            return
        # the same name keeps in the same place, another one makes another simulation
        same = draft.saved_id if name == draft.name else None
        simulation = draft.named_simulation
        try:
            draft.saved_id = self._simulations.keep(self._case, simulation, name, same)
        except UserInputError as error:
            self.said.emit("La simulation n'est pas enregistrée", error.sentence, Tone.BAD)
            return
        draft.name, draft.is_changed = " ".join(name.split()), False
        self.kept.emit()

    def _rename(self) -> None:
        draft = self._draft
        if draft is None or draft.saved_id is None:
            return
        name = self._asker.text(self, "Renommer la simulation", "Nom", draft.name)
        if name is None:
            return
        try:
            self._simulations.rename(draft.saved_id, name)
        except UserInputError as error:
            self.said.emit("Le nom n'a pas changé", error.sentence, Tone.BAD)
            return
        draft.name = " ".join(name.split())
        self.kept.emit()

    def _delete(self) -> None:
        draft = self._draft
        if draft is None or draft.saved_id is None:
            return
        self._deleted = self._simulations.delete(draft.saved_id)
        name, draft.saved_id, draft.name, draft.is_changed = draft.name, None, "", True
        self.said.emit(
            "", f"« {name} » est supprimée ; le menu « Enregistrées » permet d'annuler.", Tone.INFO
        )
        self.kept.emit()

    def _restore(self) -> None:
        if self._deleted is not None:
            self._simulations.restore(self._deleted)
            self._deleted = None
            self.kept.emit()


def _caption(draft: Draft) -> str:
    if draft.name:
        more = ", modifiée depuis" if draft.is_changed else ""
        return f"Simulation « {draft.name} »{more}"
    return "Simulation non enregistrée" if draft.variants else "Et si la situation changeait ?"
