"""What a person does to tasks and mandates, one change at a time, each of which Ctrl+Z takes back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from caseapp.ui.dialogs.agenda_forms import day_form, mandate_form, task_form, withdrawal_form
from caseapp.ui.widgets.undone import Undone

if TYPE_CHECKING:
    from uuid import UUID

    from PySide6.QtGui import QUndoStack
    from PySide6.QtWidgets import QWidget

    from caseapp.services.agenda import Agenda
    from caseapp.services.mandates import Mandates


class TaskEditing(Undone):
    """Changes tasks and appointments."""

    def __init__(self, agenda: Agenda, page: QWidget) -> None:
        super().__init__(page)
        self._agenda = agenda

    def add(self, case_id: UUID | None) -> None:
        """Ask for a new task; of no case where there is none."""

        def record(typed: dict[str, str]) -> None:
            task = self._agenda.record(case_id, typed)
            self.added(lambda: self._agenda.remove(task), self._agenda.restore)

        self.open(task_form(self._page, record))

    def edit(self, task_id: UUID) -> None:
        """Show a task in its form."""

        def record(typed: dict[str, str]) -> None:
            self.changed(self._agenda.change(task_id, typed), self._agenda.put_back)

        self.open(task_form(self._page, record, self._agenda.typed(task_id)))

    def put_off(self, task_id: UUID, title: str) -> None:
        """Ask to which day a task is put off."""

        def record(day: str) -> None:
            self.changed(
                self._agenda.postpone(task_id, day), self._agenda.put_back, f"Reporté : {title}"
            )

        self.open(day_form(self._page, title, record))

    def do(self, task_id: UUID, title: str) -> None:
        """Say that a task is done."""
        kept = [self._agenda.done(task_id)]
        words = f"Fait : {title}"
        if kept[0].next_id is not None:
            words = f"{words}. Le suivant est à l'agenda."
        self.done(
            lambda: self._agenda.undo_done(kept.pop()),
            lambda: kept.append(self._agenda.done(task_id)),
            words,
        )

    def remove(self, task_id: UUID, title: str) -> None:
        """Remove a task."""
        self.removed(
            lambda: self._agenda.remove(task_id), self._agenda.restore, f"Supprimé : {title}"
        )


class MandateEditing(Undone):
    """Changes mandates and consents."""

    def __init__(self, mandates: Mandates, page: QWidget, changes: QUndoStack) -> None:
        super().__init__(page, changes)
        self._mandates = mandates

    def add(self, case_id: UUID) -> None:
        """Ask for a new mandate."""

        def record(typed: dict[str, str]) -> None:
            mandate = self._mandates.record(case_id, typed)
            self.added(lambda: self._mandates.remove(mandate), self._mandates.restore)

        offered = self._mandates.givers(case_id), self._mandates.papers(case_id)
        self.open(mandate_form(self._page, *offered, record))

    def edit(self, case_id: UUID, mandate_id: UUID) -> None:
        """Show a mandate in its form."""

        def record(typed: dict[str, str]) -> None:
            self.changed(self._mandates.change(mandate_id, typed), self._mandates.put_back)

        typed = self._mandates.typed(mandate_id)
        offered = self._mandates.givers(case_id), self._mandates.papers(case_id)
        self.open(mandate_form(self._page, *offered, record, typed))

    def sign(self, mandate_id: UUID, document_id: UUID, words: str) -> None:
        """Give a mandate its signed document."""
        self.changed(self._mandates.sign(mandate_id, document_id), self._mandates.put_back, words)

    def withdraw(self, mandate_id: UUID, covers: str, today: str) -> None:
        """Ask on which day it was withdrawn."""

        def record(day: str) -> None:
            self.changed(
                self._mandates.withdraw(mandate_id, day),
                self._mandates.put_back,
                f"Retiré : {covers}",
            )

        self.open(withdrawal_form(self._page, covers, today, record))

    def remove(self, mandate_id: UUID, covers: str) -> None:
        """Remove a mandate that was entered by mistake."""
        self.removed(
            lambda: self._mandates.remove(mandate_id),
            self._mandates.restore,
            f"Supprimé : {covers}",
        )
