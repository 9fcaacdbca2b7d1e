"""What the page of a claim uses of the services."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from caseapp.services.claim_editing import ClaimEditing
    from caseapp.services.claim_exchanges import ClaimExchanges
    from caseapp.services.claims import Claims


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimTools:
    """The claim, its thread, and the documents that its pieces are."""

    claims: Claims
    editing: ClaimEditing
    exchanges: ClaimExchanges
    link: Callable[[UUID, UUID], None]  # says which document a piece is
