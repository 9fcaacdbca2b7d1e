"""Words at the left, an amount at the right: the lines of a calculation."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from caseapp.ui.widgets.texts import Rule, Text, TextRole


class AmountLine(QWidget):
    """One line: its words, where they come from, and its amount."""

    def __init__(self, label: str, amount: str, hint: str = "", *, strong: bool = False) -> None:
        super().__init__()
        role = TextRole.STRONG if strong else TextRole.BODY
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(Text(label, role, wrap=True, selectable=True))
        if hint:
            words.addWidget(Text(hint, TextRole.HINT, wrap=True, selectable=True))
        value = Text(amount, role, figures=True, selectable=True)
        line = QHBoxLayout()
        line.setSpacing(12)
        line.addLayout(words, 1)
        line.addWidget(value, 0, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 4, 0, 0)
        outer.setSpacing(8)
        outer.addLayout(line)
        outer.addWidget(Rule())
        self.setAccessibleName(f"{label} : {amount}")
