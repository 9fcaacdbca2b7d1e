"""The menu « Modèle »: outlines to put in, and the service's own to make, rename and remove."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMenu

from caseapp.kernel.errors import UserInputError

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from PySide6.QtWidgets import QWidget

    from caseapp.services.interview_rows import TemplateRow
    from caseapp.services.interview_templates import InterviewTemplates
    from caseapp.ui.dialogs.ask import Asker
    from caseapp.ui.widgets.buttons import Button
    from caseapp.ui.widgets.undone import Undone


class TemplateMenu(QObject):
    """Tells `picked` with the code of an outline."""

    picked = Signal(str)

    def __init__(
        self,
        button: Button,
        templates: InterviewTemplates,
        undone: Undone,
        asker: Asker,
        open_interview: Callable[[], UUID | None],
    ) -> None:
        """`open_interview` names the interview one may make an outline of, once it is kept."""
        super().__init__(button)
        self._templates, self._undone, self._asker = templates, undone, asker
        self._open_interview = open_interview
        self._over: QWidget = button
        self.menu = QMenu(button)
        self.menu.aboutToShow.connect(self.fill)
        button.setMenu(self.menu)

    def fill(self) -> None:
        """Put the outlines there are in the menu."""
        self.menu.clear()
        rows = self._templates.rows()
        for own in (True, False):
            for row in rows:
                if row.is_own is own:
                    self._offer(row)
            if own and any(row.is_own for row in rows):
                self.menu.addSeparator()
        self.menu.addSeparator()
        keep = self.menu.addAction("Faire un modèle de cet entretien…", self.keep)
        keep.setEnabled(self._open_interview() is not None)
        if own_rows := [row for row in rows if row.is_own]:
            self.menu.addAction("Renommer un modèle du service…", lambda: self.rename(own_rows))
            self.menu.addAction("Supprimer un modèle du service…", lambda: self.remove(own_rows))

    def keep(self) -> None:
        """Make an outline of the interview that is open."""
        interview = self._open_interview()
        name = self._asker.text(self._over, "Faire un modèle", "Nom du modèle")
        if interview is None or name is None:
            return
        if self._took(lambda: self._templates.keep(interview, name)):
            self._undone.said.emit(f"Modèle enregistré : {name}")

    def rename(self, rows: list[TemplateRow]) -> None:
        """Give one of the service's own another name."""
        if (row := self._which("Renommer un modèle", rows)) is None:
            return
        name = self._asker.text(self._over, "Renommer un modèle", "Nom du modèle", row.name)
        if name is not None and self._took(lambda: self._templates.rename(row.code, name)):
            self._undone.done(
                lambda: self._templates.rename(row.code, row.name),
                lambda: self._templates.rename(row.code, name),
                f"Modèle renommé : {name}",
            )

    def remove(self, rows: list[TemplateRow]) -> None:
        """Remove one of the service's own."""
        if (row := self._which("Supprimer un modèle", rows)) is not None:
            self._undone.removed(
                lambda: self._templates.remove(row.code),
                self._templates.restore,
                f"Modèle supprimé : {row.name}",
            )

    def _offer(self, row: TemplateRow) -> None:
        self.menu.addAction(row.name, lambda: self.picked.emit(row.code))

    def _which(self, title: str, rows: list[TemplateRow]) -> TemplateRow | None:
        choices = [(row.code, row.name) for row in rows]
        code = self._asker.choice(self._over, title, "Modèle", choices)
        return next((row for row in rows if row.code == code), None)

    def _took(self, call: Callable[[], object]) -> bool:
        try:
            call()
        except UserInputError as error:
            self._asker.tell(self._over, "Ce nom ne convient pas", error.sentence)
            return False
        return True
