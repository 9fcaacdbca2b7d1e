"""The changes to try: a form for the next one, and those of each variant."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout

from caseapp.services.change_forms import HINTS, ChangeKind
from caseapp.ui.models.table import Column, Kind, RowModel
from caseapp.ui.pages.whatif.draft import NEW
from caseapp.ui.widgets.buttons import link, primary
from caseapp.ui.widgets.card import Card
from caseapp.ui.widgets.fact_form import FactForm
from caseapp.ui.widgets.fields import ChoiceField
from caseapp.ui.widgets.table import Table
from caseapp.ui.widgets.texts import Text, TextRole
from caseapp.ui.wording import capital

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from caseapp.services.fact_definition import Choice
    from caseapp.services.household_page import FieldValue
    from caseapp.ui.pages.whatif.draft import Draft
    from caseapp.ui.widgets.fact_form import Typed

_COLUMNS = 4


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """One change of one variant."""

    place: int  # of the variant
    number: int  # in the variant
    variant: str = field(repr=False)
    words: str = field(repr=False)


class ChangesCard(Card):
    """Tells what is typed and asked; the tab answers by showing the draft again."""

    kind_chosen = Signal(object)  # ChangeKind
    variant_chosen = Signal(int)
    typed = Signal(str, str)  # key of the field, its text
    add_asked = Signal()
    removal_asked = Signal(object)  # ChangeRow
    rename_asked = Signal(object)  # ChangeRow

    def __init__(self, suggest_communes: Callable[[str], Sequence[str]]) -> None:
        super().__init__("Changements à essayer", "rien n'est modifié dans le dossier", flush=True)
        self._suggest = suggest_communes
        self._signature: object = None
        self.kind = ChoiceField("Changement", ())
        self.into = ChoiceField("Dans", ())
        self.form = self._new_form()
        self.hint = Text("", TextRole.HINT, wrap=True)
        self.add_button = primary("Essayer", self._ask_to_add)
        self.full = Text("Quatre variantes au plus : en retirer une.", TextRole.HINT, wrap=True)
        self.table = Table(
            RowModel(_columns(), lambda row: (row.place, row.number)), "Variantes", grows=True
        )
        self.rename = link("Renommer la variante choisie", self._ask_to_rename)
        self._lay_out()
        self.kind.committed.connect(lambda code: self.kind_chosen.emit(ChangeKind(code)))
        self.into.committed.connect(lambda place: self.variant_chosen.emit(int(place)))
        self.table.acted.connect(lambda row, _column: self.removal_asked.emit(row))
        self.table.opened.connect(self.rename_asked)

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(12)
        for choice, stretch in ((self.kind, 2), (self.into, 1)):
            choice.editor.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
            top.addWidget(choice, stretch)
        self._inside = QVBoxLayout()
        self._inside.setSpacing(12)
        self._inside.addLayout(top)
        self._inside.addWidget(self.form)
        end = QHBoxLayout()
        end.setSpacing(12)
        end.addWidget(self.hint, 1)
        end.addWidget(self.full, 1)
        end.addWidget(self.add_button)
        self._inside.addLayout(end)
        self.add(self._inside)
        self.add(self.table)
        below = QHBoxLayout()
        below.addWidget(self.rename)
        below.addStretch(1)
        self.add(below)

    def show_draft(
        self,
        draft: Draft,
        kinds: Sequence[Choice],
        fields: Sequence[FieldValue],
        rows: Sequence[ChangeRow],
    ) -> None:
        """Show what is being prepared."""
        _fill(self.kind, [(c.code, capital(c.label)) for c in kinds], draft.kind.value)
        names = [(str(place), variant.name) for place, variant in enumerate(draft.variants)]
        _fill(self.into, [(str(NEW), "une nouvelle variante"), *names], str(draft.into))
        signature = (draft.kind, draft.into, [(f.key, f.label, f.choices) for f in fields])
        if signature != self._signature:
            self._signature = signature
            self._remake_form()
        self.form.show_facts(fields)
        self.hint.setText(HINTS.get(draft.kind, ""))
        self.hint.setVisible(draft.can_add)
        self.full.setVisible(not draft.can_add)
        self.add_button.setEnabled(draft.can_add)
        self.table.rows_model.set_rows(rows)
        self.table.setVisible(bool(rows))
        self.rename.setVisible(bool(rows))

    def leave(self) -> None:
        """Hand over what is being typed."""
        self.kind.commit()
        self.into.commit()
        self.form.leave()

    def _new_form(self) -> FactForm:
        form = FactForm(_COLUMNS, self._suggest)
        form.typed.connect(self._tell)
        return form

    def _remake_form(self) -> None:
        """Make another form: a field keeps its label and its choices as long as it lives."""
        old, place = self.form, self._inside.indexOf(self.form)
        had_focus = any(field.editor.hasFocus() for field in old.fields)
        self._inside.removeWidget(old)
        old.hide()
        old.deleteLater()
        self.form = self._new_form()
        self._inside.insertWidget(place, self.form)
        if had_focus:
            self.kind.editor.setFocus()

    def _tell(self, typed: Typed) -> None:
        self.typed.emit(typed.field.key, typed.text)

    def _ask_to_add(self) -> None:
        self.leave()
        self.add_asked.emit()

    def _ask_to_rename(self) -> None:
        row = self.table.current or next(iter(self.table.rows_model.rows), None)
        if row is not None:
            self.rename_asked.emit(row)


def _fill(choice: ChoiceField, values: Sequence[tuple[str, str]], chosen: str) -> None:
    editor = choice.editor
    shown = [(str(editor.itemData(i)), editor.itemText(i)) for i in range(editor.count())]
    if shown != list(values):
        editor.clear()
        for value, words in values:
            editor.addItem(words, value)
    choice.show_value(chosen)


def _columns() -> list[Column[ChangeRow]]:
    return [
        Column(
            title="Variante",
            text=lambda row: row.variant if row.number == 0 else "",
            strong=True,
            width=160,
        ),
        Column(title="Changement", text=lambda row: row.words, stretch=True),
        Column(title="", text=lambda _row: "Retirer", kind=Kind.ACTION),
    ]
