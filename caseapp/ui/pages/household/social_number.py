"""The « n° de sécurité sociale » of the person shown: masked, seen for thirty seconds, copied whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from caseapp.kernel.errors import NotFoundError
from caseapp.services.social_numbers import LONGEST
from caseapp.ui import clipboard
from caseapp.ui.theme import Tone
from caseapp.ui.widgets.buttons import link
from caseapp.ui.widgets.fields import TextField
from caseapp.ui.widgets.texts import Text, TextRole

if TYPE_CHECKING:
    from uuid import UUID

    from PySide6.QtGui import QHideEvent

    from caseapp.services.social_numbers import SocialNumberRow, SocialNumbers

SECONDS = 30
LABEL = "N° de sécurité sociale"
_HINT = "15 signes, clé comprise ; les espaces ne comptent pas"
_WIDTH = 240
_TAKEN = (QKeySequence.StandardKey.Copy, QKeySequence.StandardKey.Cut)


class SocialNumberField(QWidget):
    """Tells what is typed; the page keeps it and shows the person again.

    What stands in clear goes after thirty seconds, when another person or page shows, and when the
    screen is shared. It leaves by `copy` alone: the keys, the menu and the mouse of the line, which
    would copy without a word to the journal, do not.
    """

    typed = Signal(object, str)  # person id, text

    def __init__(self, numbers: SocialNumbers) -> None:
        super().__init__()
        self._numbers = numbers
        self._person: UUID | None = None
        self._row: SocialNumberRow | None = None
        self._told = ""  # what was just done
        self._is_revealed = self._is_discreet = False
        self.field = TextField(LABEL, placeholder="2 84 05 88 …")
        self.field.setFixedWidth(_WIDTH)
        self.field.editor.setMaxLength(LONGEST)
        self.field.editor.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.field.editor.installEventFilter(self)
        self.reveal_button = link("", self._turn)
        self.copy_button = link("Copier", self.copy)
        self.copy_button.setAccessibleName(f"{LABEL} : copier")
        self.said = Text("", TextRole.SECONDARY, wrap=True)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SECONDS * 1000)
        self._timer.timeout.connect(self.conceal)
        self._lay_out()
        self.field.committed.connect(self._keep)
        self.field.editor.returnPressed.connect(self.field.commit)

    def _lay_out(self) -> None:
        links = QHBoxLayout()
        links.setSpacing(12)
        links.addWidget(self.reveal_button)
        links.addWidget(self.copy_button)
        links.addStretch(1)
        beside = QVBoxLayout()
        beside.setContentsMargins(0, 25, 0, 0)  # level with the line, under its label
        beside.setSpacing(2)
        beside.addLayout(links)
        beside.addWidget(self.said)
        beside.addStretch(1)
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(12)
        outer.addWidget(self.field, 0, Qt.AlignmentFlag.AlignTop)
        outer.addLayout(beside, 1)

    # ------------------------------------------------------------------ shown
    def show_person(self, person_id: UUID | None) -> None:
        """Show a person's number; nothing at all where numbers are not kept."""
        if person_id != self._person:
            self.conceal()
            self._person, self._told = person_id, ""
        self._read()

    def show_discreet(self, discreet: bool) -> None:  # noqa: FBT001 - the state itself, as in Qt
        """Show nothing in clear while somebody sees the screen."""
        self._is_discreet = discreet
        if discreet:
            self.conceal()
        self._read()

    def leave(self) -> None:
        """Hand over what is being typed, then hide it."""
        self.conceal()

    def conceal(self) -> None:
        """Hide what stands in clear; what was typed meanwhile is handed over first."""
        self.field.commit()
        self._timer.stop()
        if self._is_revealed:
            self._is_revealed = False
            self._read()

    def hideEvent(self, event: QHideEvent) -> None:
        self.conceal()
        super().hideEvent(event)

    def _read(self) -> None:
        self._row = None if self._person is None else self._numbers.shown(self._person)
        self.setVisible(self._row is not None)
        if self._row is not None:
            self._show(self._row)

    def _show(self, row: SocialNumberRow) -> None:
        is_masked = bool(row.masked) and not self._is_revealed
        self.field.editor.setReadOnly(is_masked)
        if not self._is_revealed:
            self.field.show_text(row.masked)
        self.field.show_error(row.error)
        self.field.editor.setToolTip("" if row.error else _HINT)
        self.reveal_button.setVisible(bool(row.masked))
        self.reveal_button.setEnabled(not self._is_discreet)
        words = "Masquer" if self._is_revealed else f"Voir ou corriger ({SECONDS} s)"
        self.reveal_button.setText(words)
        self.reveal_button.setAccessibleName(f"{LABEL} : {words}")
        self.reveal_button.setToolTip("Écran partagé : rien n'est montré" * self._is_discreet)
        self.copy_button.setVisible(row.can_copy)
        words = self._told or row.doubts
        self.said.setText(words)
        self.said.set_tone(Tone.WARN if words == row.doubts else None)
        self.said.setVisible(bool(words))

    # ------------------------------------------------------------------ done
    def reveal(self) -> None:
        """Show the number in clear for a while, and let it be corrected; journalled."""
        if self._person is None or self._is_discreet:
            return
        try:
            text = self._numbers.reveal(self._person)
        except NotFoundError:  # taken out meanwhile
            self._read()
            return
        self._is_revealed = True
        self.field.show_text(text)
        self._timer.start()
        self._read()
        self.field.editor.setFocus()

    def copy(self) -> None:
        """Copy the whole number, masked or not; journalled, and gone from there after a minute."""
        if self._person is None or self._row is None or not self._row.can_copy:
            return
        try:
            clipboard.copy(self._numbers.to_copy(self._person))
        except NotFoundError:
            self._read()
            return
        self._told = f"Copié ; effacé du presse-papiers dans {clipboard.SECONDS} secondes."
        self._read()

    def _turn(self) -> None:
        if self._is_revealed:
            self.conceal()
        else:
            self.reveal()

    def _keep(self, text: str) -> None:
        person = self._person
        if person is None:
            return
        self._told = ""
        self.typed.emit(person, text)
        if self._person != person:
            return
        self._read()
        if self._row is not None and self._row.error:
            self._is_revealed = True  # what was just typed is corrected where it stands
            self._timer.start()
            self.field.show_text(text)
            self._show(self._row)
        elif self._is_revealed:
            self._is_revealed = False
            self._timer.stop()
            self._read()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Have the keys of copying copy the whole number, and the mouse none of it."""
        if isinstance(event, QKeyEvent) and any(map(event.matches, _TAKEN)):
            if event.type() == QEvent.Type.KeyPress:
                self.copy()
            event.accept()
            return True
        # Some systems copy what the mouse selects as it is let go of.
        is_release = event.type() == QEvent.Type.MouseButtonRelease
        return is_release or super().eventFilter(watched, event)
