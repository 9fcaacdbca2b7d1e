"""What « Activité » works with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from caseapp.domain.activity import ActivityData
    from caseapp.kernel.clock import Clock
    from caseapp.services.activity import Activity
    from caseapp.services.case_list import CaseList
    from caseapp.ui.navigator import Navigator
    from caseapp.ui.tasks import Jobs


@dataclass(frozen=True, slots=True, kw_only=True)
class ActivityTools:
    """The services, and what shows the report on paper (« pdf ») or writes its file (« xlsx »)."""

    activity: Activity
    cases: CaseList
    referents: Callable[[], tuple[str, ...]]
    clock: Clock
    navigator: Navigator
    jobs: Jobs
    save: Callable[[ActivityData, str], None]
