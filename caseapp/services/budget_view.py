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

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date

    from caseapp.services.household_facts import Situation
    from caseapp.services.stored_household import StoredHousehold

_HOUSING = ("housing.rent", "housing.charges")
_OTHERS = ("charges.energy", "charges.insurance", "charges.other")
_DEBTS = ("debts.monthly",)
ALIMONY = "alimony_paid"  # a resource of nobody: it is taken from the budget


def budget_row(stored: StoredHousehold, today: date, rights: Mapping[str, str]) -> BudgetRow:
    """Return the budget of the month; what is unknown is named and not counted."""
    month, home = Month.of(today), stored.situation(today)
    coming = tuple(_lines(stored, month, rights, paid=False))
    alimony = tuple(_lines(stored, month, rights, paid=True))
    housing = tuple(_facts(stored, home, _HOUSING))
    others = (*_facts(stored, home, _OTHERS), *alimony)
    debts = tuple(_facts(stored, home, _DEBTS))
    budget = MonthBudget(
        month=month,
        people=len(stored.people),
        resources=_total(coming),
        housing=_total(housing),
        other_charges=_total(others),
        debts=_total(debts),
        unknown=tuple(
            line.label
            for line in (*coming, *housing, *others, *debts)
            if isinstance(line.amount, NoFact)
        ),
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
        coming=coming,
        going=(*housing, *others, *debts),
    )


def _lines(
    stored: StoredHousehold, month: Month, rights: Mapping[str, str], *, paid: bool
) -> Iterator[BudgetLine]:
    for line in stored.lines:
        amount = line.amount_in(month)
        if (line.nature == ALIMONY) is paid and amount != ZERO:
            yield BudgetLine(label_of(line, rights), amount)


def _facts(stored: StoredHousehold, home: Situation, keys: tuple[str, ...]) -> Iterator[BudgetLine]:
    for definition in HOUSEHOLD_FACTS:
        if definition.key not in keys or not definition.relevant(home):
            continue
        value = stored.home.get(definition.key)
        if value == UNKNOWN_JSON or (value is None and definition.needed(home)):
            yield BudgetLine(definition.label, UNKNOWN)
        elif value:
            yield BudgetLine(definition.label, Money(value))


def _total(lines: Iterable[BudgetLine]) -> Money:
    return Money.total(line.amount for line in lines if isinstance(line.amount, Money))
