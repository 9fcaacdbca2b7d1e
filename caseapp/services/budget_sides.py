"""A budget as it is this month, and as it would be once the estimated rights are in payment."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from caseapp.domain.budget import DAYS
from caseapp.domain.estimate import Outcome, Period
from caseapp.kernel.money import ZERO, Money
from caseapp.services.budget_rows import BudgetPart, BudgetSide

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from caseapp.domain.estimate import Estimate, RightEstimate
    from caseapp.domain.facts import NoFact
    from caseapp.services.household_page import BudgetLine

_HOUSING_AID = "aide_logement"


def side(
    resources: Money,
    rights: Mapping[str, Money],
    going: Sequence[Money],
    people: int,
) -> BudgetSide:
    """Return the figures; `resources` without the rights, `going`: housing, charges, debts."""
    housing, charges, debts = going
    paid = Money.total(rights.values())
    helped = rights.get(_HOUSING_AID, ZERO)
    coming = resources + paid
    left = coming - housing - charges - debts
    return BudgetSide(
        resources=coming,
        rights=paid,
        housing_aid=helped,
        housing=housing,
        charges=charges,
        debts=debts,
        people=people,
        left=left,
        per_day_and_person=left.times(Decimal(1) / (DAYS * max(people, 1))),
        effort=_share(housing, coming),
        net_effort=_share(housing - helped, coming - helped),
        debt_rate=_share(debts, coming),
    )


def right_parts(
    received: Mapping[str, Money | NoFact],
    estimate: Estimate | None,
    name: Callable[[str], str],
) -> Iterator[BudgetPart]:
    """Return each right paid by the month: what is received, and the least that is likely.

    A right that the estimate refuses or does not judge stays as it is received: a budget handed to
    a commission does not take away what is paid today.
    """
    answers = {answer.right: answer for answer in estimate.rights} if estimate else {}
    likely = {
        code: least for code, answer in answers.items() if (least := _least(answer)) is not None
    }
    for code in (*received, *(code for code in likely if code not in received)):
        now = received.get(code, ZERO)
        then = likely.get(code, now)
        if now != ZERO or then != ZERO:
            hint = _hint(answers.get(code))
            yield BudgetPart(label=name(code), now=now, then=then, hint=hint, right=code)


def parts(lines: Iterable[BudgetLine]) -> tuple[BudgetPart, ...]:
    """Return lines that the rights do not change."""
    return tuple(BudgetPart(label=line.label, now=line.amount, then=line.amount) for line in lines)


def known(amounts: Iterable[Money | NoFact]) -> Money:
    """Return the sum of what is known."""
    return Money.total(amount for amount in amounts if isinstance(amount, Money))


def _least(answer: RightEstimate) -> Money | None:
    if answer.outcome is Outcome.NO:
        return ZERO
    amount = answer.later or answer.amount
    if answer.outcome is not Outcome.LIKELY or amount is None or amount.period is not Period.MONTH:
        return None
    return amount.min


def _hint(answer: RightEstimate | None) -> str:
    if answer is None:
        return ""
    if answer.outcome is Outcome.NO:
        return "ne serait plus versé, d'après l'estimation"
    amount = answer.later or answer.amount
    if amount is not None and amount.min != amount.max and answer.outcome is Outcome.LIKELY:
        return "le plus bas de la fourchette"
    return "à vérifier" if answer.outcome is Outcome.TO_CHECK else ""


def _share(part: Money, whole: Money) -> Decimal | None:
    """Return a rate in whole per cent, None where there is nothing to compare with."""
    if whole.cents <= 0:
        return None
    return (Decimal(part.cents) * 100 / whole.cents).quantize(Decimal(1))
