"""What a person does to the catalogue: add, edit, copy, delete, correct, give and take as files."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut

from caseapp.kernel.errors import KnownTroubleError
from caseapp.kernel.files import write_atomically
from caseapp.services.local_right_checks import InvalidLocalRightError
from caseapp.services.local_right_file import LARGEST
from caseapp.ui.dialogs.ask import ANY
from caseapp.ui.pages.catalogue.correction_dialog import CorrectionDialog
from caseapp.ui.theme import Tone
from caseapp.ui.widgets.buttons import secondary
from caseapp.ui.widgets.notice import Notice

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from PySide6.QtWidgets import QWidget

    from caseapp.rules.catalogue import Right
    from caseapp.rules.corrections import Correction
    from caseapp.services.corrections import Corrections
    from caseapp.services.local_rights import ImportPlan, Kept, LocalRights, Standing
    from caseapp.ui.dialogs.ask import Asker
    from caseapp.ui.widgets.buttons import Button

YAML = "Droits locaux (*.yaml *.yml)"
_SHOWN = 8  # faults of a file, told at once


class ServiceRights(QObject):
    """Does it, says what was done in a notice, and takes it back on « Annuler » or Ctrl+Z."""

    changed = Signal(str)  # the code of the right to show, or nothing

    def __init__(
        self, page: QWidget, rights: LocalRights, corrections: Corrections, asker: Asker
    ) -> None:
        super().__init__(page)
        self._page, self._rights, self._corrections = page, rights, corrections
        self._asker = asker
        self._undo: Callable[[], object] | None = None
        self.notice = Notice()
        self.notice.hide()
        keys = QShortcut(QKeySequence.StandardKey.Undo, page, self.undo)
        keys.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def say(self, title: str, sentence: str = "", tone: Tone = Tone.OK, *ways: Button) -> None:
        """Say what was done, or what prevents it; what was done before is no more undone."""
        self._undo = None
        self.notice.say(title, sentence, tone, *ways)
        self.notice.show()

    def say_nothing(self) -> None:
        """Show no notice; Ctrl+Z takes nothing back that is not in sight."""
        self._undo = None
        self.notice.hide()

    def delete(self, right: Right) -> None:
        """Delete a right of the service."""
        self._rights.delete(right.code)
        self._done(
            "Aide supprimée du catalogue",
            f"{right.name}. Les démarches ouvertes la gardent.",
            lambda: self._put_back(right.code),
        )
        self.changed.emit("")

    def correct(self, right: Right) -> None:
        """Ask for a correction of a shipped right."""
        before = self._corrections.standing(right.code)
        dialog = CorrectionDialog(self._page, self._corrections, right.code, right.name)
        dialog.accepted.connect(lambda: self._corrected(right, dialog.undone, before))
        dialog.finished.connect(lambda _result: dialog.deleteLater())
        dialog.open()

    def undo(self) -> None:
        """Take back what was done last."""
        if self._undo is not None:
            undo, self._undo = self._undo, None
            self.notice.hide()
            undo()

    def export(self) -> None:
        """Write the rights of the service to a file."""
        if not self._rights.codes():
            self.say("Aucune aide locale à exporter", "Ajoutez d'abord une aide.", Tone.INFO)
            return
        proposed = Path.home() / "aides-locales.yaml"
        path = self._asker.save_file(self._page, "Exporter les aides locales", proposed, YAML)
        if path is None:
            return
        try:
            write_atomically(path, self._rights.export())
        except KnownTroubleError as trouble:
            self.say(trouble.sentence, trouble.way_out, Tone.BAD)
            return
        self.say("Aides locales exportées", f"{path.name}, dans {path.parent}.")

    def take(self) -> None:
        """Add the rights of a file, after telling what it would change."""
        path = self._asker.open_file(
            self._page, "Importer des aides locales", Path.home(), f"{YAML};;{ANY}"
        )
        if path is None:
            return
        try:
            plan = self._rights.plan(_content(path))
        except OSError:
            self.say("Ce fichier ne se lit pas", "Rien n'a été changé.", Tone.BAD)
            return
        except InvalidLocalRightError as error:
            told = [str(fault) for fault in error.faults[:_SHOWN]]
            more = len(error.faults) - len(told)
            told += [f"… et {more} autres points."] if more else []
            self.say("Fichier refusé : rien n'a été changé", "\n".join(told), Tone.BAD)
            return
        sentence = _words(plan)
        if not plan.added and not plan.replaced:
            self.say("Rien à importer", sentence, Tone.INFO)
        elif self._asker.confirm(self._page, "Importer ces aides ?", sentence, "Importer"):
            before = self._rights.take(plan)
            self._done("Aides importées", sentence, lambda: self._take_back(before))
            self.changed.emit(plan.rights[0].code)

    def tell_saved(self, kept: Kept) -> None:
        """Say that a right was saved, with the way back."""
        self._done(
            "Aide enregistrée",
            "Elle est dans le catalogue et dans les estimations.",
            lambda: self._take_back(kept.before),
        )

    def _take_back(self, before: Sequence[Standing]) -> None:
        self._rights.put_back(before)
        there = set(self._rights.codes())
        self.changed.emit(next((s.code for s in before if s.code in there), ""))

    def _put_back(self, code: str) -> None:
        self._rights.restore(code)
        self.changed.emit(code)

    def _corrected(self, right: Right, undone: str, before: Mapping[str, Correction]) -> None:
        code = right.code
        if undone:
            removed = self._corrections.undo(code, undone)
            if removed is not None:
                self._done("Fiche livrée rétablie", right.name, lambda: self._correct_back(removed))
        else:
            after = self._corrections.standing(code)
            made = next((path for path, fact in after.items() if fact != before.get(path)), "")
            undo = (lambda: self._uncorrect(code, made, before.get(made))) if made else None
            self._done("Correction enregistrée", right.name, undo)
        self.changed.emit(code)

    def _correct_back(self, removed: Correction) -> None:
        self._corrections.put_back(removed)
        self.changed.emit(removed.right)

    def _uncorrect(self, code: str, path: str, before: Correction | None) -> None:
        if before is None:
            self._corrections.undo(code, path)
        else:
            self._corrections.put_back(before)
        self.changed.emit(code)

    def _done(self, title: str, sentence: str, undo: Callable[[], object] | None) -> None:
        ways = [secondary("Annuler", self.undo, hint="Annuler (Ctrl Z)")] if undo else []
        self.say(title, sentence, Tone.OK, *ways)
        self._undo = undo


def _content(path: Path) -> bytes:
    """Read one byte more than is accepted at most: a huge file is refused without being read."""
    with path.open("rb") as file:
        return file.read(LARGEST + 1)


def _words(plan: ImportPlan) -> str:
    parts = (
        ("Ajoutées", plan.added),
        ("Remplacées", plan.replaced),
        ("Inchangées", plan.same),
    )
    return "\n".join(f"{label} : {', '.join(names)}." for label, names in parts if names)
