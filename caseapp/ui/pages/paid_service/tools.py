"""What « Service payant » works with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from caseapp.kernel.clock import Clock
    from caseapp.services.letters import Letters
    from caseapp.services.paid_services import PaidServices
    from caseapp.ui.navigator import Navigator


@dataclass(frozen=True, slots=True, kw_only=True)
class PaidServiceTools:
    """The services, and what puts the flyer on paper: on A4, or on A5."""

    paid: PaidServices
    letters: Letters
    navigator: Navigator
    clock: Clock
    print_flyer: Callable[[str], None]  # « A4 » or « A5 »
