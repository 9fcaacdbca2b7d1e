"""The budget of the month of one household, from what is kept of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from caseapp.domain.budget import MonthBudget
from caseapp.domain.facts import UNKNOWN, NoFact
from caseapp.kernel.calendar import Month
from caseapp.kernel.money import ZERO, Money
from caseapp.services.fact_text import UNKNOWN_JSON
from caseapp.services.grid_view import label_of
from caseapp.services.household_facts import HOUSEHOLD_FACTS
from caseapp.services.household_page import BudgetLine, BudgetRow
from caseapp.services.resource_grid import label_of_kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from caseapp.services.budget_rows import LiabilityRow
    from caseapp.services.household_facts import Situation
    from caseapp.services.stored_household import StoredHousehold

_HOUSING = ("housing.rent", "housing.charges")
_OTHERS = (
    "charges.energy",
    "charges.insurance",
    "charges.transport",
    "charges.childcare",
    "charges.school",
    "charges.health",
    "charges.taxes",
    "charges.other",
)
_DEBTS = ("debts.monthly",)
_LABELS = {"housing.charges": "Charges locatives"}  # beside other charges, « Charges » says little
ALIMONY = "alimony_paid"  # a resource of nobody: it is taken from the budget


def budget_row(
    stored: StoredHousehold,
    today: date,
    rights: Mapping[str, str],
    liabilities: Sequence[LiabilityRow] = (),
) -> BudgetRow:
    """Return the budget of the month; what is unknown is named and not counted."""
    month = Month.of(today)
    coming = (*lines(stored, month, rights, paid=False), *unasked_lines(stored))
    housing = housing_lines(stored, today)
    others = charge_lines(stored, today, rights)
    debts = debt_lines(stored, today, liabilities)
    budget = MonthBudget(
        month=month,
        people=len(stored.people),
        resources=total(coming),
        housing=total(housing),
        other_charges=total(others),
        debts=total(debts),
        unknown=unknown_of((*coming, *housing, *others, *debts)),
    )
    return BudgetRow(
        month=budget.month,
        resources=budget.resources,
        housing=budget.housing,
        other_charges=budget.other_charges,
        debts=budget.debts,
        left=budget.left,
        people=budget.people,
        per_day_and_person=budget.per_day_and_person,
        housing_share=budget.housing_share,
        unknown=budget.unknown,
        has_resources=has_resources(stored, month),
        coming=coming,
        going=(*housing, *others, *debts),
    )


def has_resources(stored: StoredHousehold, month: Month) -> bool:
    """Say whether any resource or right in payment is known of a month, be it 0.

    A line alone says nothing: its amount may still be to come, or unknown.
    """
    coming = (line for line in stored.lines if line.nature != ALIMONY)
    return any(isinstance(line.amount_in(month), Money) for line in coming)


def housing_lines(stored: StoredHousehold, today: date) -> tuple[BudgetLine, ...]:
    """Return the rent and its charges."""
    return tuple(_facts(stored, stored.situation(today), _HOUSING))


def charge_lines(
    stored: StoredHousehold, today: date, rights: Mapping[str, str]
) -> tuple[BudgetLine, ...]:
    """Return the other fixed charges, alimony paid among them."""
    alimony = lines(stored, Month.of(today), rights, paid=True)
    return (*_facts(stored, stored.situation(today), _OTHERS), *alimony)


def debt_lines(
    stored: StoredHousehold, today: date, liabilities: Sequence[LiabilityRow]
) -> tuple[BudgetLine, ...]:
    """Return what is paid back each month: debt by debt where they are told, else the total."""
    still = [row for row in liabilities if row.closed_on is None]
    if not still:
        return tuple(_facts(stored, stored.situation(today), _DEBTS))
    return tuple(
        BudgetLine(row.label, UNKNOWN if row.monthly is None else row.monthly)
        for row in still
        if row.monthly is None or row.monthly
    )


def unknown_of(listed: Iterable[BudgetLine]) -> tuple[str, ...]:
    """Return the words of the lines whose amount nobody knows."""
    return tuple(line.label for line in listed if isinstance(line.amount, NoFact))


def lines(
    stored: StoredHousehold, month: Month, rights: Mapping[str, str], *, paid: bool
) -> Iterator[BudgetLine]:
    """Return the resources and the rights in payment of a month, or (`paid`) the alimony paid."""
    for line in stored.lines:
        amount = line.amount_in(month)
        if (line.nature == ALIMONY) is paid and amount != ZERO:
            yield BudgetLine(label_of(line, rights), amount)


def unasked_lines(stored: StoredHousehold) -> Iterator[BudgetLine]:
    """Return what the activity of somebody pays and nobody asked: unknown, and whose it is."""
    for person in stored.people:
        if kind := stored.unasked_of(person):
            name = person.first_name or person.last_name
            yield BudgetLine(f"{label_of_kind(kind)}, {name}", UNKNOWN)


def _facts(stored: StoredHousehold, home: Situation, keys: tuple[str, ...]) -> Iterator[BudgetLine]:
    for definition in HOUSEHOLD_FACTS:
        if definition.key not in keys or not definition.relevant(home):
            continue
        value = stored.home.get(definition.key)
        if value == UNKNOWN_JSON or (value is None and definition.needed(home)):
            yield BudgetLine(_LABELS.get(definition.key, definition.label), UNKNOWN)
        elif value:
            yield BudgetLine(_LABELS.get(definition.key, definition.label), Money(value))


def total(listed: Iterable[BudgetLine]) -> Money:
    """Return the sum of what is known."""
    return Money.total(line.amount for line in listed if isinstance(line.amount, Money))
