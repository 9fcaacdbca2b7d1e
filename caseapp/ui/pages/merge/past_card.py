"""The merges that were made into a case, with what was not kept, each to be undone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from caseapp.kernel.clock import PARIS
from caseapp.ui.widgets.buttons import secondary
from caseapp.ui.widgets.card import Card
from caseapp.ui.widgets.texts import Text, TextRole
from caseapp.ui.wording import day

if TYPE_CHECKING:
    from collections.abc import Sequence

    from caseapp.services.merging.rows import PastMerge


class PastCard(Card):
    """Shows past merges; one that a later one stands on says so."""

    undo_asked = Signal(object)  # a past merge

    def __init__(self) -> None:
        super().__init__("Fusions de ce dossier")
        self._rows = QVBoxLayout()
        self._rows.setSpacing(12)
        self.add(self._rows)

    def show_merges(self, merges: Sequence[PastMerge]) -> None:
        """Show the merges, or nothing where there was none."""
        while (item := self._rows.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for merge in merges:
            self._rows.addWidget(self._row(merge))
        self.setVisible(bool(merges))

    def _row(self, merge: PastMerge) -> QWidget:
        row = QWidget()
        outer = QVBoxLayout(row)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(4)
        top = QHBoxLayout()
        top.addWidget(Text(f"{merge.name} ({merge.reference})".strip(), TextRole.STRONG))
        top.addWidget(Text(_when(merge), TextRole.SECONDARY, wrap=True), 1)
        if merge.can_undo:
            button = secondary("Annuler la fusion", lambda: self.undo_asked.emit(merge))
            button.setAccessibleName(f"Annuler la fusion avec le dossier {merge.reference}")
            top.addWidget(button)
        outer.addLayout(top)
        for lost in merge.lost:
            words = f"{lost.label} : {lost.kept}, et non {lost.lost}"
            outer.addWidget(Text(words, TextRole.SECONDARY, wrap=True, selectable=True))
        return row


def _when(merge: PastMerge) -> str:
    by = f" par {merge.author}" if merge.author else ""
    words = f"fusionné le {day(merge.at.astimezone(PARIS).date())}{by}"
    if merge.undone_at is not None:
        return f"{words}, annulé le {day(merge.undone_at.astimezone(PARIS).date())}"
    return words if merge.can_undo else f"{words} ; une fusion plus récente s'annule d'abord"
