"""Putting a copy back: its password, what is in it, then its place; each step seen before it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QProgressBar, QWidget

from caseapp.kernel import french
from caseapp.kernel.clock import PARIS
from caseapp.kernel.errors import CaseAppError, KnownTroubleError
from caseapp.kernel.typography import breakable
from caseapp.services import access
from caseapp.ui.dialogs.frame import Dialog
from caseapp.ui.theme import Tone
from caseapp.ui.widgets.buttons import Button
from caseapp.ui.widgets.notice import Notice
from caseapp.ui.widgets.password_field import PasswordField
from caseapp.ui.widgets.texts import Text

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from caseapp.kernel.clock import Clock
    from caseapp.services.restoring import Brought, Contents, Restored
    from caseapp.ui.tasks import Job, Jobs

_SENTENCE = "Rien ne change avant que vous ayez vu ce que contient cette sauvegarde."
_JOB = "restore"


class Restore(Dialog):
    """Looks into a copy, then puts it in the place of a base. `restored` tells what was done."""

    damaged = Signal()  # the copy is: what is whole of it is to be saved

    def __init__(self, parent: QWidget, copy: Path, base: Path, clock: Clock, jobs: Jobs) -> None:
        super().__init__(parent, "Restaurer une sauvegarde", _SENTENCE)
        self._copy, self._base, self._clock, self._jobs = copy, base, clock, jobs
        self._brought: Brought | None = None
        self._is_looked_at = False
        self.restored: Restored | None = None
        self.add(Text(breakable(str(copy)), wrap=True, selectable=True))
        self.password = PasswordField(
            "Mot de passe", hint="Celui du jour où la sauvegarde a été faite."
        )
        self.add(self.password)
        self.notice = Notice()
        self.notice.hide()
        self.add(self.notice)
        self.bar = QProgressBar()
        self.bar.setRange(0, 0)
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName("Travail en cours")
        self.bar.hide()
        self.add(self.bar)
        self.add_way_back()
        self.way_on = self.add_way_on("Voir ce qu'elle contient")
        self.password.setFocus()

    def go_on(self) -> None:
        """Look into the copy; once it was looked at, put it in place."""
        if self.bar.isVisible():
            return
        if self._is_looked_at:
            self._begin(lambda _job: self._put(), self._has_put)
        elif not self.password.text:
            self.password.show_error("Saisissez le mot de passe de la sauvegarde.")
            self.password.setFocus()
        else:
            password = self.password.text
            self._begin(lambda job: self._look(password, job), self._has_looked)

    def reject(self) -> None:
        """Go back, and leave nothing of the copy; a copy that is taking its place does so first."""
        if self.bar.isVisible():
            if self._is_looked_at:
                return
            self._jobs.cancel(self, _JOB)  # which then lets go of it
        elif self._brought is not None:
            self._brought.let_go()
        super().reject()

    def _begin(self, work: Callable[[Job], Any], done: Callable[[Any], object]) -> None:
        self._show_busy(True)
        self.notice.hide()
        self.password.show_error("")
        self._jobs.start(self, work, done, failed=self._failed, name=_JOB)

    def _look(self, password: str, job: Job) -> Contents:
        brought = self._brought = self._brought or access.bring_copy(self._copy, self._base)
        try:
            return brought.look(password)
        finally:
            if job.is_cancelled:
                brought.let_go()

    def _put(self) -> Restored | None:
        return None if self._brought is None else self._brought.put_in_place(self._clock)

    def _has_looked(self, found: Contents) -> None:
        self._show_busy(False)
        self._is_looked_at = True
        self.password.hide()
        self.notice.say("Cette sauvegarde est entière", _told(found), Tone.OK)
        self.notice.show()
        self.way_on.setText("La remettre en place")
        self.way_on.setFocus()
        self.fit()

    def _has_put(self, restored: Restored | None) -> None:
        self._show_busy(False)
        self.restored = restored
        self.accept()

    def _failed(self, error: CaseAppError) -> None:
        self._show_busy(False)
        if isinstance(error, (access.WrongPasswordError, access.TooSoonError)):
            self.password.show_error(error.sentence)
            self.password.select()
        else:
            way_out = error.way_out if isinstance(error, KnownTroubleError) else ""
            words = error.sentence if isinstance(error, KnownTroubleError) else str(error)
            ways: list[Button] = []
            if isinstance(error, access.DamagedBaseError):
                way_out = "Essayez une sauvegarde d'un autre jour ; celle-ci ne peut pas être remise en place."
                ways = [Button("Récupérer ce qui peut l'être", on_click=self._salvage)]
            self.notice.say(breakable(words), way_out, Tone.BAD, *ways)
            self.notice.show()
        self.fit()

    def _salvage(self) -> None:
        self.reject()
        self.damaged.emit()

    def _show_busy(self, busy: bool) -> None:  # noqa: FBT001 - the state itself, as in Qt
        self.bar.setVisible(busy)
        self.way_on.setEnabled(not busy)
        self.password.editor.setReadOnly(busy)
        self.fit()


def _told(found: Contents) -> str:
    counts = (
        french.plural(found.cases, "dossier"),
        french.plural(found.people, "personne"),
        french.plural(found.interviews, "entretien"),
        french.plural(found.claims, "démarche"),
        french.plural(found.documents, "document"),
    )
    last = ""
    if found.changed_at is not None:
        moment = found.changed_at.astimezone(PARIS)
        last = f" Dernier changement le {french.day(moment.date())} à {french.hour(moment.strftime('%H:%M'))}."
    return (
        f"{', '.join(counts)}.{last} La base d'aujourd'hui sera gardée à côté, sous un autre nom."
    )
