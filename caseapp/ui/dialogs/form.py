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

    from PySide6.QtWidgets import QWidget


class RefusableForm(Dialog):
    """Collects fields; what is typed stays until `record` accepts it."""

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
        self.fields = dict(fields)
        self.notice = Notice()
        self.notice.hide()
        self.add(self.notice)
        for part in self.fields.values():
            self.add(part)
        self.add_way_back()
        self.add_way_on("Enregistrer")
        next(iter(self.fields.values())).setFocus()

    def go_on(self) -> None:
        for part in self.fields.values():
            part.show_error("")
        self.notice.hide()
        typed = {
            name: part.text if isinstance(part, TextField) else part.value
            for name, part in self.fields.items()
        }
        try:
            self._record(typed)
        except UserInputError as error:
            self._refuse(error)
            return
        self.accept()

    def _refuse(self, error: UserInputError) -> None:
        part = self.fields.get(error.field)
        if part is None:
            self.notice.say("", error.sentence, Tone.BAD)
            self.notice.show()
        else:
            part.show_error(error.sentence)
            part.setFocus()
        self.fit()
