"""The part of the unlock window that makes a base: where, and a password that is strong enough."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from caseapp.kernel.typography import breakable
from caseapp.ui.theme import Tone, restyle
from caseapp.ui.widgets.buttons import Button, link, primary, secondary
from caseapp.ui.widgets.notice import Notice
from caseapp.ui.widgets.password_field import PasswordField
from caseapp.ui.widgets.texts import Text, TextRole

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

_PROMISE = (
    "Vos dossiers tiennent dans un fichier chiffré, sur cet ordinateur. Sans le mot de passe,"
    " personne ne peut le lire, et personne ne peut le retrouver : notez-le en lieu sûr."
)
_DIFFERENT = "Les deux mots de passe sont différents."
_RULE_BITS = 80


class StrengthBar(QWidget):
    """How strong a password is: a bar, a sentence, advice. The word says what the colour says."""

    def __init__(self, rule: str) -> None:
        super().__init__()
        self._rule = rule
        self._bar = QProgressBar()
        self._bar.setRange(0, 100)
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName("Solidité du mot de passe")
        self._sentence = Text("", TextRole.STRONG, wrap=True)
        self._advice = Text("", TextRole.HINT, wrap=True)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(4)
        for part in (self._bar, self._sentence, self._advice):
            outer.addWidget(part)
        self.show_nothing()

    @property
    def words(self) -> str:
        """What is said of the password."""
        return f"{self._sentence.text()} {self._advice.text()}".strip()

    def show_nothing(self) -> None:
        """Say the rule, before anything is typed."""
        self._show(0, "", self._rule, None)

    def show_strength(
        self, bits: float, sentence: str, advice: Sequence[str], *, accepted: bool
    ) -> None:
        """Show how strong a password is against the rule of 80 bits."""
        share = min(100, round(bits / _RULE_BITS * 100))
        tone = Tone.OK if accepted else Tone.BAD
        self._show(share if accepted else min(share, 90), sentence, "\n".join(advice), tone)

    def _show(self, share: int, sentence: str, advice: str, tone: Tone | None) -> None:
        self._bar.setValue(share)
        restyle(self._bar, tone=tone.value if tone else None)
        self._sentence.setText(sentence)
        self._sentence.setVisible(bool(sentence))
        self._sentence.set_tone(tone)
        self._advice.setText(advice)
        self._advice.setVisible(bool(advice))


class NewBase(QWidget):
    """Collects where a base is made and its password. Knows no service: the window makes it."""

    wanted = Signal(str)  # the password, typed twice alike
    typed = Signal(str)
    elsewhere = Signal()
    existing_base = Signal()

    def __init__(self, rule: str) -> None:
        super().__init__()
        self._accepted = False
        self._busy = False
        self._name = Text("", TextRole.STRONG, wrap=True)
        self._folder = Text("", TextRole.HINT, wrap=True)
        self.password = PasswordField("Mot de passe")
        self.strength = StrengthBar(rule)
        self.again = PasswordField("Le même mot de passe, une seconde fois")
        self._reveal = QCheckBox("Montrer les mots de passe")
        self.notice = Notice()
        self.notice.hide()
        self.create_button = primary("Créer la base", self._submit)
        self._lay_out()
        self.password.typed.connect(self._typed)
        self.password.entered.connect(self.again.setFocus)
        self.again.entered.connect(self._submit)
        self.again.editor.editingFinished.connect(self._compare)
        for field in (self.password, self.again):
            self._reveal.toggled.connect(field.reveal)

    def _lay_out(self) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(12)
        outer.addWidget(Text(_PROMISE, TextRole.SECONDARY, wrap=True))
        where = QHBoxLayout()
        where.setSpacing(12)
        names = QVBoxLayout()
        names.setSpacing(2)
        names.addWidget(Text("Emplacement", TextRole.LABEL))
        names.addWidget(self._name)
        names.addWidget(self._folder)
        where.addLayout(names, 1)
        where.addWidget(secondary("Changer…", self.elsewhere.emit))
        outer.addLayout(where)
        for part in (self.notice, self.password, self.strength, self.again, self._reveal):
            outer.addWidget(part)
        buttons = QHBoxLayout()
        buttons.setSpacing(16)
        buttons.addWidget(self.create_button)
        buttons.addWidget(link("Ouvrir une base qui existe…", self.existing_base.emit))
        buttons.addStretch(1)
        outer.addLayout(buttons)
        outer.addStretch(1)

    def show_place(self, path: Path) -> None:
        """Show where the base would be made."""
        self._name.setText(breakable(path.name))
        self._folder.setText(breakable(str(path.parent)))
        self.notice.hide()

    def show_strength(
        self, bits: float, sentence: str, advice: Sequence[str], *, accepted: bool
    ) -> None:
        """Show how strong the password is; under the rule, it will not be taken."""
        self._accepted = accepted
        if accepted:
            self.password.show_error("")
        if self.password.text:
            self.strength.show_strength(bits, sentence, advice, accepted=accepted)

    def show_busy(self, busy: bool) -> None:  # noqa: FBT001 - the state itself, as in Qt
        """Show that the base is being made."""
        self._busy = busy
        self.create_button.setEnabled(not busy)
        self.create_button.setText("Création…" if busy else "Créer la base")

    def show_trouble(
        self, sentence: str, way_out: str, *ways: tuple[str, Callable[[], object]]
    ) -> None:
        """Say what prevents the base from being made."""
        buttons = [Button(words, on_click=call) for words, call in ways]
        self.notice.say(breakable(sentence), way_out, Tone.BAD, *buttons)
        self.notice.show()

    def forget(self) -> None:
        """Empty both passwords."""
        self.password.clear()
        self.again.clear()
        self._reveal.setChecked(False)
        self._accepted = False
        self.strength.show_nothing()

    def _typed(self, text: str) -> None:
        self._accepted = False
        self.again.show_error("")
        if not text:
            self.strength.show_nothing()
        self.typed.emit(text)

    def _compare(self) -> None:
        different = bool(self.again.text) and self.again.text != self.password.text
        self.again.show_error(_DIFFERENT if different else "")

    def _submit(self) -> None:
        if self._busy:
            return
        if not self._accepted:
            self.password.show_error("Ce mot de passe n'est pas encore assez solide.")
            self.password.setFocus()
        elif self.again.text != self.password.text:
            self.again.show_error(_DIFFERENT)
            self.again.select()
        else:
            self.wanted.emit(self.password.text)
