"""What the tab « Simuler » works with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from uuid import UUID

    from caseapp.domain.scenario import Simulation
    from caseapp.services.changes import Changes
    from caseapp.services.simulations import Simulations
    from caseapp.ui.dialogs.ask import Asker
    from caseapp.ui.tasks import Jobs


@dataclass(frozen=True, slots=True)
class WhatIfTools:
    """What the tab works with."""

    simulations: Simulations
    changes: Changes
    jobs: Jobs
    asker: Asker
    suggest_communes: Callable[[str], Sequence[str]]
    print_simulation: Callable[[UUID, Simulation, str], None]
