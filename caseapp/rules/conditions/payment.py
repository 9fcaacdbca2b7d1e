"""What a right pays by its declared ranges: the first whose `when` holds."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from caseapp.domain.estimate import Range
from caseapp.kernel.money import Money

if TYPE_CHECKING:
    from collections.abc import Sequence

    from caseapp.rules.conditions.grammar import Payment
    from caseapp.rules.conditions.judging import Judge


def amount_of(pays: Sequence[Payment], judge: Judge) -> Range | None:
    """Return the range that a right pays; where that is not known, the span of those possible.

    Those are the ranges before the first that holds for certain, and that one. Ranges of another
    period than the first possible one cannot be spanned: nothing is said then.
    """
    possible: list[Payment] = []
    for payment in pays:
        met = True if payment.when is None else judge.judge(payment.when).met
        if met is not False:
            possible.append(payment)
        if met:
            break
    if not possible or len({payment.period for payment in possible}) > 1:
        return None
    return Range(
        min=_money(min(payment.min for payment in possible)),
        max=_money(max(payment.max for payment in possible)),
        period=possible[0].period,
    )


def _money(euros: float) -> Money:
    return Money.euros(Decimal(str(euros)))
