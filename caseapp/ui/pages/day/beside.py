"""What stands beside the rows of the day: claims by state, rights that nobody asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from caseapp.domain.claim import ClaimState
from caseapp.ui.models.day_rows import unclaimed_columns
from caseapp.ui.models.table import RowModel
from caseapp.ui.theme import Tone
from caseapp.ui.widgets.bars import Bars
from caseapp.ui.widgets.buttons import link
from caseapp.ui.widgets.card import Card
from caseapp.ui.widgets.notice import EmptyState
from caseapp.ui.widgets.table import Table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from caseapp.services.day_board import StateCount, UnclaimedRow

_FEW = 6  # unclaimed cases shown at first
_STATE_TONES = {
    ClaimState.PIECES_ASKED: Tone.WARN,
    ClaimState.SILENT_REFUSAL: Tone.WARN,
    ClaimState.REFUSED: Tone.BAD,
    ClaimState.APPEAL: Tone.BAD,
    ClaimState.TO_PREPARE: Tone.NEUTRAL,
    ClaimState.GRANTED: Tone.OK,
}


class DayBeside(QWidget):
    """Two cards, one under the other."""

    claims_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.bars = Bars("Démarches par état")
        self.no_claims = EmptyState("", "Aucune démarche n'est en cours.")
        self.unclaimed: Table[UnclaimedRow] = Table(
            RowModel(unclaimed_columns(), lambda row: row.case_id),
            "Droits à ne pas laisser dormir",
            grows=True,
        )
        self.unclaimed.horizontalHeader().hide()
        self.more = link("", self.show_all)
        self.all_asked = EmptyState("", "Tous les droits estimés ont été demandés.")
        self._rows: Sequence[UnclaimedRow] = ()
        by_state = Card("Démarches en cours")
        whole = link("Tout voir", self.claims_asked.emit)
        whole.setAccessibleName("Tout voir : Démarches en cours")
        by_state.add_action(whole)
        by_state.add(self.bars)
        by_state.add(self.no_claims)
        asleep = Card("Droits à ne pas laisser dormir", flush=True)
        for part in (self.unclaimed, self.more, self.all_asked):
            asleep.add(part)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(16)
        outer.addWidget(by_state)
        outer.addWidget(asleep)
        outer.addStretch(1)

    def show_states(self, states: tuple[StateCount, ...]) -> None:
        """Show how many claims stand where."""
        counted = [
            (x.label, x.count, _STATE_TONES.get(x.states[0], Tone.INFO)) for x in states if x.count
        ]
        self.bars.show_bars(counted)
        self.bars.setVisible(bool(counted))
        self.no_claims.setVisible(not counted)

    def show_unclaimed(self, rows: Sequence[UnclaimedRow]) -> None:
        """Show the first cases whose rights nobody asked for."""
        self._rows = rows
        self._fill(min(len(rows), _FEW))

    def show_all(self) -> None:
        """Show all that are known, and go to them."""
        self._fill(len(self._rows))
        self.unclaimed.setFocus(Qt.FocusReason.OtherFocusReason)

    def _fill(self, shown: int) -> None:
        known = len(self._rows)
        self.unclaimed.rows_model.set_rows(self._rows[:shown])
        self.unclaimed.setVisible(bool(known))
        self.more.setText(f"Voir les {known} dossiers")
        self.more.setVisible(shown < known)
        self.all_asked.setVisible(not known)
