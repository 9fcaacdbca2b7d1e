"""What stands in place of a case that may not be read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from caseapp.ui.widgets.buttons import primary
from caseapp.ui.widgets.notice import EmptyState

if TYPE_CHECKING:
    from caseapp.services.retention_rows import Refusal


class ClosedCase(QWidget):
    """Says why; nothing of the case is shown."""

    decision_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.words = ""
        self._outer = QVBoxLayout(self)
        self._outer.setContentsMargins(24, 16, 24, 24)
        self._said: QWidget | None = None

    def show_refusal(self, refusal: Refusal | None) -> None:
        """Show why a case may not be read, or go away."""
        if self._said is not None:
            self._outer.removeWidget(self._said)
            self._said.hide()
            self._said.deleteLater()
            self._said = None
        self.words = "" if refusal is None else f"{refusal.title}. {refusal.sentence}"
        self.setVisible(refusal is not None)
        if refusal is not None:
            ask = primary("Décider…", self.decision_asked.emit) if refusal.awaits_decision else None
            self._said = EmptyState(refusal.title, refusal.sentence, ask)
            self._outer.addWidget(self._said)
            self._outer.addStretch(1)
