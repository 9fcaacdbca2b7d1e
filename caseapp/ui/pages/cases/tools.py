"""What the list of cases reads, changes and goes to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from caseapp.ui.tasks import at_once

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from uuid import UUID

    from caseapp.services.desk import Desk
    from caseapp.ui.dialogs.ask import Asker
    from caseapp.ui.navigator import Navigator
    from caseapp.ui.settings import Settings
    from caseapp.ui.tasks import Beside, Jobs


@dataclass(frozen=True, slots=True)
class CasesTools:
    """The services of the page, and what it asks and remembers with."""

    desk: Desk
    navigator: Navigator
    asker: Asker
    jobs: Jobs
    settings: Settings
    beside: Beside = at_once  # reads the list: of thousands of cases, the window would wait
    open_colleague: Callable[[], bool] | None = None  # all cases of one, for a reason
    show_letters: Callable[[Sequence[UUID]], None] | None = None  # of a batch, on paper
