"""The forms of the thread of a claim: one event with its proof, one exchange."""

from __future__ import annotations

from typing import TYPE_CHECKING

from caseapp.kernel import french
from caseapp.services.claim_events import AID_OUTCOMES, MEDIA, MEDIATIONS, ROUTES
from caseapp.services.claim_forms import FORMS, Input, InputKind
from caseapp.ui.dialogs.form import RefusableForm
from caseapp.ui.widgets.fields import ChoiceField, TextField
from caseapp.ui.wording import CHANNELS, EVENTS, capital

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import date

    from PySide6.QtWidgets import QWidget

    from caseapp.services.claim_page import ClaimPage

_TO_CHOOSE = ("", "Choisir…")
_DAY = "jj/mm/aaaa"


class EventDialog(RefusableForm):
    """Collects an event and its proof; `record` stores it or says which field is refused."""

    def __init__(
        self,
        parent: QWidget,
        kind: str,
        page: ClaimPage,
        today: date,
        record: Callable[[Mapping[str, str]], None],
        typed: Mapping[str, str] | None = None,
    ) -> None:
        """`typed` holds an event that is corrected."""
        fields = {part.field: _field(part, page.appeal_routes) for part in FORMS[kind]}
        fields["document"] = ChoiceField(
            "Preuve au dossier (facultatif)",
            [("", "Aucun document"), *((str(id_), title) for id_, title in page.documents)],
        )
        fields["proof"] = TextField(
            "Preuve, en mots (facultatif)", placeholder="récépissé, capture"
        )
        sentence = "" if typed is None else "Les délais seront recalculés."
        super().__init__(parent, EVENTS[kind], sentence, fields, record)
        self.fields["document"].setVisible(bool(page.documents))
        _fill(self, today, typed)
        route = self.fields.get("route")
        if "admissible_on" in fields and isinstance(route, ChoiceField):
            route.editor.currentIndexChanged.connect(lambda _index: self._fit_route(route.value))
            self._fit_route(route.value)

    def _fit_route(self, route: str) -> None:
        """Ask for the day a mediator took it up where there is a mediator."""
        self.fields["admissible_on"].setVisible(route in MEDIATIONS)
        if self.isVisible():
            self.fit()


class ExchangeDialog(RefusableForm):
    """Collects a call, a mail or a visit about a claim."""

    def __init__(
        self,
        parent: QWidget,
        today: date,
        record: Callable[[Mapping[str, str]], None],
        typed: Mapping[str, str] | None = None,
    ) -> None:
        """`typed` holds an exchange that is corrected."""
        ways = [(medium.value, capital(words)) for medium, words in MEDIA.items()]
        super().__init__(
            parent,
            "Noter un échange" if typed is None else "Corriger un échange",
            "Un échange ne change aucun délai.",
            {
                "on": TextField("Le", placeholder=_DAY),
                "medium": ChoiceField("Comment", [_TO_CHOOSE, *ways]),
                "spoken_to": TextField("Avec qui (facultatif)", placeholder="Mme Roy, accueil"),
                "words": TextField("Ce qui s'est dit", placeholder="dossier complet"),
            },
            record,
        )
        _fill(self, today, typed)


def _fill(form: RefusableForm, today: date, typed: Mapping[str, str] | None) -> None:
    """Show what is corrected, or the present day ready to be typed over."""
    for name, text in (typed or {}).items():
        field = form.fields[name]
        if isinstance(field, ChoiceField):
            field.show_value(text)
        else:
            field.show_text(text)
    first = form.fields["on"]
    first.setFocus()
    if isinstance(first, TextField):
        if typed is None:
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
    placeholder = _DAY if part.kind is InputKind.DATE else ""
    return TextField(
        label, hint=part.hint, placeholder=placeholder, numeric=part.kind is InputKind.MONEY
    )
