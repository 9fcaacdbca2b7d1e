"""How an estimate is kept: its document, and its rights one by one for the whole caseload."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from caseapp.kernel.ids import new_id

if TYPE_CHECKING:
    from uuid import UUID

    from caseapp.domain.estimate import RightEstimate


def right_values(estimate_id: UUID, answer: RightEstimate) -> dict[str, Any]:
    """Return the columns of one `EstimatedRight`: the later amount where there is one."""
    amount = answer.later or answer.amount
    return {
        "id": new_id(),
        "version": 1,
        "estimate_id": estimate_id,
        "right": answer.right,
        "outcome": answer.outcome,
        "min_cents": amount.min.cents if amount else None,
        "max_cents": amount.max.cents if amount else None,
        "period": amount.period if amount else None,
        "received_cents": answer.received.cents if answer.received else None,
    }
