"""One interview, kept by itself while it is typed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from caseapp.services.interview_rows import TEXT_HINTS, TEXTS
from caseapp.ui.pages.interviews.frame import InterviewFrame
from caseapp.ui.pages.interviews.private import PrivateNotes
from caseapp.ui.pages.interviews.steps import StepsPart
from caseapp.ui.widgets.buttons import secondary
from caseapp.ui.widgets.card import Card
from caseapp.ui.widgets.columns import Columns
from caseapp.ui.widgets.text_area import TextArea
from caseapp.ui.widgets.texts import Text, TextRole

if TYPE_CHECKING:
    from collections.abc import Sequence

    from caseapp.services.agenda import Agenda
    from caseapp.services.interview_rows import InterviewPage
    from caseapp.services.interviews import Interviews

_SOON = 250  # milliseconds of a pause in the typing
_LATEST = 2000  # milliseconds of typing without a pause: what a power cut may take at most
_BESIDE = 780  # pixels from which the three texts stand side by side
_OF_LIST = frozenset({"on_date", "at", "kind", "medium"})
_OF_CASE = frozenset({"on_date", "is_contact", "kind", "medium"})


class InterviewEditor(QWidget):
    """Shows one interview; `keep` puts in the base what is typed and not there yet."""

    kept = Signal(bool, bool)  # whether the list, the header of the case are to be read again

    def __init__(self, interviews: Interviews, agenda: Agenda) -> None:
        super().__init__()
        self._interviews = interviews
        self.page: InterviewPage | None = None
        self._waiting: dict[str, Any] = {}  # typed values by name; texts are read when kept
        self._dirty: set[str] = set()
        self._errors: dict[str, str] = {}
        self.frame = InterviewFrame()
        self.texts = {name: TextArea(words, TEXT_HINTS[name]) for name, words in TEXTS.items()}
        self.steps = StepsPart(agenda)
        self.private = PrivateNotes()
        self.state = Text("", TextRole.HINT)
        self.template = secondary("Modèle")
        self.copy = secondary("Copier")
        self.duplicate = secondary("Dupliquer")
        self.remove = secondary("Supprimer")
        self._soon, self._latest = QTimer(self), QTimer(self)
        for timer, wait in ((self._soon, _SOON), (self._latest, _LATEST)):
            timer.setSingleShot(True)
            timer.setInterval(wait)
            timer.timeout.connect(self.keep)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(12)
        self._card = Card("Entretien")
        self._card.add_beside_title(self.state)
        tools = QHBoxLayout()
        tools.setSpacing(8)
        for button in (self.template, self.duplicate, self.copy, self.remove):
            tools.addWidget(button)
        tools.addStretch(1)
        self._card.add(tools)
        self._card.add(self.frame)
        beside = Columns(_BESIDE, gap=12)
        for area in self.texts.values():
            beside.add(area, 1)
        self._card.add(beside, 1)
        self._card.add(self.steps)
        self._card.add(self.private)
        outer.addWidget(self._card, 1)

    def _connect(self) -> None:
        self.frame.typed.connect(self._mark)
        self.frame.settled.connect(self._settle)
        for name, area in self.texts.items():
            area.typed.connect(lambda name=name: self._mark(name))
        self.private.typed.connect(lambda: self._mark("private"))
        self.steps.typed.connect(lambda: self._mark("steps"))

    # ------------------------------------------------------------------ shown
    def show_page(self, page: InterviewPage, people: Sequence[str]) -> None:
        """Show an interview in place of another one, which was kept before."""
        self._waiting.clear()
        self._dirty.clear()
        self._rest()
        self.page = page
        self.frame.show_page(page, people)
        for name, area in self.texts.items():
            area.show_text(page.texts[name])
            area.show_error("")
        self.private.show_text(page.private)
        self.steps.show_text(page.steps)
        self._name(page)

    def show_again(self, page: InterviewPage, people: Sequence[str]) -> None:
        """Show the same interview as it now is: Ctrl+Z still undoes what was typed in it."""
        self.page = page
        self.frame.show_page(page, people)
        for name, area in self.texts.items():
            area.replace(page.texts[name])
        self._name(page)

    def _name(self, page: InterviewPage) -> None:
        self._card.set_title("Entretien" if page.is_kept else "Nouvel entretien")
        by = f"par {page.author} · " if page.author else ""
        self.state.setText(f"{by}{'enregistré' if page.is_kept else 'rien à enregistrer'}")
        for button in (self.duplicate, self.copy, self.remove):
            button.setEnabled(page.is_kept)

    # ------------------------------------------------------------------ kept
    def keep(self) -> None:
        """Put in the base what is typed and not there yet."""
        self._rest()
        page = self.page
        if page is None or not (self._dirty or self._waiting):
            return
        typed = {**{name: self._value(name) for name in self._dirty}, **self._waiting}
        self._dirty.clear()
        self._waiting.clear()
        errors = self._interviews.put(page.case_id, page.id, typed)
        self._show_errors(typed, errors)
        is_new = not page.is_kept
        self.page = self._interviews.get(page.id)
        if is_new or not typed.keys() <= self.texts.keys():
            self.frame.note(self.page)
        self._name(self.page)
        self.kept.emit(
            is_new or bool(_OF_LIST & typed.keys()), is_new or bool(_OF_CASE & typed.keys())
        )

    def _rest(self) -> None:
        self._soon.stop()
        self._latest.stop()

    def leave(self) -> None:
        """Keep all, the line one is in too."""
        self.frame.commit()
        self.keep()

    def _mark(self, name: str) -> None:
        """Note that something is being typed: in the base once one pauses, or soon enough."""
        self._dirty.add(name)
        self.state.setText("enregistrement…")
        self._soon.start()  # anew at each key: a save takes a tenth of a second from the typing
        if not self._latest.isActive():
            self._latest.start()

    def _settle(self, values: dict[str, Any]) -> None:
        self._waiting.update(values)
        for name in values:
            self._dirty.discard(name)
        self.keep()
        if self.page is not None:
            self.frame.show_proposed(self.page, values.keys())

    def _value(self, name: str) -> Any:
        if name in self.texts:
            return self.texts[name].text
        if name == "private":
            return self.private.area.text
        if name == "steps":
            return self.steps.area.text
        return self.frame.value(name)

    def _show_errors(self, typed: dict[str, Any], errors: dict[str, str]) -> None:
        for name in typed:
            sentence = errors.get(name, "")
            if name in self.texts:
                self.texts[name].show_error(sentence)
            elif name == "private":
                self.private.area.show_error(sentence)
            elif name in self.frame.lines:
                self.frame.show_error(name, sentence)
