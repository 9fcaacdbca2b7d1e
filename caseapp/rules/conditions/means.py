"""Resources as declared conditions read them: the mean of the last three months, or twelve months.

They are the net amounts that were typed, benefits in payment included: the fine rules of each
benefit (deductions, neutralised months) are the engine's.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from caseapp.domain.facts import NoFact
from caseapp.domain.household import ResourceKind, amount_in
from caseapp.kernel.calendar import Month
from caseapp.rules.conditions.knowledge import Known, number
from caseapp.rules.parameters import load_thresholds

if TYPE_CHECKING:
    from collections.abc import Sequence

    from caseapp.domain.household import Household

MEANS = {kind.value: kind for kind in ResourceKind}
YEAR = tuple(range(1, 13))
_TURNOVERS = frozenset(kind for kind in ResourceKind if kind.value.startswith("micro_turnover"))
_TURNOVER_NOTE = "Le chiffre d'affaires est compté en entier, sans abattement : à vérifier."


def quarter() -> tuple[int, ...]:
    """Return the months before this one that the means are of."""
    return load_thresholds().reference_months.value


def mean_of(household: Household, index: int, kind: ResourceKind) -> Known:
    """Return the monthly mean of one kind of resource of one person."""
    resources = household.people[index].resources
    if not any(entry.kind is kind for entry in resources):
        return number(0)
    months = quarter()
    total, missing = _of_person(household, index, kind, months)
    if missing:
        return Known(low=total / 100 / len(months), missing=missing)
    return number(total / 100 / len(months))


def all_resources(household: Household, months: Sequence[int]) -> Known:
    """Return the sum over some months of what everybody received, alimony paid taken off."""
    total, missing, open_below, note = 0, list[str](), False, ""
    for index, person in enumerate(household.people):
        kinds = {entry.kind for entry in person.resources}
        for kind in sorted(kinds):
            amount, unknown = _of_person(household, index, kind, months)
            total += -amount if kind is ResourceKind.ALIMONY_PAID else amount
            missing += unknown
            open_below |= bool(unknown) and kind is ResourceKind.ALIMONY_PAID
            if kind in _TURNOVERS and amount:
                note = _TURNOVER_NOTE
    benefits, of_benefits = _benefits(household, months)
    total += benefits
    missing += of_benefits
    if open_below:
        return Known(missing=tuple(missing), note=note)
    if missing:
        return Known(low=total / 100, missing=tuple(missing), note=note)
    return number(total / 100, note=note)


def _of_person(
    household: Household, index: int, kind: ResourceKind, months: Sequence[int]
) -> tuple[int, tuple[str, ...]]:
    """Return the cents that are known, and the paths of the entries that are not."""
    resources, now = household.people[index].resources, Month.of(household.date)
    amounts = [amount_in(resources, kind, now.plus(-back)) for back in months]
    total = sum(amount.cents for amount in amounts if not isinstance(amount, NoFact))
    if not any(isinstance(amount, NoFact) for amount in amounts):
        return total, ()
    first, last = now.plus(-max(months)), now.plus(-min(months))
    return total, tuple(
        f"people[{index}].resources[{rank}].amount"
        for rank, entry in enumerate(resources)
        if entry.kind is kind
        and isinstance(entry.amount, NoFact)
        and entry.first <= last
        and entry.last >= first
    )


def _benefits(household: Household, months: Sequence[int]) -> tuple[int, list[str]]:
    now, total, missing = Month.of(household.date), 0, dict[str, None]()
    wanted = [now.plus(-back) for back in months]
    for index, entry in enumerate(household.received):
        for month in wanted:
            if entry.first <= month <= entry.last:
                if isinstance(entry.amount, NoFact):
                    missing[f"received[{index}].amount"] = None
                else:
                    total += entry.amount.cents
    return total, list(missing)
