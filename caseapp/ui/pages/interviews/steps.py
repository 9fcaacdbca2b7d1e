"""« Suites à donner »: a line for each thing to do, its day shown at once, then to the agenda."""

from __future__ import annotations

from contextlib import suppress
from datetime import timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut, QTextCursor
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from caseapp.domain.agenda import TaskKind
from caseapp.kernel import french
from caseapp.kernel.errors import UserInputError
from caseapp.ui.dialogs.agenda_forms import day_form
from caseapp.ui.theme import Tone
from caseapp.ui.widgets.buttons import secondary
from caseapp.ui.widgets.text_area import TextArea
from caseapp.ui.widgets.texts import Pill, Text, TextRole

if TYPE_CHECKING:
    from caseapp.domain.dictation import Step
    from caseapp.services.agenda import Agenda

_KINDS = {TaskKind.TASK: "tâche", TaskKind.APPOINTMENT: "rendez-vous"}
_HINT = (
    "Une ligne par suite : « relancer la CAF le 12/12 », « rdv 14h30 jeudi », « tous les lundis… ». "
    "Alt+↑ et Alt+↓ changent le jour de la ligne, Ctrl+D le demande, Ctrl+Entrée ajoute à l'agenda."
)


class _Line(QWidget):
    """One step as it is understood: its day, what is to do, and what is to be chosen."""

    def __init__(self, step: Step) -> None:
        super().__init__()
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(8)
        pill = Pill(when(step), Tone.INFO if step.on is not None else Tone.UNKNOWN)
        words = [step.title, _KINDS[step.kind]]
        if step.recurrence is not None:
            words.append(step.recurrence.words)
        if step.on is not None and step.doubt:
            words.append(step.doubt)
        outer.addWidget(pill, 0, Qt.AlignmentFlag.AlignTop)
        outer.addWidget(Text(" · ".join(words), TextRole.BODY, wrap=True), 1)
        self.setAccessibleName(f"{when(step)} · {' · '.join(words)}")


class StepsPart(QWidget):
    """Tells `typed` at each change, `asked` with the steps that go to the agenda."""

    typed = Signal()
    asked = Signal(object)  # the steps

    def __init__(self, agenda: Agenda) -> None:
        super().__init__()
        self._agenda = agenda
        self._steps: tuple[Step, ...] = ()
        self.area = TextArea("Suites à donner", _HINT, lines=4)
        self.add = secondary("Ajouter à l'agenda", self.ask)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(6)
        line = QHBoxLayout()
        line.addLayout(self._lines, 1)
        line.addWidget(self.add, 0, Qt.AlignmentFlag.AlignBottom)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(8)
        outer.addWidget(self.area)
        outer.addLayout(line)
        self.area.typed.connect(self.typed)
        self.area.editor.textChanged.connect(self._read)
        for keys, call in (
            ("Ctrl+Return", self.ask),
            ("Ctrl+Enter", self.ask),
            ("Ctrl+D", self._ask_day),
            ("Alt+Down", lambda: self._shift(1)),
            ("Alt+Up", lambda: self._shift(-1)),
        ):
            shortcut = QShortcut(QKeySequence(keys), self.area.editor)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(call)
        self._read()

    @property
    def steps(self) -> tuple[Step, ...]:
        """The steps as they are understood."""
        return self._steps

    def show_text(self, text: str) -> None:
        """Show the lines that wait."""
        self.area.show_text(text)

    def ask(self) -> None:
        """Ask that the steps go to the agenda."""
        if self._steps:
            self.asked.emit(self._steps)

    def _read(self) -> None:
        self._steps = self._agenda.steps(self.area.text)
        while (item := self._lines.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for step in self._steps:
            self._lines.addWidget(_Line(step))
        self.add.setVisible(bool(self._steps))

    def _line(self) -> str:
        return self.area.editor.textCursor().block().text()

    def _ask_day(self) -> None:
        line = self._line()
        if line.strip():
            form = day_form(self, line.strip(), self._redate)
            form.finished.connect(form.deleteLater)
            form.open()

    def _shift(self, days: int) -> None:
        line = self._line()
        found = self._agenda.steps(line)
        if found and found[0].on is not None:
            with suppress(UserInputError):  # yesterday is no day to do something
                self._redate(french.day(found[0].on + timedelta(days=days)))

    def _redate(self, text: str) -> None:
        """Write the line again with another day: Ctrl+Z takes it back as any typing."""
        line = self._agenda.redated(self._line(), text)
        cursor = self.area.editor.textCursor()
        cursor.movePosition(QTextCursor.MoveOperation.StartOfBlock)
        cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
        cursor.insertText(line)


def when(step: Step) -> str:
    """Return « ven. 12 déc. · 14h30 », or what is to be chosen."""
    if step.on is None:
        return step.doubt
    hour = f" · {french.hour(step.at)}" if step.at else ""
    return f"{french.weekday_short(step.on)}{hour}"
