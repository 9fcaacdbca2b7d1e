"""What « Signalements » works with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from caseapp.services.alerts import Alerts
    from caseapp.ui.dialogs.ask import Asker
    from caseapp.ui.navigator import Navigator
    from caseapp.ui.tasks import Jobs


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertsTools:
    """`show_paper` shows an alert as it is printed."""

    alerts: Alerts
    navigator: Navigator
    jobs: Jobs
    asker: Asker
    show_paper: Callable[[UUID], None]
