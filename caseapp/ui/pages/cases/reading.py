"""The case one is on, read into the pane once one has stayed on its line for a moment."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

from caseapp.domain.journal import JournalAction
from caseapp.kernel.errors import NotFoundError

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from caseapp.services.case_rows import CaseRow
    from caseapp.services.desk import Desk
    from caseapp.ui.pages.cases.pane import CasePane

_PAUSE = 90  # milliseconds on a line before it is read
VISIT = 4_000  # milliseconds after which what is shown was read, not walked past


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
        self._seen: UUID | None = None
        self._staying = QTimer(self)
        self._staying.setSingleShot(True)
        self._staying.setInterval(VISIT)
        self._staying.timeout.connect(self._visit)

    def read(self) -> None:
        """Read it now."""
        self.stop()
        case = self._case()
        self._stay_on(None if case is None or self._is_discreet else case.id)
        if case is None:
            self._pane.show_glance(None)
            return
        if self._is_discreet:
            self._pane.hide_case()
            return
        refusal = self._desk.retentions.refusal(case.id)
        if refusal is not None:
            self._stay_on(None)
            self._pane.show_refusal(refusal)
            return
        try:
            glance = self._desk.case_glances.one(case.id, self._desk.clock.today())
        except NotFoundError:  # erased or merged meanwhile
            self._stay_on(None)
            self._pane.show_glance(None)
        else:
            self._pane.show_glance(glance)

    def _stay_on(self, case_id: UUID | None) -> None:
        """Count the time from here, unless it is the case that was being read."""
        if case_id != self._seen:
            self._staying.stop()
            self._seen = case_id
            if case_id is not None:
                self._staying.start()

    def _visit(self) -> None:
        """Note that the case is read here, as where it is opened."""
        if self._seen is not None and self._pane.isVisible():
            if self._desk.case_access.visit(self._seen):
                self._desk.journal.note(JournalAction.BROKE_GLASS, self._seen)
            self._desk.journal.opened(self._seen)

    def show_discreet(self, *, discreet: bool) -> None:
        """Hide the case while others look at the screen."""
        if discreet != self._is_discreet:
            self._is_discreet = discreet
            self.read()
