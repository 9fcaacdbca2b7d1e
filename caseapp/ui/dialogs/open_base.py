"""The part of the unlock window that opens a base: which one, its password, what went wrong."""

from __future__ import annotations

import math
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from caseapp.kernel.french import plural
from caseapp.kernel.typography import breakable
from caseapp.ui.theme import Tone
from caseapp.ui.widgets.buttons import Button, link, primary, secondary
from caseapp.ui.widgets.fields import TextField
from caseapp.ui.widgets.flow_layout import FlowLayout
from caseapp.ui.widgets.notice import Notice
from caseapp.ui.widgets.password_field import PasswordField
from caseapp.ui.widgets.texts import Text, TextRole

if TYPE_CHECKING:
    from collections.abc import Callable

_SECOND = 1000
_WITH_RECOVERY = "Clé de secours…"
_WITH_PASSWORD = "Mot de passe…"  # noqa: S105 - the words of a link
_RECOVERY_HINT = "Les huit groupes de la feuille, dans l'ordre ; les espaces ne comptent pas."
_EMPTY_PASSWORD = "Saisissez le mot de passe de la base."  # noqa: S105 - what is said of none
_EMPTY_RECOVERY = "Saisissez la clé de secours de la base."


class OpenBase(QWidget):
    """Asks for the password of a base. Knows no service: the window opens the base."""

    wanted = Signal(str)  # the password
    recovery_wanted = Signal(str)  # the recovery key, as it was typed
    stopped = Signal()  # what takes long is to be given up
    another_base = Signal()
    new_base = Signal()
    restoring = Signal()
    doubting = Signal()  # of the base: to have it checked, and what is whole of it saved

    def __init__(self) -> None:
        super().__init__()
        self._path = Path()
        self._left = 0
        self._busy = False
        self._name = Text("", TextRole.STRONG, wrap=True)
        self._folder = Text("", TextRole.HINT, wrap=True)
        self.password = PasswordField("Mot de passe")
        self.recovery = TextField("Clé de secours", hint=_RECOVERY_HINT)
        self._reveal = QCheckBox("Montrer le mot de passe")
        self.notice = Notice()
        self.notice.hide()
        self._bar = QProgressBar()
        self._bar.setRange(0, 0)
        self._bar.setTextVisible(False)
        self.open_button = primary("Ouvrir", self._submit)
        self.stop_button = secondary("Arrêter", self.stopped.emit)
        self.stop_button.hide()
        self.other_way = link(_WITH_RECOVERY, self._change_way)
        self._countdown = QTimer(self)
        self._countdown.setInterval(_SECOND)
        self._countdown.timeout.connect(self._tick)
        self._lay_out()
        self.password.entered.connect(self._submit)
        self.recovery.editor.returnPressed.connect(self._submit)
        self._reveal.toggled.connect(self.password.reveal)
        self._dress()

    def _lay_out(self) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(12)
        which = QVBoxLayout()
        which.setSpacing(2)
        which.addWidget(self._name)
        which.addWidget(self._folder)
        outer.addLayout(which)
        outer.addWidget(self.notice)
        outer.addWidget(self.password)
        outer.addWidget(self._reveal)
        outer.addWidget(self.recovery)
        buttons = QHBoxLayout()
        buttons.setSpacing(16)
        buttons.addWidget(self.open_button)
        buttons.addWidget(self._bar, 1)
        buttons.addWidget(self.stop_button)
        buttons.addStretch(1)
        outer.addLayout(buttons)
        outer.addSpacing(4)
        others = FlowLayout(gap=16)  # five links in a narrow window: they go on underneath
        others.addWidget(self.other_way)
        others.addWidget(link("Choisir une autre base…", self.another_base.emit))
        others.addWidget(link("Créer une base…", self.new_base.emit))
        others.addWidget(link("Restaurer une sauvegarde…", self.restoring.emit))
        others.addWidget(link("Vérifier ou récupérer la base…", self.doubting.emit))
        outer.addLayout(others)
        outer.addStretch(1)

    @property
    def can_submit(self) -> bool:
        """Whether a try is possible now: nothing under way, no delay running."""
        return not self._busy and self._left == 0

    def show_base(self, path: Path) -> None:
        """Propose a base."""
        self._path = path
        self._name.setText(breakable(path.name))
        self._folder.setText(breakable(str(path.parent)))
        self.notice.hide()
        self._reveal.setChecked(False)
        self.show_way(recovery=False)

    @property
    def by_recovery(self) -> bool:
        """Whether the recovery key is asked for, not the password."""
        return self.recovery.isVisibleTo(self)

    def show_way(self, *, recovery: bool) -> None:
        """Ask for the password, or for the recovery key."""
        self.forget()
        self.recovery.setVisible(recovery)
        self.password.setVisible(not recovery)
        self._reveal.setVisible(not recovery)
        self.other_way.setText(_WITH_PASSWORD if recovery else _WITH_RECOVERY)
        self._asked.setFocus()

    def forget(self) -> None:
        """Empty what is typed."""
        self.password.clear()
        self.recovery.editor.clear()
        self.recovery.show_error("")

    def show_progress(self, share: float) -> None:
        """Show how far a long work is, which may be given up."""
        self._bar.setRange(0, 1000)
        self._bar.setValue(round(share * 1000))
        self.stop_button.show()

    def show_busy(self, busy: bool) -> None:  # noqa: FBT001 - the state itself, as in Qt
        """Show that the base is being opened."""
        self._busy = busy
        self.password.editor.setReadOnly(busy)
        self.recovery.editor.setReadOnly(busy)
        self._bar.setRange(0, 0)
        self.stop_button.hide()
        self._dress()

    def refuse(self, sentence: str, wait: float) -> None:
        """Say that what was typed is wrong, select it, and wait before another try."""
        self.notice.hide()
        self._asked.show_error(breakable(sentence))
        self._asked.editor.setFocus()
        self._asked.editor.selectAll()
        self.wait(wait)

    def wait(self, seconds: float) -> None:
        """Let some seconds pass before another try, counted down on the button."""
        self._left = math.ceil(seconds)
        if self._left:
            self._countdown.start()
        self._dress()

    def show_trouble(
        self, sentence: str, way_out: str, *ways: tuple[str, Callable[[], object]]
    ) -> None:
        """Say what prevents the base from opening, with buttons that are the way out."""
        buttons = [Button(words, on_click=call) for words, call in ways]
        self.notice.say(breakable(sentence), way_out, Tone.BAD, *buttons)
        self.notice.show()

    def say(self, title: str, sentence: str, *ways: tuple[str, Callable[[], object]]) -> None:
        """Say something that is no trouble, with what may be done about it."""
        buttons = [Button(words, on_click=call) for words, call in ways]
        self.notice.say(title, breakable(sentence), Tone.INFO, *buttons)
        self.notice.show()

    def _submit(self) -> None:
        if not self.can_submit:
            return
        asked = self._asked
        if not asked.text.strip():
            asked.show_error(_EMPTY_RECOVERY if self.by_recovery else _EMPTY_PASSWORD)
            asked.setFocus()
        elif self.by_recovery:
            self.recovery_wanted.emit(asked.text)
        else:
            self.wanted.emit(asked.text)

    @property
    def _asked(self) -> PasswordField | TextField:
        return self.recovery if self.by_recovery else self.password

    def _change_way(self) -> None:
        if not self._busy:
            self.show_way(recovery=not self.by_recovery)

    def _tick(self) -> None:
        self._left = max(0, self._left - 1)
        if not self._left:
            self._countdown.stop()
        self._dress()

    def _dress(self) -> None:
        self._bar.setVisible(self._busy)
        self.open_button.setEnabled(self.can_submit)
        if self._busy:
            words = "Ouverture…"
        elif self._left:
            words = f"Nouvel essai dans {plural(self._left, 'seconde')}"
        else:
            words = "Ouvrir"
        self.open_button.setText(words)
        self.open_button.setAccessibleName(words)
        if not self._busy and self._left == 0 and self.focusWidget() is None:
            self._asked.setFocus(Qt.FocusReason.OtherFocusReason)
