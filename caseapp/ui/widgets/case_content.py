"""What one tab of a case is to the page of the case."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from caseapp.ui.widgets.tab_order import TabByEye

if TYPE_CHECKING:
    from uuid import UUID


class CaseContent(TabByEye):
    """Shows one part of one case at a time. The page calls these; a tab overrides them."""

    case_changed = Signal()  # what stands above the tabs is to be read again

    def show_case(self, case_id: UUID, focus: str = "") -> None:
        """Show a case, data read afresh; `focus` names what to show first."""

    def make_ahead(self) -> None:
        """Make what the first case would wait for."""

    def leave(self) -> None:
        """Keep what is typed: called before another tab shows, before locking and closing."""

    def show_discreet(self, discreet: bool) -> None:  # noqa: FBT001 - the state itself, as in Qt
        """Show nothing that is shown on demand alone: somebody sees the screen; or let it be."""
