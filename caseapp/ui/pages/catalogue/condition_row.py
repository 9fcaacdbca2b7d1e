"""One condition of a local right: its words, and a simple test built with choices."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from caseapp.services.fact_choices import TENURES
from caseapp.services.local_conditions import (
    CHOSEN,
    HINTS,
    KEPT,
    KINDS,
    UNVALUED,
    ConditionText,
)
from caseapp.ui.pages.catalogue.rows_card import EditedRow
from caseapp.ui.widgets.fields import ChoiceField, TextField

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_TENURES = tuple((choice.code, choice.label) for choice in TENURES)
_KEPT_WORDS = "test du fichier, gardé tel quel"


class ConditionRow(EditedRow[ConditionText]):
    """Collects one condition."""

    def __init__(self, typed: ConditionText, rights: Sequence[tuple[str, str]]) -> None:
        super().__init__("Retirer cette condition")
        self._kept = typed.kept
        kinds = [*KINDS, *([(KEPT, _KEPT_WORDS)] if typed.kind == KEPT else [])]
        self.words = TextField("Condition, avec ses mots", hint="Vide : les mots du test.")
        self.kind = ChoiceField("Test", kinds)
        self.value = TextField("Valeur")
        self.tenure = ChoiceField("Occupation", [("", "Choisir…"), *_TENURES])
        self.right = ChoiceField("Droit perçu", [("", "Choisir…"), *rights])
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
        kind = self.kind.value
        value = {"tenure": self.tenure.value, "receives": self.right.value}.get(
            kind, "" if kind in UNVALUED else self.value.text
        )
        return ConditionText(text=self.words.text, kind=kind, value=value, kept=self._kept)

    def commit(self) -> None:
        for field in (self.words, self.value):
            field.commit()

    def part(self, name: str) -> TextField:
        del name  # a condition is told as a whole
        return self.words

    def show_faults(self, told: Mapping[str, str], *, all_of_them: bool) -> None:
        del all_of_them  # a row is made of choices: what it lacks is told at once
        sentence, kind = told.get("", ""), self.kind.value
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
