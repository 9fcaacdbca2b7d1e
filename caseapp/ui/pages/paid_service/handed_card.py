"""« Codes et accès remis »: what the intermediary was given, ticked one by one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox

from caseapp.rules.paid_services import load_paid_services
from caseapp.ui.widgets.card import Card
from caseapp.ui.widgets.flow_layout import FlowLayout
from caseapp.ui.widgets.texts import Text, TextRole

if TYPE_CHECKING:
    from collections.abc import Collection


class HandedCard(Card):
    """Tells what is ticked; the code itself is never asked for nor kept."""

    ticked = Signal(str, bool)  # what, whether it was handed over

    def __init__(self) -> None:
        super().__init__("Codes et accès remis")
        self.add(
            Text(
                "Seulement ce qui a été remis : jamais le code lui-même.",
                TextRole.SECONDARY,
                wrap=True,
            )
        )
        boxes = FlowLayout(gap=20, line_gap=8)
        self.boxes: dict[str, QCheckBox] = {}
        for one in load_paid_services().handed:
            box = self.boxes[one.code] = QCheckBox(one.name)
            box.clicked.connect(lambda on, code=one.code: self.ticked.emit(code, on))
            boxes.addWidget(box)
        self.add(boxes)

    def show_handed(self, codes: Collection[str]) -> None:
        """Tick what was handed over."""
        for code, box in self.boxes.items():
            box.setChecked(code in codes)
