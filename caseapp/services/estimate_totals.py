"""What the rights of an estimate come to by the month: claimed now, and once all are paid."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from caseapp.domain.estimate import Outcome, Period
from caseapp.kernel.money import Money

if TYPE_CHECKING:
    from collections.abc import Iterator

    from caseapp.domain.estimate import Estimate, Range, RightEstimate
    from caseapp.rules.catalogue_loader import Catalogue


@dataclass(frozen=True, slots=True)
class Totals:
    """Euros by the month of the likely rights that the model computes, at the least."""

    now: Money = field(repr=False)  # for claims made this month
    later: Money = field(repr=False)  # once each counts among the resources of the others
    rights: int  # how many
    is_open: bool = False  # none is likely yet, and some may be: that is not 0 €


def totals(estimate: Estimate, catalogue: Catalogue) -> Totals:
    """Return the totals of an estimate, those of conditions of the law left out."""
    likely = [answer for answer in estimate.rights if _counts(answer, catalogue)]
    return Totals(
        now=_sum(answer.amount for answer in likely),
        later=_sum(answer.later or answer.amount for answer in likely),
        rights=len(likely),
        is_open=not likely and any(_may_count(answer, catalogue) for answer in estimate.rights),
    )


def _counts(answer: RightEstimate, catalogue: Catalogue) -> bool:
    is_likely = answer.outcome is Outcome.LIKELY
    return is_likely and _is_computed_by_the_month(answer, catalogue)


def _may_count(answer: RightEstimate, catalogue: Catalogue) -> bool:
    may_be = answer.outcome is Outcome.TO_CHECK and bool(answer.missing)
    return may_be and _is_computed_by_the_month(answer, catalogue)


def _is_computed_by_the_month(answer: RightEstimate, catalogue: Catalogue) -> bool:
    amount, code = answer.amount, answer.right
    computed = code not in catalogue.codes() or catalogue.right(code).computed
    return computed and amount is not None and amount.period is Period.MONTH


def _sum(ranges: Iterator[Range | None]) -> Money:
    return Money.total(amount.min for amount in ranges if amount is not None)
