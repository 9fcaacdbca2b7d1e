"""One letter for the chosen cases: which one, how far it is, what was left out, and a way back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QProgressBar

from caseapp.kernel import french
from caseapp.ui.dialogs.frame import Dialog
from caseapp.ui.theme import Tone
from caseapp.ui.widgets.buttons import secondary
from caseapp.ui.widgets.fields import ChoiceField
from caseapp.ui.widgets.notice import Notice
from caseapp.ui.widgets.texts import Text, TextRole

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from caseapp.kernel.errors import CaseAppError
    from caseapp.services.case_rows import CaseRow
    from caseapp.services.letter_batch import Batch
    from caseapp.ui.pages.cases.tools import CasesTools

_JOB = "letters"
_NAMED = 5  # cases left out that are named; the others are counted


class BatchLettersDialog(Dialog):
    """Escape stops what is being written, and nothing is kept of it."""

    written = Signal()  # the cases have other letters

    def __init__(self, parent: QWidget, tools: CasesTools, cases: Sequence[CaseRow]) -> None:
        count = french.plural(len(cases), "dossier")
        super().__init__(
            parent,
            "Écrire un courrier",
            f"Un courrier est commencé dans chacun des dossiers choisis ({count}), avec ce que le"
            " dossier sait. Rien n'est envoyé : chacun se relit dans « Courriers ».",
            width=600,
        )
        self._tools, self._cases = tools, list(cases)
        self._batch: Batch | None = None
        self._library = {row.code: row for row in tools.desk.letters.library()}
        self.letter = ChoiceField("Courrier", [(c, row.name) for c, row in self._library.items()])
        self.when = Text("", TextRole.SECONDARY, wrap=True)
        self.bar = QProgressBar()
        self.bar.setAccessibleName("Courriers écrits")
        self.bar.hide()
        self.notice = Notice()
        self.notice.hide()
        for part in (self.letter, self.when, self.bar, self.notice):
            self.add(part)
        self.back = self.add_way_back()
        self.go = self.add_way_on("Écrire les courriers")
        self.letter.editor.currentIndexChanged.connect(lambda _at: self._describe())
        self._describe()

    def go_on(self) -> None:
        if self._batch is not None or self.bar.isVisible():
            return
        code, ids = self.letter.value, [case.id for case in self._cases]
        self._show_work(going=True)
        self._tools.jobs.start(
            self,
            lambda job: self._tools.desk.letter_batch.write(code, ids, job.progress),
            self._done,
            failed=self._failed,
            progress=lambda share, _words: self.bar.setValue(round(share * 100)),
            name=_JOB,
        )

    def reject(self) -> None:
        """Stop: what is not all written is not kept."""
        self._tools.jobs.cancel(self, _JOB)
        super().reject()

    def _describe(self) -> None:
        row = self._library.get(self.letter.value)
        words = "" if row is None else row.when
        if row is not None and row.needs_claim:
            words += " Il parle d'une démarche : un dossier qui n'en a pas est laissé de côté."
        self.when.setText(words)
        self._settle()

    def _show_work(self, *, going: bool) -> None:
        self.bar.setValue(0)
        self.bar.setVisible(going)
        self.letter.setEnabled(not going)
        self.go.setEnabled(not going)
        self._settle()

    def _done(self, batch: Batch) -> None:
        self._batch = batch
        self._show_work(going=False)
        self.letter.setEnabled(False)
        self.go.hide()
        self.back.setText("Fermer")
        count = french.plural(len(batch.letters), "courrier écrit", "courriers écrits")
        actions = []
        if batch.letters:
            show = self._tools.show_letters
            if show is not None:
                actions.append(secondary("Voir et imprimer…", lambda: show(batch.letters)))
            actions.append(secondary("Annuler ces courriers", self._take_back))
        tone = Tone.WARN if batch.without_claim else Tone.OK
        self.notice.say(count, self._left_out(batch), tone, *actions)
        self.notice.show()
        self._settle()
        self.written.emit()

    def _left_out(self, batch: Batch) -> str:
        names = [case.name for case in self._cases if case.id in set(batch.without_claim)]
        if not names:
            return ""
        more = f" et {len(names) - _NAMED} autres" if len(names) > _NAMED else ""
        return f"Sans démarche ouverte : {', '.join(names[:_NAMED])}{more}."

    def _take_back(self) -> None:
        batch = self._batch
        if batch is None:
            return
        self._tools.jobs.start(
            self,
            lambda _job: self._tools.desk.letter_batch.take_back(batch),
            lambda _nothing: self._taken_back(),
            failed=self._failed,
            name=_JOB,
        )

    def _taken_back(self) -> None:
        self.notice.say("", "Ces courriers sont supprimés.", Tone.INFO)
        self._settle()
        self.written.emit()

    def _failed(self, error: CaseAppError) -> None:
        self._show_work(going=False)
        self.notice.say("Aucun courrier n'est écrit", str(error), Tone.BAD)
        self.notice.show()
        self._settle()

    def _settle(self) -> None:
        if self.isVisible():
            self.fit()
