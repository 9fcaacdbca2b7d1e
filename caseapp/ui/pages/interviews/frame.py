"""When, how, where and with whom an interview was held."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from caseapp.domain.interview import InterviewKind, Medium, usual_place, usually_contact
from caseapp.services.interview_rows import KINDS, MEDIA
from caseapp.ui.widgets.buttons import Button, ButtonKind
from caseapp.ui.widgets.fields import ChoiceField, TextField
from caseapp.ui.widgets.flow_layout import FlowLayout
from caseapp.ui.widgets.texts import Text, TextRole
from caseapp.ui.wording import capital

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from PySide6.QtGui import QResizeEvent

    from caseapp.services.interview_rows import InterviewPage

_NARROW = 640  # pixels under which the fields take two lines
_DAY = 108  # pixels of « 20/11/2026 »
_SHORT = 76  # pixels: neither « 14h30 » nor « 45 min » is cut
_SHARES = (4, 3, 3, 6, 6, 5)


class InterviewFrame(QWidget):
    """Tells `typed` with the names of what changed, `settled` when a field is left."""

    typed = Signal(str)  # while a line is being typed
    settled = Signal(dict)  # values by name

    def __init__(self) -> None:
        super().__init__()
        self.lines = {
            "on_date": TextField("Date"),
            "at": TextField("Heure", placeholder="14h30"),
            "minutes": TextField("Durée", placeholder="45 min"),
            "place": TextField("Lieu"),
        }
        self.kind = ChoiceField("Nature", [(k.value, capital(w)) for k, w in KINDS.items()])
        self.medium = ChoiceField("Moyen", [(m.value, capital(w)) for m, w in MEDIA.items()])
        self.others = TextField(
            "Autres personnes présentes", placeholder="séparées par une virgule"
        )
        self.contact = QCheckBox("Compte comme un contact avec la personne")
        self._people: dict[str, Button] = {}
        self._chips = FlowLayout(gap=8)
        self._grid = QGridLayout()
        self._is_narrow: bool | None = None
        self._shown: InterviewPage | None = None
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(10)
        self.lines["on_date"].editor.setMinimumWidth(_DAY)
        for short in ("at", "minutes"):
            self.lines[short].editor.setMinimumWidth(_SHORT)
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(8)
        present = QVBoxLayout()
        present.setSpacing(4)
        self._present = Text("Personnes présentes", TextRole.LABEL)
        present.addWidget(self._present)
        present.addLayout(self._chips)
        outer.addLayout(self._grid)
        self._place(narrow=False)
        with_whom = QHBoxLayout()
        with_whom.setSpacing(12)
        with_whom.addLayout(present, 3)
        with_whom.addWidget(self.others, 2)
        present.addStretch(1)
        outer.addLayout(with_whom)
        outer.addWidget(self.contact)

    def _place(self, *, narrow: bool) -> None:
        if narrow is self._is_narrow:
            return
        self._is_narrow = narrow
        fields: tuple[QWidget, ...] = (
            self.lines["on_date"],
            self.lines["at"],
            self.lines["minutes"],
            self.kind,
            self.medium,
            self.lines["place"],
        )
        for number, field in enumerate(fields):
            row, column = divmod(number, 3) if narrow else (0, number)
            self._grid.addWidget(field, row, column)
        for column, share in enumerate(_SHARES):
            self._grid.setColumnStretch(column, (column < 3) if narrow else share)

    def _connect(self) -> None:
        for name, line in self.lines.items():
            line.editor.textEdited.connect(lambda _text, name=name: self.typed.emit(name))
            line.committed.connect(lambda text, name=name: self.settled.emit({name: text}))
        self.others.editor.textEdited.connect(lambda _text: self.typed.emit("present"))
        self.others.committed.connect(lambda _text: self._tell_present())
        self.kind.committed.connect(lambda value: self._choose("kind", value))
        self.medium.committed.connect(lambda value: self._choose("medium", value))
        self.contact.clicked.connect(lambda on: self.settled.emit({"is_contact": on}))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place(narrow=self.width() < _NARROW)

    # ------------------------------------------------------------------ shown
    def show_page(self, page: InterviewPage, people: Sequence[str]) -> None:
        """Show an interview; `people` are those of the household."""
        self._shown = page
        values = {"on_date": page.on, "at": page.at, "minutes": page.minutes, "place": page.place}
        errors = dict(page.errors)
        for name, line in self.lines.items():
            line.show_text(values[name])
            line.show_error(errors.get(name, ""))
        self.kind.show_value(page.kind.value)
        self.medium.show_value(page.medium.value)
        self.contact.setChecked(page.is_contact)
        self._show_people(page.present, people)

    def note(self, page: InterviewPage) -> None:
        """Remember what now stands in the base; what is on screen is left alone."""
        self._shown = page

    def show_proposed(self, page: InterviewPage, names: Collection[str]) -> None:
        """Show the values that a choice brought along."""
        self._shown = page
        if "place" in names:
            self.lines["place"].show_text(page.place)
        if "is_contact" in names:
            self.contact.setChecked(page.is_contact)
        if "on_date" in names and not self.lines["on_date"].error:
            self.lines["on_date"].show_text(page.on)
        for name in ("at", "minutes"):
            if name in names and not self.lines[name].error:
                self.lines[name].show_text(getattr(page, name))

    def show_error(self, name: str, sentence: str) -> None:
        """Show what cannot be accepted, once one has left the field."""
        line = self.lines[name]
        if not sentence or not (line.editor.hasFocus() and line.is_edited):
            line.show_error(sentence)

    def value(self, name: str) -> Any:
        """Return what stands in a field, as the service takes it."""
        return self._those_present() if name == "present" else self.lines[name].text

    def commit(self) -> None:
        """Tell what is being typed: before the page goes."""
        for line in (*self.lines.values(), self.others):
            line.commit()
        self.kind.commit()
        self.medium.commit()

    def _show_people(self, present: Sequence[str], people: Sequence[str]) -> None:
        if tuple(self._people) != tuple(people):
            for chip in self._people.values():
                self._chips.removeWidget(chip)
                chip.hide()
                chip.deleteLater()
            self._people = {name: self._chip(name) for name in people}
            for chip in self._people.values():
                self._chips.addWidget(chip)
        for name, chip in self._people.items():
            chip.setChecked(name in present)
            _mark(chip, name)
        self.others.show_text(", ".join(name for name in present if name not in self._people))

    def _chip(self, name: str) -> Button:
        chip = Button(name, ButtonKind.CHIP)
        chip.setCheckable(True)
        chip.setAccessibleDescription("Personne présente")
        chip.clicked.connect(lambda _on: _mark(chip, name))
        chip.clicked.connect(lambda _on: self._tell_present())
        return chip

    def _those_present(self) -> list[str]:
        ticked = [name for name, chip in self._people.items() if chip.isChecked()]
        return [*ticked, *(part.strip() for part in self.others.text.split(",") if part.strip())]

    def _tell_present(self) -> None:
        self.settled.emit({"present": self._those_present()})

    def _choose(self, name: str, value: str) -> None:
        """Tell a choice with what it proposes, unless the person chose otherwise before."""
        before = self._shown
        if before is None:
            return
        kind = InterviewKind(value) if name == "kind" else before.kind
        medium = Medium(value) if name == "medium" else before.medium
        told: dict[str, Any] = {name: value}
        place = self.lines["place"].text
        if name == "medium" and place.strip() in {"", usual_place(before.medium)}:
            told["place"] = usual_place(medium)
        if self.contact.isChecked() is usually_contact(before.kind, before.medium):
            told["is_contact"] = usually_contact(kind, medium)
        self.settled.emit(told)


def _mark(chip: Button, name: str) -> None:
    """Say by a sign, not by the colour alone, who was there."""
    chip.setText(f"✓ {name}" if chip.isChecked() else name)
