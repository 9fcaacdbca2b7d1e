"""What the tab « Budget » works with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from caseapp.kernel.clock import Clock
    from caseapp.services.budget import Budgets
    from caseapp.services.liabilities import Liabilities
    from caseapp.services.quotients import QuotientDesk
    from caseapp.ui.dialogs.ask import Asker
    from caseapp.ui.navigator import Navigator


@dataclass(frozen=True, slots=True, kw_only=True)
class BudgetTools:
    """What the tab works with."""

    clock: Clock
    budgets: Budgets
    liabilities: Liabilities
    quotients: QuotientDesk
    navigator: Navigator
    asker: Asker
    print_budget: Callable[[UUID], None]  # asks where to write it
