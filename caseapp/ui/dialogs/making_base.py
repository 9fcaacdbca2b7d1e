"""What the form of a new base asks for: its place, the worth of its password, and the base."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from caseapp.kernel.errors import KnownTroubleError
from caseapp.services import access
from caseapp.ui.dialogs.ask import BASE

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from caseapp.kernel.clock import Clock
    from caseapp.kernel.errors import CaseAppError
    from caseapp.services.access import Strength
    from caseapp.ui.dialogs.ask import Asker
    from caseapp.ui.dialogs.new_base import NewBase
    from caseapp.ui.tasks import Jobs


class MakingBase(QObject):
    """Makes the base that the form describes. `made` tells its store."""

    made = Signal(object)
    existing = Signal(Path)  # there is one at this place: it is to be opened instead

    def __init__(
        self, window: QWidget, form: NewBase, place: Path, clock: Clock, jobs: Jobs, asker: Asker
    ) -> None:
        """Propose a place; the jobs are the window's."""
        super().__init__(window)
        self._window, self._form, self._place = window, form, place
        self._clock, self._jobs, self._asker = clock, jobs, asker
        form.wanted.connect(self._make)
        form.typed.connect(self._measure)
        form.elsewhere.connect(self._choose_place)

    def propose(self) -> None:
        """Show the form as new, with the place that was chosen last."""
        self._form.show_place(self._place)
        self._form.forget()
        self._form.password.setFocus()

    def _make(self, password: str) -> None:
        path = self._place
        self._form.show_busy(True)
        self._jobs.start(
            self._window,
            lambda _job: access.create_base(path, password, clock=self._clock),
            self.made.emit,
            failed=self._not_made,
            name="open",
        )

    def _not_made(self, error: CaseAppError) -> None:
        self._form.show_busy(False)
        way_out = error.way_out if isinstance(error, KnownTroubleError) else ""
        ways: list[tuple[str, Callable[[], object]]] = [
            ("Choisir un autre emplacement", self._choose_place)
        ]
        if isinstance(error, access.BaseExistsError):
            ways.append(("Ouvrir cette base", lambda: self.existing.emit(self._place)))
        self._form.show_trouble(error.sentence, way_out, *ways)

    def _measure(self, password: str) -> None:
        self._jobs.start(
            self._window, lambda _job: access.strength(password), self._measured, name="strength"
        )

    def _measured(self, found: Strength) -> None:
        self._form.show_strength(found.bits, found.sentence, found.advice, accepted=found.accepted)

    def _choose_place(self) -> None:
        title = "Où créer la base ?"
        chosen = self._asker.save_file(self._window, title, self._place, BASE)
        if chosen is not None:
            self._place = chosen
            self._form.show_place(chosen)
