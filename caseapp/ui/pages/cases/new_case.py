"""The card that opens a case: a name is enough, and who may already have one is pointed out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from caseapp.kernel import french
from caseapp.kernel.errors import UserInputError
from caseapp.services.household_records import NAME_LENGTH
from caseapp.ui.theme import Tone
from caseapp.ui.widgets.buttons import primary, secondary
from caseapp.ui.widgets.card import Card
from caseapp.ui.widgets.fields import TextField
from caseapp.ui.widgets.notice import Notice
from caseapp.ui.widgets.texts import Text, TextRole
from caseapp.ui.wording import day

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from caseapp.services.duplicates import LikelyDuplicate
    from caseapp.ui.pages.cases.tools import CasesTools
    from caseapp.ui.tasks import Job

_PAUSE = 180  # milliseconds without a key before one looks who has that name


class NewCaseCard(Card):
    """Collects a name and a birth; Enter creates, a second time where somebody may be there."""

    created = Signal(object)  # id of the case
    given_up = Signal()
    open_asked = Signal(object)  # id of a case that is there already

    def __init__(self, tools: CasesTools) -> None:
        super().__init__("Nouveau dossier", "un nom suffit, le reste peut attendre")
        self._cases, self._duplicates = tools.desk.cases, tools.desk.duplicates
        self._jobs = tools.jobs
        self._is_discreet = False
        self._seen: tuple[str, ...] = ()  # what was typed when the likely ones were last shown
        self.last_name = TextField("Nom")
        self.first_name = TextField("Prénom")
        self.birth = TextField("Naissance", placeholder="jj/mm/aaaa")
        self.create_button = primary("Créer le dossier", self.open_case)
        self.likely = Notice()
        self.likely.hide()
        self.found: tuple[LikelyDuplicate, ...] = ()
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE)
        self._pause.timeout.connect(self._look)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(4)
        self._lay_out()
        for field in self._fields:
            field.editor.setMaxLength(NAME_LENGTH)
            field.editor.returnPressed.connect(self.open_case)
            field.editor.textChanged.connect(lambda _text: self._pause.start())
        escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), self, self.give_up)
        escape.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

    @property
    def _fields(self) -> tuple[TextField, ...]:
        return self.last_name, self.first_name, self.birth

    @property
    def typed(self) -> tuple[str, ...]:
        """What stands in the fields."""
        return tuple(field.text for field in self._fields)

    def _lay_out(self) -> None:
        line = QHBoxLayout()
        line.setSpacing(12)
        line.addWidget(self.last_name, 3)
        line.addWidget(self.first_name, 3)
        line.addWidget(self.birth, 2)
        buttons = QVBoxLayout()
        buttons.setContentsMargins(0, 20, 0, 0)
        choice = QHBoxLayout()
        choice.addWidget(self.create_button)
        choice.addWidget(secondary("Annuler", self.give_up))
        buttons.addLayout(choice)
        buttons.addStretch(1)
        line.addLayout(buttons)
        self.add(line)
        self.add(self.likely)
        self.add(self._rows)

    def start(self, *typed: str) -> None:
        """Show the card with what was typed before."""
        if typed:
            for field, text in zip(self._fields, typed, strict=False):
                field.show_text(text)
        self.show()
        self.last_name.setFocus()
        self.last_name.editor.end(False)

    def keep(self) -> None:
        """Keep what is typed when one goes elsewhere."""
        self._pause.stop()
        if not self.isHidden():
            self._cases.keep_unfinished(*self.typed)

    def give_up(self) -> None:
        """Forget what is typed."""
        self._empty()
        self.given_up.emit()

    def open_case(self) -> None:
        """Open the case, unless somebody who may have one was not pointed out yet."""
        for field in self._fields:
            field.show_error("")
        try:
            birth = self._duplicates.read_birth(self.birth.text)
            if self.last_name.text.strip() and self._is_news(birth):
                return
            case_id = self._cases.create(self.last_name.text, self.first_name.text, birth)
        except UserInputError as error:
            field = {"first_name": self.first_name, "birth_date": self.birth}.get(
                error.field, self.last_name
            )
            field.show_error(error.sentence)
            field.setFocus()
            return
        self._empty()
        self.created.emit(case_id)

    def _is_news(self, birth: date | None) -> bool:
        """Show who may be the same person, if that is not on screen; say whether it is news."""
        if self._seen == self.typed:
            return False
        self._pause.stop()
        self._jobs.cancel(self, "duplicates")
        self._show(self._duplicates.likely(self.last_name.text, self.first_name.text, birth))
        return bool(self.found)

    def _look(self) -> None:
        last, first, _birth = typed = self.typed
        try:
            birth = self._duplicates.read_birth(self.birth.text)
        except UserInputError:  # it is still being typed
            birth = None

        def work(_job: Job) -> tuple[LikelyDuplicate, ...]:
            return self._duplicates.likely(last, first, birth)

        def done(found: tuple[LikelyDuplicate, ...]) -> None:
            if self.typed == typed and not self.isHidden():
                self._show(found)

        self._jobs.start(self, work, done, name="duplicates")

    def show_discreet(self, discreet: bool) -> None:  # noqa: FBT001 - the state itself, as in Qt
        """Name likely duplicates by their initials, or whole again."""
        if discreet != self._is_discreet:
            self._is_discreet = discreet
            self._show(self.found)

    def _show(self, found: Sequence[LikelyDuplicate]) -> None:
        self._seen, self.found = self.typed, tuple(found)
        while (item := self._rows.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        self.likely.setVisible(bool(found))
        if found:
            self.likely.say(
                "Ce dossier existe peut-être déjà",
                "Entrée crée tout de même un nouveau dossier.",
                Tone.WARN,
            )
        for duplicate in found:
            self._rows.addWidget(self._row(duplicate))
        self.create_button.setText("Créer tout de même" if found else "Créer le dossier")

    def _row(self, found: LikelyDuplicate) -> QWidget:
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(12)
        name, details = found.name, _details(found)
        if self._is_discreet:
            name, details = french.initials(name), " · ".join((found.why, *_reference(found)))
        line.addWidget(Text(name, TextRole.STRONG))
        line.addWidget(Text(details, TextRole.SECONDARY, wrap=True), 1)
        button = secondary("Ouvrir", lambda: self.open_asked.emit(found.case_id))
        whose = f"{found.reference}, {name}" if found.reference else f"de {name}"
        button.setAccessibleName(f"Ouvrir le dossier {whose}")
        line.addWidget(button)
        return row

    def _empty(self) -> None:
        for field in self._fields:
            field.editor.clear()
            field.show_text("")
            field.show_error("")
        self._pause.stop()
        self._show(())
        self._seen = ()
        self._cases.keep_unfinished("", "", "")
        self.hide()


def _reference(found: LikelyDuplicate) -> tuple[str, ...]:
    """Return the reference; nothing of a colleague's case, which is opened for a reason."""
    return (f"dossier {found.reference}",) if found.reference else ()


def _details(found: LikelyDuplicate) -> str:
    parts = [found.why, *_reference(found)]
    if found.born_on:
        parts.insert(1, f"naissance le {day(found.born_on)}")
    if found.case_name:
        parts.append(f"dans le foyer de {found.case_name}")
    if found.is_closed:
        parts.append("clos")
    return " · ".join(parts)
