"""What the tab « Documents » works with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from PySide6.QtPrintSupport import QPrinter
    from PySide6.QtWidgets import QWidget

    from caseapp.kernel.clock import Clock
    from caseapp.services.documents import Documents
    from caseapp.ui.dialogs.ask import Asker
    from caseapp.ui.settings import Settings
    from caseapp.ui.tasks import Jobs


@dataclass(frozen=True, slots=True)
class DocumentsTools:
    """What the tab works with."""

    documents: Documents
    jobs: Jobs
    asker: Asker
    settings: Settings
    clock: Clock
    ask_for_printer: Callable[[QWidget], QPrinter | None]
    left: Callable[[UUID, bool], None] = lambda _document, _printed: None  # noted in the journal
