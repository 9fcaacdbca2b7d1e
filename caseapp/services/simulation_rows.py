"""Rows of the tab « Simuler »: right by right, in total, month by month."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from caseapp.domain.estimate import Outcome, Period, Range
from caseapp.kernel.money import ZERO, Money
from caseapp.services.right_rows import VARIANTS, name_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date, datetime
    from uuid import UUID

    from caseapp.domain.estimate import Estimate, RightEstimate
    from caseapp.domain.scenario import PathMonth, Simulation, Tried
    from caseapp.kernel.calendar import Month
    from caseapp.rules.catalogue_loader import Catalogue

_OPEN = frozenset({Outcome.LIKELY, Outcome.TO_CHECK})
TOTAL = "total"  # the key of the row of the total
INCOME = "income"  # and of the other resources


@dataclass(frozen=True, slots=True, kw_only=True)
class SimulationSummary:
    """One line of the simulations that were kept."""

    id: UUID
    name: str = field(repr=False)
    made_at: datetime
    on: date  # its civil day
    month: Month


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedSimulation:
    """A simulation as it was kept."""

    id: UUID
    case_id: UUID
    name: str = field(repr=False)
    on: date
    simulation: Simulation = field(repr=False)
    is_stale: bool  # the household or the month changed since


@dataclass(frozen=True, slots=True, kw_only=True)
class CompareCell:
    """What a right, or the total, comes to in one column; the first column is the present."""

    outcome: Outcome | None  # None in a row of totals
    amount: Range | None = field(repr=False)
    variant: str = ""  # « APL », « gratuite »
    # Compared with the present, where both are known exactly; None where nothing can be said.
    change: Money | None = field(default=None, repr=False)
    change_most: Money | None = field(default=None, repr=False)  # where it depends on a doubt
    is_new: bool = False
    is_lost: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CompareRow:
    """One right across the columns, or one total."""

    key: str  # code of the right
    name: str
    cells: tuple[CompareCell, ...]
    is_total: bool = False

    @property
    def differs(self) -> bool:
        """Whether some variant differs from the present."""
        first = self.cells[0]
        return any(
            (c.outcome, c.amount, c.variant) != (first.outcome, first.amount, first.variant)
            for c in self.cells[1:]
        )

    @property
    def has_words(self) -> bool:
        """Whether some column has an amount or a kind to show."""
        return any(cell.amount is not None or cell.variant for cell in self.cells)


def compare_rows(simulation: Simulation, catalogue: Catalogue) -> tuple[CompareRow, ...]:
    """Return the totals, then the rights that are open in some column, what differs first.

    A right that changes in no column and has no amount says nothing here: it is left out.
    Amounts by the month are those of the steady state, once all rights are in payment.
    """
    columns = (simulation.present, *simulation.variants)
    codes = dict.fromkeys(
        answer.right
        for tried in columns
        for answer in tried.estimate.rights
        if answer.outcome in _OPEN
    )
    found = (_row(code, columns, catalogue) for code in codes)
    rows = [row for row in found if row.differs or (row.has_words and _is_due(row, catalogue))]
    rows.sort(key=lambda row: (not row.differs, -_size(row), row.name))
    return (*_totals(columns, catalogue), *rows)


def _is_due(row: CompareRow, catalogue: Catalogue) -> bool:
    return any(_counts(row.key, cell.outcome, catalogue) for cell in row.cells)


def _counts(code: str, outcome: Outcome | None, catalogue: Catalogue) -> bool:
    """Whether an amount is one to live on: a range of the law is not, until it is likely."""
    is_computed = code not in catalogue.codes() or catalogue.right(code).computed
    return outcome is Outcome.LIKELY or (outcome is Outcome.TO_CHECK and is_computed)


def _row(code: str, columns: tuple[Tried, ...], catalogue: Catalogue) -> CompareRow:
    answers = [_answer(tried.estimate, code) for tried in columns]
    first = _cell(answers[0])
    others = (_beside(first, _cell(answer)) for answer in answers[1:])
    return CompareRow(key=code, name=name_of(code, catalogue)[0], cells=(first, *others))


def _answer(estimate: Estimate, code: str) -> RightEstimate | None:
    return next((answer for answer in estimate.rights if answer.right == code), None)


def _cell(answer: RightEstimate | None) -> CompareCell:
    if answer is None:
        return CompareCell(outcome=Outcome.NOT_COMPUTED, amount=None)
    is_open = answer.outcome in _OPEN
    return CompareCell(
        outcome=answer.outcome,
        amount=(answer.later or answer.amount) if is_open else None,
        variant=VARIANTS.get(answer.variant, answer.variant) if is_open else "",
    )


def _beside(present: CompareCell, cell: CompareCell) -> CompareCell:
    was, is_ = _is_paid(present), _is_paid(cell)
    return CompareCell(
        outcome=cell.outcome,
        amount=cell.amount,
        variant=cell.variant,
        change=_change(present.amount, cell.amount) if was or is_ else None,
        is_new=is_ and not was,
        is_lost=was and not is_,
    )


def _is_paid(cell: CompareCell) -> bool:
    """Whether a right is open once all have followed: what stops by then is nothing new."""
    return cell.outcome in _OPEN and (cell.amount is None or cell.amount.max > ZERO)


def _change(before: Range | None, after: Range | None) -> Money | None:
    known = [amount for amount in (before, after) if amount is not None]
    if not known or any(amount.min != amount.max for amount in known):
        return None
    if before and after and before.period is not after.period:
        return None
    return (after.min if after else ZERO) - (before.min if before else ZERO)


def _size(row: CompareRow) -> int:
    months = {Period.MONTH: 1, Period.YEAR: 12, Period.ONCE: 24}
    sizes = (c.amount.max.cents // months[c.amount.period] for c in row.cells if c.amount)
    return max(sizes, default=0)


def _totals(columns: tuple[Tried, ...], catalogue: Catalogue) -> Iterator[CompareRow]:
    """Yield all that comes in by the month, then the part of it that is no right.

    Two totals that hold a doubt differ by no one amount: both ends are told.
    """
    income = [_month(t.estimate.budget.income, t.estimate.budget.income) for t in columns]
    total = [total_of(tried.estimate, catalogue) for tried in columns]
    for key, name, values in (
        (TOTAL, "Total par mois", total),
        (INCOME, "dont autres ressources", income),
    ):
        first = CompareCell(outcome=None, amount=values[0])
        others = (_compared(values[0], value) for value in values[1:])
        yield CompareRow(key=key, name=name, cells=(first, *others), is_total=True)


def _compared(present: Range, value: Range) -> CompareCell:
    least, most = sorted((value.min - present.min, value.max - present.max))
    return CompareCell(
        outcome=None, amount=value, change=least, change_most=most if most != least else None
    )


def total_of(estimate: Estimate, catalogue: Catalogue) -> Range:
    """Return what comes in by the month: what is likely, up to all that is to be checked."""
    least = most = estimate.budget.income
    for answer in estimate.rights:
        amount = answer.later or answer.amount
        is_counted = _counts(answer.right, answer.outcome, catalogue)
        if is_counted and amount and amount.period is Period.MONTH:
            most += amount.max
            if answer.outcome is Outcome.LIKELY:
                least += amount.min
    return _month(least, most)


def _month(least: Money, most: Money) -> Range:
    return Range(min=least, max=most, period=Period.MONTH)


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthRow:
    """One month of a variant: resources, each right, the total."""

    month: Month
    income: Money = field(repr=False)
    amounts: tuple[Range | None, ...] = field(repr=False)  # of each right, in the given order
    doubtful: tuple[bool, ...]  # whether it is to be checked
    total: Range = field(repr=False)


def rights_of_months(months: tuple[PathMonth, ...]) -> tuple[str, ...]:
    """Return the rights paid in some month, those that change most first."""
    codes = dict.fromkeys(paid.right for month in months for paid in month.rights)

    def moves(code: str) -> int:
        amounts = [(p.most.cents if (p := m.of(code)) else 0) for m in months]
        return max(amounts) - min(amounts)

    return tuple(sorted(codes, key=lambda code: (-moves(code), code)))


def month_rows(months: tuple[PathMonth, ...], codes: tuple[str, ...]) -> tuple[MonthRow, ...]:
    """Return a row a month."""
    rows = []
    for month in months:
        paid = [month.of(code) for code in codes]
        rows.append(
            MonthRow(
                month=month.month,
                income=month.income,
                amounts=tuple(None if p is None else _month(p.least, p.most) for p in paid),
                doubtful=tuple(p is not None and not p.is_likely for p in paid),
                total=_month(month.least, month.most),
            )
        )
    return tuple(rows)
