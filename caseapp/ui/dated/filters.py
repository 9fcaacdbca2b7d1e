"""The filters of dates: each a choice of what is found in the dates themselves."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from caseapp.kernel import french
from caseapp.services.item_criteria import KINDS, ItemCriteria, ItemKind, agencies, kind_of
from caseapp.ui.widgets.buttons import link
from caseapp.ui.widgets.fields import ChoiceField, TextField
from caseapp.ui.widgets.flow_layout import FlowLayout

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from PySide6.QtGui import QShowEvent

    from caseapp.services.dated_rows import DatedItem
    from caseapp.ui.settings import Settings

_WIDTH = 164
_KEPT = ("kind", "commune", "agency")  # on the disk: nothing that names anybody


class DatedFilters(QWidget):
    """Choices that keep some of the dates; hidden until they are asked for."""

    changed = Signal(object)  # ItemCriteria

    def __init__(self, settings: Settings, name: str, *, with_kind: bool) -> None:
        """`name`: under which what is chosen is remembered."""
        super().__init__()
        self._settings, self._name, self._with_kind = settings, name, with_kind
        self._known: Sequence[DatedItem] = ()
        self.setAccessibleName("Filtres")
        self.person = TextField("Personne ou référence", placeholder="Ouattara, 2026-0147")
        self.kind = ChoiceField("Nature", [("", "Toutes")])
        self.referent = ChoiceField("Référent", [("", "Tous")])
        self.commune = ChoiceField("Commune", [("", "Toutes")])
        self.agency = ChoiceField("Organisme", [("", "Tous")])
        self.delegated_to = ChoiceField("Confié à", [("", "Peu importe")])
        self._flow = flow = FlowLayout(self, gap=12, line_gap=8)
        for field in self._fields:
            field.setFixedWidth(_WIDTH)
            flow.addWidget(field)
        self.kind.setVisible(with_kind)
        for choice in self._choices.values():
            choice.committed.connect(lambda _value: self._tell())
        self.person.editor.textEdited.connect(lambda _text: self._tell())
        self.clear = link("Effacer les filtres", self._clear)
        flow.addWidget(self.clear)
        kept = settings.layout(name).get("criteria", {})
        self.show_criteria(ItemCriteria.from_json(kept if isinstance(kept, dict) else {}))

    def add(self, field: ChoiceField) -> None:
        """Put another choice after the filters: one that is the page's own."""
        field.setFixedWidth(_WIDTH)
        self._flow.removeWidget(self.clear)
        self._flow.addWidget(field)
        self._flow.addWidget(self.clear)

    @property
    def _choices(self) -> dict[str, ChoiceField]:
        return {
            "kind": self.kind,
            "referent": self.referent,
            "commune": self.commune,
            "agency": self.agency,
            "delegated_to": self.delegated_to,
        }

    @property
    def _fields(self) -> tuple[TextField | ChoiceField, ...]:
        return (self.person, *self._choices.values())

    @property
    def criteria(self) -> ItemCriteria:
        """What is asked now."""
        return ItemCriteria(
            kind=ItemKind(self.kind.value),
            person=self.person.text,
            referent=self.referent.value,
            commune=self.commune.value,
            agency=self.agency.value,
            delegated_to=self.delegated_to.value,
        )

    def show_criteria(self, criteria: ItemCriteria) -> None:
        """Show what is asked; a value that nothing has any more is shown all the same."""
        self.person.show_text(criteria.person)
        for name, field in self._choices.items():
            value = str(getattr(criteria, name))
            if field.editor.findData(value) < 0:
                field.editor.addItem(
                    KINDS.get(ItemKind(value), value) if field is self.kind else value, value
                )
            field.show_value(value)
        self.clear.setVisible(bool(self.criteria.count))

    def know(self, items: Sequence[DatedItem]) -> None:
        """Offer what is found in some dates, once the filters are on screen."""
        self._known = items
        if not self.isHidden():
            self._offer(items)

    def showEvent(self, event: QShowEvent) -> None:
        """Offer what is found in the dates."""
        super().showEvent(event)
        self._offer(self._known)

    def _offer(self, items: Sequence[DatedItem]) -> None:
        kept = self.criteria
        cases = [item.case for item in items if item.case is not None]
        kinds = {kind_of(item) for item in items}
        _fill(self.kind, "Toutes", [(kind.value, KINDS[kind]) for kind in KINDS if kind in kinds])
        for field, first, found in (
            (self.referent, "Tous", {case.referent for case in cases}),
            (self.commune, "Toutes", {case.commune for case in cases}),
            (self.agency, "Tous", {name for item in items for name in agencies(item)}),
            (self.delegated_to, "Peu importe", {item.handled.delegated_to for item in items}),
        ):
            _fill(field, first, [(value, value) for value in sorted(found - {""}, key=french.fold)])
        self.show_criteria(kept)

    def _clear(self) -> None:
        self.person.editor.clear()
        self.show_criteria(ItemCriteria())
        self._tell()

    def _tell(self) -> None:
        criteria = self.criteria
        self.clear.setVisible(bool(criteria.count))
        plain = {name: value for name, value in criteria.to_json().items() if name in _KEPT}
        layout = self._settings.layout(self._name)
        self._settings.remember_layout(self._name, {**layout, "criteria": plain})
        self.changed.emit(criteria)

    def without_kind(self) -> ItemCriteria:
        """Return what is asked, whatever the kind."""
        return replace(self.criteria, kind=ItemKind.ALL)


def _fill(field: ChoiceField, first: str, choices: Iterable[tuple[str, str]]) -> None:
    field.editor.clear()
    field.editor.addItem(first, "")
    for value, words in choices:
        field.editor.addItem(words, value)
