"""A local fact of a shipped right, corrected with a note; what the program ships stays in sight."""

from __future__ import annotations

from typing import TYPE_CHECKING

from caseapp.kernel.errors import UserInputError
from caseapp.rules.corrections import CORRECTABLE
from caseapp.services.catalogue_file import listed_in_line
from caseapp.ui.dialogs.frame import Dialog
from caseapp.ui.pages.catalogue.lines_field import LinesField
from caseapp.ui.theme import Tone
from caseapp.ui.widgets.buttons import secondary
from caseapp.ui.widgets.fields import ChoiceField, TextField
from caseapp.ui.widgets.notice import Notice

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from caseapp.services.corrections import CorrectedFact, Corrections

_WHY = "Les délais de la loi et les recours ne se corrigent pas ici."


class CorrectionDialog(Dialog):
    """Collects a correction; `undone` is the path whose correction was taken back, if any."""

    def __init__(self, parent: QWidget, corrections: Corrections, code: str, name: str) -> None:
        super().__init__(parent, "Corriger un fait local", f"{name}. {_WHY}", width=560)
        self._corrections, self._code = corrections, code
        self.undone = ""
        choices = [(path, field.label) for path, field in CORRECTABLE.items()]
        self.field = ChoiceField("Fait à corriger", choices)
        self.value = LinesField("Ce que constate le service")
        self.note = TextField("Note", placeholder="d'où vient cette correction, de qui, quand")
        self.notice = Notice()
        self.back = secondary("Revenir à la fiche livrée", self._undo)
        for part in (self.field, self.notice, self.value, self.note):
            self.add(part)
        self.add_button(self.back)
        self.add_way_back()
        self.add_way_on("Enregistrer la correction")
        self._typed: dict[str, str] = {}
        self._path = self.field.value
        self.field.committed.connect(lambda _path: self._choose())
        self._show()
        self.field.setFocus()

    @property
    def _standing(self) -> CorrectedFact | None:
        found = self._corrections.of(self._code)
        return next((fact for fact in found if fact.path == self._path), None)

    def go_on(self) -> None:
        for field in (self.value, self.note):
            field.show_error("")
        try:
            self._corrections.correct(self._code, self._path, self.value.text, self.note.text)
        except UserInputError as error:
            refused = self.note if error.field == "note" else self.value
            refused.show_error(error.sentence)
            refused.setFocus()
            self.fit()
            return
        self.accept()

    def _choose(self) -> None:
        self._typed[self._path] = self.value.text
        self._path = self.field.value
        self._show()
        self.fit()

    def _show(self) -> None:
        standing, path = self._standing, self._path
        now = self._corrections.text(self._code, path)
        self.value.show_hint(CORRECTABLE[path].hint)
        self.value.show_text(self._typed.get(path, now))
        self.value.show_error("")
        self.back.setVisible(standing is not None)
        if standing is None:
            self.notice.say("", f"La fiche livrée dit : {listed_in_line(now)}", Tone.INFO)
            return
        self.note.show_text(standing.note)
        title = f"Modifié par le service le {standing.made_on}"
        words = f"La fiche livrée disait : {listed_in_line(standing.shipped)}"
        if standing.has_moved:
            words += f". Elle a changé depuis : {listed_in_line(standing.shipped_now)}"
        self.notice.say(title, words, Tone.WARN if standing.has_moved else Tone.INFO)

    def _undo(self) -> None:
        self.undone = self._path
        self.accept()
