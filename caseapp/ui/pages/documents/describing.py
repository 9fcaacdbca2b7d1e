"""The small form of a document, beside its preview: filled by keyboard, several in a row."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout

from caseapp.kernel import french
from caseapp.kernel.errors import UserInputError
from caseapp.rules.document_kinds import Basis, load_document_kinds
from caseapp.services.document_forms import KEPT
from caseapp.ui.theme import Tone
from caseapp.ui.widgets.buttons import primary, secondary
from caseapp.ui.widgets.card import Card
from caseapp.ui.widgets.fields import ChoiceField, TextField
from caseapp.ui.widgets.notice import Notice
from caseapp.ui.widgets.texts import Text, TextRole
from caseapp.ui.wording import date_confidence

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from uuid import UUID

    from PySide6.QtGui import QKeyEvent

_DAY = "jj/mm/aaaa"
_ORIGINALS = (("", "non conservé"), (KEPT, "conservé par le service"))
_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}


class Describing(Card):
    """Goes through documents one by one; Enter keeps and goes on, Escape leaves the rest as is."""

    shown = Signal(object)  # the id of the document that is described now
    over = Signal()

    def __init__(
        self,
        shown_of: Callable[[UUID], dict[str, str]],
        keep: Callable[[UUID, dict[str, str]], None],
        propose: Callable[[str, str], str],
    ) -> None:
        """`keep` stores what is typed, or raises `UserInputError`; `propose` gives a validity."""
        super().__init__("Décrire le document")
        self._shown_of, self._keep, self._propose = shown_of, keep, propose
        self._left: list[UUID] = []
        self._total = 0
        self._now: UUID | None = None
        self._proposed = ""
        kinds = [(kind.code, kind.label) for kind in load_document_kinds().kinds]
        self.kind = ChoiceField("Nature", kinds)
        self.title_field = TextField("Titre")
        self.person = ChoiceField("Personne", [("", "tout le foyer")])
        self.on_date = TextField("Date du document (facultatif)", placeholder=_DAY)
        self.valid_until = TextField("Valable jusqu'au (facultatif)", placeholder=_DAY)
        self.note = TextField("Note (facultatif)")
        self.original = ChoiceField("Original papier", _ORIGINALS)
        self.returned = TextField("Restitué le (facultatif)", placeholder=_DAY)
        self.notice = Notice()
        self.notice.hide()
        self.usual = Text("", TextRole.HINT, wrap=True)
        self.fields: dict[str, TextField | ChoiceField] = {
            "kind": self.kind,
            "title": self.title_field,
            "person": self.person,
            "on_date": self.on_date,
            "valid_until": self.valid_until,
            "note": self.note,
            "original": self.original,
            "original_returned_on": self.returned,
        }
        self._lay_out()
        self.kind.committed.connect(lambda _value: self._propose_validity())
        self.kind.editor.currentIndexChanged.connect(lambda _place: self._tell_usual())
        self.on_date.committed.connect(lambda _text: self._propose_validity())

    def _lay_out(self) -> None:
        dates = QHBoxLayout()
        dates.setSpacing(12)
        dates.addWidget(self.on_date, 1)
        dates.addWidget(self.valid_until, 1)
        paper = QHBoxLayout()
        paper.setSpacing(12)
        paper.addWidget(self.original, 1)
        paper.addWidget(self.returned, 1)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        self.leave_button = secondary("Terminer", self.end, hint="Garde ce qui est écrit ici")
        self.skip = secondary("Passer", self._next)
        self.keep_button = primary("Enregistrer", self.keep, hint="Entrée")
        buttons.addWidget(self.leave_button)
        buttons.addStretch(1)
        buttons.addWidget(self.skip)
        buttons.addWidget(self.keep_button)
        for part in (self.notice, self.kind, self.title_field, self.person):
            self.add(part)
        self.add(dates)
        self.add(self.usual)
        self.add(self.note)
        self.add(paper)
        self.add(buttons)
        self.body.addStretch(1)

    @property
    def is_under_way(self) -> bool:
        """Whether a document is being described."""
        return self._now is not None

    def describe(self, documents: Sequence[UUID], people: Sequence[tuple[str, str]]) -> None:
        """Go through these documents."""
        self._left, self._total = list(documents), len(documents)
        editor = self.person.editor
        editor.clear()
        for value, words in (("", "tout le foyer"), *people):
            editor.addItem(words, value)
        self._next()

    def keep(self) -> None:
        """Keep what is typed and go on, or show what is refused."""
        if self._now is None:
            return
        self._settle()
        for part in self.fields.values():
            part.show_error("")
        self.notice.hide()
        try:
            self._keep(self._now, self._typed())
        except UserInputError as error:
            self._refuse(error)
            return
        self._next()

    def end(self) -> None:
        """Keep what is typed here, and leave the rest as it was guessed."""
        self._left = []
        self.keep()

    def keep_what_can_be(self) -> None:
        """Keep what is typed before the page goes; what is refused stays as it was before."""
        if self._now is None:
            return
        self._settle()
        known, typed = self._shown_of(self._now), self._typed()
        while typed != known:
            try:
                self._keep(self._now, typed)
            except UserInputError as error:
                if typed.get(error.field) == known.get(error.field):
                    break  # what stands in the base would be refused too: nothing more to do
                typed[error.field] = known[error.field]
            else:
                break
        self.leave()

    def leave(self) -> None:
        """Leave this form and the rest as they were."""
        self._left, self._now = [], None
        self.over.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _ENTER:
            self.keep()
        elif event.key() == Qt.Key.Key_Escape:
            self.leave()
        else:
            super().keyPressEvent(event)

    def _next(self) -> None:
        if not self._left:
            self.leave()
            return
        now = self._now = self._left.pop(0)
        done = self._total - len(self._left)
        beside = f"{french.number(done)} sur {french.number(self._total)}"
        self.set_title("Décrire le document", beside if self._total > 1 else "")
        self.keep_button.setText("Enregistrer et suivant" if self._left else "Enregistrer")
        self.keep_button.setAccessibleName(self.keep_button.text())
        self.skip.setVisible(bool(self._left))
        self.notice.hide()
        known = self._shown_of(now)
        self.shown.emit(now)
        for name, part in self.fields.items():
            part.show_error("")
            if isinstance(part, TextField):
                part.editor.clear()
                part.show_text(known[name])
            else:
                part.show_value(known[name])
        self._proposed = ""
        self._tell_usual()
        self.kind.setFocus(Qt.FocusReason.OtherFocusReason)

    def _typed(self) -> dict[str, str]:
        return {
            name: part.text if isinstance(part, TextField) else part.value
            for name, part in self.fields.items()
        }

    def _settle(self) -> None:
        """Take a choice that one stopped at, and the validity that goes with a typed date."""
        self.kind.commit()
        self.person.commit()
        self.original.commit()
        self.on_date.commit()

    def _propose_validity(self) -> None:
        """Propose the usual end of validity where the person has written none."""
        if self.valid_until.text in {"", self._proposed}:
            self._proposed = self._propose(self.kind.value, self.on_date.text)
            self.valid_until.show_text(self._proposed)
        self._tell_usual()

    def _tell_usual(self) -> None:
        kind = load_document_kinds().get(self.kind.value)
        valid = None if kind is None else kind.valid
        if valid is None:
            self.usual.setText("La date de validité est celle que porte le document.")
            return
        law = f"{valid.article}. " if valid.basis is Basis.LAW else ""
        trust = date_confidence(valid.confidence)
        self.usual.setText(f"Validité proposée : {law}{valid.source} Date {trust}.")

    def _refuse(self, error: UserInputError) -> None:
        part = self.fields.get(error.field)
        if part is None:
            self.notice.say("", error.sentence, Tone.BAD)
            self.notice.show()
            return
        part.show_error(error.sentence)
        part.setFocus(Qt.FocusReason.OtherFocusReason)
