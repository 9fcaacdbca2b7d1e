"""What stands on a road map: the steps one by one, and a second language for the fixed words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QVBoxLayout

from caseapp.domain.road_map import Act
from caseapp.kernel import french
from caseapp.kernel.errors import UserInputError
from caseapp.rules.road_words import load_road_words
from caseapp.ui.dialogs.paper import Made, PaperOptions
from caseapp.ui.widgets.fields import ChoiceField
from caseapp.ui.widgets.texts import Text, TextRole

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from caseapp.domain.road_map import RoadStep

_KEY = Qt.ItemDataRole.UserRole
_TICKED = 5  # at first: more than a page holds, and than a person can do


class RoadMapOptions(PaperOptions):
    """Only what is ticked is on the sheet, in the order of the dates."""

    def __init__(
        self,
        steps: Sequence[RoadStep],
        work: Callable[[frozenset[str], str], Callable[[], bytes]],
        left: Callable[[bool], None] = lambda _printed: None,
    ) -> None:
        super().__init__()
        self._work, self._left = work, left
        words = load_road_words()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(10)
        column.addWidget(
            Text(
                "Une page à remettre à la personne, en gros caractères. Peu d'étapes : elle en fera"
                " davantage.",
                TextRole.SECONDARY,
                wrap=True,
            )
        )
        languages = [(code, one.name) for code, one in words.languages.items()]
        self.language = ChoiceField(
            "Deuxième langue, pour les mots fixes",
            [("", "Français seulement"), *languages],
            hint="Le reste demeure en français, la langue de l'organisme.",
        )
        self.language.committed.connect(lambda _code: self.changed.emit())
        column.addWidget(self.language)
        column.addWidget(Text("Étapes", TextRole.LABEL))
        self.list = QListWidget()
        self.list.setAccessibleName("Étapes de la feuille de route")
        self.list.setWordWrap(True)
        for place, step in enumerate(steps):
            self._offer(step, ticked=place < _TICKED and step.act is not Act.WAIT)
        self.list.itemChanged.connect(lambda _item: self.changed.emit())
        column.addWidget(self.list, 1)
        if not steps:
            self.list.hide()
            column.addWidget(
                Text(
                    "Rien à demander ni à faire n'est connu : estimez les droits, ou ouvrez une"
                    " démarche.",
                    wrap=True,
                )
            )
            column.addStretch(1)

    @property
    def keys(self) -> frozenset[str]:
        """The steps that are ticked."""
        items = [self.list.item(place) for place in range(self.list.count())]
        return frozenset(
            item.data(_KEY) for item in items if item.checkState() is Qt.CheckState.Checked
        )

    def _offer(self, step: RoadStep, *, ticked: bool) -> None:
        act = getattr(load_road_words().french, step.act.value)
        when = f" (avant le {french.day(step.before)})" if step.before else ""
        item = QListWidgetItem(f"{act} : {step.what}{when}", self.list)
        item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
        item.setCheckState(Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked)
        item.setData(_KEY, step.key)

    def work(self) -> Callable[[], Made]:
        if not self.keys:
            raise UserInputError("steps", "Cochez au moins une étape.")
        render = self._work(self.keys, self.language.value)
        return lambda: Made(render())

    def left(self, *, printed: bool) -> None:
        self._left(printed)
