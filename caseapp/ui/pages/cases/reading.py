"""The case one is on, read into the pane once one has stayed on its line for a moment."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

from caseapp.kernel.errors import NotFoundError

if TYPE_CHECKING:
    from collections.abc import Callable

    from caseapp.services.case_rows import CaseRow
    from caseapp.services.desk import Desk
    from caseapp.ui.pages.cases.pane import CasePane

_PAUSE = 90  # milliseconds on a line before it is read


class PaneReading(QTimer):
    """`start` asks for a reading; walking on from line to line puts it off."""

    def __init__(self, desk: Desk, pane: CasePane, case: Callable[[], CaseRow | None]) -> None:
        """`case` returns the one to read, nothing where there is none or no pane in sight."""
        super().__init__(pane)
        self._desk, self._pane, self._case = desk, pane, case
        self._is_discreet = False
        self.setSingleShot(True)
        self.setInterval(_PAUSE)
        self.timeout.connect(self.read)

    def read(self) -> None:
        """Read it now."""
        self.stop()
        case = self._case()
        if case is None:
            self._pane.show_glance(None)
            return
        if self._is_discreet:
            self._pane.hide_case()
            return
        refusal = self._desk.retentions.refusal(case.id)
        if refusal is not None:
            self._pane.show_refusal(refusal)
            return
        try:
            glance = self._desk.case_glances.one(case.id, self._desk.clock.today())
        except NotFoundError:  # erased or merged meanwhile
            self._pane.show_glance(None)
        else:
            self._pane.show_glance(glance)

    def show_discreet(self, *, discreet: bool) -> None:
        """Hide the case while others look at the screen."""
        if discreet != self._is_discreet:
            self._is_discreet = discreet
            self.read()
