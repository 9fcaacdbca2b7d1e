"""A missing fact with its field, to be answered where it is asked."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QHBoxLayout, QWidget

from caseapp.services.household_page import FieldState, FieldValue
from caseapp.ui.widgets.buttons import secondary
from caseapp.ui.widgets.fact_form import FactForm
from caseapp.ui.widgets.fields import TextField

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from caseapp.services.household_page import CellValue, HouseholdPage, LineRow
    from caseapp.ui.widgets.editing import Editing
    from caseapp.ui.widgets.fact_form import Typed

_UNKNOWN = "inconnu"


class AnswerHere(QWidget):
    """One field of the household, stored as it is typed; empty where the page has no such field.

    « Inconnu » is an answer too: it is one of the choices, or the button under a line.
    """

    answered = Signal(str)  # path of the field, once what was typed is stored

    def __init__(self, editing: Editing, suggest: Callable[[str], Sequence[str]]) -> None:
        super().__init__()
        self._editing, self._suggest = editing, suggest
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 4, 0, 2)
        self._row.setSpacing(10)
        self.form: FactForm | None = None
        self.line: TextField | None = None
        self.path = ""  # of the field that is shown
        self._right = ""  # that asks

    @property
    def has_focus(self) -> bool:
        """Whether what is typed goes here."""
        at = QApplication.focusWidget()
        return at is not None and self.isAncestorOf(at)

    def take_focus(self) -> None:
        """Have what is typed go here, in the place of what stands there."""
        self.show()  # at once: a field that is not seen yet takes no focus
        field = self.line if self.form is None else self.form.fields[0]
        if field is not None:
            field.editor.setFocus()
        if isinstance(field, TextField):
            field.editor.selectAll()

    def show_field(self, page: HouseholdPage, path: str, right: str = "") -> bool:
        """Show the field of a path; say whether the page has one.

        `right`: the one that asks, for which an answer opens a sensitive fact.
        """
        self.path, self._right = path, right
        for fact in _facts(page):
            if fact.path == path:
                self._show_fact(fact)
                return True
        for line in page.lines:
            for cell in (line.before, *line.cells):
                if cell.path == path:
                    self._show_cell(line, cell)
                    return True
        return False

    def say_once(self, said: str) -> None:
        """Hide the words over the input where they are said above it."""
        fields = [self.line] if self.form is None else self.form.fields
        for field in fields:
            if field is not None and field.label.rstrip(" ?\N{NARROW NO-BREAK SPACE}") in said:
                field.hide_label()

    def leave(self) -> None:
        """Hand over what is being typed."""
        if self.form is not None:
            self.form.leave()
        if self.line is not None:
            self.line.commit()

    def _show_fact(self, fact: FieldValue) -> None:
        form = self.form = FactForm(1, self._suggest)
        form.show_facts([replace(fact, is_closed=False)])
        self._row.addWidget(form, 1)

        def store(typed: Typed) -> None:
            self._editing.set_fact(replace(typed, right=self._right))
            self.answered.emit(fact.path)

        form.typed.connect(store)
        if not fact.choices and fact.state is not FieldState.UNKNOWN:
            key = fact.key
            self._add_unknown(lambda: form.field(key).committed.emit(_UNKNOWN))

    def _show_cell(self, line: LineRow, cell: CellValue) -> None:
        field = self.line = TextField(f"{line.label} ({line.person_name})", numeric=True)
        field.show_text(cell.text if cell.state is not FieldState.UNKNOWN else "")
        field.show_unknown(cell.state is FieldState.UNKNOWN)
        field.show_error(cell.error)
        self._row.addWidget(field, 1)

        def store(text: str) -> None:
            self._editing.set_cell(line.id, cell.month, text)
            self.answered.emit(cell.path)

        field.committed.connect(store)
        if cell.state is not FieldState.UNKNOWN:
            self._add_unknown(lambda: store(_UNKNOWN))

    def _add_unknown(self, on_click: Callable[[], object]) -> None:
        """Put « Inconnu » beside the input, on its line."""
        button = secondary("Inconnu", on_click, hint="Personne ne le sait : à vérifier plus tard")
        self._row.addWidget(button, 0, Qt.AlignmentFlag.AlignBottom)


def error_at(page: HouseholdPage, path: str) -> str:
    """Return the sentence of what was refused at a field, empty where it was stored."""
    for fact in _facts(page):
        if fact.path == path:
            return fact.error
    cells = (cell for line in page.lines for cell in (line.before, *line.cells))
    return next((cell.error for cell in cells if cell.path == path), "")


def _facts(page: HouseholdPage) -> Iterator[FieldValue]:
    """Yield every fact of the page, whatever its section."""
    for person in page.people:
        yield from person.facts
    for section in fields(page):
        rows = getattr(page, section.name)
        if isinstance(rows, tuple):
            yield from (row for row in rows if isinstance(row, FieldValue))
