"""The cards of a preview: what each case holds, who is who, which value is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QRadioButton, QVBoxLayout, QWidget

from caseapp.kernel import french
from caseapp.kernel.typography import typeset
from caseapp.services.merging.rows import MergeChoice, Side
from caseapp.ui.widgets.card import Card
from caseapp.ui.widgets.fields import ChoiceField
from caseapp.ui.widgets.texts import Rule, Text, TextRole

if TYPE_CHECKING:
    from uuid import UUID

    from caseapp.services.merging.rows import Difference, MergePreview

_APART = ("", "Personne de ce foyer (à y ajouter)")


class PreviewCards(QWidget):
    """Shows a preview and collects the choices; who is who changes what differs."""

    people_changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._sides: dict[str, Side] = {}
        self._same: list[UUID] = []
        self._groups: list[QButtonGroup] = []
        self.people: dict[UUID, ChoiceField] = {}
        self.radios: dict[tuple[str, Side], QRadioButton] = {}
        self._cards = QVBoxLayout(self)
        self._cards.setContentsMargins(0, 0, 0, 0)
        self._cards.setSpacing(16)

    @property
    def choice(self) -> MergeChoice:
        """What is chosen now."""
        people = {
            person: next((one for one in self._same if str(one) == field.value), None)
            for person, field in self.people.items()
        }
        return MergeChoice(people=people, sides=dict(self._sides))

    def start(self) -> None:
        """Forget what was chosen for two other cases."""
        self._sides.clear()

    def show_preview(self, preview: MergePreview) -> None:
        """Show both sides."""
        self._same = [person for person, _words in preview.kept.people]
        while (item := self._cards.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        self.people, self.radios, self._groups = {}, {}, []
        for card in (_parts(preview), self._people_card(preview), self._differences(preview)):
            self._cards.addWidget(card)

    def _people_card(self, preview: MergePreview) -> Card:
        card = Card("Qui est qui", "même nom et même naissance : la même personne")
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        known = [(str(person), words) for person, words in preview.kept.people]
        for row, person in enumerate(preview.people):
            field = ChoiceField("Dans le dossier gardé", [_APART, *known])
            field.editor.setAccessibleName(f"Qui est {person.words} dans le dossier gardé")
            field.show_value("" if person.same_as is None else str(person.same_as))
            field.committed.connect(lambda _value: self.people_changed.emit())
            self.people[person.person_id] = field
            name = QVBoxLayout()
            name.addWidget(Text(f"Dans le dossier {preview.merged.reference}", TextRole.LABEL))
            name.addWidget(Text(person.words, TextRole.STRONG, wrap=True))
            name.addStretch(1)
            grid.addLayout(name, row, 0)
            grid.addWidget(field, row, 1)
        card.add(grid)
        return card

    def _differences(self, preview: MergePreview) -> Card:
        count = len(preview.differences)
        hint = (
            "la valeur qui n'est pas gardée reste lisible avec la fusion"
            if count
            else "les deux dossiers disent la même chose, ou se complètent"
        )
        card = Card(
            f"Ce qui diffère{french.NO_BREAK}: {count}" if count else "Rien ne diffère", hint
        )
        if not count:
            return card
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(6)
        for column, share in enumerate((4, 5, 5)):
            grid.setColumnStretch(column, share)
        for column, side in ((1, preview.kept), (2, preview.merged)):
            grid.addWidget(Text(f"Dossier {side.reference}", TextRole.LABEL), 0, column)
        for place, difference in enumerate(preview.differences):
            self._add_difference(grid, 2 * place + 1, difference)
        card.add(grid)
        return card

    def _add_difference(self, grid: QGridLayout, row: int, difference: Difference) -> None:
        rule = Rule()
        grid.addWidget(rule, row, 0, 1, 3)
        grid.addWidget(Text(difference.label, TextRole.STRONG, wrap=True), row + 1, 0)
        group = QButtonGroup(self)
        self._groups.append(group)
        chosen = self._sides.get(difference.key, difference.side)
        self._sides[difference.key] = chosen
        texts = ((Side.KEPT, difference.kept), (Side.MERGED, difference.merged))
        for column, (side, text) in enumerate(texts, start=1):
            radio = QRadioButton(typeset(text).replace("&", "&&"))
            radio.setAccessibleName(f"{difference.label} : garder {text}")
            radio.setChecked(side is chosen)
            radio.toggled.connect(
                lambda on, key=difference.key, side=side: self._choose(key, side, on=on)
            )
            group.addButton(radio)
            self.radios[difference.key, side] = radio
            grid.addWidget(radio, row + 1, column)

    def _choose(self, key: str, side: Side, *, on: bool) -> None:
        if on:
            self._sides[key] = side


def _parts(preview: MergePreview) -> Card:
    card = Card("Ce que contient chaque dossier", "tout passe dans le dossier gardé")
    grid = QGridLayout()
    grid.setHorizontalSpacing(24)
    grid.setVerticalSpacing(4)
    grid.setColumnStretch(0, 1)
    right = Qt.AlignmentFlag.AlignRight
    heads = ((1, preview.kept.reference), (2, preview.merged.reference))
    for column, reference in heads:
        grid.addWidget(Text(reference, TextRole.LABEL), 0, column, right)
    for row, part in enumerate(preview.parts, start=1):
        grid.addWidget(Text(part.label), row, 0)
        for column, count in ((1, part.kept), (2, part.merged)):
            words = french.number(count) if count else "—"
            grid.addWidget(Text(words, figures=True), row, column, right)
    card.add(grid)
    return card
