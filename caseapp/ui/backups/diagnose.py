"""A base one has doubts about: checked from end to end, then what is whole of it saved into a new one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QPlainTextEdit, QProgressBar, QWidget

from caseapp.kernel.errors import CaseAppError, KnownTroubleError
from caseapp.kernel.typography import breakable, typeset
from caseapp.services import access
from caseapp.ui import clipboard
from caseapp.ui.dialogs.frame import Dialog
from caseapp.ui.theme import Tone
from caseapp.ui.widgets.buttons import secondary
from caseapp.ui.widgets.notice import Notice
from caseapp.ui.widgets.password_field import PasswordField
from caseapp.ui.widgets.texts import Text

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from caseapp.kernel.clock import Clock
    from caseapp.services.base_check import CheckReport
    from caseapp.services.salvaging import SalvageReport
    from caseapp.ui.tasks import Job, Jobs

_TITLE = "Vérifier ou récupérer une base"
_SENTENCE = "Chaque page est relue. Cette base n'est pas modifiée."
_ADVICE = (
    "Une sauvegarde saine vaut mieux : essayez-la d'abord. Sinon, ce qui est intact peut être placé"
    " dans une nouvelle base, à côté de celle-ci, ouverte par le même mot de passe."
)
_JOB = "diagnose"
_WHOLE = 1000  # steps of the bar


class Diagnose(Dialog):
    """Checks a base, then saves what is whole of it. `saved` tells where."""

    def __init__(
        self, parent: QWidget, base: Path, clock: Clock, jobs: Jobs, *, password: str = ""
    ) -> None:
        super().__init__(parent, _TITLE, _SENTENCE, width=560)
        self._base, self._clock, self._jobs = base, clock, jobs
        self._is_damaged = False
        self.saved: SalvageReport | None = None
        self.add(Text(breakable(str(base)), wrap=True, selectable=True))
        self.password = PasswordField("Mot de passe")
        self.password.fill(password)
        self.add(self.password)
        self.notice = Notice()
        self.notice.hide()
        self.add(self.notice)
        self.account = QPlainTextEdit()
        self.account.setReadOnly(True)
        self.account.setAccessibleName("Compte rendu")
        self.account.setFixedHeight(190)
        self.account.hide()
        self.add(self.account)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName("Travail en cours")
        self.bar.hide()
        self.add(self.bar)
        self.copy_button = secondary("Copier le compte rendu", self._copy)
        self.copy_button.hide()
        self.add_button(self.copy_button)
        self.way_back = self.add_way_back()
        self.way_on = self.add_way_on("Vérifier")
        self.password.setFocus()

    def go_on(self) -> None:
        """Check; save what is whole of a base with faults; open the new one."""
        if self.bar.isVisible():
            return
        if self.saved is not None:
            self.accept()
        elif not self.password.text:
            self.password.show_error("Saisissez le mot de passe de la base.")
            self.password.setFocus()
        elif self._is_damaged:
            self._begin(self._salvage, self._has_saved)
        else:
            password = self.password.text
            self._begin(
                lambda job: access.check_base(self._base, password, job.progress),
                self._has_checked,
            )

    def reject(self) -> None:
        """Go back; what is under way stops, and leaves nothing."""
        self._jobs.cancel(self, _JOB)
        super().reject()

    def _begin(self, work: Callable[[Job], Any], done: Callable[[Any], object]) -> None:
        self.bar.setRange(0, _WHOLE)
        self.bar.setValue(0)
        self.notice.hide()
        self.password.show_error("")
        self._show_busy(True)
        self._jobs.start(
            self,
            work,
            done,
            failed=self._failed,
            progress=self._show_share,
            name=_JOB,
        )

    def _show_share(self, share: float, _words: str) -> None:
        self.bar.setRange(0, _WHOLE if share < 1 else 0)  # what is left takes nobody knows how long
        self.bar.setValue(int(share * _WHOLE))

    def _salvage(self, job: Job) -> SalvageReport:
        return access.salvage_base(
            self._base, self.password.text, clock=self._clock, told=job.progress
        )

    def _has_checked(self, report: CheckReport) -> None:
        self._show_busy(False)
        self._is_damaged = not report.ok
        lines = [
            f"{'Bon' if row.ok else 'Défaut'} – {row.name} : {row.detail}" for row in report.rows
        ]
        self._show_account(lines)
        if report.ok:
            self._say("La base est saine", "Rien n'est à faire.", Tone.OK)
            self.way_back.setText("Fermer")
            self.way_on.hide()
        else:
            self._say("La base a des défauts", _ADVICE, Tone.BAD)
            self.way_on.setText("Récupérer ce qui peut l'être")
        self.fit()

    def _has_saved(self, report: SalvageReport) -> None:
        self._show_busy(False)
        self.saved = report
        self._show_account(report.lines)
        lost = "Rien n'a été perdu." if report.is_whole else "Ce qui est perdu est dit ci-dessous."
        self._say("Une nouvelle base est prête", f"« {report.path.name} ». {lost}", Tone.OK)
        self.password.hide()
        self.way_back.setText("Fermer")
        self.way_on.setText("Ouvrir la nouvelle base")
        self.way_on.setFocus()
        self.fit()

    def _failed(self, error: CaseAppError) -> None:
        self._show_busy(False)
        if isinstance(error, (access.WrongPasswordError, access.TooSoonError)):
            self.password.show_error(error.sentence)
            self.password.select()
        elif isinstance(error, KnownTroubleError):
            self._say(error.sentence, error.way_out, Tone.BAD)
        else:
            self._say(str(error), "", Tone.BAD)
        self.fit()

    def _say(self, title: str, sentence: str, tone: Tone) -> None:
        self.notice.say(breakable(typeset(title)), breakable(typeset(sentence)), tone)
        self.notice.show()

    def _show_account(self, lines: list[str] | tuple[str, ...]) -> None:
        self.account.setPlainText(typeset("\n".join(lines)))
        self.account.show()
        self.copy_button.show()

    def _copy(self) -> None:
        clipboard.copy(self.account.toPlainText())

    def _show_busy(self, busy: bool) -> None:  # noqa: FBT001 - the state itself, as in Qt
        self.bar.setVisible(busy)
        self.way_on.setEnabled(not busy)
        self.password.editor.setReadOnly(busy)
        self.fit()
