"""« Évolution »: the values of one fact through time, each corrected at its place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout

from caseapp.kernel.errors import UserInputError
from caseapp.services.dated_facts import FactStep
from caseapp.services.household_facts import FactKind
from caseapp.ui.dialogs.frame import Dialog
from caseapp.ui.theme import Tone
from caseapp.ui.widgets.buttons import link
from caseapp.ui.widgets.fact_form import complete_communes
from caseapp.ui.widgets.fields import ChoiceField, TextField
from caseapp.ui.widgets.notice import Notice

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtWidgets import QWidget

    from caseapp.services.dated_facts import Evolution
    from caseapp.ui.widgets.buttons import Button

_UNKNOWN = "unknown"


class _StepRow:
    """The value of one period and the day it begins."""

    def __init__(self, evolution: Evolution, step: FactStep) -> None:
        self.since = TextField("Depuis le", placeholder="toujours")
        self.since.show_text(step.since)
        self.value: TextField | ChoiceField
        if evolution.choices:
            choices = [(choice.code, choice.label) for choice in evolution.choices]
            self.value = ChoiceField(
                "Valeur", [*choices, (_UNKNOWN, "inconnu")], unknown=_UNKNOWN, default=""
            )
            self.value.show_value(step.code or (_UNKNOWN if step.text else ""))
        else:
            self.value = TextField("Valeur", placeholder="non renseigné")
            self.value.show_text(step.text)
        self.remove: Button | None = None

    def typed(self) -> FactStep:
        """Return what stands in the row."""
        value = self.value
        text = value.text if isinstance(value, TextField) else value.value
        return FactStep(self.since.text, "inconnu" if text == _UNKNOWN else text)


class EvolutionDialog(Dialog):
    """Shows the periods of a fact, the newest first; hands them over all together."""

    def __init__(
        self,
        parent: QWidget,
        evolution: Evolution,
        record: Callable[[Sequence[FactStep]], None],
        suggest_communes: Callable[[str], Sequence[str]],
    ) -> None:
        super().__init__(
            parent,
            f"Évolution : {evolution.label}",
            "La valeur d'aujourd'hui vient en premier. Chaque valeur vaut depuis sa date, "
            "un jour ou un mois, jusqu'à la suivante.",
            width=560,
        )
        self._evolution, self._record, self._suggest = evolution, record, suggest_communes
        self.rows: list[_StepRow] = []  # the oldest first, as the service has them
        self.notice = Notice()
        self.notice.hide()
        self.add(self.notice)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(10)
        self._grid.setColumnStretch(0, 3)
        self._grid.setColumnStretch(1, 2)
        self.add(self._grid)
        self.add_past = link("+ Ajouter une valeur passée", self._add_past)
        self.body.addWidget(self.add_past, 0, Qt.AlignmentFlag.AlignLeft)
        self.add_way_back()
        self.add_way_on("Enregistrer")
        for step in evolution.steps or (FactStep("", ""),):
            self.rows.append(self._make(step))
        self._lay_out()
        self.rows[-1].value.setFocus()

    def go_on(self) -> None:
        """Hand over every period; what cannot be is said at its place."""
        self.notice.hide()
        for row in self.rows:
            row.since.show_error("")
            row.value.show_error("")
        try:
            self._record([row.typed() for row in self.rows])
        except UserInputError as error:
            self._refuse(error)
            return
        self.accept()

    def _make(self, step: FactStep) -> _StepRow:
        row = _StepRow(self._evolution, step)
        if self._evolution.kind is FactKind.COMMUNE and isinstance(row.value, TextField):
            complete_communes(row.value, self._suggest)
        row.remove = link("Retirer", lambda: self._remove(row), hint="Retirer cette valeur")
        return row

    def _add_past(self) -> None:
        """Put an older value before all others; the oldest then needs its day."""
        made = self._make(FactStep("", ""))
        self.rows.insert(0, made)
        self._lay_out()
        made.value.setFocus()

    def _remove(self, row: _StepRow) -> None:
        self.rows.remove(row)
        for part in (row.since, row.value, row.remove):
            if part is not None:
                self._grid.removeWidget(part)
                part.hide()
                part.deleteLater()
        self._lay_out()
        self.rows[-1].value.setFocus()

    def _lay_out(self) -> None:
        bottom = Qt.AlignmentFlag.AlignBottom
        for place, row in enumerate(reversed(self.rows)):
            self._grid.addWidget(row.value, place, 0)
            self._grid.addWidget(row.since, place, 1)
            if row.remove is not None:
                self._grid.addWidget(row.remove, place, 2, bottom)
                row.remove.setMinimumHeight(34)  # beside the inputs, whose height it takes
                row.remove.setVisible(len(self.rows) > 1)
        if self.isVisible():
            self.fit()

    def _refuse(self, error: UserInputError) -> None:
        name, _dot, place = error.field.partition(".")
        if place.isdecimal() and int(place) < len(self.rows):
            row = self.rows[int(place)]
            part = row.since if name == "since" else row.value
            part.show_error(error.sentence)
            part.setFocus()
        else:
            self.notice.say("", error.sentence, Tone.BAD)
            self.notice.show()
        self.fit()
