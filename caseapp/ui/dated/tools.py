"""What the pages of dates read, change and go to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from caseapp.ui.tasks import at_once

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from caseapp.domain.date_sheet import DateSheetData
    from caseapp.services.date_paper import Beside as OnPaper
    from caseapp.services.desk import Desk
    from caseapp.ui.dialogs.ask import Asker
    from caseapp.ui.navigator import Navigator
    from caseapp.ui.settings import Settings
    from caseapp.ui.tasks import Beside


@dataclass(frozen=True, slots=True)
class DatedTools:
    """The services of the pages, and what they ask and remember with."""

    desk: Desk
    navigator: Navigator
    asker: Asker
    settings: Settings
    # Asks what stands on a sheet and whether it is printed: over which page, the title of the
    # question, and what gathers the sheet.
    offer_sheet: Callable[[QWidget, str, Callable[[OnPaper], DateSheetData]], None]
    beside: Beside = at_once  # does the reading: of thousands of dates, the window would wait
