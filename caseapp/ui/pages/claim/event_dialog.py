"""The form of one event of a claim."""

from __future__ import annotations

from typing import TYPE_CHECKING

from caseapp.kernel import french
from caseapp.services.claim_events import AID_OUTCOMES, ROUTES
from caseapp.services.claim_forms import FORMS, Input, InputKind
from caseapp.ui.dialogs.form import RefusableForm
from caseapp.ui.widgets.fields import ChoiceField, TextField
from caseapp.ui.wording import CHANNELS, EVENTS, capital

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import date

    from PySide6.QtWidgets import QWidget

_TO_CHOOSE = ("", "Choisir…")


class EventDialog(RefusableForm):
    """Collects an event; `record` stores it or says which field is refused."""

    def __init__(
        self,
        parent: QWidget,
        kind: str,
        routes: Sequence[tuple[str, str]],
        today: date,
        record: Callable[[Mapping[str, str]], None],
    ) -> None:
        fields = {part.field: _field(part, routes) for part in FORMS[kind]}
        super().__init__(parent, EVENTS[kind], "", fields, record)
        first = self.fields["on"]
        first.setFocus()
        if isinstance(first, TextField):
            first.show_text(french.day(today))
            first.editor.selectAll()


def _field(part: Input, known: Sequence[tuple[str, str]]) -> TextField | ChoiceField:
    label = part.label if part.needed else f"{part.label} (facultatif)"
    if part.kind is InputKind.CHANNEL:
        ways = [(c.value, capital(w)) for c, w in CHANNELS.items()]
        return ChoiceField(label, [_TO_CHOOSE, *ways])
    if part.kind is InputKind.ROUTE:
        routes = [(r, f"{capital(ROUTES.get(r, r))} : {body}") for r, body in known]
        return ChoiceField(label, [_TO_CHOOSE, *routes])
    if part.kind is InputKind.AID:
        outcomes = [(o.value, capital(w)) for o, w in AID_OUTCOMES.items()]
        return ChoiceField(label, [_TO_CHOOSE, *outcomes])
    if part.kind is InputKind.YES_NO:
        return ChoiceField(part.label, [("", "non précisé"), ("true", "oui"), ("false", "non")])
    placeholder = "jj/mm/aaaa" if part.kind is InputKind.DATE else ""
    return TextField(
        label, hint=part.hint, placeholder=placeholder, numeric=part.kind is InputKind.MONEY
    )
