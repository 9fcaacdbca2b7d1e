"""The budget of a case: resources, charges, debts, quotients, before and after the rights."""

from __future__ import annotations

from typing import TYPE_CHECKING

from caseapp.domain.facts import NoFact
from caseapp.domain.formula import FormulaError
from caseapp.kernel import french
from caseapp.kernel.calendar import Month
from caseapp.kernel.money import ZERO, Money
from caseapp.services import budget_sides, budget_variables, liabilities, quotients
from caseapp.services.budget_rows import BudgetPage, QuotientRow
from caseapp.services.budget_variables import VARIABLES
from caseapp.services.budget_view import (
    ALIMONY,
    charge_lines,
    debt_lines,
    has_resources,
    housing_lines,
    unasked_lines,
    unknown_of,
)
from caseapp.services.grid_view import label_of
from caseapp.services.household_page import BudgetLine
from caseapp.services.stored_household import load

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from datetime import date
    from uuid import UUID

    from caseapp.domain.formula import Formula
    from caseapp.kernel.clock import Clock
    from caseapp.rules.catalogue_loader import Catalogue
    from caseapp.services.budget_rows import BudgetSide, LiabilityRow
    from caseapp.services.estimate_rows import SavedEstimate
    from caseapp.services.estimates import Estimates
    from caseapp.services.quotients import KnownFormula
    from caseapp.services.stored_household import StoredHousehold
    from db.store import Store


class Budgets:
    """The budgets of all cases, read from what is kept and from the latest estimate."""

    def __init__(
        self, store: Store, clock: Clock, estimates: Estimates, catalogue: Catalogue
    ) -> None:
        self._store, self._clock = store, clock
        self._estimates, self._catalogue = estimates, catalogue

    def page(self, case_id: UUID) -> BudgetPage:
        """Return the budget of this month.

        Raises:
            NotFoundError: there is no such case any more.
        """
        with self._store.read() as session:
            stored = load(session, case_id, self._clock.today())
            owed = liabilities.rows(session, case_id)
            formulas = quotients.known(session)
        saved = self._estimates.latest(case_id)
        return _Counting(stored, owed, saved, self._name, self._clock.today()).page(
            formulas, is_stale=saved is not None and self._estimates.is_stale(case_id)
        )

    def _name(self, code: str) -> str:
        known = code in self._catalogue.codes()
        return self._catalogue.right(code).short_name if known else code


class _Counting:
    """Counts one budget."""

    def __init__(
        self,
        stored: StoredHousehold,
        owed: Sequence[LiabilityRow],
        saved: SavedEstimate | None,
        name: Callable[[str], str],
        today: date,
    ) -> None:
        self._stored, self._owed, self._saved, self._today = stored, owed, saved, today
        month = self._month = Month.of(today)
        received = {line.right: line.amount_in(month) for line in stored.lines if line.right}
        self._resources = (*_resource_lines(stored, month), *unasked_lines(stored))
        self._housing = housing_lines(stored, today)
        self._charges = charge_lines(stored, today, {})
        self._debts = debt_lines(stored, today, owed)
        self._rights = tuple(
            budget_sides.right_parts(received, saved.estimate if saved else None, name)
        )

    def page(self, formulas: Sequence[KnownFormula], *, is_stale: bool) -> BudgetPage:
        now = self._side({part.right: part.now for part in self._rights})
        then = None
        if self._saved is not None:
            then = self._side({part.right: part.then for part in self._rights})
        listed = (*self._resources, *self._housing, *self._charges, *self._debts)
        unknown = (
            *unknown_of(listed),
            *(part.label for part in self._rights if isinstance(part.now, NoFact)),
        )
        still = [row for row in self._owed if row.closed_on is None]
        return BudgetPage(
            month=self._month,
            has_resources=has_resources(self._stored, self._month),
            now=now,
            then=then,
            estimated_on=self._saved.on if self._saved else None,
            is_stale=is_stale,
            resources=budget_sides.parts(self._resources),
            rights=self._rights,
            housing=budget_sides.parts(self._housing),
            charges=budget_sides.parts(self._charges),
            debts=budget_sides.parts(self._debts),
            liabilities=tuple(self._owed),
            owed=Money.total(row.owed for row in still if row.owed is not None),
            unknown=unknown,
            quotients=tuple(self._quotient(one, now, then) for one in formulas),
            notes=tuple(self._notes(still)),
        )

    def _side(self, rights: Mapping[str, Money | NoFact]) -> BudgetSide:
        going = [
            budget_sides.known(line.amount for line in part)
            for part in (self._housing, self._charges, self._debts)
        ]
        return budget_sides.side(
            budget_sides.known(line.amount for line in self._resources),
            {code: paid for code, paid in rights.items() if isinstance(paid, Money)},
            going,
            len(self._stored.people),
        )

    def _quotient(self, one: KnownFormula, now: BudgetSide, then: BudgetSide | None) -> QuotientRow:
        trouble = ""
        found: list[Money | None] = [None, None]
        try:
            read = quotients.parsed(one)
            found = [self._value(read, now), self._value(read, then)]
        except FormulaError as error:
            trouble = str(error)
        return QuotientRow(
            id=one.id,
            key=one.key,
            name=one.name,
            fund=one.fund,
            formula=one.text,
            note=one.note,
            confidence=one.confidence,
            now=found[0],
            then=found[1],
            trouble=trouble,
        )

    def _value(self, read: Formula, side: BudgetSide | None) -> Money | None:
        if side is None:
            return None
        values = budget_variables.values(self._stored, side, self._today)
        if not has_resources(self._stored, self._month):
            values |= dict.fromkeys(("ressources", "revenus", "reste_a_vivre"))
        unknown = [VARIABLES[name] for name in read.names if values[name] is None]
        if unknown:
            raise FormulaError(f"Manque : {', '.join(unknown)}.")
        return Money.euros(read.value(values))

    def _notes(self, still: Sequence[LiabilityRow]) -> Iterator[str]:
        typed = self._stored.home.get("debts.monthly")
        if still and isinstance(typed, int) and typed:
            yield (
                "Les dettes sont détaillées : le total saisi dans « Remboursements de dettes » "
                f"({french.euros(Money(typed))}) n'est pas compté en plus."
            )
        if any(part.hint for part in self._rights):
            yield (
                "Avec les droits estimés : seuls les droits probables versés chaque mois "
                "comptent, pour le plus bas de leur fourchette."
            )


def _resource_lines(stored: StoredHousehold, month: Month) -> Iterator[BudgetLine]:
    """Return the resources that are no rights, with whose they are where several have some."""
    own = [line for line in stored.lines if not line.right and line.nature != ALIMONY]
    names = {person.id: person.first_name or person.last_name for person in stored.people}
    several = len({line.person_id for line in own}) > 1
    for line in own:
        amount, label = line.amount_in(month), label_of(line, {})
        if amount != ZERO:
            whose = names.get(line.person_id, "") if line.person_id and several else ""
            yield BudgetLine(f"{label}, {whose}" if whose else label, amount)
