"""A form made of facts as the service gives them: one field each, errors at their place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QStringListModel, Qt, Signal
from PySide6.QtWidgets import QCompleter, QGridLayout, QSizePolicy, QWidget

from caseapp.services.household_facts import FactKind
from caseapp.services.household_page import FieldState, FieldValue
from caseapp.ui.widgets.fields import ChoiceField, TextField

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from PySide6.QtGui import QResizeEvent

_LISTED = {FactKind.CHOICE, FactKind.BOOL}
_LONG, _LONG_SPAN = {FactKind.TEXT, FactKind.EMAIL}, 2  # columns, for a line of words
_UNKNOWN = "unknown"
_GAP = 12
_SUGGESTION_WIDTH = 300  # « Saint-Maur-des-Fossés (94068) », in a field that is narrower


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed, and for which fact."""

    field: FieldValue
    text: str
    right: str = ""  # the aid that asks: it opens a sensitive fact


class FactForm(QWidget):
    """Shows the facts that are asked, in columns. What is typed goes out by `typed`.

    A field belongs to a key, not to a person: another person's facts come into the same fields.
    Whoever changes the person calls `leave` first.
    """

    typed = Signal(object)  # Typed
    dating_asked = Signal(object)  # FieldValue: since when does what was just typed hold?
    past_asked = Signal(object)  # FieldValue: what was it before?

    def __init__(
        self,
        columns: int,
        suggest_communes: Callable[[str], Sequence[str]] | None = None,
        lead: Sequence[TextField | ChoiceField] = (),
    ) -> None:
        """Make a form; `lead` are fields of the page itself, shown before the facts."""
        super().__init__()
        self._columns = columns
        self._suggest = suggest_communes
        self._lead = tuple(lead)
        self._long: set[TextField | ChoiceField] = set()
        self._put_away: set[TextField | ChoiceField] = set()
        self._fields: dict[str, TextField | ChoiceField] = {}
        self._values: dict[str, FieldValue] = {}
        self._changed = ""  # path of the fact that was changed last
        self._is_discreet = False
        self._facts: Sequence[FieldValue] = ()  # as they were given, hidden ones among them
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(_GAP)
        self._grid.setVerticalSpacing(_GAP)
        for column in range(columns):
            self._grid.setColumnStretch(column, 1)

    def show_facts(self, facts: Sequence[FieldValue], changed: str = "") -> None:
        """Show these facts; a field that stays keeps its widget, its focus and what is typed.

        `changed` is the path of the one whose change can be dated.
        """
        self._changed, self._facts = changed, facts
        asked = [fact for fact in facts if fact.is_relevant and not self._is_hidden(fact)]
        before = list(self._values)
        self._values = {fact.key: fact for fact in asked}
        for key in [key for key in self._fields if key not in self._values]:
            gone = self._fields.pop(key)
            self._long.discard(gone)
            gone.hide()  # at its place still: the keyboard in it goes to the field that follows
            self._grid.removeWidget(gone)
            gone.deleteLater()
        for fact in asked:
            if fact.key not in self._fields:
                made = self._fields[fact.key] = self._make(fact)
                if fact.kind in _LONG:
                    self._long.add(made)
            _fill(self._fields[fact.key], fact)
            show_past(self._fields[fact.key], fact.has_past, is_new=fact.path == changed)
        if before != list(self._values) or not self._grid.count():
            self.lay_out()

    def set_discreet(self, discreet: bool) -> None:  # noqa: FBT001 - the state itself, as in Qt
        """Hide what is sensitive while somebody else sees the screen, or show it again."""
        if discreet != self._is_discreet:
            self.leave()
            self._is_discreet = discreet
            self.show_facts(self._facts, self._changed)

    def _is_hidden(self, fact: FieldValue) -> bool:
        return fact.is_closed or (self._is_discreet and fact.is_sensitive)

    def lay_out(self) -> None:
        """Place the fields that are shown, row by row."""
        for field in self._lead:
            self._grid.removeWidget(field)
            if field in self._put_away:
                field.hide()
        for line, row in enumerate(self._rows()):
            for field, column, span in row:
                self._grid.addWidget(field, line, column, 1, span)
                field.show()  # once it has a parent: before, it would be a window
        self._align_labels()

    def _rows(self) -> Iterator[list[tuple[TextField | ChoiceField, int, int]]]:
        """Yield the fields row by row: each with its column, and how many it takes."""
        row: list[tuple[TextField | ChoiceField, int, int]] = []
        column = 0
        for field in self.fields:
            span = min(_LONG_SPAN if field in self._long else 1, self._columns)
            if column + span > self._columns:
                yield row
                row, column = [], 0
            row.append((field, column, span))
            column += span
        if row:
            yield row

    def put_away(self, field: TextField | ChoiceField, away: bool) -> None:  # noqa: FBT001 - the state itself, as in Qt
        """Hide one of the fields that come before the facts, or show it again."""
        if away != (field in self._put_away):
            (self._put_away.add if away else self._put_away.remove)(field)
            self.lay_out()

    @property
    def fields(self) -> list[TextField | ChoiceField]:
        """The fields in the order of the eye."""
        lead = [field for field in self._lead if field not in self._put_away]
        return [*lead, *(self._fields[key] for key in self._values)]

    def fact_at(self, widget: QWidget | None) -> FieldValue | None:
        """Return the fact whose field the cursor is in."""
        found = (key for key, field in self._fields.items() if field.editor is widget)
        return self._values.get(next(found, ""))

    def leave(self) -> None:
        """Hand over what is being typed."""
        for field in tuple(self._fields.values()):
            field.commit()

    def go_to(self, path: str) -> bool:
        """Put the cursor in a field; say whether it is here."""
        for key, fact in self._values.items():
            if fact.path == path:
                self._fields[key].editor.setFocus(Qt.FocusReason.TabFocusReason)
                return True
        return False

    def field(self, key: str) -> TextField | ChoiceField:
        """Return the field of a fact.

        Raises:
            KeyError: it is not shown.
        """
        return self._fields[key]

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._align_labels()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in {QEvent.Type.FontChange, QEvent.Type.StyleChange}:
            self._align_labels()

    def _align_labels(self) -> None:
        """Keep the inputs of a row on one line, whatever the length of their labels."""
        width = (self.width() - _GAP * (self._columns - 1)) // self._columns
        for row in self._rows():
            height = max(field.label_height(width * span) for field, _column, span in row)
            for field, _column, _span in row:
                field.give_label_room(height)

    def _make(self, fact: FieldValue) -> TextField | ChoiceField:
        field = self._make_choice(fact) if fact.kind in _LISTED else self._make_line(fact)
        for part in (field, field.editor):
            part.setSizePolicy(QSizePolicy.Policy.Ignored, part.sizePolicy().verticalPolicy())
        key = fact.key
        field.committed.connect(lambda text: self._tell(key, text))
        field.side_pressed.connect(lambda: self._ask(key))
        return field

    def _ask(self, key: str) -> None:
        fact = self._values[key]
        asked = self.dating_asked if fact.path == self._changed else self.past_asked
        asked.emit(fact)

    @staticmethod
    def _make_choice(fact: FieldValue) -> ChoiceField:
        choices = [(choice.code, choice.label) for choice in fact.choices]
        return ChoiceField(
            fact.label,
            [*choices, (_UNKNOWN, "inconnu")],
            unknown=_UNKNOWN,
            default=fact.default,
        )

    def _make_line(self, fact: FieldValue) -> TextField:
        field = TextField(fact.label)
        field.editor.returnPressed.connect(lambda: self._go_on(field))
        if fact.kind is FactKind.COMMUNE and self._suggest is not None:
            complete_communes(field, self._suggest)
        return field

    def _go_on(self, field: TextField) -> None:
        """Go to the next field on Enter, unless what was typed is refused."""
        field.commit()
        if not field.error and self.isVisible():  # a form made anew has the place already
            self.focusNextChild()
            if self.focusWidget() is field.side:  # one types on; Shift+Tab comes back to it
                self.focusNextChild()

    def _tell(self, key: str, text: str) -> None:
        fact = self._values.get(key)
        if fact is not None:
            self.typed.emit(Typed(fact, "inconnu" if text == _UNKNOWN else text))


def show_past(
    field: TextField | ChoiceField,
    has_past: bool,  # noqa: FBT001 - the state itself, as in Qt
    *,
    is_new: bool,
) -> None:
    """Show beside a label that its change can be dated, or that it was something else once."""
    if is_new:
        field.show_side("Dater…", "Ce changement date du… (Ctrl+D)")
    else:
        field.show_side("Évolution" if has_past else "", "Voir les valeurs passées (Ctrl+E)")


def _fill(field: TextField | ChoiceField, fact: FieldValue) -> None:
    if isinstance(field, ChoiceField):
        field.show_default(fact.default)
        field.show_value(_UNKNOWN if fact.state is FieldState.UNKNOWN else fact.code)
    else:
        field.editor.setPlaceholderText(fact.default or fact.hint)
        field.show_text(fact.text)
        field.show_unknown(fact.state is FieldState.UNKNOWN)
    field.show_error(fact.error)
    if fact.hint and not fact.error:  # after the value and the error, which take its place
        field.editor.setToolTip(fact.hint)
        field.editor.setAccessibleDescription(fact.hint)


def complete_communes(field: TextField, suggest: Callable[[str], Sequence[str]]) -> None:
    """Offer the communes that begin like what is typed."""
    words = QStringListModel(field)
    completer = QCompleter(words, field)
    completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
    if (popup := completer.popup()) is not None:
        popup.setMinimumWidth(_SUGGESTION_WIDTH)
    field.editor.setCompleter(completer)
    field.editor.textEdited.connect(lambda text: words.setStringList(list(suggest(text))))

    def take(text: str) -> None:
        field.editor.setText(text)  # Qt's own hand-over comes after this one
        field.commit()

    completer.activated.connect(take)
