"""What the page of a claim uses of the services."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from caseapp.ui.tasks import at_once

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from caseapp.services.claim_agencies import ClaimAgencies
    from caseapp.services.claim_editing import ClaimEditing
    from caseapp.services.claim_exchanges import ClaimExchanges
    from caseapp.services.claims import Claims
    from caseapp.services.learned_delays import LearnedDelays
    from caseapp.services.letters import Letters
    from caseapp.ui.tasks import Beside


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimTools:
    """The claim, its thread, and the documents that its pieces are."""

    claims: Claims
    editing: ClaimEditing
    exchanges: ClaimExchanges
    link: Callable[[UUID, UUID], None]  # says which document a piece is
    agencies: ClaimAgencies
    delays: LearnedDelays
    letters: Letters
    has_form: Callable[[str], bool] = lambda _right: False  # whether its form is described
    beside: Beside = at_once  # does the reading of the usual delays
    is_closed: Callable[[UUID], bool] = lambda _case_id: False  # whether a case may not be read
    opened: Callable[[UUID], None] = lambda _case_id: None  # notes that a case is looked at
