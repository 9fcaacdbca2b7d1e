"""A window that asks for passwords: one's own again, a new one, whose it is; nothing is remembered."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QProgressBar

from caseapp.kernel.errors import KnownTroubleError, UserInputError
from caseapp.services import access
from caseapp.ui.dialogs.frame import Dialog
from caseapp.ui.dialogs.new_base import StrengthBar
from caseapp.ui.theme import Tone
from caseapp.ui.widgets.fields import ChoiceField, TextField
from caseapp.ui.widgets.notice import Notice
from caseapp.ui.widgets.password_field import PasswordField

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from caseapp.kernel.errors import CaseAppError
    from caseapp.services.access import Strength
    from caseapp.ui.tasks import Jobs

_WIDTH = 520
_DIFFERENT = "Les deux mots de passe sont différents."
_MINE = (access.WrongPasswordError, access.TooSoonError)
ROLES = (
    ("worker", "Intervenant : ses dossiers, les autres sur motif"),
    ("in_charge", "Responsable : tous les dossiers, le journal, les accès"),
)


@dataclass(frozen=True, slots=True)
class Typed:
    """What stands in the window."""

    mine: str = field(default="", repr=False)
    new: str = field(default="", repr=False)
    name: str = field(default="", repr=False)
    title: str = field(default="", repr=False)
    role: str = "worker"
    key: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Asked:
    """What a window asks for."""

    mine: bool = True  # the password of whoever has the base open
    new: bool = False
    person: bool = False
    key: bool = False  # the recovery key, copied from its sheet


class SecurityForm(Dialog):
    """Does its work in a job, and closes once it is done; else says why, at the field."""

    worked = Signal()

    def __init__(
        self,
        parent: QWidget,
        words: tuple[str, str, str],
        asked: Asked,
        work: Callable[[Typed], object],
        jobs: Jobs,
    ) -> None:
        """`words`: the title, a sentence, the verb of the button."""
        title, sentence, verb = words
        super().__init__(parent, title, sentence, width=_WIDTH)
        self._asked, self._work, self._jobs = asked, work, jobs
        self.notice = Notice()
        self.notice.hide()
        self.person = TextField("Nom")
        self.title = TextField("Fonction")
        self.role = ChoiceField("Rôle", list(ROLES))
        self.new = PasswordField("Nouveau mot de passe")
        self.strength = StrengthBar(access.RULE)
        self.again = PasswordField("Le même, une seconde fois")
        self.key = TextField("Les huit groupes de la feuille, dans l'ordre")
        self.mine = PasswordField("Votre mot de passe actuel")
        self.bar = QProgressBar()
        self.bar.setRange(0, 0)
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName("En cours")
        self.bar.hide()
        for part, is_asked in (
            (self.notice, True),
            (self.key, asked.key),
            (self.person, asked.person),
            (self.title, asked.person),
            (self.role, asked.person),
            (self.new, asked.new),
            (self.strength, asked.new),
            (self.again, asked.new),
            (self.mine, asked.mine),
            (self.bar, True),
        ):
            if is_asked:
                self.add(part)
        self.add_way_back()
        self.way_on = self.add_way_on(verb)
        self.new.typed.connect(self._measure)
        self.role.show_value("worker")

    def go_on(self) -> None:
        """Do the work with what is typed."""
        if self.bar.isVisible() or not self._is_complete():
            return
        typed = Typed(
            mine=self.mine.text,
            new=self.new.text,
            name=self.person.text,
            title=self.title.text,
            role=self.role.value,
            key=self.key.text,
        )
        self._show_busy(True)
        self._jobs.start(
            self,
            lambda _job: self._work(typed),
            lambda _nothing: self._has_done(),
            failed=self._refuse,
            name="work",
        )

    def done_with(self) -> None:
        """Leave nothing of what was typed in the fields."""
        for part in (self.mine, self.new, self.again):
            part.clear()
        self.key.editor.clear()

    def _is_complete(self) -> bool:
        for part in (self.person, self.key, self.new, self.again, self.mine):
            part.show_error("")
        self.notice.hide()
        if self._asked.new and self.new.text != self.again.text:
            self.again.show_error(_DIFFERENT)
            self.again.setFocus()
            self.fit()
            return False
        return True

    def _measure(self, text: str) -> None:
        if not text:
            self._jobs.cancel(self, "measure")
            self.strength.show_nothing()
            return
        self._jobs.start(
            self,
            lambda _job: access.strength(text, (self.person.text,)),
            self._show_strength,
            name="measure",
        )

    def _show_strength(self, found: Strength) -> None:
        if self.new.text:
            self.strength.show_strength(
                found.bits, found.sentence, found.advice, accepted=found.accepted
            )
        self.fit()

    def _has_done(self) -> None:
        self._show_busy(False)
        self.done_with()
        self.accept()
        self.worked.emit()

    def _refuse(self, error: CaseAppError) -> None:
        self._show_busy(False)
        part, words = self._where(error)
        if part is not None:
            part.show_error(words)
            part.setFocus()
        else:
            way_out = error.way_out if isinstance(error, KnownTroubleError) else ""
            self.notice.say(words, way_out, Tone.BAD)
            self.notice.show()
        self.fit()

    def _where(self, error: CaseAppError) -> tuple[PasswordField | TextField | None, str]:
        """Return the field that is wrong, and what to say there."""
        if isinstance(error, _MINE) and self._asked.mine:
            return self.mine, error.sentence
        if isinstance(error, access.WeakPasswordError):
            return self.new, error.sentence
        if isinstance(error, access.WrongRecoveryKeyError):
            return self.key, "Ce n'est pas la clé de la feuille qui vient d'être imprimée."
        if isinstance(error, UserInputError):
            return (self.key if error.field == "key" else self.person), error.sentence
        return None, error.sentence

    def _show_busy(self, busy: bool) -> None:  # noqa: FBT001 - the state itself, as in Qt
        self.bar.setVisible(busy)
        self.way_on.setEnabled(not busy)
        self.fit()
