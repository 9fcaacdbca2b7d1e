"""How an estimate is kept: its document, and the rights that the whole caseload counts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from caseapp.domain.estimate import Outcome
from caseapp.kernel.ids import new_id

if TYPE_CHECKING:
    from uuid import UUID

    from caseapp.domain.estimate import Estimate, Range, RightEstimate
    from caseapp.rules.catalogue_loader import Catalogue


def counted_rights(
    estimate_id: UUID, estimate: Estimate, catalogue: Catalogue
) -> list[dict[str, Any]]:
    """Return the columns of an `EstimatedRight` for each right that may be asked for.

    Those that are refused, or to be checked without an amount, stand in the document alone: a row
    for each would be most of what is written, and nothing counts them.
    """
    rows = []
    for answer in estimate.rights:
        amount = _amount(answer, catalogue)
        if answer.outcome is Outcome.LIKELY or amount is not None:
            rows.append(_columns(estimate_id, answer, amount))
    return rows


def _amount(answer: RightEstimate, catalogue: Catalogue) -> Range | None:
    """Return the later amount where there is one; a range of the law counts once it is likely."""
    if answer.outcome is Outcome.LIKELY:
        return answer.later or answer.amount
    is_computed = answer.right not in catalogue.codes() or catalogue.right(answer.right).computed
    if answer.outcome is Outcome.TO_CHECK and is_computed:
        return answer.later or answer.amount
    return None


def _columns(estimate_id: UUID, answer: RightEstimate, amount: Range | None) -> dict[str, Any]:
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
