"""Simulations: changes tried beside the present, asked of the engine, kept with the case."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from caseapp.domain.scenario import MOST_VARIANTS, Simulation, Tried, Variant
from caseapp.exchange import simulation as documents
from caseapp.exchange.household import write_household
from caseapp.kernel.calendar import Month
from caseapp.kernel.clock import PARIS
from caseapp.kernel.errors import NotFoundError, UserInputError
from caseapp.kernel.money import Money
from caseapp.rules import scenarios, trajectory
from caseapp.services import removed, stored_household
from caseapp.services.answering import Answering
from caseapp.services.path_words import expectation
from caseapp.services.simulation_rows import (
    SavedSimulation,
    SimulationSummary,
    compare_rows,
)
from db.models import Simulation as SimulationRow
from db.queries import simulations as queries

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date, datetime
    from uuid import UUID

    from caseapp.domain.household import Household
    from caseapp.domain.scenario import PathMonth
    from caseapp.kernel.clock import Clock
    from caseapp.rules.catalogue_loader import Catalogue
    from caseapp.rules.engine import Engine
    from caseapp.services.household import HouseholdDesk
    from caseapp.services.removed import Removed
    from caseapp.services.simulation_rows import CompareRow
    from db.store import Store

HIGHEST_WAGE, STEPS = Money.euros(2500), 50  # of the curve
NAME_LENGTH = 120


def _nobody(_done: int, _of: int) -> None:
    """Tell nobody how far it is."""


class Simulations:
    """What if, for the cases of a base."""

    def __init__(
        self,
        store: Store,
        clock: Clock,
        desk: HouseholdDesk,
        engine: Engine,
        catalogue: Catalogue,
    ) -> None:
        self._store, self._clock, self._desk = store, clock, desk
        self._engine, self._catalogue = engine, catalogue
        self._answering = Answering(engine, catalogue)

    def run(self, case_id: UUID, variants: Sequence[Variant]) -> Simulation:
        """Estimate the present and its variants; it takes a moment: call it in a job.

        Raises:
            EngineTroubleError: no answer could be had.
            UserInputError: a change cannot happen in this household any more.
        """
        if len(variants) > MOST_VARIANTS:
            raise UserInputError("variants", f"{MOST_VARIANTS} variantes au plus.")
        present = self._desk.household(case_id)
        homes = [present, *(scenarios.settled(present, v.changes) for v in variants)]
        answers = list(self._answering.estimate_all(homes))
        tried = [
            Tried(variant=variant, household=home, estimate=answer)
            for variant, home, answer in zip(
                (Variant(name="Aujourd'hui", changes=()), *variants), homes, answers, strict=True
            )
        ]
        return Simulation(present=tried[0], variants=tuple(tried[1:]))

    def with_months(
        self, simulation: Simulation, told: Callable[[int, int], None] = _nobody
    ) -> Simulation:
        """Return the simulation with the twelve months to come; it takes seconds.

        They begin with the month before the first change, or now. Only what the model computes
        is followed: declared conditions say nothing of one month rather than another.

        Raises:
            EngineTroubleError: a month could not be computed.
        """
        now = Month.of(simulation.present.household.date)
        changes = [change for v in simulation.variants for change in v.variant.changes]
        begins = min((change.since for change in changes), default=now)
        columns = (simulation.present, *simulation.variants)
        paths = trajectory.follow(
            simulation.present.household,
            [tried.variant.changes for tried in columns],
            self._engine.estimate_many,
            first=max(now, begins.plus(-1)),
            told=told,
        )
        present, *others = (
            replace(tried, months=path) for tried, path in zip(columns, paths, strict=True)
        )
        return replace(simulation, present=present, variants=tuple(others))

    def with_curve(self, simulation: Simulation) -> Simulation:
        """Return the simulation with the total income by the applicant's wage.

        Raises:
            EngineTroubleError: no answer could be had.
        """
        step = HIGHEST_WAGE.cents // STEPS
        wages = [Money(place * step) for place in range(STEPS + 1)]
        curve = self._engine.curve(simulation.present.household, wages)
        return replace(simulation, curve=curve)

    def rows(self, simulation: Simulation) -> tuple[CompareRow, ...]:
        """Return what each right, and the total, comes to in each column."""
        return compare_rows(simulation, self._catalogue)

    def short_name(self, code: str) -> str:
        """Return « RSA »; the code where the catalogue lost it."""
        known = code in self._catalogue.codes()
        return self._catalogue.right(code).short_name if known else code

    def expectation(self, months: Sequence[PathMonth]) -> str:
        """Return what to expect of the months to come, in a sentence."""
        return expectation(months, self.short_name)

    # ------------------------------------------------------------------ kept
    def saved(self, case_id: UUID) -> tuple[SimulationSummary, ...]:
        """Return the simulations of a case, the newest first."""
        with self._store.read() as session:
            found = queries.of_case(session, case_id)
        return tuple(
            SimulationSummary(
                id=row.id,
                name=row.name,
                made_at=row.made_at,
                on=_civil_day(row.made_at),
                month=Month.of(row.month),
            )
            for row in found
        )

    def open(self, simulation_id: UUID) -> SavedSimulation:
        """Return a simulation as it was kept.

        Raises:
            NotFoundError: it was deleted.
        """
        today = self._clock.today()
        with self._store.read() as session:
            row = queries.one(session, simulation_id)
            if row is None:
                raise NotFoundError("Cette simulation n'existe plus.")
            stored = stored_household.load(session, row.case_id, today)
        simulation = Simulation(
            present=documents.read_tried(row.present, today=today),
            variants=tuple(documents.read_tried(v, today=today) for v in row.variants),
            curve=documents.read_curve(row.curve),
        )
        now = stored_household.to_domain(stored, today)
        return SavedSimulation(
            id=row.id,
            case_id=row.case_id,
            name=row.name,
            on=_civil_day(row.made_at),
            simulation=simulation,
            is_stale=_differs(now, simulation.present.household),
        )

    def keep(
        self, case_id: UUID, simulation: Simulation, name: str, replaced: UUID | None = None
    ) -> UUID:
        """Keep a simulation under a name, in place of another one where it is given.

        Raises:
            UserInputError: the name is empty, too long, or that of another simulation.
        """
        with self._store.write() as session:
            row = session.get(SimulationRow, replaced) if replaced else None
            taken = queries.names(session, case_id) - ({row.name} if row else set())
            name = _read_name(name, taken)
            if row is None:
                row = SimulationRow(case_id=case_id)
                session.add(row)
            estimate = simulation.present.estimate
            row.name, row.made_at = name, self._clock.now()
            row.month = estimate.month.first_day
            row.engine, row.catalogue = estimate.engine, estimate.catalogue
            row.present = documents.write_tried(simulation.present)
            row.variants = [documents.write_tried(tried) for tried in simulation.variants]
            row.curve = documents.write_curve(simulation.curve)
            session.flush()
            return row.id

    def rename(self, simulation_id: UUID, name: str) -> str:
        """Give a simulation another name; return the one it had.

        Raises:
            UserInputError: the name is empty, too long, or that of another simulation.
            NotFoundError: it was deleted.
        """
        with self._store.write() as session:
            row = session.get(SimulationRow, simulation_id)
            if row is None:
                raise NotFoundError("Cette simulation n'existe plus.")
            before = row.name
            row.name = _read_name(name, queries.names(session, row.case_id) - {before})
            return before

    def delete(self, simulation_id: UUID) -> Removed:
        """Delete a simulation; return it, to undo."""
        with self._store.write() as session:
            row = session.get(SimulationRow, simulation_id)
            if row is None:
                raise NotFoundError("Cette simulation n'existe plus.")
            copy = removed.copy(row)
            session.delete(row)
            return copy

    def restore(self, deleted: Removed) -> None:
        """Put back a simulation that was deleted."""
        with self._store.write() as session:
            removed.restore(session, deleted)


def _read_name(text: str, taken: set[str]) -> str:
    name = " ".join(text.split())
    if not name:
        raise UserInputError("name", "Donner un nom à la simulation.")
    if len(name) > NAME_LENGTH:
        raise UserInputError("name", f"Un nom a {NAME_LENGTH} caractères au plus.")
    if name in taken:
        raise UserInputError("name", "Une simulation de ce dossier porte déjà ce nom.")
    return name


def _differs(now: Household, kept: Household) -> bool:
    if Month.of(now.date) != Month.of(kept.date):
        return True
    return {**write_household(now), "date": ""} != {**write_household(kept), "date": ""}


def _civil_day(moment: datetime) -> date:
    return moment.astimezone(PARIS).date()
