"""The household with another wage, and the rights that it is paid each month."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from caseapp.domain.estimate import Period
from caseapp.domain.household import Household, Resource, ResourceKind
from caseapp.kernel.calendar import Month
from caseapp.rules.openfisca.answers.draft import money
from caseapp.rules.openfisca.months import HISTORY

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from types import ModuleType

    from caseapp.kernel.money import Money
    from caseapp.rules.openfisca.answers.case import Case


def with_wage(household: Household, wage: Money) -> Household:
    """Return the household in which the applicant has had this wage as far back as rights look."""
    month = Month.of(household.date)
    applicant, *others = household.people
    kept = tuple(entry for entry in applicant.resources if entry.kind is not ResourceKind.WAGE)
    earned = Resource(kind=ResourceKind.WAGE, amount=wage, first=month.plus(-HISTORY), last=month)
    earner = replace(applicant, resources=(*kept, earned) if wage else kept)
    return replace(household, people=(earner, *others))


def paid_each_month(case: Case, families: Sequence[ModuleType]) -> Iterator[tuple[str, Money]]:
    """Yield the rights of the central household in steady state, those refused left out."""
    for family in families:
        for draft in family.drafts(case):
            monthly = draft.period is Period.MONTH and draft.shows_amount
            if draft.refused or not (monthly and draft.computable):
                continue
            amount = money(case.later(draft.code)[0])
            if amount:
                yield draft.code, amount
