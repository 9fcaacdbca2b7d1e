"""A window of fields, alone or beside what they are about: what is typed stays until accepted."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from PySide6.QtWidgets import QHBoxLayout

from caseapp.kernel.errors import UserInputError
from caseapp.ui.dialogs.frame import Dialog
from caseapp.ui.theme import Tone
from caseapp.ui.widgets.fields import ChoiceField, TextField
from caseapp.ui.widgets.notice import Notice
from caseapp.ui.widgets.page import ScrollPage
from caseapp.ui.widgets.text_area import TextArea

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from PySide6.QtGui import QShowEvent
    from PySide6.QtWidgets import QWidget

    from caseapp.ui.dialogs.kept_forms import KeptForms

Field: TypeAlias = TextField | ChoiceField | TextArea


_COLUMN = 340  # of fields beside something


class RefusableForm(Dialog):
    """Collects fields; what is typed stays until `record` accepts it, a lock included."""

    taken_up = "Ce qui était tapé quand la base s'est verrouillée est repris."

    def __init__(
        self,
        parent: QWidget,
        title: str,
        sentence: str,
        fields: Mapping[str, Field],
        record: Callable[[dict[str, str]], None],
        *,
        width: int = 480,
        beside: QWidget | None = None,
        way_on: str = "Enregistrer",
    ) -> None:
        """`beside` stands at the left of the fields, in a window one may make larger."""
        super().__init__(parent, title, sentence, width=width)
        self._record = record
        self._is_asked = False
        self.fields = dict(fields)
        self.notice = Notice()
        self.notice.hide()
        self.add(self.notice)
        if beside is None:
            for part in self.fields.values():
                self.add(part)
        else:
            self._stand_beside(beside)
        self.add_way_back()
        self.add_way_on(way_on)
        next(iter(self.fields.values())).setFocus()

    @property
    def typed(self) -> dict[str, str]:
        """What stands in the fields."""
        return {
            name: part.value if isinstance(part, ChoiceField) else part.text
            for name, part in self.fields.items()
        }

    def _stand_beside(self, left: QWidget) -> None:
        column = ScrollPage(margin=0)
        column.body.setContentsMargins(0, 0, 12, 0)
        column.body.setSpacing(12)
        for part in self.fields.values():
            column.add(part)
        column.end()
        column.setFixedWidth(_COLUMN)
        both = QHBoxLayout()
        both.setSpacing(24)
        both.addWidget(left, 1)
        both.addWidget(column)
        self.body.addLayout(both, 1)

    def showEvent(self, event: QShowEvent) -> None:
        """Take up again what stood here when the base was locked."""
        parent = self.parentWidget()
        window = None if parent is None else parent.window()
        kept: KeptForms | None = getattr(window, "kept_forms", None)
        if kept is not None and not self._is_asked:
            self._take_up(kept.take(self))
        self._is_asked = True
        super().showEvent(event)

    def go_on(self) -> None:
        for part in self.fields.values():
            part.show_error("")
        self.notice.hide()
        try:
            self._record(self.typed)
        except UserInputError as error:
            self._refuse(error)
            return
        self.accept()

    def _take_up(self, typed: Mapping[str, str]) -> None:
        for name, text in typed.items():
            part = self.fields.get(name)
            if isinstance(part, ChoiceField):
                part.show_value(text)
            elif isinstance(part, TextArea):
                part.editor.setPlainText(text)
            elif part is not None:
                part.editor.setText(text)
        if typed:
            sentence = self.taken_up
            self.notice.say("", sentence, Tone.INFO)
            self.notice.show()

    def _refuse(self, error: UserInputError) -> None:
        part = self.fields.get(error.field)
        if part is None:
            self.notice.say("", error.sentence, Tone.BAD)
            self.notice.show()
        else:
            part.show_error(error.sentence)
            part.setFocus()
        self.fit()
