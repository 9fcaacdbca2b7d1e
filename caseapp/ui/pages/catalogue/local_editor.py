"""The form of a local right: checked as it is typed, kept as a draft, saved when all is well."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QGridLayout, QWidget

from caseapp.kernel.french import plural
from caseapp.services.local_appeals import AppealText
from caseapp.services.local_conditions import ConditionText
from caseapp.services.local_right_checks import InvalidLocalRightError
from caseapp.services.local_right_inputs import INPUTS, PARTS, Input, InputKind
from caseapp.services.local_right_typed import LocalRightText
from caseapp.services.local_rights import Draft
from caseapp.ui.pages.catalogue.appeal_row import AppealRow
from caseapp.ui.pages.catalogue.condition_row import ConditionRow
from caseapp.ui.pages.catalogue.lines_field import LinesField
from caseapp.ui.pages.catalogue.rows_card import RowsCard
from caseapp.ui.theme import Tone
from caseapp.ui.widgets.buttons import primary, secondary
from caseapp.ui.widgets.card import Card
from caseapp.ui.widgets.fields import ChoiceField, TextField
from caseapp.ui.widgets.flow_layout import FlowLayout
from caseapp.ui.widgets.notice import Notice
from caseapp.ui.widgets.page import ScrollPage

if TYPE_CHECKING:
    from collections.abc import Sequence

    from caseapp.exchange.faults import Fault
    from caseapp.services.local_rights import LocalRights

_COLUMNS = 3
_ALONE = {InputKind.LINES}  # take a whole line


class LocalEditor(ScrollPage):
    """Collects a right of the service."""

    saved = Signal(object)  # what was kept
    given_up = Signal()

    def __init__(self, rights: LocalRights, names: Sequence[tuple[str, str]]) -> None:
        super().__init__(margin=0)
        self._rights, self._code = rights, ""
        self._touched: set[str] = set()
        self.fields: dict[str, TextField | ChoiceField | LinesField] = {}
        self.notice = Notice()
        self.notice.hide()
        self.conditions = RowsCard[ConditionText](
            "conditions",
            (
                "Conditions",
                "une condition sans test reste à vérifier avec la personne",
                "Ajouter une condition",
            ),
            lambda typed: ConditionRow(typed, names),
            ConditionText(),
        )
        self.appeals = RowsCard[AppealText](
            "appeals",
            (
                "Recours",
                "d'abord ceux qui précèdent le juge ; un délai demande sa source",
                "Ajouter un recours",
            ),
            AppealRow,
            AppealText(),
        )
        self.add(self.notice)
        for place, (title, hint, inputs) in enumerate(PARTS):
            self.add(self._card(title, hint, inputs))
            if place == 0:
                self.add(self.conditions)
        self.add(self.appeals)
        buttons = FlowLayout(gap=8)
        for button in (
            primary("Enregistrer l'aide", self.save, hint="Enregistrer l'aide (Ctrl S)"),
            secondary("Abandonner", self.given_up.emit),
        ):
            buttons.addWidget(button)
        self.add(buttons)
        self.end()
        for card in (self.conditions, self.appeals):
            card.changed.connect(lambda path=card.path: self._typed(path))
        keys = QShortcut(QKeySequence.StandardKey.Save, self, self.save)
        keys.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

    @property
    def typed(self) -> LocalRightText:
        """What the form says."""
        texts = {
            name: field.value if isinstance(field, ChoiceField) else field.text
            for name, field in self.fields.items()
        }
        return LocalRightText(
            fields=texts, conditions=self.conditions.typed, appeals=self.appeals.typed
        )

    @property
    def is_touched(self) -> bool:
        """Whether something was typed that is not saved."""
        return bool(self._touched)

    def edit(self, typed: LocalRightText, code: str = "") -> None:
        """Show a right to edit, or a new one where no code is given."""
        self._code = code
        self._touched.clear()
        self.notice.hide()
        for name, field in self.fields.items():
            text = typed.fields.get(name, INPUTS[name].initial)
            if isinstance(field, ChoiceField):
                field.show_value(text)
            else:
                field.show_text(text)
            field.show_error("")
        self.conditions.show_rows(typed.conditions)
        self.appeals.show_rows(typed.appeals)
        self.verticalScrollBar().setValue(0)
        self.fields["name"].setFocus()

    def commit(self) -> None:
        """Keep what is being typed: before the page goes."""
        for field in self.fields.values():
            field.commit()
        for card in (self.conditions, self.appeals):
            card.commit()
        if self._touched:
            self._rights.keep_draft(Draft(code=self._code, typed=self.typed))

    def save(self) -> None:
        """Keep the right, or show what is refused at each field."""
        self.commit()
        try:
            kept = self._rights.save(self.typed, self._code)
        except InvalidLocalRightError as error:
            self._touched |= set(self.fields)
            self._show(error.faults, focus=True)
            return
        self._touched.clear()
        self.saved.emit(kept)

    def _card(self, title: str, hint: str, inputs: Sequence[Input]) -> Card:
        card, grid = Card(title, hint), QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(12)
        row, column = 0, 0
        for part in inputs:
            field = self._field(part)
            self.fields[part.field] = field
            if part.kind in _ALONE:
                row, column = row + bool(column), 0
                grid.addWidget(field, row, 0, 1, _COLUMNS)
                row += 1
                continue
            grid.addWidget(field, row, column, Qt.AlignmentFlag.AlignTop)
            column += 1
            if column == _COLUMNS:
                row, column = row + 1, 0
        for place in range(_COLUMNS):
            grid.setColumnStretch(place, 1)
        card.add(grid)
        return card

    def _field(self, part: Input) -> TextField | ChoiceField | LinesField:
        label = f"{part.label} (obligatoire)" if part.needed else part.label
        field: TextField | ChoiceField | LinesField
        if part.kind is InputKind.CHOICE:
            field = ChoiceField(label, part.choices, hint=part.hint)
        elif part.kind is InputKind.LINES:
            field = LinesField(label, part.hint, part.rows)
        else:
            field = TextField(label, hint=part.hint, numeric=part.kind is InputKind.NUMBER)
        field.committed.connect(lambda _text, name=part.field: self._typed(name))
        return field

    def _typed(self, name: str) -> None:
        self._touched.add(name)
        self._rights.keep_draft(Draft(code=self._code, typed=self.typed))
        self._show(self._rights.faults(self.typed))

    def _show(self, faults: Sequence[Fault], *, focus: bool = False) -> None:
        """Show the faults of what was touched, each at its field."""
        told: dict[str, str] = {}
        for fault in faults:
            told.setdefault(fault.path, fault.sentence)
        for name, field in self.fields.items():
            field.show_error(told.get(name, "") if name in self._touched else "")
        for card in (self.conditions, self.appeals):
            card.show_faults(told, all_of_them=focus)
        self.notice.setVisible(focus)
        if focus:
            words = f"{plural(len(told), 'point')} à corriger."
            self.notice.say("L'aide n'est pas encore enregistrée", words, Tone.BAD)
            self._go_to(next(iter(told), ""))

    def _go_to(self, path: str) -> None:
        target: QWidget | None = self.fields.get(path)
        for card in (self.conditions, self.appeals):
            target = target or card.target(path)
        if target is not None:
            target.setFocus()
            self.ensureWidgetVisible(target)
