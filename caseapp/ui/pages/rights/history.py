"""« Comparer à… »: the earlier estimates of a case, one of which is compared with the latest."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMenu

from caseapp.kernel import french
from caseapp.kernel.clock import PARIS
from caseapp.ui.pages.rights.comparison import ComparisonDialog
from caseapp.ui.widgets.buttons import Button, ButtonKind

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

    from caseapp.services.estimate_rows import EstimateSummary
    from caseapp.services.estimates import Estimates

_COMPARED = 12  # earlier estimates in the menu


class CompareButton(Button):
    """Hidden as long as a case has one estimate alone."""

    def __init__(self, estimates: Estimates) -> None:
        super().__init__("Comparer à…", ButtonKind.SECONDARY)
        self._estimates = estimates
        self._history = QMenu(self)
        self.setMenu(self._history)

    def show_history(self, summaries: Sequence[EstimateSummary]) -> None:
        """List the earlier estimates of a case."""
        self._history.clear()
        latest = next((s for s in summaries if s.is_latest), None)
        earlier = [s for s in summaries if not s.is_latest]
        self.setVisible(bool(earlier) and latest is not None)
        if latest is None:
            return
        for summary in earlier[:_COMPARED]:
            at = summary.made_at.astimezone(PARIS)
            action = self._history.addAction(
                f"{french.long_day(summary.on)}, {at:%H:%M} ({french.month(summary.month)})"
            )
            action.triggered.connect(
                lambda _on=False, a=summary.id, b=latest.id: self._compare(a, b)
            )

    def _compare(self, earlier: UUID, later: UUID) -> None:
        dialog = ComparisonDialog(self.window(), self._estimates.compare(earlier, later))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
