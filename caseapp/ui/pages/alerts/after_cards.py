"""What comes once an alert has left: its follow-up and additions, and how long it is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from caseapp.rules.alert_guide import load_alert_guide
from caseapp.services.alert_paper import source_words
from caseapp.ui.pages.alerts.sheet import beside
from caseapp.ui.widgets.buttons import secondary
from caseapp.ui.widgets.card import Card
from caseapp.ui.widgets.columns import Columns
from caseapp.ui.widgets.fields import TextField
from caseapp.ui.widgets.text_area import TextArea
from caseapp.ui.widgets.texts import Text, TextRole

if TYPE_CHECKING:
    from collections.abc import Sequence

    from caseapp.services.alert_rows import AdditionRow
    from caseapp.ui.pages.alerts.sheet import Field

_LINE = 420  # pixels from which two days stand side by side


class FollowingCard(Card):
    """The answer, the day to call back, and what was added since; tells `adding`."""

    adding = Signal()

    def __init__(self) -> None:
        super().__init__("Suites")
        self.fields: dict[str, Field] = {
            "acknowledged_on": TextField("Accusé de réception le"),
            "call_back_on": TextField(
                "Rappeler le", hint="Un rappel sans autre mot dans votre « Ma journée »."
            ),
            "follow_up": TextArea("Suites données", lines=3),
            "addition": TextArea(
                "Complément", "Le texte transmis ne change plus : un complément est daté.", lines=3
            ),
        }
        self.date_it = secondary("Dater ce complément", self.adding.emit)
        self._added = QVBoxLayout()
        self._added.setSpacing(10)
        self._shown: tuple[AdditionRow, ...] = ()
        days = Columns(_LINE, gap=8)
        for name in ("acknowledged_on", "call_back_on"):
            days.add(self.fields[name], 1)
        for part in (days, self.fields["follow_up"]):
            self.add(part)
        self.add(self._added)
        self.add(self.fields["addition"])
        self.add(beside(self.date_it))

    def show_additions(self, additions: Sequence[AdditionRow]) -> None:
        """Show what was added, the oldest first."""
        if tuple(additions) == self._shown:
            return
        self._shown = tuple(additions)
        while (item := self._added.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for one in additions:
            part = QWidget()
            column = QVBoxLayout(part)
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(1)
            column.addWidget(Text(one.words, TextRole.STRONG, wrap=True))
            column.addWidget(Text(one.text, wrap=True, selectable=True))
            self._added.addWidget(part)


class KeepingCard(Card):
    """Until when it is kept, and why; tells `erasing`."""

    erasing = Signal()

    def __init__(self) -> None:
        super().__init__("Conservation")
        self.fields: dict[str, Field] = {
            "keep_until": TextField("Garder jusqu'au"),
            "keep_reason": TextField("Motif"),
        }
        self.erase = secondary("Effacer définitivement…", self.erasing.emit)
        rule = load_alert_guide().keeping
        self.add(Text(rule.words, wrap=True))
        self.add(Text(source_words(rule), TextRole.HINT, wrap=True))
        line = Columns(_LINE, gap=8)
        line.add(self.fields["keep_until"], 1)
        line.add(self.fields["keep_reason"], 3)
        self.add(line)
        self.add(beside(self.erase))
