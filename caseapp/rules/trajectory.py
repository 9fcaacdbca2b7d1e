"""Month by month: what each right pays in turn, given what the months before have paid.

Benefits read the past, each its own: the RSA and the prime d'activité the fourth to the second
month before, housing aid twelve months. Each month to come is therefore estimated by itself, as a
claim of that month, with the amounts of the months before as received.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from caseapp.domain.estimate import Estimate, Outcome, Period
from caseapp.domain.facts import UNKNOWN
from caseapp.domain.household import Household, ReceivedRight
from caseapp.domain.scenario import PaidRight, PathMonth
from caseapp.kernel.calendar import Month
from caseapp.rules.engine import EngineTroubleError
from caseapp.rules.scenarios import in_month

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from caseapp.domain.estimate import RightEstimate
    from caseapp.domain.scenario import Change
    from caseapp.rules.engine import Answer

YEAR = 12


def follow(
    household: Household,
    variants: Sequence[Sequence[Change]],
    ask: Callable[[Sequence[Household]], Iterable[Answer]],
    *,
    first: Month,
    told: Callable[[int, int], None] = lambda _done, _of: None,
) -> tuple[tuple[PathMonth, ...], ...]:
    """Return twelve months of each variant, from `first` on; no change at all is a variant too.

    All likely rights are supposed to be claimed at once. The variants of a month are asked for
    together.

    Args:
        household: the present.
        variants: the changes of each variant.
        ask: answers for several households, in order, as the model does.
        first: this month or a later one; the months until then are computed, and left out.
        told: hears how many months are done, of how many.

    Raises:
        EngineTroubleError: a month could not be computed.
        UserInputError: a change cannot happen in this household.
    """
    now, last = Month.of(household.date), first.plus(YEAR - 1)
    paths: list[list[PathMonth]] = [[] for _ in variants]
    months = list(now.until(last))
    paid: list[list[ReceivedRight]] = [[] for _ in variants]
    computed: list[set[str]] = [set() for _ in variants]
    for number, month in enumerate(months, start=1):
        homes = [
            _with_paid(in_month(household, changes, month), now, paid[place], computed[place])
            for place, changes in enumerate(variants)
        ]
        for place, answer in enumerate(ask(homes)):
            if isinstance(answer, EngineTroubleError):
                raise answer
            computed[place] |= set(_computed(answer))
            paid[place] += _as_received(answer, homes[place], month)
            if month >= first:
                paths[place].append(path_month(answer))
        told(number, len(months))
    return tuple(tuple(path) for path in paths)


def path_month(estimate: Estimate) -> PathMonth:
    """Return what an estimate says of its own month: the rights paid monthly, as claimed then."""
    return PathMonth(
        month=estimate.month,
        income=estimate.budget.income,
        rights=tuple(
            PaidRight(
                right=answer.right,
                least=answer.amount.min,
                most=answer.amount.max,
                is_likely=answer.outcome is Outcome.LIKELY,
            )
            for answer in _monthly(estimate)
            if answer.amount and answer.amount.max
        ),
    )


def _monthly(estimate: Estimate) -> Iterator[RightEstimate]:
    for answer in estimate.rights:
        may_be = answer.outcome in {Outcome.LIKELY, Outcome.TO_CHECK}
        if may_be and answer.amount is not None and answer.amount.period is Period.MONTH:
            yield answer


def _computed(estimate: Estimate) -> Iterator[str]:
    """Yield the rights that the model decides: the others in payment just go on."""
    for answer in estimate.rights:
        if answer.outcome is not Outcome.NOT_COMPUTED:
            yield answer.right


def _with_paid(
    home: Household, now: Month, paid: Iterable[ReceivedRight], computed: set[str]
) -> Household:
    """Return the household that received what the months before paid."""
    before = (
        replace(entry, last=min(entry.last, now.plus(-1))) if entry.right in computed else entry
        for entry in home.received
    )
    kept = (entry for entry in before if entry.first <= entry.last)
    return replace(home, received=(*kept, *paid))


def _as_received(answer: Estimate, home: Household, month: Month) -> Iterator[ReceivedRight]:
    """Yield what this month pays, for the months after it to read.

    A doubtful right counts only where it is in payment already; an amount that is a range counts
    as one nobody knows.
    """
    in_payment = {entry.right for entry in home.received if entry.last >= month.plus(-1)}
    for right in _monthly(answer):
        if right.outcome is not Outcome.LIKELY and right.right not in in_payment:
            continue
        if right.amount is None or not right.amount.max:
            continue
        known = right.amount.min == right.amount.max
        yield ReceivedRight(
            right=right.right,
            amount=right.amount.min if known else UNKNOWN,
            first=month,
            last=month,
        )
