"""A form made of facts as the service gives them: one field each, errors at their place."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QStringListModel, Qt, Signal
from PySide6.QtWidgets import QCompleter, QGridLayout, QWidget

from caseapp.services.household_facts import FactKind
from caseapp.services.household_page import FieldState, FieldValue
from caseapp.ui.widgets.fields import ChoiceField, TextField

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_LISTED = {FactKind.CHOICE, FactKind.BOOL}
_NUMERIC = {FactKind.MONEY, FactKind.INT, FactKind.NUMBER}
_UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed, and for which fact."""

    field: FieldValue
    text: str


class FactForm(QWidget):
    """Shows the facts that are asked, in columns. What is typed goes out by `typed`."""

    typed = Signal(object)  # Typed

    def __init__(
        self, columns: int, suggest_communes: Callable[[str], Sequence[str]] | None = None
    ) -> None:
        super().__init__()
        self._columns = columns
        self._suggest = suggest_communes
        self._fields: dict[str, TextField | ChoiceField] = {}
        self._values: dict[str, FieldValue] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(12)
        for column in range(columns):
            self._grid.setColumnStretch(column, 1)
            self._grid.setColumnMinimumWidth(column, 110)

    def show_facts(self, facts: Sequence[FieldValue]) -> None:
        """Show these facts; a field that stays keeps its widget, its focus and what is typed."""
        asked = [fact for fact in facts if fact.is_relevant]
        paths = [fact.path for fact in asked]
        for path in [path for path in self._fields if path not in paths]:
            self._grid.removeWidget(self._fields[path])
            self._fields.pop(path).deleteLater()
        for place, fact in enumerate(asked):
            self._values[fact.path] = fact
            field = self._fields.get(fact.path)
            if field is None:
                field = self._fields[fact.path] = self._make(fact)
            self._grid.addWidget(field, place // self._columns, place % self._columns)
            _fill(field, fact)
        self._order_tabs(paths)

    def leave(self) -> None:
        """Hand over what is being typed."""
        for field in tuple(self._fields.values()):
            if isinstance(field, TextField):
                field.commit()

    def go_to(self, path: str) -> bool:
        """Put the cursor in a field; say whether it is here."""
        field = self._fields.get(path)
        if field is not None:
            field.editor.setFocus(Qt.FocusReason.OtherFocusReason)
        return field is not None

    def field(self, path: str) -> TextField | ChoiceField:
        """Return the field of a path.

        Raises:
            KeyError: it is not shown.
        """
        return self._fields[path]

    def _make(self, fact: FieldValue) -> TextField | ChoiceField:
        field: TextField | ChoiceField
        if fact.kind in _LISTED:
            nothing = f"— ({fact.default})" if fact.default else "—"
            field = ChoiceField(
                fact.label,
                [
                    ("", nothing),
                    *((choice.code, choice.label) for choice in fact.choices),
                    (_UNKNOWN, "inconnu"),
                ],
                hint=fact.hint,
                unknown=_UNKNOWN,
            )
        else:
            field = TextField(
                fact.label,
                hint=fact.hint,
                placeholder=fact.default,
                numeric=fact.kind in _NUMERIC,
            )
            if fact.kind is FactKind.COMMUNE and self._suggest is not None:
                _complete(field, self._suggest)
        path = fact.path
        field.committed.connect(lambda text: self._tell(path, text))
        return field

    def _tell(self, path: str, text: str) -> None:
        self.typed.emit(Typed(self._values[path], "inconnu" if text == _UNKNOWN else text))

    def _order_tabs(self, paths: Sequence[str]) -> None:
        for before, after in itertools.pairwise(paths):
            QWidget.setTabOrder(self._fields[before].editor, self._fields[after].editor)


def _fill(field: TextField | ChoiceField, fact: FieldValue) -> None:
    if isinstance(field, ChoiceField):
        field.show_value(_UNKNOWN if fact.state is FieldState.UNKNOWN else fact.code)
    else:
        field.show_text(fact.text)
        field.show_unknown(fact.state is FieldState.UNKNOWN)
    field.show_error(fact.error)


def _complete(field: TextField, suggest: Callable[[str], Sequence[str]]) -> None:
    words = QStringListModel(field)
    completer = QCompleter(words, field)
    completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
    completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
    field.editor.setCompleter(completer)
    field.editor.textEdited.connect(lambda text: words.setStringList(list(suggest(text))))
    completer.activated.connect(lambda _text: field.commit())
