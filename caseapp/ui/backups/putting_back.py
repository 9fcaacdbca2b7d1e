"""« Restaurer une sauvegarde… » of the unlock window: which copy, then what may be undone."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, Signal

from caseapp.kernel.places import is_there
from caseapp.services import access
from caseapp.ui.dialogs.ask import ANY, BASE

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from caseapp.kernel.clock import Clock
    from caseapp.kernel.errors import CaseAppError
    from caseapp.services.restoring import Restored
    from caseapp.ui.backups.restore import Restore
    from caseapp.ui.dialogs.ask import Asker
    from caseapp.ui.dialogs.open_base import OpenBase
    from caseapp.ui.settings import Settings
    from caseapp.ui.tasks import Jobs


class Door(Protocol):
    """What it needs of the unlock window."""

    jobs: Jobs
    opening: OpenBase

    @property
    def base(self) -> Path:
        """The base that is proposed."""

    def show_opening(self, path: Path) -> None:
        """Propose to open a base."""

    def show_failure(self, error: CaseAppError) -> None:
        """Say why something failed."""


def restored_name(base: Path) -> str:
    """Return the name under which this machine remembers that a base was put back."""
    return f"restored {base}"


class PuttingBack(QObject):
    """Puts a copy in the place of the base that is proposed, and undoes it."""

    damaged = Signal(Path)  # the copy is: what is whole of it is to be saved

    def __init__(
        self, door: Door, window: QWidget, asker: Asker, settings: Settings, clock: Clock
    ) -> None:
        super().__init__(window)
        self._door, self._window = door, window
        self._asker, self._settings, self._clock = asker, settings, clock
        self._restored: Restored | None = None  # what may be undone

    def ask(self) -> None:
        """Ask which copy, look into it, put it in place."""
        base = self._door.base
        places = self._settings.layout(f"backups of {base}").get("places")
        start = next((path for path in map(Path, places or ()) if is_there(path)), Path.home())
        copy = self._asker.open_file(self._window, "Quelle sauvegarde ?", start, f"{BASE};;{ANY}")
        if copy is None:
            return
        from caseapp.ui.backups.restore import Restore  # noqa: PLC0415 - when asked

        dialog = Restore(self._window, copy, base, self._clock, self._door.jobs)
        dialog.accepted.connect(lambda: self._has_restored(dialog))
        dialog.damaged.connect(lambda: self.damaged.emit(copy))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _has_restored(self, dialog: Restore) -> None:
        restored = dialog.restored
        if restored is None:
            return
        self._remember(restored)
        self._door.show_opening(restored.base)
        kept = "" if restored.aside is None else f" La base d'avant est « {restored.aside.name} »."
        ways = [] if restored.aside is None else [("Annuler la restauration", self._undo)]
        self._restored = restored
        self._door.opening.say(
            "La sauvegarde est en place",
            f"Ouvrez-la avec son mot de passe.{kept}",
            *ways,
        )

    def _undo(self) -> None:
        restored = self._restored
        if restored is None:
            return
        self._door.opening.show_busy(True)
        self._door.jobs.start(
            self._window,
            lambda _job: access.undo_restoring(restored, self._clock),
            self._has_undone,
            failed=self._door.show_failure,
            name="open",
        )

    def _remember(self, restored: Restored) -> None:
        """Have whoever opens the base next note it in the journal: it is closed now."""
        self._settings.remember_layout(restored_name(restored.base), {"to_note": True})

    def _has_undone(self, restored: Restored) -> None:
        self._restored = None
        self._remember(restored)
        opening = self._door.opening
        opening.show_busy(False)
        self._door.show_opening(restored.base)
        opening.say("La base d'avant est revenue", "Ouvrez-la avec son mot de passe.")
