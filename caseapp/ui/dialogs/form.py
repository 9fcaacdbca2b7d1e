"""A window of fields: what is typed stays until a service accepts it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from caseapp.kernel.errors import UserInputError
from caseapp.ui.dialogs.frame import Dialog
from caseapp.ui.theme import Tone
from caseapp.ui.widgets.fields import ChoiceField, TextField
from caseapp.ui.widgets.notice import Notice

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from PySide6.QtGui import QShowEvent
    from PySide6.QtWidgets import QWidget

    from caseapp.ui.dialogs.kept_forms import KeptForms


class RefusableForm(Dialog):
    """Collects fields; what is typed stays until `record` accepts it, a lock included."""

    def __init__(
        self,
        parent: QWidget,
        title: str,
        sentence: str,
        fields: Mapping[str, TextField | ChoiceField],
        record: Callable[[dict[str, str]], None],
        *,
        width: int = 480,
    ) -> None:
        super().__init__(parent, title, sentence, width=width)
        self._record = record
        self._is_asked = False
        self.fields = dict(fields)
        self.notice = Notice()
        self.notice.hide()
        self.add(self.notice)
        for part in self.fields.values():
            self.add(part)
        self.add_way_back()
        self.add_way_on("Enregistrer")
        next(iter(self.fields.values())).setFocus()

    @property
    def typed(self) -> dict[str, str]:
        """What stands in the fields."""
        return {
            name: part.text if isinstance(part, TextField) else part.value
            for name, part in self.fields.items()
        }

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
            elif part is not None:
                part.editor.setText(text)
        if typed:
            sentence = "Ce qui était tapé quand la base s'est verrouillée est repris."
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
