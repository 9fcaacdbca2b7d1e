"""The conditions of a local right: a row each, its words and a simple test built with choices."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from caseapp.services.fact_choices import TENURES
from caseapp.services.local_conditions import (
    CHOSEN,
    HINTS,
    KEPT,
    KINDS,
    UNVALUED,
    ConditionText,
)
from caseapp.ui.widgets.buttons import link, secondary
from caseapp.ui.widgets.card import Card
from caseapp.ui.widgets.fields import ChoiceField, TextField

if TYPE_CHECKING:
    from collections.abc import Sequence

_TENURES = tuple((choice.code, choice.label) for choice in TENURES)
_KEPT_WORDS = "test du fichier, gardé tel quel"


class ConditionRow(QWidget):
    """One condition."""

    changed = Signal()
    removed = Signal()

    def __init__(self, typed: ConditionText, rights: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self._kept = typed.kept
        kinds = [*KINDS, *([(KEPT, _KEPT_WORDS)] if typed.kind == KEPT else [])]
        self.words = TextField("Condition, avec ses mots", hint="Vide : les mots du test.")
        self.kind = ChoiceField("Test", kinds)
        self.value = TextField("Valeur")
        self.tenure = ChoiceField("Occupation", [("", "Choisir…"), *_TENURES])
        self.right = ChoiceField("Droit perçu", [("", "Choisir…"), *rights])
        self.remove = link("Retirer", self.removed.emit, hint="Retirer cette condition")
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(12)
        for part, share in ((self.words, 5), (self.kind, 4)):
            line.addWidget(part, share)
        values = QVBoxLayout()
        for part in (self.value, self.tenure, self.right):
            values.addWidget(part)
        line.addLayout(values, 5)
        line.addWidget(self.remove, 0, Qt.AlignmentFlag.AlignVCenter)
        self.words.show_text(typed.text)
        self.kind.show_value(typed.kind)
        self.value.show_text("" if typed.kind in CHOSEN else typed.value)
        self.tenure.show_value(typed.value if typed.kind == "tenure" else "")
        self.right.show_value(typed.value if typed.kind == "receives" else "")
        for field in (self.words, self.value, self.tenure, self.right):
            field.committed.connect(lambda _text: self.changed.emit())
        self.kind.committed.connect(lambda _kind: self._choose())
        self._show_kind()

    @property
    def typed(self) -> ConditionText:
        """What the row says."""
        kind = self.kind.value
        value = {"tenure": self.tenure.value, "receives": self.right.value}.get(
            kind, "" if kind in UNVALUED else self.value.text
        )
        return ConditionText(text=self.words.text, kind=kind, value=value, kept=self._kept)

    def show_error(self, sentence: str) -> None:
        """Show what cannot be accepted, where it was typed."""
        kind = self.kind.value
        field = {"tenure": self.tenure, "receives": self.right}.get(
            kind, self.words if kind in UNVALUED else self.value
        )
        for each in (self.words, self.value, self.tenure, self.right):
            each.show_error(sentence if each is field else "")

    def _choose(self) -> None:
        self._show_kind()
        self.changed.emit()

    def _show_kind(self) -> None:
        kind = self.kind.value
        self.value.setVisible(kind not in UNVALUED and kind not in CHOSEN)
        self.value.show_hint(HINTS.get(kind, ""))
        self.tenure.setVisible(kind == "tenure")
        self.right.setVisible(kind == "receives")


class ConditionsCard(Card):
    """All conditions, in their order."""

    changed = Signal()

    def __init__(self, rights: Sequence[tuple[str, str]]) -> None:
        super().__init__("Conditions", "une condition sans test reste à vérifier avec la personne")
        self._rights = rights
        self.rows: list[ConditionRow] = []
        self._list = QVBoxLayout()
        self._list.setSpacing(12)
        self.add(self._list)
        self.more = secondary("Ajouter une condition", self._add_empty)
        self.add(self.more)

    @property
    def typed(self) -> tuple[ConditionText, ...]:
        """What the rows say."""
        return tuple(row.typed for row in self.rows)

    def show_conditions(self, conditions: Sequence[ConditionText]) -> None:
        """Show these conditions instead."""
        for row in tuple(self.rows):
            self._drop(row)
        for condition in conditions or (ConditionText(),):
            self._add(condition)

    def _add_empty(self) -> None:
        self._add(ConditionText()).words.setFocus()

    def _add(self, condition: ConditionText) -> ConditionRow:
        row = ConditionRow(condition, self._rights)
        row.changed.connect(self.changed.emit)
        row.removed.connect(lambda: self._remove(row))
        self.rows.append(row)
        self._list.addWidget(row)
        row.show()  # at once, so that it can take the focus
        return row

    def _remove(self, row: ConditionRow) -> None:
        self._drop(row)
        self.more.setFocus()
        self.changed.emit()

    def _drop(self, row: ConditionRow) -> None:
        self.rows.remove(row)
        self._list.removeWidget(row)
        row.hide()
        row.deleteLater()
