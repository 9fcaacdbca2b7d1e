"""What the pages of dates read, change and go to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from caseapp.ui.tasks import at_once

if TYPE_CHECKING:
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
    beside: Beside = at_once  # does the reading: of thousands of dates, the window would wait
