"""The form of one event: what is typed stays until the service accepts it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from caseapp.kernel import french
from caseapp.kernel.errors import UserInputError
from caseapp.services.claim_events import ROUTES
from caseapp.services.claim_forms import FORMS, Input, InputKind
from caseapp.ui.dialogs.frame import Dialog
from caseapp.ui.theme import Tone
from caseapp.ui.widgets.fields import ChoiceField, TextField
from caseapp.ui.widgets.notice import Notice
from caseapp.ui.wording import CHANNELS, EVENTS, capital

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import date

    from PySide6.QtWidgets import QWidget

_TO_CHOOSE = ("", "Choisir…")


class EventDialog(Dialog):
    """Collects an event; `record` stores it or says which field is refused."""

    def __init__(
        self,
        parent: QWidget,
        kind: str,
        routes: Sequence[tuple[str, str]],
        today: date,
        record: Callable[[Mapping[str, str]], None],
    ) -> None:
        super().__init__(parent, EVENTS[kind])
        self._record = record
        self._routes = routes
        self.fields: dict[str, TextField | ChoiceField] = {}
        self.notice = Notice()
        self.notice.hide()
        self.add(self.notice)
        for part in FORMS[kind]:
            field = self._field(part)
            if part.field == "on" and isinstance(field, TextField):
                field.show_text(french.day(today))
            self.fields[part.field] = field
            self.add(field)
        self.add_way_back()
        self.add_way_on("Enregistrer")
        first = self.fields["on"]
        first.setFocus()
        if isinstance(first, TextField):
            first.editor.selectAll()

    def _field(self, part: Input) -> TextField | ChoiceField:
        label = part.label if part.needed else f"{part.label} (facultatif)"
        if part.kind is InputKind.CHANNEL:
            ways = [(c.value, capital(w)) for c, w in CHANNELS.items()]
            return ChoiceField(label, [_TO_CHOOSE, *ways])
        if part.kind is InputKind.ROUTE:
            routes = [(r, f"{capital(ROUTES.get(r, r))} : {body}") for r, body in self._routes]
            return ChoiceField(label, [_TO_CHOOSE, *routes])
        if part.kind is InputKind.YES_NO:
            return ChoiceField(part.label, [("", "non précisé"), ("true", "oui"), ("false", "non")])
        placeholder = "jj/mm/aaaa" if part.kind is InputKind.DATE else ""
        return TextField(
            label, hint=part.hint, placeholder=placeholder, numeric=part.kind is InputKind.MONEY
        )

    def go_on(self) -> None:
        for field in self.fields.values():
            field.show_error("")
        self.notice.hide()
        typed = {
            name: field.text if isinstance(field, TextField) else field.value
            for name, field in self.fields.items()
        }
        try:
            self._record(typed)
        except UserInputError as error:
            self._refuse(error)
            return
        self.accept()

    def _refuse(self, error: UserInputError) -> None:
        field = self.fields.get(error.field)
        if field is None:
            self.notice.say("", error.sentence, Tone.BAD)
            self.notice.show()
        else:
            field.show_error(error.sentence)
            field.setFocus()
        self.fit()
